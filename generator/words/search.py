"""The program's own words for searching: what pages say, and what the script says (`js.search.`, generator/theme/scripts/panel.js)."""

from __future__ import annotations

from generator.say import say as _say

SEARCH: dict[str, dict[str, str]] = {
    "search.title": _say("搜索", "Search"),
    "search.lead": _say(
        "打字、拼音、拼音首字母、繁体、错别字都行；可以搜事情、地方、文号和电话。",
        "Words, part of a word, a place, a document number or a phone number. Chinese and its pinyin work too.",
    ),
    "search.without": _say("不搜也能找到", "Other ways to find it"),
    "search.no-script": _say(
        "这台设备没有运行脚本，搜不了。用下面的办法一样找得到。",
        "This device runs no script, so nothing can be searched. Everything can be found in these ways.",
    ),
    "search.ask": _say("打 {number} 问人", "Call {number} and ask"),
    "js.search.results": _say("搜到的内容", "Results"),
    "js.search.waiting": _say("正在搜……", "Searching…"),
    "js.search.count": _say("共 {count} 条", "Results: {count}"),
    "js.search.count.of": _say("共 {count} 条，先列 {shown} 条", "Results: {count}; the first {shown} are shown"),
    "js.search.by": _say("已按“{by}”搜索。", "Searched for “{by}”."),
    "js.search.exact": _say("只搜“{query}”", "Search for exactly “{query}”"),
    "js.search.exact.on": _say("只搜了“{query}”这几个字。", "Searched for exactly “{query}”."),
    "js.search.exact.off": _say("也搜意思相近的", "Search for what may be meant, too"),
    "js.search.fallback": _say(
        "中文里没有完全对上的，这些是按英文搜到的。", "Nothing in English fits; these were found in the Chinese text."
    ),
    "js.search.simplified": _say("搜到的内容按原文的简体字列出。", "Results are shown in the script they were written in."),
    "js.search.partial": _say("没有完全对上的。下面的只对上一部分：", "Nothing matches all of it. These match a part:"),
    "js.search.rest": _say("只对上一部分的", "Matching only a part"),
    "js.search.none": _say("没有找到“{query}”。", "Nothing was found for “{query}”."),
    "js.search.none.try": _say("换个说法试试，少打几个字，或者：", "Try other words, or fewer of them, or:"),
    "js.search.ways.call": _say("打 {number} 问人", "Call {number} and ask"),
    "js.search.ways.guidelines": _say("看全部防护指引", "All guidelines"),
    "js.search.ways.streets": _say("按拼音找镇街", "Find a street or town"),
    "js.search.ways.letters": _say("按拼音找标题", "Titles from A to Z"),
    "js.search.cut": _say(
        "太长了，只搜了前 {count} 个字。", "That is long: only the first {count} characters were searched for."
    ),
    "js.search.all": _say("看全部结果", "All results"),
    "js.search.facets": _say("只看一部分", "Narrow it down"),
    "js.search.kinds": _say("按栏目看", "By section"),
    "js.search.kinds.all": _say("全部", "All"),
    "js.search.places": _say("地方", "Place"),
    "js.search.places.all": _say("所有地方", "Everywhere"),
    "js.search.recent": _say("最近搜过（只存在这台设备上）", "Searched lately (kept on this device alone)"),
    "js.search.recent.clear": _say("清除记录", "Clear"),
    "js.search.street.keep": _say("“{name}”是我的镇街，以后排在前面", "“{name}” is where I live: show it first"),
    "js.search.street.is": _say(
        "您的镇街：{name}。和它有关的排在前面，只存在这台设备上。",
        "Where you live: {name}. It comes first; kept on this device alone.",
    ),
    "js.search.street.forget": _say("不再记住", "Forget it"),
    "js.search.failed": _say("没搜成：搜索用的文件没有载下来。", "The search failed: a file it needs did not arrive."),
    "js.search.local": _say(
        "现在没有网，或者网太慢：只搜了标题和关键词。",
        "There is no connection, or a slow one: only titles and keywords were searched.",
    ),
    "js.search.retry": _say("再试一次", "Try again"),
    "js.search.stale": _say(
        "网站刚刚更新过，这一页还是旧的。重新载入就能搜。",
        "The site has just been renewed and this page is older. Load it again to search.",
    ),
    "js.search.old": _say(
        "这一页和搜索目录不是同一次更新的，结果可能不是最新。",
        "This page and the index are of different days: results may not be the latest.",
    ),
    "js.search.reload": _say("重新载入", "Load again"),
}
