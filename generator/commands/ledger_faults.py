"""What is said when nothing can be added to the ledger: what is wrong, where, and how to mend it."""

from __future__ import annotations

from generator.commands.say import Sayings, say
from generator.tlog.state import Fault

_FAULTS: Sayings = {
    "no-log": {
        "zh": "这个版本还没有公开账本（没有 {file}）。用 zhiyin ledger init 开一本。",
        "en": "This edition keeps no ledger (there is no {file}). Begin one with zhiyin ledger init.",
    },
    "begun": {"zh": "已经有账本了（{file}），没有动它。", "en": "There is a ledger already ({file}); it was left alone."},
    "damaged": {
        "zh": "账本里的 {file} 缺了或坏了，什么也没有写。从版本库取回：git checkout -- ledger；或从网上的那份取回：zhiyin ledger init --from 网站文件夹。",
        "en": "{file} of the ledger is missing or damaged; nothing was written. Bring it back from the repository (git checkout -- ledger) or from the published copy (zhiyin ledger init --from SITE-FOLDER).",
    },
    "other-root": {
        "zh": "账本里的散列和 {file} 写的根对不上，什么也没有写。从版本库取回：git checkout -- ledger。",
        "en": "The hashes of the ledger do not lead to the root in {file}; nothing was written. Bring it back from the repository: git checkout -- ledger.",
    },
    "other-log": {
        "zh": "网上的是另一本账（{found}），这里的是 {expected}。换一个发布位置，或从网上的那份取回账本。",
        "en": "Readers have another ledger ({found}); this is {expected}. Publish elsewhere, or bring back the ledger from the published copy.",
    },
    "stale": {
        "zh": "这份账本旧了：这里有 {found} 条，网上已有 {expected} 条，可能有人在别处发布过。先取回新的（git pull，或 zhiyin ledger init --from 网站文件夹），再发布。",
        "en": "This copy of the ledger is old: it has {found} entries, readers have {expected}; somebody may have published from elsewhere. Bring it up to date first (git pull, or zhiyin ledger init --from SITE-FOLDER), then publish.",
    },
    "forked": {
        "zh": "账本分叉了：前 {found} 条和网上的不是同一段历史，没有发布。留下网上的那份，把这里的 ledger 文件夹移开，再 zhiyin ledger init --from 网站文件夹。",
        "en": "The ledger has forked: its first {found} entries are not the history that readers have; nothing was published. Keep what is published: move the folder ledger away and run zhiyin ledger init --from SITE-FOLDER.",
    },
    "gone": {
        "zh": "网上（{place}）有账本，这里却没有 {file}，没有发布。先取回：git checkout，或 zhiyin ledger init --from 网站文件夹。",
        "en": "Readers have a ledger ({place}) and there is none here ({file}); nothing was published. Bring it back first: git checkout, or zhiyin ledger init --from SITE-FOLDER.",
    },
    "bad-published": {
        "zh": "网上（{place}）的账本读不懂，可能被人改过，没有发布。先用 zhiyin verify 看看是哪里。",
        "en": "The published ledger ({place}) cannot be read; somebody may have changed it. Nothing was published. See with zhiyin verify what is wrong.",
    },
    "not-there": {"zh": "取不到 {found}。", "en": "{found} cannot be fetched."},
    "not-sound": {
        "zh": "{file} 里的账本没有通过核对，没有取用：{found}",
        "en": "The ledger in {file} does not hold, and was not taken: {found}",
    },
    "locked": {
        "zh": "有人正在写这本账（{file}）。等那边结束再试。",
        "en": "Somebody else is writing to this ledger ({file}). Try again when that is over.",
    },
    "clock": {
        "zh": "这台机器的时钟是 {found}，早于账本最后一条的时间 {expected}。先把时钟调准。",
        "en": "This machine's clock says {found}, before the time of the last entry, {expected}. Set the clock right first.",
    },
    "twice": {"zh": "{found} 一次改了两遍。", "en": "{found} changes twice at once."},
    "no-key": {
        "zh": "这本账以前有 {found} 的签名，这次没有给钥匙。加上 --key 钥匙文件。",
        "en": "This ledger was signed by {found}, and no key was given. Add --key FILE.",
    },
    "other-key": {
        "zh": "{file} 是 {found} 的另一把钥匙，这本账不认识。确实要换，就先 zhiyin ledger key {file}。",
        "en": "{file} is another key of {found}, unknown to this ledger. To change keys, run zhiyin ledger key {file} first.",
    },
    "bad-key": {"zh": "{file} 不能当钥匙用：{error}", "en": "{file} cannot be used as a key: {error}"},
    "key-needed": {"zh": "要给出钥匙文件：--key 文件。", "en": "Give a key file: --key FILE."},
    "key-there": {"zh": "{file} 已经有了，没有改动它。", "en": "{file} is there already and was left alone."},
    "bad-line": {
        "zh": "{file} 里的签名不是给现在这个检查点的，或者不是这把钥匙签的。请对方核对现在的账本再签一次。",
        "en": "The line in {file} does not sign the present checkpoint, or not by this key. Ask for one under the ledger as it is now.",
    },
    "not-logged": {
        "zh": "账本里没有 {found}。写成 种类/代号，例如 help/dongtan-ferry。",
        "en": "The ledger has no {found}. Write KIND/ID, such as help/dongtan-ferry.",
    },
    "still-there": {
        "zh": "{found} 的内容还和账本里的一样，清除了又会被记回去。先改好或删掉 {file}，再清除。",
        "en": "{found} still says what the ledger says, and would be logged again. Mend or delete {file} first.",
    },
    "no-reason": {"zh": "清除要写原因：--reason “……”。", "en": "Give the reason for an erasure: --reason “…”."},
}  # fmt: skip


def told(fault: Fault, lang: str) -> str:
    """A fault in words."""
    return say(_FAULTS, lang, fault.code, **fault.values)
