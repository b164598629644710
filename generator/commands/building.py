"""What commands that build have in common: where things are, and what is said when a build cannot be made."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from typing import TYPE_CHECKING

from generator.commands.say import PROBLEMS, Sayings, broken, config_of, say

if TYPE_CHECKING:
    from generator.build import Project

_SAYS: Sayings = {
    "unchanged": {"zh": "没有写入任何文件，已发布的网站保持原样。", "en": "Nothing was written; the site is as it was."},
    "no-config": {"zh": "内容文件夹旁边和当前文件夹里都没有 mkdocs.yml。到这一版的文件夹里运行，就是放着 content 和 mkdocs.yml 的那个。", "en": "There is no mkdocs.yml beside the content folder or here. Run this in the edition's folder, which holds content and mkdocs.yml."},
}  # fmt: skip

INTEGRITY = (
    "让浏览器核对脚本和样式（放上网用；拷到U盘的不要加）/ browsers check scripts and styles (for web servers, not for a stick)"
)


def project_of(options: argparse.Namespace) -> Project | None:
    """The project that a command is to build, or nothing once it has been said that its settings are missing."""
    from generator.build import Project

    config = config_of(options)
    if config is None:
        broken(say(_SAYS, options.lang, "no-config"))
        return None
    integrity = getattr(options, "integrity", False)
    return Project(options.content, options.site, config, options.today or date.today(), integrity)


def unchanged(options: argparse.Namespace) -> int:
    """Say that the site is as it was."""
    print(say(_SAYS, options.lang, "unchanged"), file=sys.stderr)
    return PROBLEMS


def failed(error: Exception, options: argparse.Namespace) -> int:
    """Say why a build could not be made, and give the exit code; raises again what is a fault of this program."""
    from generator.assemble import TwoPagesOneAddress
    from generator.trouble import explain

    said = explain(error, options.lang, options.site)
    if not said:
        raise error
    code = broken(said)
    return unchanged(options) if isinstance(error, TwoPagesOneAddress) else code
