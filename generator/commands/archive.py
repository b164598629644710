"""`zhiyin archive`: the whole site and what it was made from in one file, for a library, a court, whoever takes over."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.building import project_of
from generator.commands.progress import shown
from generator.commands.publish import failed_to, key_option, place
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, Sayings, broken, checked_or_told, say
from generator.say import why_and_where

if TYPE_CHECKING:
    from generator.release.archiving import Archived, Refused, Written

_SAYS: Sayings = {
    "written": {"zh": "已存档到 {file}（{megabytes:.1f} MB）。", "en": "The archive is {file} ({megabytes:.1f} MB)."},
    "same": {"zh": "{file} 已经有了，一字不差。", "en": "{file} is there already, and the same to the byte."},
    "digest": {"zh": "  SHA-256 {digest}", "en": "  SHA-256 {digest}"},
    "what": {"zh": "里面是读者现在看到的 {release}，连同原始内容，共 {files} 个文件。", "en": "It holds {release}, which readers have now, and its sources: {files} files."},
    "logged": {
        "zh": "账本里记下了它的 SHA-256，根码 {code}；下次发布时公布。请把 {folder} 文件夹和内容一起提交。",
        "en": "The ledger has its SHA-256, root code {code}; the next publication makes it public. Commit the folder {folder} with the content.",
    },
    "known": {"zh": "账本里已经记过它。", "en": "The ledger had it already."},
    "unvouched": {
        "zh": "没有公开账本，没有谁替这个存档作证。把 SHA-256 另外记在别处；想要账本，运行 zhiyin ledger init。",
        "en": "There is no ledger, so nothing vouches for this archive. Keep its SHA-256 elsewhere; for a ledger run zhiyin ledger init.",
    },
    "unsound": {"zh": "网上的网站没有通过核对，没有存档。", "en": "The published site does not hold; nothing was archived."},
    # why nothing was written
    "no-zip": {"zh": "文件名要以 .zip 结尾：{file}。", "en": "The name must end in .zip: {file}."},
    "inside": {
        "zh": "存档不能放在 {folder} 里面：它是要存的一部分，或者会被清掉。换一个位置。",
        "en": "The archive cannot lie in {folder}, which is part of what it holds or is tidied up by itself. Choose another place.",
    },
    "there": {
        "zh": "{file} 已经有了，内容不一样，没有动它。换一个文件名。",
        "en": "{file} is there already and is another; it was left alone. Choose another name.",
    },
    "nothing-published": {"zh": "{place} 里还没有发布过，没有可存的。", "en": "Nothing has been published to {place} yet, so there is nothing to archive."},
    "not-whole": {
        "zh": "{place} 里的 {found} 和当时发布的不一样了，没有存档。再发布一次，或用 zhiyin rollback 退回。",
        "en": "{found} in {place} is not what was published then; nothing was archived. Publish again, or go back with zhiyin rollback.",
    },
    "erased": {
        "zh": "有正文清除了，还没有发布：{place} 里还读得到，存档就永远留下了。先发布一次。",
        "en": "A text was erased and that is not published yet: it can still be read in {place}, and an archive would keep it for good. Publish first.",
    },
    "ahead": {
        "zh": "内容里有 {count} 条和 {place} 里发布的不一样（{found}），没有存档：存进去，就成了没有人公布过的原始内容。先发布一次；不想发布的，先改回去。",
        "en": "Records of the content that are not as published in {place}: {count} ({found}). Nothing was archived, for it would pass off as sources what nobody has published. Publish first, or put them back as they were.",
    },
    "private-key": {
        "zh": "{file} 是一把私人钥匙，会跟着存档流出去，没有存档。先把它移到别处。",
        "en": "{file} is a private key and would be given away with the archive; nothing was written. Move it elsewhere first.",
    },
    "no-library": {
        "zh": "做 .warc.gz 要先装 warcio：pip install 'warcio==1.8.1'。",
        "en": "To write .warc.gz, install warcio first: pip install 'warcio==1.8.1'.",
    },
    "trouble": {"zh": "没有做成：{error}。什么也没有留下。", "en": "That failed: {error}. Nothing was left behind."},
    # why an archive is not opened
    "no-archive": {"zh": "{file} 不是 zhiyin archive 做的存档，或者坏了。", "en": "{file} is no archive of zhiyin archive, or is damaged."},
    "climbs": {"zh": "没有打开 {file}：里面有个文件名会写到别处去（{found}）。", "en": "{file} was not opened: a name in it leads elsewhere ({found})."},
    "link": {"zh": "没有打开 {file}：里面的 {found} 是链接。", "en": "{file} was not opened: {found} in it is a link."},
    "bomb": {
        "zh": "没有打开 {file}：里面的 {found} 压缩或加密过，或者展开后比它本身还大；本程序的存档不是这样。",
        "en": "{file} was not opened: {found} in it is pressed or encrypted, or it would become larger than it is; no archive of ours is so.",
    },
}  # fmt: skip


def add(group: Group) -> None:
    """Add the command."""
    command = group.add(
        "archive", _archive, "把网上的整个网站和原始内容存成一个文件 / the whole published site and its sources in one file"
    )
    command.add_argument("dest", metavar="PLACE", help="发布在哪里，和 publish 一样写 / where readers get it, as for publish")
    command.add_argument("file", type=Path, metavar="FILE.zip", help="存成什么文件 / the file to write")
    command.add_argument(
        "--warc",
        action="store_true",
        help="另存一份网页 FILE.warc.gz（要装 warcio）/ web pages too, as FILE.warc.gz (needs warcio)",
    )
    key_option(command)
    command.add_argument("--json", action="store_true", help="给程序看的结果 / the outcome for programs")


def refused(error: Refused, lang: str) -> str:
    """Why an archive was not written or not opened, in words."""
    return say(_SAYS, lang, error.code, **error.values)


def _say(options: argparse.Namespace, key: str, **values: object) -> str:
    return say(_SAYS, options.lang, key, **values)


def _archive(options: argparse.Namespace) -> int:
    from generator.release.archiving import Wish, archive

    project = project_of(options)
    if project is None:
        return BROKEN
    checked = checked_or_told(options)
    if checked is None:
        return PROBLEMS
    wish = Wish(options.file, options.warc, options.key)
    try:
        with shown(options):
            done = archive(project, checked, place(options), wish)
    except (Exception, KeyboardInterrupt) as error:
        return _failed(error, options)
    if options.json:
        print(json.dumps(_row(done, options), ensure_ascii=False, indent=1))
    else:
        _tell(done, options)
    return OK if done.written else PROBLEMS


def _failed(error: BaseException, options: argparse.Namespace) -> int:
    from generator.release.archiving import Refused
    from generator.release.warc import NoLibrary

    if isinstance(error, Refused):
        return broken(refused(error, options.lang))
    if isinstance(error, NoLibrary):
        return broken(_say(options, "no-library"))
    if isinstance(error, OSError):
        return broken(_say(options, "trouble", error=why_and_where(error)[options.lang]))
    return failed_to(error, options)


def _tell(done: Archived, options: argparse.Namespace) -> None:
    if done.report and done.report.problems:
        print("\n".join([*done.report.lines(options.lang), _say(options, "unsound")]), file=sys.stderr)
        return
    for each in done.written:
        print(_say(options, "written" if each.is_new else "same", file=each.file, megabytes=each.size / 1e6))
        print(_say(options, "digest", digest=each.digest))
    print(_say(options, "what", release=done.release, files=done.files))
    print(_vouched(done, options))


def _vouched(done: Archived, options: argparse.Namespace) -> str:
    """What vouches for it."""
    if not done.code:
        return _say(options, "unvouched")
    if not any(each.is_logged for each in done.written):
        return _say(options, "known")
    return _say(options, "logged", code=done.code, folder=options.content.parent / "ledger")


def _row(done: Archived, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "release": done.release, "files": done.files, "written": [_written(each) for each in done.written], "code": done.code,
        "problems": [{"code": code, **values} for code, values in done.report.problems] if done.report else [],
    }  # fmt: skip


def _written(each: Written) -> dict[str, Any]:
    return {
        "file": str(each.file), "form": each.form, "sha256": each.digest, "size": each.size, "new": each.is_new,
        "logged": each.is_logged,
    }  # fmt: skip
