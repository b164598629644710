"""Why a site cannot be built of sound content, in the editor's words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from generator.assemble import TwoPagesOneAddress
from generator.publish import NotOurs
from generator.theme.engine import BrokenSetUp

_SAYS = {
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


def explain(error: BaseException, lang: str, site: Path) -> str:
    """What to tell an editor of a build that failed; nothing where it is a fault of this program."""
    if isinstance(error, TwoPagesOneAddress):
        return _SAYS["two-pages"][lang].format(found=error)
    if isinstance(error, NotOurs):
        return _SAYS["not-ours"][lang].format(site=site)
    if isinstance(error, (BrokenSetUp, OSError, sqlite3.Error)):
        return _SAYS["broken"][lang].format(found=error)
    return ""
