"""`zhiyin schemas`: have every file of an edition name the schema by which editors' tools give their hints."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from datetime import date

from generator import content_files, load, schema_files
from generator.commands.say import OK, PROBLEMS, Group, Sayings, broken, memory_of, say, tell, unwritten

_SAYS: Sayings = {
    "done": {
        "zh": "{changed} 个文件的第一行写上了自己的 schema，另外 {others} 个没有动。",
        "en": "{changed} files now name their schema in their first line; {others} were left as they are.",
    },
    "none": {"zh": "这里没有内容文件夹：{content}", "en": "There is no content folder here: {content}"},
}  # fmt: skip


def add(group: Group) -> None:
    """Add the command."""
    group.add(
        "schemas",
        _schemas,
        "让编辑器边写边提示：文件第一行写上 schema / have editors' tools give hints: name the schema in every file",
    )


def _schemas(options: argparse.Namespace) -> int:
    from generator.check import check

    if not load.holding([load.Folder(options.content)], load.SITE):
        return broken(say(_SAYS, options.lang, "none", content=options.content))
    with closing(memory_of(options)) as memory:
        checked = check(options.content, options.today or date.today(), memory)
        schema_files.bring_up_to_date(options.content, checked.edition, checked.site_digest, memory)
    changes, files, problems = schema_files.lines(options.content)
    try:
        changed = content_files.write_all(options.content, changes)
    except (OSError, content_files.NotWritten) as error:
        return unwritten(error, options)
    tell(problems, options, sys.stderr)
    print(say(_SAYS, options.lang, "done", changed=len(changed), others=files - len(changed)))
    return PROBLEMS if problems else OK
