"""Feeds of what changed, as Atom (RFC 4287) and JSON Feed 1.1.

An entry is known by its id for ever: a tag URI (RFC 4151) of the record, the day of the change, and the change's place among
those of that day. A change of another day, added or taken out, moves no id. Lists are written downwards or upwards; places
are counted from the older end, where nothing is added any more. A list with changes of one day alone is taken as written
downwards.
"""

from __future__ import annotations

import json
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zoneinfo import ZoneInfo

from generator.entry import Entry
from generator.model.edition import text_in
from generator.site import FEED_LIMIT, WITHDRAWAL, Change, Site
from generator.text import Speech, without_controls
from generator.views.ledger import Told, told_of

ATOM = "application/atom+xml"
JSON = "application/feed+json"
VERSION = "https://jsonfeed.org/version/1.1"
FORMS = ("xml", "json")
CORRECTIONS = "corrections"
"""The feed of what was corrected, withdrawn or erased, as the log tells it."""


class Item(NamedTuple):
    """One change as both forms tell it."""

    id: str
    url: str
    title: str
    text: str
    lang: str
    """The tag of the language it is really written in."""
    date: str
    kind: str
    places: list[str]
    """Division codes."""


class Feeds:
    """Makes the feeds of an edition in one language."""

    def __init__(self, site: Site, speech: Speech) -> None:
        self.site = site
        self.t = speech
        self.zone = ZoneInfo(site.edition.timezone)

    def __call__(self, name: str, form: str) -> bytes:
        """A feed by its name (`changes`, a kind, or `areas/` and a code) in a form, `xml` or `json`."""
        items = [self._item(change) for change in self.site.feeds[name]]
        return self._atom(name, items) if form == "xml" else self._json(name, items)

    def corrections(self, form: str) -> bytes:
        """What was corrected, withdrawn or erased, newest first, in a form."""
        items = [self._told(told) for told in self.site.once(told_of)[:FEED_LIMIT]]
        return self._atom(CORRECTIONS, items) if form == "xml" else self._json(CORRECTIONS, items)

    def _told(self, told: Told) -> Item:
        name = self._name(told.entry) if told.entry else self._plain(told.title)
        said = self._word(f"ledger.sort.{told.sort}")
        here, reasons = self._here, [self._plain(text) for text in told.reasons]
        return Item(
            id=f"tag:{here.hostname},{told.day}:{here.path.lstrip('/')}{self.site.edition.folder(self.t.code)}ledger/{told.sequence}",
            url=self._address(f"ledger/{told.kind}/{told.id}/"), title=self.t.about(name, said), text="\n".join([said, *reasons]),
            lang=self._tag(told.reasons) if told.reasons else self.t.tag, date=self._moment(told.day), kind=told.kind,
            places=_places(told.entry) if told.entry else [],
        )  # fmt: skip

    # --- the two forms ---

    def _atom(self, name: str, items: list[Item]) -> bytes:
        feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": self.t.tag})
        own = self._address(f"feeds/{name}.xml")
        _add(feed, "id", own)
        _add(feed, "title", self._title(name))
        _add(feed, "updated", items[0].date if items else self._moment(self.site.today))
        SubElement(feed, "link", {"rel": "self", "type": ATOM, "href": own})
        SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "hreflang": self.t.tag, "href": self._page(name)})
        SubElement(feed, "link", {"rel": "alternate", "type": JSON, "href": self._address(f"feeds/{name}.json")})
        author = SubElement(feed, "author")
        _add(author, "name", self._plain(self.site.edition.publisher))
        _add(author, "uri", self.site.edition.url)
        for item in items:
            self._entry(SubElement(feed, "entry", {"xml:lang": item.lang} if item.lang != self.t.tag else {}), item)
        indent(feed, " ")
        return bytes(tostring(feed, "utf-8", xml_declaration=True)) + b"\n"

    def _entry(self, entry: Element, item: Item) -> None:
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "updated", item.date)
        _add(entry, "published", item.date)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": item.url})
        kinds, places = self._address(""), self._address("areas/")
        SubElement(entry, "category", {"term": item.kind, "scheme": kinds, "label": self._word(f"kind.{item.kind}")})
        for code in item.places:
            SubElement(entry, "category", {"term": code, "scheme": places, "label": self._place(code)})
        _add(entry, "content", item.text)

    def _json(self, name: str, items: list[Item]) -> bytes:
        feed = {
            "version": VERSION, "title": self._title(name), "home_page_url": self._page(name),
            "feed_url": self._address(f"feeds/{name}.json"), "language": self.t.tag,
            "authors": [{"name": self._plain(self.site.edition.publisher), "url": self.site.edition.url}],
            "items": [self._json_item(item) for item in items],
        }  # fmt: skip
        return json.dumps(feed, ensure_ascii=False, indent=1).encode() + b"\n"

    def _json_item(self, item: Item) -> dict[str, Any]:
        tags = [self._word(f"kind.{item.kind}"), *(self._place(code) for code in item.places)]
        return {
            "id": item.id, "url": item.url, "title": item.title, "content_text": item.text, "date_published": item.date,
            "date_modified": item.date, "tags": list(dict.fromkeys(tags)), "language": item.lang,
        }  # fmt: skip

    # --- a change ---

    def _item(self, change: Change) -> Item:
        day, entry, place = change
        record = entry.record
        texts = [] if place == WITHDRAWAL else [record.changes[place].what, record.changes[place].why]
        withdrawn = getattr(record, "withdrawn", None)
        said = [self._plain(text) for text in texts if text]
        if withdrawn and day >= withdrawn.date.isoformat():
            said.append(self._word("withdrawn.note", day=withdrawn.date, reason=self._plain(withdrawn.reason)))
            texts.append(withdrawn.reason)
        return Item(
            id=self._id(change), url=self._address(f"{entry.kind}/{entry.id}/"),
            title=self.t.about(self._name(entry), said[0]), text="\n".join(said),
            lang=self._tag(texts), date=self._moment(day), kind=entry.kind, places=_places(entry),
        )  # fmt: skip

    def _id(self, change: Change) -> str:
        day, entry, place = change
        number = "withdrawn" if place == WITHDRAWAL else str(number_of(entry.row.changes, place))
        folder = self.site.edition.folder(self.t.code)
        return f"tag:{self._here.hostname},{day}:{self._here.path.lstrip('/')}{folder}{entry.kind}/{entry.id}/{number}"

    @cached_property
    def _here(self) -> Any:
        return urlsplit(self.site.edition.url)

    def _tag(self, texts: list[Any]) -> str:
        """The language of a change: the first of the site as soon as one of its texts had to fall back to it."""
        written = {text_in(text, self.t.lang, self.t.main)[1] for text in texts if text}
        return self.t.tag if written == {self.t.lang} else self.site.edition.tag(self.t.main)

    def _moment(self, day: str) -> str:
        """The beginning of a day where the site is at home."""
        return datetime.combine(date.fromisoformat(day), time(), self.zone).isoformat()

    def _name(self, entry: Entry) -> str:
        name = self._place(entry.id) if entry.kind == "areas" else self._plain(entry.record.title)
        return self._word("calendar.sample", name=name) if entry.row.sample else name

    # --- words and addresses ---

    def _title(self, name: str) -> str:
        site = self._plain(self.site.edition.title)
        if name == "changes":
            return self._word("feed.changes", site=site)
        if name == CORRECTIONS:
            return self._word("feed.of", site=site, name=self._word("ledger.corrections"))
        of = self._place(name.removeprefix("areas/")) if name.startswith("areas/") else self._word(f"kind.{name}")
        return self._word("feed.of", site=site, name=of)

    def _place(self, code: str) -> str:
        chain = self.site.lineage(code)
        return self.t.whole_place(chain[1:] or chain)

    def _page(self, name: str) -> str:
        return self._address(f"ledger/{name}/" if name == CORRECTIONS else f"{name}/")

    def _address(self, path: str) -> str:
        edition = self.site.edition
        return f"{edition.url}{edition.folder(self.t.code)}{path}"

    def _word(self, key: str, **values: object) -> str:
        return without_controls(self.t.word(key, **values).unescape())

    def _plain(self, value: Any) -> str:
        return without_controls(self.t.plain(value))


def number_of(days: tuple[str, ...], place: int) -> int:
    """The place of a change among those of its day, counted from the older end of the list."""
    same = [number for number, day in enumerate(days) if day == days[place]]
    return (same[::-1] if days[0] > days[-1] else same).index(place) + 1


def _places(entry: Entry) -> list[str]:
    """The divisions a record is about."""
    codes = [entry.id] if entry.kind == "areas" else [id for _, kind, id in entry.row.edges if kind == "areas"]
    return list(dict.fromkeys(codes))


def _add(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text
