"""Which pages exist, and what each is made anew for. A kind of page is one row of `PAGES`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from generator.entry import Entry
from generator.model.kinds import KIND_NAMES
from generator.sheets import SHEETS, card, guideline, poster
from generator.sheets import task as task_sheet
from generator.site import Site
from generator.text import Speech
from generator.views import (
    Values,
    figures,
    filters,
    hands,
    home,
    honours,
    index,
    ledger,
    records,
    reference,
    registers,
    tasks,
    units,
)


@dataclass(frozen=True, slots=True, eq=False)
class PageKind:
    """One kind of page: its address (with `{id}`), its template, its section of the menu, and what it shows."""

    path: str
    template: str
    section: str
    view: Callable[[Site, str], Values]
    ids: Callable[[Site], Iterable[str]] = lambda site: [""]
    layout: str = "page"
    converted: bool = False
    """Whether it is also there in languages that are only converted from the first."""
    arrange: Callable[[Site, Speech, Values], Values] | None = None
    """Measures its words, where only so much of them fits."""


def _published(kind: str) -> Callable[[Site], Iterable[str]]:
    return lambda site: [entry.id for entry in site.published(kind)]


def _rows(kind: str, index: str, index_view: Any, single: str, single_view: Any, converted: bool = False) -> list[PageKind]:
    return [
        PageKind(f"{kind}/", index, kind, index_view, converted=converted),
        PageKind(f"{kind}/{{id}}/", single, kind, single_view, _published(kind), converted=converted),
    ]


def _filtered(
    kind: str, single: str, single_view: Any, converted: bool = False, layout: str = "page", arrange: Any = None
) -> list[PageKind]:
    """The pages of a kind whose list can be cut down by choices."""

    def row(path: str, view: Any, ids: Any) -> PageKind:
        return PageKind(path, "filtered.html", kind, view, ids, "list", converted, filters.arrange)

    return [
        row(f"{kind}/", filters.view(kind), lambda site: [""]),
        PageKind(f"{kind}/{{id}}/", single, kind, single_view, _published(kind), layout, converted, arrange),
        *(row(f"{kind}/{name}/{{id}}/", filters.view(kind, name), filters.ids(kind, name)) for name in filters.folders(kind)),
    ]


PAGES: list[PageKind] = [
    PageKind("", "home.html", "home", home.home, layout="home", converted=True, arrange=figures.home),
    *_rows("guidelines", "guidelines.html", records.guidelines, "guideline.html", records.guideline, converted=True),
    *_filtered("opportunities", "opportunity.html", hands.opportunity),
    *_filtered("help", "help.html", records.help, converted=True),
    *_filtered("organizations", "organization.html", units.unit, layout="accounts", arrange=units.arrange),
    PageKind("registers/", "registers.html", "registers", registers.index, layout="accounts"),
    PageKind(
        "registers/{id}/", "register.html", "registers", registers.register, registers.ids, "accounts", arrange=registers.arrange
    ),
    PageKind("figures/", "figures.html", "figures", figures.view, layout="accounts", arrange=figures.arrange),
    *_rows("commendations", "commendations.html", honours.commendations, "commendation.html", honours.commendation),
    *_rows("rumours", "listing.html", records.plain("rumours"), "rumour.html", records.rumour),
    *_rows("notices", "listing.html", records.plain("notices"), "notice.html", records.notice),
    *_rows("hotlines", "hotlines.html", records.hotlines, "hotline.html", records.hotline, converted=True),
    PageKind("tasks/", "tasks.html", "tasks", tasks.index, layout="task", converted=True),
    PageKind("tasks/{id}/", "task.html", "tasks", tasks.page, tasks.ids, "task", True, tasks.arrange),
    PageKind("areas/", "areas.html", "areas", records.areas),
    PageKind("areas/{id}/", "area.html", "areas", hands.area, lambda site: site.divisions),
    PageKind("changes/", "changes.html", "changes", records.changes),
    PageKind("find/", "find.html", "find", index.find),
    PageKind("find/{id}/", "find-letter.html", "find", index.letter_of_records, index.record_pages),
    PageKind("find/streets/", "find-places.html", "find", index.find_places),
    PageKind("find/streets/{id}/", "find-place-letter.html", "find", index.letter_of_places, index.place_pages),
    PageKind(
        "print/guidelines/{id}/",
        "sheet-guideline.html",
        "none",
        guideline.view,
        _published("guidelines"),
        "paper",
        converted=True,
        arrange=guideline.arrange,
    ),
    PageKind(
        "print/areas/{id}/",
        "sheet-street.html",
        "none",
        poster.view,
        poster.streets,
        "paper",
        arrange=poster.arrange,
    ),
    PageKind(
        "print/opportunities/{id}/",
        "sheet-card.html",
        "none",
        card.view,
        _published("opportunities"),
        "card",
        arrange=card.arrange,
    ),
    PageKind("print/tasks/{id}/", "sheet-task.html", "none", tasks.sheet, tasks.ids, "paper", True, task_sheet.arrange),
    PageKind("fields/", "fields.html", "none", reference.index, layout="fields"),
    PageKind("fields/{id}/", "fields-of.html", "none", reference.page, reference.ids, "fields", arrange=reference.arrange),
    PageKind("search/", "search.html", "search", records.search, layout="search", converted=True),
    *(
        PageKind(
            f"ledger/{kind}/{{id}}/",
            "ledger-record.html",
            "ledger",
            ledger.record(kind),
            ledger.ids(kind),
            "ledger",
            arrange=ledger.arrange,
        )
        for kind in KIND_NAMES
    ),
    PageKind("ledger/", "ledger.html", "ledger", ledger.index, ledger.one, "ledger"),
    PageKind("ledger/check/", "ledger-check.html", "ledger", ledger.browser, ledger.one, "check"),
    PageKind("ledger/corrections/", "corrections.html", "ledger", ledger.corrections, ledger.one, "ledger"),
    PageKind("offline/", "offline.html", "none", records.offline, converted=True),
]
NOT_FOUND = PageKind("404.html", "not-found.html", "none", records.not_found, layout="404")


class Page(NamedTuple):
    """One page, before it is put into words: its kind, the id of what it shows, and its address in its language."""

    kind: PageKind
    id: str
    path: str

    @property
    def record(self) -> tuple[str, str] | None:
        """Kind and id of the record whose page this is, if it is one's."""
        return (self.kind.section, self.id) if self.kind.path == f"{self.kind.section}/{{id}}/" else None

    @property
    def has_foot(self) -> bool:
        """Whether a root code may stand at its foot: a record's own facts, sheets and the log's pages have theirs elsewhere."""
        of_record = self.record is not None and self.kind.section in KIND_NAMES and self.kind.section != "areas"
        return not of_record and self.kind.layout not in SHEETS and self.kind.section != "ledger"

    @property
    def file(self) -> str:
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"


def plan(site: Site) -> list[Page]:
    """Every page of the site in one language, in the order of `PAGES`."""
    pages = [Page(kind, id, kind.path.replace("{id}", id)) for kind in PAGES for id in kind.ids(site)]
    return [*pages, Page(NOT_FOUND, "", NOT_FOUND.path)]


def page_key(values: Values, site: Site) -> bytes:
    """Marks of everything a page shows, so that it is made again only if one of them changes.

    The frame of the site, the shell and the templates come on top; divisions, words and the day are in the frame.
    """
    marks: list[bytes] = []
    _mark(values, site, marks)
    return b"\x1f".join(marks)


def _mark(value: Any, site: Site, marks: list[bytes]) -> None:
    if isinstance(value, Entry):
        marks += (value.digest, site.state[value.key].encode(), site.logged(value))
    elif isinstance(value, dict):
        for item in value.values():
            _mark(item, site, marks)
    elif isinstance(value, (list, tuple)):
        for item in value:
            _mark(item, site, marks)
        marks.append(b"]")
    elif isinstance(value, (str, int, float, Decimal)):
        marks.append(str(value).encode())
