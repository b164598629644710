"""`zhiyin due`: what waits for whom, soonest first; and the day on which the site should be built again."""

from __future__ import annotations

import argparse
import json
import sys
from contextlib import closing
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from generator.commands.progress import shown
from generator.commands.say import OK, PROBLEMS, Group, Sayings, broken, checked_or_told, memory_of, say

if TYPE_CHECKING:
    from generator.due import Item
    from generator.site import Key, Site

_SAYS: Sayings = {
    "over": {"zh": "有效期已过，页面标着已过期。续期就改 valid_until，不用了就撤下", "en": "has run out and its page says so; extend valid_until, or withdraw it"},
    "ends": {"zh": "有效期到这天", "en": "runs out"},
    "need-over": {"zh": "最后一班已过，还写着要人。改成 done，或写上新的班次", "en": "its last turn is over and it still asks for hands; make it done, or add turns"},
    "need-ends": {"zh": "最后一班或有效期到这天", "en": "its last turn, or its last day"},
    "begins": {"zh": "从这天起有效", "en": "begins to hold"},
    "review": {"zh": "最迟这天要再核对", "en": "is to be checked again by this day"},
    "review-late": {"zh": "早该再核对了。核对以后改 verified 和 review_by", "en": "was to be checked again; do so, then change verified and review_by"},
    "focus-ends": {"zh": "重点镇街的标记到这天", "en": "is marked as a focus area until this day"},
    "focus-over": {"zh": "重点镇街的标记已过期。删掉，或改 focus.until", "en": "its mark as a focus area is over; delete it, or change focus.until"},
    "notice-opens": {"zh": "开始公示，到 {end} 为止", "en": "its public notice begins and lasts until {end}"},
    "notice": {"zh": "公示到这天，还剩 {left} 个工作日", "en": "its public notice ends; working days left: {left}"},
    "notice-over": {"zh": "公示已经结束。作了决定就改成 decided，填 date", "en": "its public notice is over; once decided, make it decided and give the date"},
    "publish": {"zh": "{formed} 形成或变更，最迟这天公开，还剩 {left} 个工作日（限 {limit} 个）", "en": "formed or changed on {formed}, to be public by this day; working days left: {left} of {limit}"},
    "publish-late": {"zh": "{formed} 形成或变更，这天以前就该公开（限 {limit} 个工作日）。现在就发布", "en": "formed or changed on {formed}, was to be public by this day, within {limit} working days; publish now"},
    "unsure": {"zh": "。{years} 年的放假安排还没有公布，先按周一至周五数", "en": "; the public holidays of {years} are not announced yet, Mondays to Fridays are counted"},
    "planned": {"zh": "定时更改：{fields}", "en": "a planned change takes over: {fields}"},
    "draft": {"zh": "草稿放了一星期以上（上次核对 {since}）。写完，或删掉", "en": "a draft for more than a week (checked on {since}); finish it, or delete it"},
    "untranslated": {"zh": "缺 {language} 译文 {count} 处：{fields}", "en": "not yet in {language}, {count} places: {fields}"},
    "late": {"zh": "已过 {days} 天", "en": "{days} d ago"}, "today": {"zh": "就是今天", "en": "today"},
    "left": {"zh": "还有 {days} 天", "en": "in {days} d"}, "undated": {"zh": "不限日期", "en": "no date"},
    "about": {"zh": "{title}：{what}", "en": "{title}: {what}"}, "owner": {"zh": "{owner}（{count}）", "en": "{owner} ({count})"},
    "sum": {"zh": "{today} 看以后 {days} 天：共 {count} 项，其中 {late} 项已过日子。", "en": "Days ahead of {today}: {days}. {count} in all, {late} of them past."},
    "nothing": {"zh": "{today} 看以后 {days} 天：没有到期的。", "en": "Days ahead of {today}: {days}. Nothing is due."},
    "next": {"zh": "下次需要重建：{day}", "en": "To be built again on {day}"},
    "never": {"zh": "没有哪一天页面会自己变，不用为日期重建。", "en": "No page will change by itself; no day calls for another build."},
    "still": {"zh": "站内日期固定在 {today}，页面不会自己变。", "en": "The site's clock stands at {today}; no page changes by itself."},
    "calendar": {"zh": "{site}：到期", "en": "{site}: due"}, "mark": {"zh": "、", "en": ", "}, "more": {"zh": " 等", "en": " …"},
}  # fmt: skip
_SHOWN = 4
"""So many fields are named in a sentence; JSON has them all."""


def add(group: Group) -> None:
    """Add the command."""
    command = group.add("due", _due, "看什么快到期、要核对、要翻译 / what runs out, wants review or translation")
    command.add_argument("--days", type=_count, default=14, metavar="N", help="看以后几天 / so many days ahead (14)")
    command.add_argument("--owner", default="", metavar="TEXT", help="只看名称里有这几个字的维护单位 / only of owners so named")
    command.add_argument("--format", choices=("text", "json", "ics"), default="text", help="输出格式 / output format")
    command.add_argument("--json", action="store_const", const="json", dest="format", help="同 --format json / the same")
    command.add_argument("--next", action="store_true", help="只说哪天需要重建 / only the day of the next build")


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5:
        raise argparse.ArgumentTypeError("要写 0、1、2 这样的整数 / write a number such as 0, 1, 2")
    return int(text)


def next_build(edition: Any, day: str, lang: str) -> str:
    """A sentence on when the site is to be built again, from the day that `generator.ahead` names."""
    if edition.as_of:
        return say(_SAYS, lang, "still", today=edition.as_of.isoformat())
    return say(_SAYS, lang, "next", day=day) if day else say(_SAYS, lang, "never")


def _due(options: argparse.Namespace) -> int:
    from generator.ahead import next_day
    from generator.due import due
    from generator.site import Site
    from generator.tlog.state import Fault
    from generator.trouble import explain

    with shown(options), closing(memory_of(options)) as memory:
        checked = checked_or_told(options, memory)
        if checked is None:
            return PROBLEMS
        site = Site(checked, checked.edition.clock(options.today or date.today()).isoformat())
        if options.next:
            if day := next_day(site):
                print(day)
            return OK
        try:
            unpublished = _unpublished(site, options)
        except Fault as fault:
            return broken(explain(fault, options.lang))
        told = _Telling(site, options)
        items = [item for item in due(site, options.days, unpublished) if told.asked(item)]
        {"text": told.text, "json": told.json, "ics": told.ics}[options.format](items)
    return OK


def _unpublished(site: Site, options: argparse.Namespace) -> set[Key]:
    """The records that are not as the log has them, where the edition keeps one and says how soon they are to be public."""
    from generator import history
    from generator.outputs.versions import unpublished

    if not site.edition.publish_within or not history.is_kept(options.content):
        return set()
    site.history = history.read(options.content, site.edition.timezone)
    return unpublished(site)


class _Telling:
    """Says what waits, in a language that the edition has."""

    def __init__(self, site: Site, options: argparse.Namespace) -> None:
        from generator.text import Speech

        self.site = site
        self.options = options
        self.t = Speech(site.edition, options.lang if options.lang in site.edition.codes else site.edition.main)

    def _say(self, key: str, **values: object) -> str:
        return say(_SAYS, self.options.lang, key, **values)

    def asked(self, item: Item) -> bool:
        """Whether it is kept by one whom was asked for, by the name in any language."""
        names = item.owner.values() if isinstance(item.owner, dict) else [item.owner]
        return any(self.options.owner.casefold() in name.casefold() for name in names)

    def sentence(self, item: Item) -> str:
        values = dict(item.values)
        if "fields" in values:
            names = list(dict.fromkeys(self._field(item, path) for path in values["fields"]))
            more = self._say("more") if len(names) > _SHOWN else ""
            values["fields"] = self._say("mark").join(names[:_SHOWN]) + more
        if "language" in values:
            values["language"] = self.site.edition.language(values["language"]).name
        unsure = self._say("unsure", years=self._say("mark").join(map(str, values["unsure"]))) if values.get("unsure") else ""
        return self._say(item.what, **values) + unsure

    def _field(self, item: Item, path: str) -> str:
        """The name of the record's own field that a path leads into."""
        return str(self.t.labels[f"{item.entry.kind}.{path.split('.')[0]}"].unescape())

    def title(self, item: Item) -> str:
        entry = item.entry
        return self.t.division(self.site.divisions[entry.id]) if entry.kind == "areas" else self.t.plain(entry.row.title)

    def _days(self, item: Item) -> int:
        return (date.fromisoformat(item.day) - date.fromisoformat(self.site.today)).days

    def _when(self, item: Item) -> str:
        if not item.day:
            return self._say("undated")
        days = self._days(item)
        return self._say("late" if days < 0 else "left", days=abs(days)) if days else self._say("today")

    def text(self, items: list[Item]) -> None:
        from generator.ahead import next_day

        for _, found in groupby(items, key=lambda item: item.keeper):
            group = list(found)
            print(self._say("owner", owner=self.t.plain(group[0].owner), count=len(group)))
            for item in group:
                print(f"  {item.day or ' ' * 10}  {self._when(item)}  {self._about(item)}\n      {item.entry.path}")
        late = sum(bool(item.day) and item.day < self.site.today for item in items)
        key = "sum" if items else "nothing"
        print(self._say(key, today=self.site.today, days=self.options.days, count=len(items), late=late))
        print(next_build(self.site.edition, next_day(self.site), self.options.lang))

    def _about(self, item: Item) -> str:
        return self._say("about", title=self.title(item), what=self.sentence(item))

    def json(self, items: list[Item]) -> None:
        from generator.ahead import next_day

        rows = [self._row(item) for item in items]
        print(json.dumps({"today": self.site.today, "next": next_day(self.site), "items": rows}, ensure_ascii=False, indent=1))

    def _row(self, item: Item) -> dict[str, Any]:
        return {
            "owner": self.t.plain(item.owner), "date": item.day, "days": self._days(item) if item.day else None,
            "what": item.what, "kind": item.entry.kind, "id": item.entry.id, "title": self.title(item),
            "file": item.entry.path, "message": self.sentence(item), **item.values,
        }  # fmt: skip

    def ics(self, items: list[Item]) -> None:
        from generator.outputs.reminders import Reminder, calendar

        reminders = [
            Reminder(
                f"{item.entry.kind}.{item.entry.id}.{item.what}", item.day, self._about(item),
                f"{self.t.plain(item.owner)}\n{item.entry.path}",
            )
            for item in items
        ]  # fmt: skip
        name = self._say("calendar", site=self.t.plain(self.site.edition.title))
        sys.stdout.write(calendar(reminders, self.site.edition, name, self.site.today).decode())
