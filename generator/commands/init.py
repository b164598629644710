"""`zhiyin init`: a new edition in one minute, from a few questions or none."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from generator import content_files, starter
from generator.commands.say import OK, PROBLEMS, Group, Sayings, broken, say, tell
from generator.model.edition import COLOUR
from generator.problems import Problem, has_errors
from generator.reading import reading
from generator.say import why
from generator.starter import Answers

_SAYS: Sayings = {
    "intro": {
        "zh": "回答几个问题，直接按回车就用方括号里的。以后都能改。",
        "en": "A few questions; Enter takes what stands in brackets. All of it can be changed later.",
    },
    "languages": {"zh": "语言，第一个是主要语言（zh、en、zh-hant，用逗号隔开）", "en": "Languages, the main one first (zh, en, zh-hant, with commas)"},
    "place": {"zh": "哪个县（市、区）", "en": "Which county or district"},
    "place-en": {"zh": "它的英文名称", "en": "Its name in English"},
    "name": {"zh": "网站叫什么", "en": "Name of the site"},
    "name-en": {"zh": "网站的英文名称", "en": "Name of the site in English"},
    "colour": {"zh": "主色", "en": "Colour"},
    "bad-languages": {
        "zh": "不认识语言“{found}”：只有 zh、en、zh-hant；zh-hant（繁体）由简体转换，zh 要写在第一个。",
        "en": "“{found}” will not do: languages are zh, en and zh-hant, which is converted from zh and needs zh first.",
    },
    "unsayable": {"zh": "里面有看不见的字符，重新打一遍。", "en": "It holds characters that cannot be seen; type it again."},
    "not-empty": {
        "zh": "{folder} 里已经有东西，没有动它。换一个空文件夹，或新的名字。",
        "en": "{folder} holds something already and was left alone. Choose an empty folder or a new name.",
    },
    "stopped": {"zh": "已停止，什么都没有写。", "en": "Stopped; nothing was written."},
    "unwritten": {"zh": "{folder} 写不进去，什么都没有留下：{error}", "en": "{folder} cannot be written, and nothing was left there: {error}"},
    "made": {
        "zh": "新的版本在 {folder}，共 {files} 个文件，每种记录有一个示例，已经检查过。\n接下来：",
        "en": "The new edition is in {folder}: {files} files, one example of each kind of record, all checked.\nNext:",
    },
    "serve": {"zh": "在浏览器看，边改边更新", "en": "see it in a browser while you edit"},
    "readme": {"zh": "怎样改、检查、预览、发布，见 {file}", "en": "how to change, check, preview and publish: {file}"},
}  # fmt: skip

_DEFAULTS = {"zh": ("示例县", "{}指引"), "en": ("Sample County", "{} Guide")}
"""By language, the place and, made from it, the name that are taken where none is given."""


def add(group: Group) -> None:
    """Add the command."""
    command = group.add(
        "init", _init, "新建一个版本：内容、说明、设置都备好 / a new edition: content, pages and settings, ready to build"
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="放在哪个文件夹（空的，或还没有的）/ its folder, empty or new")
    command.add_argument("--place", default="", metavar="TEXT", help="哪个县（市、区）/ which county or district")
    command.add_argument("--place-en", default="", metavar="TEXT", help="它的英文名称 / its name in English")
    command.add_argument("--name", default="", metavar="TEXT", help="站名 / name of the site")
    command.add_argument("--name-en", default="", metavar="TEXT", help="英文站名 / its name in English")
    command.add_argument(
        "--languages", default="", metavar="zh,en", help="语言，第一个是主要语言 / languages, the main one first"
    )
    command.add_argument("--colour", default="", metavar=starter.COLOUR, help="主色 / colour")
    command.add_argument("--yes", action="store_true", help="不问，没写的都用默认的 / ask nothing, take the defaults")


def _init(options: argparse.Namespace) -> int:
    today = options.today or date.today()
    taken = say(_SAYS, options.lang, "not-empty", folder=options.folder)
    if not starter.is_free(options.folder):
        return broken(taken)
    try:
        files = starter.files(_Questions(options).answers(), today)
        content_files.write_all(options.folder, files, dict.fromkeys(files))
    except _Unfit as reason:
        return broken(str(reason))
    except (KeyboardInterrupt, EOFError):
        return broken("\n" + say(_SAYS, options.lang, "stopped"))
    except content_files.NotWritten:
        return broken(taken)
    except OSError as error:
        return broken(say(_SAYS, options.lang, "unwritten", folder=options.folder, error=why(error)[options.lang]))
    return _finished(options, len(files), today)


def _finished(options: argparse.Namespace, files: int, today: date) -> int:
    """Check what was written, and say what comes next. What is given as a name can hold what no page may."""
    from generator.check import check

    options.content = options.folder / "content"
    problems = check(options.content, today).problems
    if has_errors(problems):
        tell(problems, options, sys.stderr)
        return PROBLEMS
    print(say(_SAYS, options.lang, "made", folder=options.folder, files=files))
    print(f"  cd {options.folder}\n  {_own_name()} serve    # {say(_SAYS, options.lang, 'serve')}")
    print(say(_SAYS, options.lang, "readme", file=options.folder / "README.md"))
    return OK


def _own_name() -> str:
    """How this command is called from another folder."""
    called = shutil.which(sys.argv[0])
    if called is None:
        return f"{sys.executable} -m generator"
    found = shutil.which("zhiyin")
    return "zhiyin" if found and Path(found).samefile(called) else str(Path(called).absolute())


class _Unfit(Exception):
    """An answer that will not do, as it is said."""


class _Questions:
    """What the options say; what they leave open is asked for, or taken as usual."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options

    def answers(self) -> Answers:
        """Raises `_Unfit` where an option will not do, `EOFError` when nobody answers any more."""
        if not self.options.yes:
            print(say(_SAYS, self.options.lang, "intro"))
        languages = starter.languages_of(self._ask("languages", "zh,en", _bad_languages))
        written = [code for code in languages if code in _DEFAULTS]
        place: dict[str, str] = {}
        name: dict[str, str] = {}
        for code in written:
            place[code] = self._ask(_key("place", code, written), _place(code, place), _unsayable)
        for code in written:
            name[code] = self._ask(_key("name", code, written), _DEFAULTS[code][1].format(place[code]), _unsayable)
        return Answers(languages, place, name, self._ask("colour", starter.COLOUR, _bad_colour).lower())

    def _ask(self, key: str, usual: str, fault: Callable[[str, str], str]) -> str:
        """What an option says, or what is answered when it says nothing; asked again until it will do."""
        lang = self.options.lang
        given = str(getattr(self.options, key.replace("-", "_"))).strip()
        if given and (wrong := fault(given, lang)):
            raise _Unfit(f"--{key}: {wrong}")
        while not given:
            given = usual if self.options.yes else input(f"{say(_SAYS, lang, key)} [{usual}]: ").strip() or usual
            if wrong := fault(given, lang):
                print(wrong)
                given = ""
        return given


def _key(key: str, lang: str, written: Sequence[str]) -> str:
    """The question's key: of two languages the English one has its own."""
    return f"{key}-en" if lang == "en" and len(written) > 1 else key


def _place(lang: str, known: Mapping[str, str]) -> str:
    """What a place is taken to be called: in English as its Chinese name is spelt, where that was given."""
    usual = _DEFAULTS["zh"][0]
    if lang == "en" and known.get("zh", usual) != usual:
        return reading(known["zh"]).replace(" ", "").capitalize() or known["zh"]
    return _DEFAULTS[lang][0]


def _bad_languages(text: str, lang: str) -> str:
    return "" if starter.languages_of(text) else say(_SAYS, lang, "bad-languages", found=text)


def _bad_colour(text: str, lang: str) -> str:
    if COLOUR.fullmatch(text):
        return ""
    problem = Problem("", "bad-colour", values={"found": text})
    return f"{problem.message(lang)} → {problem.hint(lang)}"


def _unsayable(text: str, lang: str) -> str:
    """Names go into files: no control characters, no line ends, nothing half a character."""
    return "" if text.isprintable() else say(_SAYS, lang, "unsayable")
