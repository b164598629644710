"""How the program's own words are written down: in Chinese and in English, side by side."""

from __future__ import annotations

import errno


def say(zh: str, en: str) -> dict[str, str]:
    """One of the program's words, by language."""
    return {"zh": zh, "en": en}


def tell(zh: str, zh_hint: str, en: str, en_hint: str) -> dict[str, tuple[str, str]]:
    """What was found and how to mend it, by language."""
    return {"zh": (zh, zh_hint), "en": (en, en_hint)}


_WHY = {
    errno.ENOENT: say("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EACCES: say("没有权限", "it is not allowed"), errno.EPERM: say("没有权限", "it is not allowed"),
    errno.EROFS: say("那里只能读，不能写", "nothing can be written there"),
    errno.ENOSPC: say("磁盘满了", "the disk is full"), errno.EDQUOT: say("空间用完了", "no more room is allowed there"),
    errno.EISDIR: say("这是文件夹，不是文件", "it is a folder and no file"),
    errno.ENOTDIR: say("路径里有一段不是文件夹", "a part of its path is no folder"),
    errno.ENAMETOOLONG: say("名字太长", "its name is too long"), errno.EEXIST: say("那里已经有了", "it is there already"),
    errno.EIO: say("磁盘读写出错", "the disk fails"), errno.ECONNREFUSED: say("对方没有应答", "nobody answers there"),
    errno.ETIMEDOUT: say("对方没有应答", "nobody answers there"), errno.ENXIO: say("这不是普通文件", "it is no ordinary file"),
}  # fmt: skip
"""What an operating system's commonest complaints mean."""


def why(error: BaseException) -> dict[str, str]:
    """Why something failed, in words for editors where there are some."""
    said = str(getattr(error, "strerror", None) or error or type(error).__name__)
    return _WHY.get(getattr(error, "errno", None) or 0, say(said, said))


def why_and_where(error: BaseException) -> dict[str, str]:
    """The same, and which file it was about."""
    said, file = why(error), getattr(error, "filename", None)
    return say(f"{said['zh']}：{file}", f"{said['en']}: {file}") if file else said
