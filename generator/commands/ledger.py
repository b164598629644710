"""`zhiyin ledger`: begin the public ledger, see how it stands, and sign it, sign beside, or erase what must not stay."""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.commands.archive import refused
from generator.commands.publish import key_option
from generator.commands.say import BROKEN, OK, PROBLEMS, Group, Sayings, broken, checked_or_told, say
from generator.commands.verify import site_at
from generator.say import why_and_where

if TYPE_CHECKING:
    from generator.waiting import Waits

_SAYS: Sayings = {
    "begun": {
        "zh": "开了一本公开账本：{folder}。\n它叫 {origin}，照 site.yml 的 url 起名，以后不变。网址还不是真的，就删掉这个文件夹，改好再开。\n以后每次 zhiyin publish 都会记账；请把这个文件夹和内容一起提交。",
        "en": "A ledger has begun in {folder}.\nIt is called {origin}, by the url in site.yml, for good: if that is not the real address yet, delete the folder, mend url and begin again.\nFrom now on zhiyin publish adds to it; commit that folder with the content.",
    },
    "brought": {"zh": "取回了账本：{size} 条，根码 {code}。", "en": "The ledger is back: {size} entries, root code {code}."},
    "stands": {"zh": "{origin}：{size} 条，{records} 条记录，根码 {code}。", "en": "{origin}: {size} entries, {records} records, root code {code}."},
    "last": {"zh": "最后一条记于 {time}。", "en": "The last entry is of {time}."},
    "signed": {"zh": "签名：{names}。", "en": "Signed by {names}."}, "unsigned": {"zh": "没有签名。", "en": "It is not signed."},
    "key": {"zh": "钥匙：{public}", "en": "key: {public}"},
    "made": {
        "zh": "新钥匙在 {file}。它只能留在您手里：别提交，别发给人，另备一份。发布时加 --key {file}。",
        "en": "The new key is in {file}. It stays with you: do not commit or send it, and keep a second copy. Publish with --key {file}.",
    },
    "known": {"zh": "读者用这把公钥核对：{public}", "en": "Readers check with this public key: {public}"},
    "line": {"zh": "签好了，根码 {code}。下次发布时公布。", "en": "Signed; root code {code}. The next publication makes it public."},
    "trouble": {"zh": "没有做成：{error}。再做一次，做到一半的会先收拾好。", "en": "That failed: {error}. Do it again; what was begun is set right first."},
    "erased": {
        "zh": "{record} 的正文和盐已经销毁，账本里的各条还在，仍可核对。现在就发布一次，再清掉服务器上的旧版和版本库的历史（见“指引”的 docs/public-ledger.md）。",
        "en": "Text and salt of {record} are destroyed; its entries stay and can be checked. Publish now, then remove old releases from the server and clean the repository's history (see docs/en/public-ledger.md of Zhiyin).",
    },
}  # fmt: skip


def add(group: Group) -> None:
    """Add the commands."""
    ledger = group.group("ledger", "公开账本：每条记录的每个版本 / the public ledger of every version of every record")
    init = ledger.add("init", _run(_init), "开一本账，或从网上的那份取回 / begin one, or bring it back from a published copy")
    init.add_argument(
        "--from",
        dest="source",
        default="",
        metavar="SITE",
        help="网站文件夹、网址或存档 / folder or address of the published site, or an archive",
    )
    status = ledger.add("status", _run(_status), "账本现状，下次会记什么 / how it stands, and what comes next")
    status.add_argument("--json", action="store_true", help="给程序看的结果 / the outcome for programs")
    key = ledger.add("key", _run(_key), "做一把钥匙，或登记已有的 / make a key, or let readers know of one")
    key.add_argument("file", type=Path, help="钥匙文件；没有就新做 / key file; made if absent (OpenSSH Ed25519 will do)")
    sign = ledger.add("sign", _run(_sign), "在检查点下签名 / put a line under the checkpoint")
    key_option(sign)
    sign.add_argument("--line", type=Path, metavar="FILE", help="别人联署的那一行 / the line of whoever signs beside")
    sign.add_argument("--by", default="", metavar="KEY", help="联署人的公钥 / their public key")
    cosign = ledger.add("cosign", _run(_cosign), "核对别人的账本并联署 / check another's ledger and sign beside")
    cosign.add_argument("published", type=Path, metavar="FOLDER", help="网站文件夹 / folder of their site")
    key_option(cosign)
    cosign.add_argument("--kept", type=Path, metavar="FILE", help="上次留下的检查点 / the checkpoint kept last time; renewed")
    erase = ledger.add(
        "erase", _run(_erase), "销毁一条记录的正文，账本仍可核对 / destroy a record's text; the ledger stays provable"
    )
    erase.add_argument("record", metavar="KIND/ID", help="哪一条 / which record")
    erase.add_argument("--reason", default="", help="原因，会公布 / the reason, which is published")
    key_option(erase)


def _run(command: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """A command whose faults are told in words."""

    def run(options: argparse.Namespace) -> int:
        from generator.release.archiving import Refused
        from generator.tlog.notes import BadKey
        from generator.tlog.state import Fault
        from generator.trouble import explain

        try:
            return command(options)
        except (Fault, BadKey) as error:
            return broken(explain(error, options.lang))
        except Refused as reason:
            return broken(refused(reason, options.lang))
        except (OSError, sqlite3.Error) as error:
            return broken(_say(options, "trouble", error=why_and_where(error)[options.lang]))

    return run


def _say(options: argparse.Namespace, key: str, **values: object) -> str:
    return say(_SAYS, options.lang, key, **values)


def _folder(options: argparse.Namespace) -> Path:
    from generator.history import folder_of

    return folder_of(options.content)


# --- commands ------------------------------------------------------------------------------------------------------


def _init(options: argparse.Namespace) -> int:
    from generator import bases
    from generator.history import origin_of
    from generator.tlog import keeping, state

    folder = _folder(options)
    if options.source:
        with site_at(options.source) as site:
            log = keeping.bring_back(folder, site)
        print(_say(options, "brought", size=log.said.size, code=log.code))
        return OK
    layers = bases.read(options.content)
    if layers.edition is None:
        return PROBLEMS if checked_or_told(options) is None else BROKEN
    origin = origin_of(layers.edition.url)
    state.begin(folder, origin)
    print(_say(options, "begun", folder=folder, origin=origin))
    return OK


def _status(options: argparse.Namespace) -> int:
    from generator.history import read
    from generator.tlog import state
    from generator.waiting import counted

    log = state.Log(_folder(options))
    waits = _waiting(options)
    if waits is None:
        return PROBLEMS
    history = read(options.content, "UTC")
    assert history is not None
    row = {
        "origin": log.said.origin, "size": log.said.size, "records": history.records, "code": log.code,
        "time": log.entry(log.said.size - 1).time if log.said.size else "", "signers": history.signers,
        "keys": [str(key) for key in log.keys], "waiting": counted(waits), "untold": [f"{each.kind}/{each.id}" for each in waits if each.untold],
    }  # fmt: skip
    print(json.dumps(row, ensure_ascii=False, indent=1)) if options.json else _tell_status(row, waits, options)
    return OK


def _tell_status(row: dict[str, Any], waits: list[Waits], options: argparse.Namespace) -> None:
    from generator.waiting import told

    print(_say(options, "stands", **row))
    if row["time"]:
        print(_say(options, "last", time=row["time"]))
    print(_say(options, "signed", names=", ".join(row["signers"])) if row["signers"] else _say(options, "unsigned"))
    for key in row["keys"]:
        print(_say(options, "key", public=key))
    print("\n".join(told(waits, options.lang)))


def _waiting(options: argparse.Namespace) -> list[Waits] | None:
    """What the next publication would add; nothing if the content has errors."""
    from generator.site import Site
    from generator.waiting import waiting

    checked = checked_or_told(options)
    if checked is None:
        return None
    site = Site(checked, checked.edition.clock(options.today or date.today()).isoformat())
    return waiting(site, _folder(options))


def _key(options: argparse.Namespace) -> int:
    from generator.tlog import keeping, keyfiles, state

    log = state.Log(_folder(options))
    name = log.said.origin.partition("/")[0]
    if not options.file.exists():
        keyfiles.make(options.file, name)
        print(_say(options, "made", file=options.file))
    signer = keyfiles.read(options.file, name)
    log = keeping.sign(_folder(options), signer)
    print(_say(options, "known", public=signer.verifier()))
    return OK


def _sign(options: argparse.Namespace) -> int:
    from generator.tlog import keeping, keyfiles, notes, state

    if options.line:
        log = keeping.add_line(_folder(options), options.line, notes.verifier(options.by))
    else:
        signer = keyfiles.read(_given(options), state.Log(_folder(options)).said.origin.partition("/")[0])
        log = keeping.sign(_folder(options), signer)
    print(_say(options, "line", code=log.code))
    return OK


def _given(options: argparse.Namespace) -> Path:
    """The key file, which must be given."""
    from generator.tlog.state import Fault

    if options.key is None:
        raise Fault("key-needed")
    return Path(options.key)


def _cosign(options: argparse.Namespace) -> int:
    from generator.tlog import keeping, keyfiles
    from generator.tlog.notes import COSIGNATURE

    signer = keyfiles.read(_given(options), "")
    line = keeping.cosign(options.published, signer, datetime.now(UTC), options.kept)
    print(line, end="")
    print(_say(options, "known", public=signer.verifier(COSIGNATURE)), file=sys.stderr)
    return OK


def _erase(options: argparse.Namespace) -> int:
    from generator.tlog import keeping, keyfiles, state
    from generator.tlog.state import Fault

    folder, (kind, _, id) = _folder(options), options.record.partition("/")
    checked = checked_or_told(options)
    if checked is None:
        return PROBLEMS
    record = f"{kind}/{(id := keeping.id_now(folder, kind, id))}"
    file = _as_logged(checked, folder, kind, id)
    if file:
        raise Fault("still-there", found=record, file=options.content / file)
    keeping.erase(folder, kind, id, options.reason, datetime.now(UTC), keyfiles.signers(state.Log(folder), options.key))
    print(_say(options, "erased", record=record))
    return OK


def _as_logged(checked: Any, folder: Path, kind: str, id: str) -> str:
    """The file of a record that says what the log says already, so that erasing it would be in vain."""
    from generator.outputs.versions import values_of
    from generator.site import Site
    from generator.tlog.keeping import is_as_logged

    site = Site(checked, checked.edition.clock(date.today()).isoformat())
    entry = site.entry(kind, id)
    return entry.file if entry and is_as_logged(folder, kind, id, values_of(site, entry)) else ""
