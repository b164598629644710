"""`zhiyin publish`, `rollback` and `releases`: give readers a new release, an earlier one, or see which there are."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator import progress
from generator.commands.building import INTEGRITY, failed, project_of, unchanged
from generator.commands.progress import shown
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, Sayings, broken, config_of, say, tell
from generator.say import why_and_where

if TYPE_CHECKING:
    from generator.release.deliver import Delivery, Place
    from generator.release.layout import Unfit
    from generator.release.verify import Flaw

_SAYS: Sayings = {
    "published": {
        "zh": "已发布 {name}：共 {files} 个文件，新写 {fresh} 个，其余与上一次相同。",
        "en": "Published {name}: {files} files, {fresh} of them new, the others shared with the release before.",
    },
    "logged": {
        "zh": "公开账本新记了 {count} 个版本，根码 {code}。请把 {folder} 文件夹和内容一起提交。",
        "en": "The ledger has {count} new versions, root code {code}. Commit the folder {folder} with the content.",
    },
    "removed": {"zh": "删去了旧的：{names}。", "en": "Removed old releases: {names}."},
    "same": {"zh": "和网上的一样，没有需要发布的（{name}）。", "en": "Readers have this already; nothing to publish ({name})."},
    "flawed": {"zh": "发布前核对发现 {count} 处不对，没有发布，读者看到的仍是原来的网站。", "en": "{count} faults were found before publishing; readers still have the site as it was."},
    "dropped": {
        "zh": "下面这些页面一下子少了两成以上，没有发布。如果确实要这样，加上 --allow-drop 再发布一次。",
        "en": "More than a fifth of these pages would be gone, so nothing was published. If that is meant, publish again with --allow-drop.",
    },
    "drop": {"zh": "  {kind}/：{before} 页 → {after} 页", "en": "  {kind}/: {before} pages → {after}"},
    "dead-link": {"zh": "链接打不开：{what}", "en": "the link leads nowhere: {what}"},
    "dead-anchor": {"zh": "链接指到页内不存在的位置：{what}", "en": "the link leads to a place that is not in the page: {what}"},
    "private-key": {
        "zh": "这是一把私人钥匙，发布了谁都能用它签名。从 docs 里移到项目外面",
        "en": "this is a private key: published, anybody could sign with it. Move it from docs to outside the project",
    },
    "empty-file": {"zh": "文件是空的", "en": "the file is empty"},
    "pages-missing": {"zh": "页数和记录数对不上：{what}", "en": "the pages are not as many as the records: {what}"},
    "on-pages": {"zh": "（共 {pages} 页）", "en": " (on {pages} pages)"},
    "back": {"zh": "读者现在看到的是 {name}。", "en": "Readers now have {name}."},
    "none": {"zh": "{place} 里还没有发布过。", "en": "Nothing has been published to {place} yet."},
    "row": {"zh": "{mark} {name}  {made}  {pages} 页", "en": "{mark} {name}  {made}  {pages} pages"},
    "stopped": {"zh": "已停止，读者看到的仍是完整的网站。", "en": "Stopped; readers still have a whole site."},
    # why a place will not do
    "held": {
        "zh": "{who} 正在往 {place} 发布，从 {since} 开始。等那边结束再试。",
        "en": "{who} has been publishing to {place} since {since}. Try again when that is over.",
    },
    "not-a-folder": {"zh": "{place} 不是文件夹，没有动它。换一个位置。", "en": "{place} is not a folder and was left alone. Choose another place."},
    "not-ours": {
        "zh": "{place} 里有不是本程序放的东西（{found}），没有动它。换一个空文件夹。",
        "en": "{place} holds something this program did not put there ({found}) and was left alone. Choose an empty folder.",
    },
    "current-in-the-way": {
        "zh": "{place} 应当是指向某次发布的链接，现在不是。先把它移走。",
        "en": "{place} should be a link to a release, and is not. Move it away first.",
    },
    "in-the-way": {
        "zh": "不能发布到 {place}：它和 {own} 是同一个地方，或一个在另一个里面。换一个位置。",
        "en": "{place} will not do: it is the same as {own}, or one lies within the other. Choose another place.",
    },
    "site-changed": {
        "zh": "整理文件时 {site} 又被改动了（是不是还开着预览？），没有发布。再发布一次。",
        "en": "{site} was changed while it was being laid out (is a preview running?); nothing was published. Publish again.",
    },
    "nothing-before": {"zh": "{place} 里没有更早的一次可以退回。", "en": "{place} has no earlier release to go back to."},
    "no-such-release": {"zh": "没有 {found} 这一次。现有：{known}。", "en": "There is no release {found}. There are: {known}."},
    "damaged": {
        "zh": "{found} 里的文件和当时发布的不一样了，没有退回。选别的一次。",
        "en": "{found} no longer holds what was published then; nothing was changed. Choose another.",
    },
    "erased-since": {
        "zh": "{found} 里还有后来清除的正文，退回去就又公开了，没有退回。选后来的一次，或改好内容再发布。",
        "en": "{found} still has a text that was erased since, and to go back would publish it again; nothing was changed. Choose a later one, or mend the content and publish.",
    },
    "remote": {"zh": "{place} 那边没有做成：{error}", "en": "{place} could not do it: {error}"},
    "no-such-storage": {
        "zh": "用不了 {place}：{error}。S3 要先装 s3fs，装法见 deploy/README.md。",
        "en": "{place} cannot be used: {error}. For S3 install s3fs first, see deploy/README.md.",
    },
    "trouble": {"zh": "没有做成：{error}。读者看到的仍是完整的网站。", "en": "That failed: {error}. Readers still have a whole site."},
}  # fmt: skip

_NO_SET_UP = ("held", "site-changed", "nothing-before", "damaged", "erased-since")
"""Why a place will not do now, though nothing is wrong with how things are set up."""


def add(group: Group) -> None:
    """Add the three commands."""
    publish = group.add("publish", _publish, "检查、生成、核对，再一下子换上网 / check, build, verify, then switch at once")
    publish.add_argument("--keep", type=_count, default=5, metavar="N", help="保留最近几次发布 / releases to keep (5)")
    publish.add_argument("--allow-drop", action="store_true", help="页面少了两成以上也发布 / publish even if a fifth is gone")
    publish.add_argument("--no-compress", action="store_true", help="不做 .gz 和 .br / make no .gz and .br files")
    publish.add_argument("--integrity", action="store_true", help=INTEGRITY)
    key_option(publish)
    rollback = group.add("rollback", _rollback, "退回以前的一次发布 / give readers an earlier release again")
    rollback.add_argument("--to", default="", metavar="RELEASE", help="退回哪一次（不写就是上一次）/ which one (the one before)")
    releases = group.add("releases", _releases, "列出发布过的 / list what has been published")
    for command in (publish, rollback, releases):
        command.add_argument(
            "dest",
            metavar="DEST",
            help="发布到哪里 / where readers get it: /var/www/site, user@host:/var/www/site, s3://bucket/site",
        )
        command.add_argument("--json", action="store_true", help="给程序看的结果 / the outcome for programs")


def key_option(command: argparse.ArgumentParser) -> None:
    """Let a command that adds to the public ledger be given the key that signs it."""
    default = os.environ.get("ZHIYIN_LEDGER_KEY") or None
    said = "给公开账本签名的钥匙（也可写在 ZHIYIN_LEDGER_KEY）/ key that signs the ledger (or ZHIYIN_LEDGER_KEY)"
    command.add_argument("--key", type=Path, default=default, metavar="FILE", help=said)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        raise argparse.ArgumentTypeError("要写 1、2、3 这样的整数 / write a number such as 1, 2, 3")
    return int(text)


def _say(options: argparse.Namespace, key: str, **values: object) -> str:
    return say(_SAYS, options.lang, key, **values)


# --- commands ------------------------------------------------------------------------------------------------------


def _publish(options: argparse.Namespace) -> int:
    from generator.release.deliver import Wish, deliver

    project = project_of(options)
    if project is None:
        return BROKEN
    wish = Wish(options.keep, options.allow_drop, not options.no_compress, options.key)
    try:
        with shown(options):
            delivery = deliver(project, place(options), wish, progress.step)
    except (Exception, KeyboardInterrupt) as error:
        return failed_to(error, options)
    tell(delivery.built.problems, options, sys.stderr)
    if options.json:
        print(json.dumps(_row(delivery, options), ensure_ascii=False, indent=1))
    else:
        _tell(delivery, options)
    if delivery.built.report is None:
        return unchanged(options)
    return OK if delivery.name else PROBLEMS


def _rollback(options: argparse.Namespace) -> int:
    from generator.release.deliver import roll_back

    try:
        name = roll_back(place(options), options.to)
    except (Exception, KeyboardInterrupt) as error:
        return failed_to(error, options)
    print(json.dumps({"current": name}) if options.json else _say(options, "back", name=name))
    return OK


def _releases(options: argparse.Namespace) -> int:
    from generator.release.deliver import listed

    try:
        rows = listed(place(options))
    except (Exception, KeyboardInterrupt) as error:
        return failed_to(error, options)
    if options.json:
        print(json.dumps(rows, indent=1))
    for row in [] if options.json else rows:
        print(_say(options, "row", mark="*" if row["current"] else " ", **row))
    if not rows and not options.json:
        print(_say(options, "none", place=options.dest))
    return OK


def place(options: argparse.Namespace) -> Place:
    """Where readers get it; without a project one can still go back."""
    from generator.memory import CACHE
    from generator.release.deliver import place_of

    config = config_of(options)
    return place_of(options.dest, (config.parent if config else Path()) / CACHE)


# --- saying --------------------------------------------------------------------------------------------------------


def failed_to(error: BaseException, options: argparse.Namespace) -> int:
    """Say why nothing was published, and give the exit code."""
    from generator.release.layout import Unfit

    if isinstance(error, Unfit):
        return _unfit(error, options)
    if isinstance(error, KeyboardInterrupt):
        return broken(_say(options, "stopped"))
    if isinstance(error, OSError):
        return broken(_say(options, "trouble", error=why_and_where(error)[options.lang]))
    assert isinstance(error, Exception)
    return failed(error, options)


def _unfit(error: Unfit, options: argparse.Namespace) -> int:
    said = _say(options, error.code, **error.values)
    if error.code not in _NO_SET_UP:
        return broken(said)
    print(said, file=sys.stderr)
    return PROBLEMS


def _tell(delivery: Delivery, options: argparse.Namespace) -> None:
    for flaw in delivery.flaws:
        print(f"{flaw.page}\n  {_told(flaw, options)}", file=sys.stderr)
    if delivery.flaws:
        print(_say(options, "flawed", count=len(delivery.flaws)), file=sys.stderr)
    elif delivery.drops and not delivery.name:
        rows = [_say(options, "drop", **drop._asdict()) for drop in delivery.drops]
        print("\n".join([_say(options, "dropped"), *rows]), file=sys.stderr)
    if delivery.switched and delivery.packed is not None:
        files, fresh = len(delivery.packed.laid), len(delivery.packed.fresh)
        print(_say(options, "published", name=delivery.name, files=files, fresh=fresh))
        if delivery.code:
            folder = options.content.parent / "ledger"
            print(_say(options, "logged", count=delivery.logged, code=delivery.code, folder=folder))
        if delivery.removed:
            print(_say(options, "removed", names=", ".join(delivery.removed)))
    elif delivery.name:
        print(_say(options, "same", name=delivery.name))


def _told(flaw: Flaw, options: argparse.Namespace) -> str:
    """What is wrong, in words; private things are told of as the check tells of them."""
    from generator.problems import Problem

    known = _say(options, flaw.code, what=flaw.what) if flaw.code in _SAYS else ""
    told = known or Problem(flaw.page, flaw.code, values={"found": flaw.what}).message(options.lang)
    return told + (_say(options, "on-pages", pages=flaw.pages) if flaw.pages > 1 else "")


def _row(delivery: Delivery, options: argparse.Namespace) -> dict[str, Any]:
    packed = delivery.packed
    return {
        "published": delivery.switched, "release": delivery.name,
        "files": len(packed.laid) if packed else 0, "fresh": len(packed.fresh) if packed else 0, "removed": delivery.removed,
        "flaws": [{**flaw._asdict(), "message": _told(flaw, options)} for flaw in delivery.flaws],
        "drops": [drop._asdict() for drop in delivery.drops],
        "problems": [problem.row(options.lang) for problem in delivery.built.problems],
        **({"logged": delivery.logged, "code": delivery.code} if delivery.code else {}),
    }  # fmt: skip
