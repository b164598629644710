"""`zhiyin search`: what the site would answer and why; and for `zhiyin check`, what would be searched for in vain."""

from __future__ import annotations

import argparse
import json
import time
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

from generator import progress
from generator.commands.progress import shown
from generator.commands.say import OK, PROBLEMS, Group, checked_or_told, memory_of, say
from generator.judgement import Memory
from generator.problems import Problem

if TYPE_CHECKING:
    from generator.survey import Checked

_SAYS = {
    "took": {"zh": "共 {count} 页，用时 {seconds:.1f} 秒。", "en": "{count} pages in all, in {seconds:.1f} s."},
    "state.full": {"zh": "找到 {count} 页。", "en": "{count} pages."},
    "state.partial": {"zh": "没有完全对得上的，这些有一部分对得上：", "en": "Nothing matches all of it. These match a part:"},
    "state.none": {"zh": "没有找到。", "en": "Nothing was found."},
    "searched": {"zh": "已按“{by}”搜索（{how}）。", "en": "Searched for “{by}” ({how})."},
    "how.words": {"zh": "原词", "en": "as typed"}, "how.pinyin": {"zh": "拼音", "en": "pinyin"},
    "how.initials": {"zh": "拼音首字母", "en": "initials"}, "how.homophone": {"zh": "同音字", "en": "same sound"},
    "how.typo": {"zh": "错别字", "en": "misspelt"}, "how.traditional": {"zh": "繁体字", "en": "Traditional characters"},
    "how.synonym": {"zh": "同义词", "en": "synonym"},
    "fallback": {"zh": "这种语言里没有，下面的来自 {other}。", "en": "Not in this language; these are in {other}."},
    "instant": {"zh": "置顶热线：{lines}", "en": "Numbers on top: {lines}"},
    "part": {"zh": "对上 {share}%", "en": "{share}% of it"}, "why": {"zh": "对上的：{words}", "en": "found: {words}"},
    "field.title": {"zh": "标题或别名", "en": "title or other name"}, "field.heading": {"zh": "小标题", "en": "heading"},
    "field.fact": {"zh": "关键词等", "en": "keyword or fact"}, "field.body": {"zh": "正文", "en": "text"},
    "by.synonym": {"zh": "同义词", "en": "synonym"}, "by.prefix": {"zh": "开头", "en": "beginning"},
}  # fmt: skip


def _say(lang: str, key: str, **values: object) -> str:
    return say(_SAYS, lang, key, **values)


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("search", _search, "试试搜一句话能找到什么 / try what a query would find")
    command.add_argument("query", help="要搜的话 / what a reader would type")
    command.add_argument("--limit", type=int, default=8, help="最多几条 / at most so many answers (8)")
    command.add_argument("--json", action="store_true", help="输出 JSON / as JSON")


def problems(checked: Checked, options: argparse.Namespace, memory: Memory) -> list[Problem]:
    """What readers would search for in vain. Asked only of content without errors: one may be the reason."""
    from generator.search.acceptance import accept
    from generator.site import Site

    progress.step("search")
    return accept(Site(checked, _today(checked, options)), options.content, memory)


def _today(checked: Checked, options: argparse.Namespace) -> str:
    return str(checked.edition.clock(options.today or date.today()).isoformat())


def _search(options: argparse.Namespace) -> int:
    begun = time.monotonic()
    with shown(options), closing(memory_of(options)) as memory:
        checked = checked_or_told(options, memory)
        if checked is None:
            return PROBLEMS
        found = _answer(checked, options, _today(checked, options))
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _tell_answer(found, options.lang)
        print(_say(options.lang, "took", count=found["total"], seconds=time.monotonic() - begun))
    return OK


def _answer(checked: Checked, options: argparse.Namespace, today: str) -> dict[str, Any]:
    """What the pages in the language of the messages would answer, with the reasons."""
    from generator.search.build import index
    from generator.search.engine import Engine
    from generator.site import Site

    progress.step("index")
    files = {file.name: file.content.decode() for file in index(Site(checked, today))}
    lang = options.lang if options.lang in checked.edition.codes else checked.edition.main
    return Engine(files.get).answer(options.query, lang=lang, limit=options.limit, snippets=True, why=True)


def _tell_answer(found: dict[str, Any], lang: str) -> None:
    """What was done to a query and how many pages of each kind there are, then the pages themselves."""
    print(_say(lang, f"state.{found['state']}", count=found["total"]))
    if found["by"]:
        print(_say(lang, "searched", by=found["by"], how=_say(lang, f"how.{found['how'] or 'words'}")))
    if "fallback" in found:
        print(_say(lang, "fallback", other=found["fallback"]))
    if found["groups"]:
        print(" · ".join(f"{_word('kind.' + group['kind'], lang)} {group['count']}" for group in found["groups"]))
    if found["instant"]:
        print(_say(lang, "instant", lines=", ".join(found["instant"])))
    for place, hit in enumerate(found["hits"], 1):
        _tell_hit(place, hit, lang)


def _tell_hit(place: int, hit: dict[str, Any], lang: str) -> None:
    """A page: its title and state, its address, why it was found, and the line under it."""
    state = "" if hit["state"] == "current" else f" [{_word('state.' + hit['state'], lang)}]"
    within = f" ({' '.join(hit['within'])})" if hit.get("within") else ""
    section = f"#{hit['section']['anchor']}" if hit["section"] else ""
    part = "" if not hit["partial"] else f" · {_say(lang, 'part', share=round(hit['cover'] * 100))}"
    print(f"{place:3}. {hit['title']}{within}{state}\n     {hit['kind']}/{hit['id']}/{section} · {hit['score']:.1f}{part}")
    if why := [_why(each, lang) for each in hit.get("why", ())]:
        print("     " + _say(lang, "why", words=", ".join(why)))
    if hit.get("snippet"):
        print(f"     {hit['snippet']}")


def _why(found: dict[str, str], lang: str) -> str:
    """A word that was found, where, and by what rule if it is not just what was typed."""
    rule = f" {_say(lang, 'by.' + found['by'])}" if found["by"] else ""
    return f"{found['text']} ({_say(lang, 'field.' + found['field'])}{rule})"


def _word(key: str, lang: str) -> str:
    """One of the words of the pages."""
    from generator.words import WORDS

    return WORDS[key][lang]
