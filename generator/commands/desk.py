"""What editors' commands say alike: why nothing was changed, what was written, and how they ask."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from generator.commands.say import PROBLEMS, Sayings, broken, memory_of, plain, say, tell, unwritten
from generator.problems import nearest, shown

if TYPE_CHECKING:
    from generator.editing.desk import Desk
    from generator.load import ContentFile

_Item = TypeVar("_Item")

_SAYS: Sayings = {
    "nothing": {"zh": "没有写入任何文件。", "en": "Nothing was written."},
    "stopped": {"zh": "\n已停止，没有写入任何文件。", "en": "\nStopped; nothing was written."},
    "guess": {"zh": "是不是“{guess}”？", "en": "Did you mean “{guess}”?"},
    "of-a-base": {
        "zh": "这条记录是基础内容里的（{file}），这里不能改。要改就在自己的内容里写一条同名的。",
        "en": "This record belongs to a base ({file}) and cannot be changed here. Write one of the same name of your own.",
    },
    "no-such-record": {"zh": "没有“{kind}/{id}”这条记录。", "en": "There is no record “{kind}/{id}”."},
    "no-such-id": {"zh": "没有叫“{id}”的记录。写成“种类/编号”，例如 {example}。", "en": "There is no record called “{id}”. Write kind/id, such as {example}."},
    "several-kinds": {"zh": "叫“{name}”的记录不止一条：{known}。写明是哪一条。", "en": "Several records are called “{name}”: {known}. Say which."},
}  # fmt: skip


def at_desk(options: argparse.Namespace, sayings: Sayings, work: Callable[[Desk], int]) -> int:
    """Do some work on one's own content; whatever stands in the way is told, and then nothing has been written."""
    from generator.content_files import NotWritten
    from generator.editing.desk import Desk, Faulty, Refused

    try:
        with closing(memory_of(options)) as memory:
            return work(Desk(options.content, options.today or date.today(), memory))
    except Faulty as faulty:
        tell(faulty.problems, options, sys.stderr)
        print(say(_SAYS, options.lang, "nothing"), file=sys.stderr)
        return PROBLEMS
    except Refused as refused:
        return _refused(refused, options, sayings)
    except (NotWritten, OSError) as error:
        return unwritten(error, options)
    except (KeyboardInterrupt, EOFError):
        return broken(say(_SAYS, options.lang, "stopped"))


def _refused(refused: object, options: argparse.Namespace, sayings: Sayings) -> int:
    from generator.editing.desk import Refused

    assert isinstance(refused, Refused)
    known = refused.values.get("known")
    values = {name: shown(value, options.lang) for name, value in refused.values.items()}
    said = say({**_SAYS, **sayings}, options.lang, refused.code, **values)
    guess = nearest(str(refused.values.get("id", "")), known)
    mark = "" if options.lang == "zh" else " "
    print(said + (mark + say(_SAYS, options.lang, "guess", guess=guess) if guess else ""), file=sys.stderr)
    return PROBLEMS


def record_named(desk: Desk, name: str, kinds: Iterable[str] = ()) -> ContentFile:
    """The file of a record that an editor names: `kind/id`, its id alone, or its file. Raises `Refused`."""
    from generator.editing.desk import Refused
    from generator.model.kinds import KIND_NAMES

    path = Path(name)
    inside = [file for file in desk.files if name.endswith(".yml") and path.resolve() == Path(file.path).resolve()]
    if inside:
        return inside[0]
    kind, _, id = name.removesuffix(".yml").rpartition("/")
    if kind in KIND_NAMES:
        return desk.file(kind, id)
    wanted = [file for file in desk.all_files if not kinds or file.kind in kinds]
    found = {file.kind for file in wanted if file.id == id}
    if len(found) == 1:
        return desk.file(found.pop(), id)
    if found:
        raise Refused("several-kinds", name=id, known=sorted(f"{kind}/{id}" for kind in found))
    known = [file.id for file in wanted]
    example = next((f"{file.kind}/{file.id}" for file in wanted), "opportunities/gate")
    raise Refused("no-such-id", id=id, known=known, example=example)


def file_of(options: argparse.Namespace, name: str) -> str:
    """A file's name as one would type it."""
    return str(plain(options.content / name))


def progress(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The same items; on a terminal a bar is shown once they take more than a second."""
    from tqdm import tqdm

    tqdm.monitor_interval = 0
    yield from tqdm(items, total=total, disable=None, delay=1, leave=False, file=sys.stderr)
