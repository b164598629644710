"""Why something cannot be done although the content is sound, in the editor's words: what is wrong, where, and how to mend it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path

from generator.assemble import TwoPagesOneAddress
from generator.problems import shown
from generator.publish import NotOurs
from generator.theme.engine import BrokenSetUp
from generator.tlog.notes import BadKey
from generator.tlog.state import Fault

_Words = Mapping[str, Mapping[str, str]]
_SITE: _Words = {
    "two-pages": {
        "zh": "docs/ 里手写的页面占了记录页面的网址：{found}。给手写的页面改名。",
        "en": "A hand-written page in docs/ stands where a record's page belongs: {found}. Rename the hand-written page.",
    },
    "not-ours": {
        "zh": "{site} 里有不是本程序生成的文件，没有动它。换一个空文件夹，或先移走里面的东西。",
        "en": "{site} holds files this program did not make and was left alone. Choose an empty folder, or move them away.",
    },
    "broken": {"zh": "环境有问题，网站没有生成：\n{found}", "en": "The set-up is broken; no site was built:\n{found}"},
}  # fmt: skip
LEDGER: _Words = {
    "no-log": {
        "zh": "这个版本还没有公开账本（没有 {file}）。用 zhiyin ledger init 开一本。",
        "en": "This edition keeps no ledger (there is no {file}). Begin one with zhiyin ledger init.",
    },
    "begun": {"zh": "已经有账本了（{file}），没有动它。", "en": "There is a ledger already ({file}); it was left alone."},
    "damaged": {
        "zh": "账本里的 {file} 缺了或坏了，什么也没有写。从版本库取回：git checkout -- ledger；或把 ledger 文件夹移开，从网上的那份取回：zhiyin ledger init --from 网站文件夹或网址。",
        "en": "{file} of the ledger is missing or damaged; nothing was written. Bring it back from the repository (git checkout -- ledger), or move the folder ledger away and bring it back from the published copy (zhiyin ledger init --from FOLDER-OR-URL).",
    },
    "other-root": {
        "zh": "账本里的散列和 {file} 写的根对不上，什么也没有写。从版本库取回：git checkout -- ledger；或把 ledger 文件夹移开，从网上的那份取回：zhiyin ledger init --from 网站文件夹或网址。",
        "en": "The hashes of the ledger do not lead to the root in {file}; nothing was written. Bring it back from the repository (git checkout -- ledger), or move the folder ledger away and bring it back from the published copy (zhiyin ledger init --from FOLDER-OR-URL).",
    },
    "other-log": {
        "zh": "网上的是另一本账（{found}），这里的是 {expected}。换一个发布位置，或从网上的那份取回账本。",
        "en": "Readers have another ledger ({found}); this is {expected}. Publish elsewhere, or bring back the ledger from the published copy.",
    },
    "stale": {
        "zh": "这份账本旧了：这里有 {found} 条，网上已有 {expected} 条，可能有人在别处发布过。先取回新的（git pull，或 zhiyin ledger init --from 网站文件夹或网址），再发布。",
        "en": "This copy of the ledger is old: it has {found} entries, readers have {expected}; somebody may have published from elsewhere. Bring it up to date first (git pull, or zhiyin ledger init --from FOLDER-OR-URL), then publish.",
    },
    "ahead": {
        "zh": "这里的账本比 {file} 的新：这里有 {found} 条，那边有 {expected} 条，没有动它。不用取回，直接发布就行。",
        "en": "The ledger here is newer than that of {file}: it has {found} entries, that one {expected}. It was left alone; there is nothing to bring back, so publish.",
    },
    "other-edition": {
        "zh": "这本账是 {found} 的，这个网站是 {expected}，{place} 里也还没有发布过，没有发布。项目是拷来的新网站：把 ledger 文件夹移开，再 zhiyin ledger init。网站搬了家：先把原来发布的整个文件夹拷到 {place}，再发布。",
        "en": "This ledger is that of {found}, this site is {expected}, and nothing has been published to {place} yet; nothing was published. If the project was copied for a new site, move the folder ledger away and run zhiyin ledger init. If the site has moved, copy the whole published folder to {place} first, then publish.",
    },
    "forked": {
        "zh": "账本分叉了：前 {found} 条和网上的不是同一段历史，没有发布。留下网上的那份，把这里的 ledger 文件夹移开，再 zhiyin ledger init --from 网站文件夹或网址。",
        "en": "The ledger has forked: its first {found} entries are not the history that readers have; nothing was published. Keep what is published: move the folder ledger away and run zhiyin ledger init --from FOLDER-OR-URL.",
    },
    "gone": {
        "zh": "网上（{place}）有账本，这里却没有 {file}，没有发布。先取回：git checkout -- ledger，或 zhiyin ledger init --from 网站文件夹或网址。",
        "en": "Readers have a ledger ({place}) and there is none here ({file}); nothing was published. Bring it back first: git checkout -- ledger, or zhiyin ledger init --from FOLDER-OR-URL.",
    },
    "bad-published": {
        "zh": "网上（{place}）的账本读不懂，可能被人改过，没有发布。先用 zhiyin verify 看看是哪里。",
        "en": "The published ledger ({place}) cannot be read; somebody may have changed it. Nothing was published. See with zhiyin verify what is wrong.",
    },
    "not-there": {
        "zh": "取不到 {found}。看看网址对不对、网络通不通。",
        "en": "{found} cannot be fetched. See whether the address is right and the network is there.",
    },
    "no-site": {
        "zh": "没有 {found} 这个文件夹或文件，它也不是 http:// 或 https:// 开头的网址。看看写对没有。",
        "en": "{found} is no folder or file that there is, nor an address that begins with http:// or https://. See whether it is right.",
    },
    "not-sound": {
        "zh": "{file} 里的账本没有通过核对，没有取用：{found}。换一份完整的再试。",
        "en": "The ledger in {file} does not hold, and was not taken: {found}. Try with a copy that is whole.",
    },
    "bad-journal": {
        "zh": "上次写到一半，留下的 {file} 读不懂，什么也没有写。把 ledger 文件夹移开，再从版本库（git checkout -- ledger）或网上（zhiyin ledger init --from 网站文件夹或网址）取回。",
        "en": "An addition was broken off, and {file}, which tells of it, cannot be read; nothing was written. Move the folder ledger away, then bring it back from the repository (git checkout -- ledger) or from the published copy (zhiyin ledger init --from FOLDER-OR-URL).",
    },
    "locked": {
        "zh": "有人正在写这本账（{file}）。等那边结束再试。",
        "en": "Somebody else is writing to this ledger ({file}). Try again when that is over.",
    },
    "clock": {
        "zh": "这台机器的时钟是 {found}，早于账本最后一条的时间 {expected}。先把时钟调准。",
        "en": "This machine's clock says {found}, before the time of the last entry, {expected}. Set the clock right first.",
    },
    "twice": {
        "zh": "{found} 一次要记两遍，是程序的错，什么也没有写。请告诉维护程序的人。",
        "en": "{found} would be entered twice at once: a fault of the program; nothing was written. Please tell whoever looks after it.",
    },
    "no-key": {
        "zh": "这本账以前有 {found} 的签名，这次没有给钥匙。加上 --key 钥匙文件。",
        "en": "This ledger was signed by {found}, and no key was given. Add --key FILE.",
    },
    "other-key": {
        "zh": "{file} 是 {found} 的另一把钥匙，这本账不认识。确实要换，就先 zhiyin ledger key {file}。",
        "en": "{file} is another key of {found}, unknown to this ledger. To change keys, run zhiyin ledger key {file} first.",
    },
    "bad-key": {"zh": "{file} 不能当钥匙用：{error}", "en": "{file} cannot be used as a key: {error}"},
    "no-such-file": {"zh": "没有 {file} 这个文件，或者没有权限读它。看看文件名写对没有。", "en": "There is no file {file}, or it may not be read. See whether its name is right."},
    "no-text": {"zh": "{file} 不是文本文件，读不懂。看看是不是拿错了。", "en": "{file} is no text file and cannot be read. See whether it is the right one."},
    "key-needed": {"zh": "要给出钥匙文件：--key 文件。", "en": "Give a key file: --key FILE."},
    "key-there": {"zh": "{file} 已经有了，没有改动它。", "en": "{file} is there already and was left alone."},
    "bad-line": {
        "zh": "{file} 里的签名不是给现在这个检查点的，或者不是这把钥匙签的。请对方核对现在的账本再签一次。",
        "en": "The line in {file} does not sign the present checkpoint, or not by this key. Ask for one under the ledger as it is now.",
    },
    "not-logged": {
        "zh": "账本里没有 {found}。写成“种类/编号”，例如 help/dongtan-ferry。",
        "en": "The ledger has no {found}. Write KIND/ID, such as help/dongtan-ferry.",
    },
    "still-there": {
        "zh": "{found} 的内容还和账本里的一样，清除了又会被记回去。先改好或删掉 {file}，再清除。",
        "en": "{found} still says what the ledger says, and would be logged again. Mend or delete {file} first.",
    },
    "no-reason": {"zh": "清除要写原因：--reason “……”。", "en": "Give the reason for an erasure: --reason “…”."},
}  # fmt: skip
"""By the code of a fault of the ledger."""
KEYS: _Words = {
    "not-private": {"zh": "里面不是私钥", "en": "it holds no private key"},
    "is-private": {"zh": "这是私钥，不能给别人；要的是公钥", "en": "this is a private key, which nobody else may have; the public one is wanted"},
    "not-ed25519": {"zh": "不是 Ed25519 的钥匙", "en": "it is no Ed25519 key"},
    "mangled": {"zh": "钥匙不完整，或有字抄错了", "en": "the key is cut short, or a letter of it is wrong"},
    "unreadable": {
        "zh": "读不出来：坏了，或设了密码（用 ssh-keygen -p 去掉密码，或另做一把）",
        "en": "it cannot be read: it is damaged or has a passphrase (take that off with ssh-keygen -p, or make another key)",
    },
    "bad-name": {"zh": "钥匙的名字不能空着，也不能有空格和加号", "en": "a key's name is not empty and has no spaces or plus signs"},
}  # fmt: skip
"""By the code of what is wrong with a key."""
_KEY = {"zh": "这把钥匙不能用：{found}。", "en": "This key cannot be used: {found}."}


def explain(error: BaseException, lang: str, site: Path | None = None) -> str:
    """What to tell an editor of something that failed; nothing where it is a fault of this program."""
    if isinstance(error, Fault):
        return LEDGER[error.code][lang].format(**{name: _value(value, lang) for name, value in error.values.items()})
    if isinstance(error, BadKey):
        return _KEY[lang].format(found=_value(error, lang))
    if isinstance(error, TwoPagesOneAddress):
        return _SITE["two-pages"][lang].format(found=error)
    if isinstance(error, NotOurs):
        return _SITE["not-ours"][lang].format(site=site)
    if isinstance(error, (BrokenSetUp, OSError, sqlite3.Error)):
        return _SITE["broken"][lang].format(found=error)
    return ""


def _value(value: object, lang: str) -> str:
    """A value inside a sentence; of a key that cannot be used, why."""
    return KEYS[str(value)][lang] if isinstance(value, BadKey) else shown(value, lang)
