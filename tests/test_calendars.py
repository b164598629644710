"""Calendars are read by another library as they were meant; events keep their identity and tell what is newer."""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import editions
import projects
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event

from generator import follow
from generator.entry import Entry, row_of
from generator.load import digest
from generator.model.fields import validator
from generator.outputs.calendars import Calendars
from generator.site import Site
from generator.survey import Checked
from generator.text import Speech
from generator.yaml_core import parse

NEED = "old-street-dyke"
Values = dict[str, Any]


# --- making and reading --------------------------------------------------------------------------------------------


@cache
def _values(kind: str, id: str) -> Values:
    file = projects.checked(editions.SOUND).entries[kind][id].file
    return parse((editions.SOUND / file).read_text("utf-8"))


def need(**fields: Any) -> Values:
    """The sound edition's need on the dyke with some fields set; None takes one out."""
    values = copy.deepcopy(_values("opportunities", NEED)) | fields
    return {name: value for name, value in values.items() if value is not None}


def entry_of(values: Values, kind: str = "opportunities", id: str = NEED) -> Entry:
    record = validator(kind).validate_python(values)
    return Entry(kind, id, f"{kind}/{id}.yml", digest(repr(values).encode()), row_of(kind, record), lambda: values)


def site_with(*entries: Entry, today: str = "2026-12-01", **edition: Any) -> Site:
    """The sound edition with some records in place of its own, and some settings too."""
    sound = projects.checked(editions.SOUND)
    kinds = {kind: dict(found) for kind, found in sound.entries.items()}
    for entry in entries:
        kinds[entry.kind][entry.id] = entry
    return Site(Checked(editions.changed(sound.edition, as_of=None, **edition), b"", sound.divisions, b"", kinds), today)


def made(site: Site, kind: str, id: str, lang: str = "zh") -> bytes:
    return Calendars(site, Speech(site.edition, lang))(kind, id)


def read(data: bytes) -> Calendar:
    """A calendar as the other library reads it."""
    return IcsCalendarStream.calendar_from_ics(data.decode("utf-8"))


def events_of(values: Values, today: str = "2026-12-01", lang: str = "zh", **edition: Any) -> list[Event]:
    site = site_with(entry_of(values), today=today, **edition)
    return list(read(made(site, "opportunities", NEED, lang)).events)


@cache
def published(folder: Path) -> dict[str, Calendar]:
    """Every calendar of a built site by its path."""
    return {path.relative_to(folder).as_posix(): read(path.read_bytes()) for path in sorted(folder.rglob("*.ics"))}


# --- golden cases --------------------------------------------------------------------------------------------------

CASES = editions.golden("calendars")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_golden(case: dict[str, Any]) -> None:
    """Each case's events are read as it says, in its order."""
    set_ = parse(_as_yaml(case.get("set", {})))
    found = events_of(need(**set_), str(case.get("today", "2026-12-01")), case.get("lang", "zh"))
    told = [
        {name: _plain(getattr(event, name)) for name in expected} for event, expected in zip(found, case["events"], strict=True)
    ]
    assert told == [{name: _plain(value) for name, value in expected.items()} for expected in case["events"]]


def _as_yaml(values: Any) -> str:
    import yaml

    return yaml.safe_dump(values, allow_unicode=True) if values else "{}"


def _plain(value: Any) -> Any:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value if isinstance(value, (int, list)) else str(getattr(value, "value", value))


# --- the real edition ----------------------------------------------------------------------------------------------


def _shifts(site: Site) -> Iterator[tuple[Entry, Any]]:
    for entry in site.published("opportunities"):
        for shift in entry.record.shifts:
            yield entry, shift


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_shift_of_every_open_need_appears_once(lang: str) -> None:
    """In its need's calendar, its street's and its unit's, each shift is there once, at its hours in its place."""
    site = projects.site_of(projects.CONTENT)
    files = published(projects.real_site())
    folder = site.edition.folder(lang)
    zone = ZoneInfo(site.edition.timezone)
    count = 0
    for entry, shift in _shifts(site):
        if site.state[entry.key] != "open":
            continue
        start = datetime.fromisoformat(f"{shift.date}T{shift.start}:00").replace(tzinfo=zone)
        url = f"{site.edition.url}{folder}opportunities/{entry.id}/"
        twins = sum((other.date, other.start) == (shift.date, shift.start) for other in entry.record.shifts)
        places = [f"opportunities/{entry.id}", f"areas/{entry.record.street}"]
        places += [f"organizations/{entry.record.organization}"] if entry.record.organization else []
        for place in places:
            calendar = files[f"{folder}calendar/{place}.ics"]
            same = [event for event in calendar.events if event.url == url and event.dtstart == start]
            assert len(same) == twins, (place, shift)
            count += 1
    assert count > 100


def test_calendars_are_those_that_should_be() -> None:
    """One for each need; for streets and counties that had needs; for units with pairings or needs; none besides."""
    site = projects.site_of(projects.CONTENT)
    expected = {f"calendar/opportunities/{entry.id}.ics" for entry in site.published("opportunities")}
    for entry in site.published("opportunities"):
        codes = [entry.record.street, *entry.record.areas]
        above = {division.code for code in codes for division in site.lineage(code) if division.level in ("street", "county")}
        expected |= {f"calendar/areas/{code}.ics" for code in above}
        expected |= {f"calendar/organizations/{entry.record.organization}.ics"} if entry.record.organization else set()
    expected |= {f"calendar/organizations/{unit.id}.ics" for unit in site.published("organizations") if unit.record.pairings}
    files = published(projects.real_site())
    assert set(files) == expected | {f"en/{path}" for path in expected}


def test_every_calendar_is_sound() -> None:
    """Each says what it is, holds an event, each event once, none without a name, and none ends before it begins."""
    for path, calendar in published(projects.real_site()).items():
        text = (projects.real_site() / path).read_bytes().decode()
        assert (calendar.method, calendar.version) == ("PUBLISH", "2.0")
        assert calendar.events, path
        assert {"x-wr-calname", "x-published-ttl"} <= {extra.name for extra in calendar.extras}
        assert "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n" in text
        assert "\r\nX-PUBLISHED-TTL:PT6H\r\n" in text
        assert [id for id, count in Counter(event.uid for event in calendar.events).items() if count > 1] == []
        assert all(
            event.summary and event.dtend > event.dtstart and event.transparency == "TRANSPARENT" for event in calendar.events
        )


def test_an_event_is_the_same_in_every_calendar() -> None:
    """Whoever follows a street and a need in it has each event once: it has one UID, one time, one state everywhere."""
    seen: dict[str, Any] = {}
    for calendar in published(projects.real_site()).values():
        for event in calendar.events:
            told = (event.dtstart, event.dtend, event.status, event.sequence, event.dtstamp)
            assert seen.setdefault(event.uid, told) == told


def test_addresses_are_pages() -> None:
    """The address of every calendar and every event is a page of the site in the same language."""
    site = projects.real_site()
    base = projects.site_of(projects.CONTENT).edition.url
    for path, calendar in published(site).items():
        for url in [calendar.url, *(event.url for event in calendar.events)]:
            assert url
            assert url.startswith(base + ("en/" if path.startswith("en/") else ""))
            assert (site / url.removeprefix(base) / "index.html").is_file(), url


def test_the_time_zone_is_told() -> None:
    """Where events have hours, the edition's time zone comes with its rules, and the rules give the hours as they are."""
    for path, calendar in published(projects.real_site()).items():
        assert [zone.tz_id for zone in calendar.timezones] == ["Asia/Shanghai"], path
    text = (projects.real_site() / "calendar/opportunities/shipai-east-gate.ics").read_bytes().decode()
    assert "DTSTART;TZID=Asia/Shanghai:20261201T070000\r\n" in text
    assert "TZOFFSETTO:+0800\r\n" in text


def test_cancelled_is_said() -> None:
    """Every event of what is withdrawn or done is cancelled and says so in its name; no other is."""
    site = projects.site_of(projects.CONTENT)
    words = Speech(site.edition, "zh")
    count = 0
    for calendar in (found for path, found in published(projects.real_site()).items() if not path.startswith("en/")):
        for event in calendar.events:
            kind, id = event.uid.split(".")[:2]
            state = site.state[kind, id]
            over = state in ("done", "withdrawn")
            assert (event.status == "CANCELLED") == over, event.uid
            assert (f"{words.word(f'state.{state}')}：" in event.summary) == over, event.uid
            count += over
    assert count > 10


# --- units ---------------------------------------------------------------------------------------------------------


def test_a_unit_has_its_pairings_and_notices() -> None:
    """First and last days of pairings and the windows of public notices stand in a unit's calendar as whole days."""
    site = projects.site_of(projects.CONTENT)
    pairings = notices = 0
    for unit in site.published("organizations"):
        calendar = published(projects.real_site()).get(f"calendar/organizations/{unit.id}.ics")
        if calendar is None:
            continue
        days = Counter((event.dtstart, event.dtend) for event in calendar.events if event.uid.startswith("organizations."))
        dates = [day for pairing in unit.record.pairings for day in (pairing.since, pairing.until) if day]
        assert days == Counter((day, day + timedelta(days=1)) for day in dates)
        windows = [
            honour.record.notice
            for honour in site.back("organizations", unit.id, "recipient", "commendations")
            if honour.record.notice
        ]
        found = [(event.dtstart, event.dtend) for event in calendar.events if event.uid.startswith("commendations.")]
        assert found == [(window.start, window.end + timedelta(days=1)) for window in windows]
        pairings, notices = pairings + len(dates), notices + len(windows)
    assert pairings > 10
    assert notices


def test_a_unit_without_dates_has_no_calendar() -> None:
    """A unit with no pairing and no need has none, and says so."""
    site = site_with(
        entry_of(
            {"title": "空单位", "summary": "没有", "owner": "岗", "verified": "2026-11-30", "kind": "organ"},
            "organizations",
            "empty",
        )
    )
    assert not follow.has_calendar(site, "organizations", "empty")
    assert follow.way(site, "organizations", "empty").calendar == ""


# --- lines ---------------------------------------------------------------------------------------------------------


def _raw_lines(data: bytes) -> list[bytes]:
    assert data.endswith(b"\r\n")
    return data[:-2].split(b"\r\n")


def test_lines_are_folded_at_75_octets() -> None:
    """No line of any calendar is longer than 75 octets, none ends within a Chinese character, and none ends bare."""
    for path in sorted(projects.real_site().rglob("*.ics")):
        data = path.read_bytes()
        assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
        for line in _raw_lines(data):
            assert len(line) <= 75
            line.decode("utf-8")


@given(st.text(min_size=1, max_size=120), st.sampled_from(["", "汉字" * 40, "a;b,c\\n", "\U00020bb7" * 30]))
@settings(max_examples=60, deadline=None)
def test_any_text_survives(text: str, more: str) -> None:
    """Whatever an editor can type into a place comes out of the other library as it went in, on lines of 75 octets."""
    place = f"桥头{text}{more}桥尾"
    data = made(site_with(entry_of(need(place=place))), "opportunities", NEED)
    assert all(len(line) <= 75 for line in _raw_lines(data))
    for line in _raw_lines(data):
        line.decode("utf-8")
    location = read(data).events[0].location
    assert location is not None
    assert _said(place) in _said(location)


def _said(text: str) -> str:
    """A text without what calendars cannot hold: control characters, and the difference between line ends."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff\\nN\s]", "", text)


# --- identity and age ----------------------------------------------------------------------------------------------

Edit = Callable[[Values, Any], None]


def _move_hours(values: Values, draw: Any) -> None:
    shift = draw(st.sampled_from(values["shifts"]))
    shift["start"], shift["end"] = draw(st.sampled_from([("06:00", "09:00"), ("22:30", "04:30"), ("13:00", "00:00")]))


def _fill(values: Values, draw: Any) -> None:
    shift = draw(st.sampled_from(values["shifts"]))
    shift["filled"] = str(draw(st.integers(0, int(shift["needed"]))))


def _rename(values: Values, draw: Any) -> None:
    values[draw(st.sampled_from(["title", "place", "summary"]))] = draw(st.sampled_from(["另一处", "新的，名字；真的"]))


def _check_again(values: Values, draw: Any) -> None:
    values["verified"] = max(values["verified"], draw(st.sampled_from(["2026-11-30", "2026-12-01"])))


def _add_shift(values: Values, draw: Any) -> None:
    day = draw(st.sampled_from(["2026-12-01", "2026-12-03", "2026-12-05"]))
    values["shifts"].append({"date": day, "start": "08:00", "end": "10:00", "needed": "2", "filled": "0"})


def _tell(values: Values, draw: Any) -> None:
    values.setdefault("changes", []).append({"date": draw(st.sampled_from(["2026-11-29", "2026-12-01"])), "what": "改了。"})


def _withdraw(values: Values, draw: Any) -> None:
    values |= {"status": "withdrawn", "withdrawn": {"date": "2026-12-01", "reason": "水退了。"}}


EDITS: tuple[Edit, ...] = (_move_hours, _fill, _rename, _check_again, _add_shift, _tell, _withdraw)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_edits_keep_identity_and_grow_in_age(data: st.DataObject) -> None:
    """Whatever an editor does to a need, its events keep their UIDs, and nothing newer looks older.

    A change that readers are told of, and a withdrawal, make SEQUENCE grow.
    """
    values = need()
    before = {event.uid: event for event in events_of(values)}
    for edit in data.draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=5)):
        was_withdrawn = values["status"] == "withdrawn"
        edit(values, data.draw)
        after = {event.uid: event for event in events_of(values)}
        assert len(after) == len(values["shifts"])
        assert before.keys() <= after.keys()
        assert edit is _add_shift or before.keys() == after.keys()
        for uid, event in before.items():
            assert (after[uid].sequence or 0, after[uid].dtstamp) >= (event.sequence or 0, event.dtstamp)
            if edit is _tell or (edit is _withdraw and not was_withdrawn):
                assert (after[uid].sequence or 0) > (event.sequence or 0)
        before = after


def test_a_moved_shift_is_the_same_event() -> None:
    """New hours keep the UID; a new day is a new event."""
    shifts = need()["shifts"]
    later = events_of(need(shifts=[shifts[0] | {"start": "22:00"}, shifts[1]]))
    moved = events_of(need(shifts=[shifts[0] | {"date": "2026-12-04"}, shifts[1]]))
    assert [event.uid for event in later] == [event.uid for event in events_of(need())]
    assert later[0].dtstart == datetime(2026, 12, 2, 22, tzinfo=UTC)
    assert moved[0].uid not in {event.uid for event in later}
    assert moved[1].uid == later[1].uid


def test_reopening_is_newer_than_being_done() -> None:
    """A need that was done and is opened again, with a word to its readers, has events newer than the cancelled ones."""
    done = events_of(need(status="done"))
    again = events_of(need(changes=[{"date": "2026-12-01", "what": "又要人了。"}]))
    assert [event.status for event in again] == ["CONFIRMED", "CONFIRMED"]
    assert all((new.sequence or 0) > (old.sequence or 0) for old, new in zip(done, again, strict=True))


@pytest.mark.parametrize(("zone", "start"), [("Asia/Shanghai", "2026-12-02T12:00"), ("America/New_York", "2026-12-03T01:00")])
def test_hours_are_those_of_the_editions_zone(zone: str, start: str) -> None:
    """Eight in the evening is eight where the edition is at home, and a day begins at its midnight."""
    event = events_of(need(), timezone=zone)[0]
    assert event.dtstart.astimezone(UTC) == datetime.fromisoformat(f"{start}:00+00:00")
    assert event.dtstamp == datetime(2026, 11, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def test_summer_time_comes_with_its_rules() -> None:
    """A shift after the clocks change is at its own hour, also for whoever knows only the rules in the file."""
    shifts = [
        {"date": day, "start": "08:00", "end": "10:00", "needed": "1", "filled": "0"} for day in ("2027-03-27", "2027-03-29")
    ]
    values = need(shifts=shifts, valid_until="2027-04-30")
    found = events_of(values, timezone="Europe/Berlin")
    assert [event.dtstart.astimezone(UTC).hour for event in found] == [7, 6]
    text = made(site_with(entry_of(values), timezone="Europe/Berlin"), "opportunities", NEED).decode()
    assert "BEGIN:DAYLIGHT" in text
    assert re.search(r"DTSTART:20270328T0[23]0000\r\n", text)


def test_the_clock_is_in_no_calendar() -> None:
    """On another day, while nothing is over, a calendar has the same bytes."""
    values = need()
    texts = {made(site_with(entry_of(values), today=day), "opportunities", NEED) for day in ("2026-12-01", "2026-12-02")}
    assert len(texts) == 1


def test_a_calendar_does_not_grow_without_end() -> None:
    """A street with hundreds of old needs keeps every open one, and of the others only as many as readers could want."""
    old = need(status="done", changes=[{"date": "2026-11-01", "what": "完成。"}])
    entries = [entry_of(old, id=f"old-{number}") for number in range(follow.NEEDS_LIMIT + 20)]
    site = site_with(*entries)
    assert len(follow.needs(site, "areas", "990101001000")) == follow.NEEDS_LIMIT
    opened = [entry_of(need(), id=f"open-{number}") for number in range(follow.NEEDS_LIMIT + 20)]
    found = follow.needs(site_with(*entries, *opened), "areas", "990101001000")
    assert {entry.id for entry in opened} <= {entry.id for entry in found}
