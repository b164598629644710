"""`content/site.yml`: the edition's name, languages, clock, words and vocabularies.

Everything that ties the site to one place or one emergency stands there and nowhere in the program.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from generator.model.describe import about, record
from generator.model.values import Code, Date, Email, LanguageCode, Line, Names, Phone, Text, Url, Whole, choice

COLOUR = re.compile(r"#[0-9a-fA-F]{6}", re.ASCII)


def _read_colour(value: object) -> str:
    if not isinstance(value, str) or not COLOUR.fullmatch(value):
        raise PydanticCustomError("bad-colour", "bad-colour", {"found": str(value)[:60]})
    return value.lower()


Colour = Annotated[str, BeforeValidator(_read_colour)]


# What else a machine's table holds (`localtime`, `posix/…`) another machine's may not.
_ZONE = re.compile(r"UTC|[A-Z][A-Za-z]+(?:/[A-Za-z0-9_+-]+)+", re.ASCII)


def _read_timezone(value: object) -> str:
    try:
        if isinstance(value, str) and _ZONE.fullmatch(value):
            return ZoneInfo(value).key
    except (KeyError, ValueError, OSError):
        pass
    known = sorted(name for name in available_timezones() if _ZONE.fullmatch(name))
    raise PydanticCustomError("unknown-timezone", "unknown-timezone", {"found": str(value)[:60], "known": known})


Timezone = Annotated[str, BeforeValidator(_read_timezone)]


@record
class Language:
    """One language of the site. The first stands at the root, the others under their code."""

    code: LanguageCode = about("代码", "Code", "网址里用的代码", "Code used in addresses", "en")
    tag: Line = about("语言标签", "Tag", "BCP 47 标签", "BCP 47 tag", "zh-CN")
    name: Line = about("名称", "Name", "用这种语言写的名称", "Its name in itself", "中文")
    # OpenCC's names for its conversions between the scripts of Chinese.
    convert: choice("s2t", "s2hk", "s2tw", "s2twp", "t2s", "hk2s", "tw2s") | None = about(  # type: ignore[valid-type]
        "转换",
        "Converted",
        "由第一种语言自动转换而来时，写 OpenCC 的转换名，如 s2hk；编辑不用另写",
        "OpenCC's name, such as s2hk, where it is made from the first language and nobody writes it",
        None,
        None,
    )


@record
class PublishWithin:
    """The rule by which what is formed or changed is to be public within so many working days."""

    days: Whole = about(
        "工作日",
        "Working days",
        "形成或变更以后几个工作日内公开，从第二天数起",
        "Working days within which it is public, counted from the day after",
        10,
    )
    rule: Text = about(
        "依据",
        "Rule",
        "哪个文件的哪一条",
        "Which article of which document",
        {"zh": "《县信息公开办法》第三条", "en": "Article 3 of the county's rules on openness"},
    )


@record
class Edition:
    """The whole of `content/site.yml`."""

    title: Text = about("站名", "Name", "网站的名称", "Name of the site")
    tagline: Text = about("一句话", "Tagline", "站名下面的一句话", "One line under the name")
    description: Text = about("说明", "Description", "搜索引擎显示的说明", "Shown by search engines")
    url: Url = about("网址", "Address", "发布后的完整网址，以 / 结尾", "Full address once published, ending in /")
    publisher: Text = about("发布者", "Publisher", "谁负责这个网站", "Who answers for the site")
    contact: Text = about("联系办法", "Contact", "发现错误找谁", "Whom to tell of a mistake")
    province: Code = about("最上级区划", "Topmost division", "区划表里最上面一行的代码", "Code of the table's topmost row")
    languages: list[Language] = about("语言", "Languages", "第一个是主要语言", "The first is the main one")
    as_of: Date | None = about(
        "站内日期",
        "Clock",
        "存档或演练时固定在哪一天；不写就是今天",
        "A fixed day for an archive or drill; today if absent",
        None,
        None,
    )
    timezone: Timezone = about(
        "时区",
        "Time zone",
        "日历里的钟点是哪个时区的，如 Asia/Shanghai；不写就是 UTC",
        "The time zone of the clock times in calendars, such as Asia/Shanghai; UTC if absent",
        "Asia/Shanghai",
        "UTC",
    )
    corrections_phone: Phone | None = about(
        "更正电话", "Corrections phone", "读者发现错误时打的电话", "Whom readers call about a mistake", "12345", None
    )
    corrections_email: Email | None = about(
        "更正邮箱",
        "Corrections e-mail",
        "接收更正意见的单位邮箱",
        "An office's address for corrections",
        "office@example.org",
        None,
    )
    banner: Text | None = about("横幅", "Banner", "每页顶上的一句提示", "A line on top of every page", None, None)
    colour: Colour = about("主色", "Colour", "链接和标题条的颜色", "Colour of links and the heading bar", "#0b5c8a", "#0b5c8a")
    calendar: Line | None = about(
        "工作日历",
        "Working days",
        "国家的两位代码，工作日按它的节假日和调休算；不写就是周一至周五",
        "A country's two letters, by whose public holidays working days are counted; Monday to Friday if absent",
        "CN",
        None,
    )
    notice_days: Whole = about(
        "公示最短", "Shortest public notice", "公示至少几个工作日，首尾两天都算；不写就是五个", "Working days of a public notice at least, first and last day counted; five if absent",
        5, 5,
    )  # fmt: skip
    publish_within: PublishWithin | None = about(
        "公开时限", "Time to publish", "形成或变更的内容最迟多久公开；写了，账本页和 zhiyin due 会按它数", "How soon what is formed or changed is to be public; the pages of the ledger and zhiyin due count by it",
        None, None,
    )  # fmt: skip
    words: dict[str, Text] = about(
        "叫法",
        "Words",
        "改掉程序自带的叫法",
        "Replaces the program's own words",
        {"organizations.pairings": {"zh": "结对共建", "en": "Pairings"}},
        dict,
    )
    terms: dict[str, dict[str, Text]] = about(
        "词表",
        "Vocabularies",
        "各字段可用的词；有基础内容时只写加的和改的",
        "The words fields may use; on a base only what is added or changed",
        None,
        dict,
    )
    contribution_units: dict[str, list[Line]] = about(
        "贡献的单位",
        "Units of contributions",
        "哪类贡献用哪些计量单位；没写的类别不限",
        "Which units go with which kind of contribution; a kind that is absent takes any",
        None,
        dict,
    )
    bases: list[Line] = about(
        "基础内容",
        "Bases",
        "本版建立在哪些内容文件夹上，从本文件夹写起，近的在前；本版的记录加在上面，同名的替代它",
        "Content folders this edition stands on, as seen from this one, the nearest first; its records add to theirs or replace them",
        ["../../province/content"],
        list,
    )
    aliases: dict[str, dict[str, Names]] = about(
        "词表的别名", "Other names", "词表里的词大家还怎样叫，搜索用；kinds 下面写各种记录的叫法", "What else people call words of the vocabularies, for searching; under kinds, the kinds of record",
        {"tasks": {"gate": {"zh": ["守门岗"]}}}, dict,
    )  # fmt: skip

    @property
    def codes(self) -> tuple[str, ...]:
        """The languages that editors write, the first one first."""
        return tuple(language.code for language in self.languages if not language.convert)

    @property
    def main(self) -> str:
        return self.languages[0].code

    def language(self, code: str) -> Language:
        return next(language for language in self.languages if language.code == code)

    def folder(self, code: str) -> str:
        """Where the pages of a language stand: the first at the root, the others under their code."""
        return "" if code == self.main else f"{code}/"

    def clock(self, today: date) -> date:
        """The day the site takes for today."""
        return self.as_of or today

    def tag(self, code: str) -> str:
        """The BCP 47 tag of a language of this site, or the code itself."""
        return next((language.tag for language in self.languages if language.code == code), code)


VOCABULARIES = (
    "audiences", "settings", "tasks", "organization_kinds", "team_kinds", "contribution_kinds", "units", "levels",
    "help_categories", "coordination_kinds", "verdicts", "evidence",
)  # fmt: skip
"""The vocabularies every edition must have, for fields of the model draw on them."""


def text_in(value: Any, lang: str, main: str) -> tuple[str, str]:
    """A text in a language, and the language it really is in: the first language stands in for a missing one."""
    if isinstance(value, str):
        return value, main
    if lang in value:
        return value[lang], lang
    return value[main], main


def names_in(value: Any, lang: str, main: str) -> list[str]:
    """The names of a `Names` field in a language: a name that is said in one stands for nothing in another."""
    if isinstance(value, list):
        return value if lang == main else []
    names: list[str] = value.get(lang, [])
    return names
