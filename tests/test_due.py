"""What waits for editors: each thing once, in its time, with whoever keeps it; as text, JSON and a calendar."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import editions
import ical.calendar_stream
import icalendar
import projects
import pytest
from wants import wants

from generator.cli import main
from generator.due import due, untranslated
from generator.model.fields import class_of
from generator.outputs import versions
from generator.site import Site
from generator.tlog import drafts, state

NEED = "opportunities/dongtan-boats.yml"
NOTICE = "commendations/flood-units-2026.yml"
AREA = "areas/990101001000.yml"
Say = Callable[..., tuple[int, str]]


def found(edition: Path, today: date = editions.TODAY, days: int = 14) -> dict[tuple[str, str], tuple[str, dict[str, object]]]:
    """By record and what it is, the day and the values."""
    site = Site(projects.check(edition, today), today.isoformat())
    return {(item.entry.file, item.what): (item.day, dict(item.values)) for item in due(site, days)}


@pytest.fixture
def running(edition: Path) -> Path:
    """The sound edition with a clock that runs."""
    editions.make(edition, "site.yml", replace="as_of: 2026-12-01\n", by="")
    return edition


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs `zhiyin due` and gives the exit code and what was said."""

    def run(*arguments: object) -> tuple[int, str]:
        code = main(["due", *map(str, arguments)])
        return code, capsys.readouterr().out

    return run


# --- what waits ----------------------------------------------------------------------------------------------------

CASES = [
    # record, change to it, today, what, the day it is due
    (NEED, "", "2026-12-01", "need-ends", "2026-12-04"),
    (NEED, "", "2026-12-05", "need-over", "2026-12-04"),
    (NEED, "next: [{from: 2026-12-06, set: {valid_until: 2026-12-20}}]", "2026-12-01", "planned", "2026-12-06"),
    ("hotlines/rescue-119.yml", "valid_until: 2026-12-03", "2026-12-01", "ends", "2026-12-03"),
    ("hotlines/rescue-119.yml", "valid_until: 2026-12-03", "2026-12-04", "over", "2026-12-03"),
    ("hotlines/rescue-119.yml", "valid_from: 2026-12-03", "2026-12-01", "begins", "2026-12-03"),
    ("hotlines/rescue-119.yml", "review_by: 2026-12-03", "2026-12-03", "review", "2026-12-03"),
    ("hotlines/rescue-119.yml", "review_by: 2026-12-03", "2026-12-04", "review-late", "2026-12-03"),
    (AREA, "", "2026-12-10", "focus-ends", "2026-12-10"),
    (AREA, "", "2026-12-11", "focus-over", "2026-12-10"),
    (NOTICE, "", "2026-12-04", "notice", "2026-12-04"),
    (NOTICE, "", "2026-12-05", "notice-over", "2026-12-04"),
]


@pytest.mark.parametrize(("file", "change", "today", "what", "day"), CASES)
def test_what_waits(running: Path, file: str, change: str, today: str, what: str, day: str) -> None:
    """Each thing is told on its day, and what came before or after of the same is not."""
    with (running / file).open("a", encoding="utf-8") as text:
        text.write(change + "\n")
    items = found(running, date.fromisoformat(today))
    assert items[file, what][0] == day
    family = {"over", "ends", "begins", "need-over", "need-ends"} if what in ("over", "ends", "begins") else {what}
    for name in ("need", "review", "focus", "notice"):
        family |= {other for _, other in items if what.startswith(name) and other.startswith(name)}
    assert [other for name, other in items if name == file and other in family] == [what]


def test_only_so_far_ahead(running: Path) -> None:
    """What lies beyond the days asked for is not told yet; what is past always is."""
    assert (NEED, "need-ends") in found(running, days=3)
    assert (NEED, "need-ends") not in found(running, days=2)
    assert (NEED, "need-over") in found(running, date(2027, 3, 1), days=0)


def test_working_days_left(running: Path) -> None:
    """A notice tells how many working days anyone may still object, that day counted: Tuesday to Friday."""
    assert found(running)[NOTICE, "notice"][1] == {"left": 4}


def test_a_notice_to_come(running: Path) -> None:
    """A window that is still to open is told of with its end."""
    editions.make(running, NOTICE, replace="start: 2026-11-30\n  end: 2026-12-04", by="start: 2026-12-03\n  end: 2026-12-11")
    assert found(running)[NOTICE, "notice-opens"] == ("2026-12-03", {"end": "2026-12-11"})


def test_old_drafts(running: Path) -> None:
    """A draft is asked after a week; it has nothing else that could run out."""
    editions.make(running, NEED, replace="status: full", by="status: draft")
    for days, expected in ((7, []), (8, ["draft"])):
        today = date(2026, 11, 29) + timedelta(days)
        assert [what for file, what in found(running, today) if file == NEED] == expected


def test_nothing_waits_where_all_is_over(running: Path) -> None:
    """A withdrawn record waits for nobody, and one that is done runs out no more."""
    editions.make(running, NEED, replace="status: full", by="status: done\nreview_by: 2026-12-30")
    assert {what for file, what in found(running, date(2027, 1, 1)) if file == NEED} == {"review-late"}
    assert [what for file, what in found(running) if file == "notices/first-crest.yml"] == []


def test_what_others_keep_waits_for_them(tmp_path: Path) -> None:
    """An edition on another's content hears of its own records only."""
    editions.overlay(tmp_path / "overlay")
    items = found(tmp_path / "overlay")
    assert items
    assert [file for file, _ in items if file.startswith("../")] == []


# --- what is to be public ------------------------------------------------------------------------------------------

CHANGED = "changes: [{date: 2026-12-02, what: 换了号码}]\n"
HOTLINE = "hotlines/rescue-119.yml"


def published(edition: Path, today: date) -> None:
    """Begin a log beside an edition and enter all there is, as a publication on a day does."""
    state.begin(edition.parent / "ledger", "example.org/guide")
    site = Site(projects.check(edition, today), today.isoformat())
    with drafts.drafted(edition.parent / "ledger", datetime.combine(today, time(4), UTC)) as draft:
        draft.add(versions.changes(site, draft.log, draft.heads))
        draft.commit()


def rows(say: Say, edition: Path, *more: str) -> list[dict[str, Any]]:
    """What is to be public, as JSON tells it."""
    code, said = say("--content", edition, "--json", *more)
    assert code == 0
    return [row for row in json.loads(said)["items"] if row["what"].startswith("publish")]


def test_what_is_not_public_yet(say: Say, running: Path) -> None:
    """A change that the log has not is due by the last of its working days; once published it waits no more."""
    published(running, editions.TODAY)
    assert rows(say, running, "--today", "2026-12-20") == []
    with (running / HOTLINE).open("a", encoding="utf-8") as text:
        text.write(CHANGED)
    (row,) = rows(say, running, "--today", "2026-12-20")
    assert (row["id"], row["what"], row["date"], row["days"]) == ("rescue-119", "publish", "2026-12-30", 10)
    assert (row["formed"], row["left"], row["limit"], row["unsure"]) == ("2026-12-02", 8, 20, [])
    assert rows(say, running, "--today", "2026-12-20", "--days", "7") == []
    (row,) = rows(say, running, "--today", "2026-12-31", "--lang", "en")
    assert (row["what"], row["days"]) == ("publish-late", -1)
    assert row["message"].startswith("formed or changed on 2026-12-02, was to be public by this day")
    _, said = say("--content", running, "--today", "2026-12-20", "--format", "ics")
    assert "UID:due.hotlines.rescue-119.publish@" in said.replace("\r\n ", "")
    site = Site(projects.check(running, date(2026, 12, 19)), "2026-12-19")
    with drafts.drafted(running.parent / "ledger", datetime(2026, 12, 19, 4, tzinfo=UTC)) as draft:
        draft.add(versions.changes(site, draft.log, draft.heads))
        draft.commit()
    assert rows(say, running, "--today", "2026-12-20") == []


def test_drafts_are_to_be_public_too(say: Say, running: Path) -> None:
    """Without a log only drafts are known to wait; without a period in `site.yml` nothing is counted."""
    for file in (NEED, HOTLINE):
        with (running / file).open("a", encoding="utf-8") as text:
            text.write(CHANGED)
    editions.make(running, NEED, replace="status: full", by="status: draft")
    assert [row["id"] for row in rows(say, running, "--today", "2026-12-20")] == ["dongtan-boats"]
    (row,) = rows(say, running, "--today", "2027-01-10", "--lang", "en")
    assert row["what"] == "publish-late"
    editions.make(running, "site.yml", replace="publish_within: {days: 20,", by="publish_within: {days: 40,")
    (row,) = rows(say, running, "--today", "2027-01-15", "--lang", "en")
    assert (row["what"], row["date"], row["unsure"]) == ("publish", "2027-01-27", [2027])
    assert "holidays of 2027" in row["message"]
    file = running / "site.yml"
    file.write_text(re.sub("publish_within:.*\n", "", file.read_text("utf-8")), "utf-8")
    assert rows(say, running, "--today", "2027-01-10") == []


def test_what_the_log_cannot_know_is_not_called_late(say: Say, running: Path) -> None:
    """An old decision that is entered long after, when the log had not begun in its time, is nobody's delay."""
    published(running, editions.TODAY)
    old = (running / "commendations/flood-units-2025.yml").read_text("utf-8")
    (running / "commendations/flood-units-2019.yml").write_text(old.replace("2025", "2019"), "utf-8")
    assert rows(say, running, "--today", "2026-12-20") == []


def test_a_damaged_log_is_told_in_words(running: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A log that cannot be read ends the command with 2 and says which file is at fault."""
    published(running, editions.TODAY)
    (running.parent / "ledger/checkpoint").write_text("x\n")
    assert main(["due", "--content", str(running), "--today", "2026-12-20", "--lang", "en"]) == 2
    assert "ledger/checkpoint" in capsys.readouterr().err


# --- translation ---------------------------------------------------------------------------------------------------


def test_what_wants_translation_is_what_pages_lack(edition: Path) -> None:
    """What is told to want translation is text that pages in English show in Chinese."""
    site = Site(projects.check(edition, editions.TODAY), "2026-12-01")
    for entry in (entry for entries in site.all.values() for entry in entries.values()):
        texts, shown = ({want.path: want.value for want in wants(site, entry, lang)} for lang in ("zh", "en"))
        missing = set(untranslated(entry.read(), class_of(entry.kind), "en"))
        assert missing <= {path for path in texts if shown.get(path) == texts[path]}, entry.file
        assert {"title", "summary"} & texts.keys() - missing == {
            name for name in ("title", "summary") if name in texts and isinstance(entry.read()[name], dict)
        }


def test_every_place_is_named(edition: Path) -> None:
    """However deep a text lies, its place is told; codes, numbers and names that no language has are no texts."""
    site = Site(projects.check(edition, editions.TODAY), "2026-12-01")
    need = site.all["opportunities"]["dongtan-boats"]
    assert list(untranslated(need.read(), class_of("opportunities"), "en")) == [
        "title", "summary", "owner", "place", "safety.gear.0", "safety.training", "safety.insurance", "safety.responsible",
        "signup.desk",
    ]  # fmt: skip
    both = {"title": {"zh": "标题", "en": "Title"}, "duties": [{"zh": "一"}, {"zh": "二", "en": "two"}], "keywords": ["三"]}
    assert list(untranslated(both, class_of("opportunities"), "en")) == ["duties.0"]


# --- the command ---------------------------------------------------------------------------------------------------


def test_text_by_owner(say: Say, running: Path) -> None:
    """Owners stand by their soonest date, each with its things in order of time; a line at the end counts them."""
    code, said = say("--content", running, "--today", "2026-12-01")
    assert code == 0
    heads = [line for line in said.splitlines() if re.match(r"\S.*（\d+）$", line)]
    assert heads[0] == "柳渡镇防汛岗（4）"
    dates = re.findall(r"^  (\d{4}-\d\d-\d\d) ", said, re.M)
    assert dates[:4] == sorted(dates[:4])
    count = sum(int(re.search(r"（(\d+)）", head)[1]) for head in heads)  # type: ignore[index]
    assert f"共 {count} 项，其中 0 项已过日子。" in said
    assert said.endswith("下次需要重建：2026-12-02\n")
    assert "content/opportunities/dongtan-boats.yml" in said


def test_english_has_no_chinese_of_its_own(say: Say, running: Path) -> None:
    """`--lang en` says titles and owners in English where they have any, and everything else in English."""
    _, said = say("--content", running, "--today", "2026-12-01", "--lang", "en", "--owner", "Flood Office")
    assert "Liudu flood office (" in said
    sentences = [re.sub(r"^.*?  \S*.*?: ", "", line) for line in said.splitlines() if line.startswith("  ")]
    assert not re.search("[\u4e00-\u9fff]", "".join(said.splitlines()[-2:]) + "".join(line.split(": ")[-1] for line in sentences))


def test_one_owner(say: Say, running: Path) -> None:
    """`--owner` takes a part of the name in any language, in whatever letters."""
    for asked in ("粮站", "GRAIN"):
        _, said = say("--content", running, "--today", "2026-12-01", "--owner", asked, "--json")
        assert {row["owner"] for row in json.loads(said)["items"]} == {"柳渡粮站办公室"} if asked == "粮站" else True
    _, said = say("--content", running, "--today", "2026-12-01", "--owner", "无此单位")
    assert "没有到期的" in said


def test_json(say: Say, running: Path) -> None:
    """JSON has every item with its day, the days until then, its file and a sentence; and the day of the next build."""
    _, said = say("--content", running, "--today", "2026-12-05", "--json")
    data = json.loads(said)
    assert (data["today"], data["next"]) == ("2026-12-05", "2026-12-06")
    row = next(row for row in data["items"] if (row["id"], row["what"]) == ("dongtan-boats", "need-over"))
    assert (row["date"], row["days"], row["file"]) == ("2026-12-04", -1, "content/opportunities/dongtan-boats.yml")
    assert row["message"].startswith("最后一班已过")
    assert len(data["items"]) == len(found(running, date(2026, 12, 5)))


def test_calendar(say: Say, running: Path) -> None:
    """The calendar has one all-day event for each thing with a day, known by record and thing: on another day it is the same."""
    _, said = say("--content", running, "--today", "2026-12-01", "--format", "ics")
    events = icalendar.Calendar.from_ical(said).events
    dated = {key: day for key, (day, _) in found(running).items() if day}
    assert len(events) == len(dated) > 4
    assert sorted(event["dtstart"].dt.isoformat() for event in events) == sorted(dated.values())
    assert len({event["uid"] for event in events}) == len(events)
    assert ical.calendar_stream.IcsCalendarStream.calendar_from_ics(said).events
    with (running / NEED).open("a", encoding="utf-8") as text:
        text.write("review_by: 2026-12-09\n")
    _, later = say("--content", running, "--today", "2026-12-02", "--format", "ics")
    assert {str(event["uid"]) for event in events} < {str(event["uid"]) for event in icalendar.Calendar.from_ical(later).events}


def test_two_of_a_kind_are_two_events(say: Say, running: Path) -> None:
    """Two planned changes of one record are two events."""
    with (running / NEED).open("a", encoding="utf-8") as text:
        text.write("next: [{from: 2026-12-02, set: {filled: 6}}, {from: 2026-12-03, set: {needed: 6}}]\n")
    _, said = say("--content", running, "--today", "2026-12-01", "--format", "ics", "--owner", "东滩")
    uids = re.findall(r"^UID:(\S+planned\S*)@", said.replace("\r\n ", ""), re.M)
    assert uids == ["due.opportunities.dongtan-boats.planned", "due.opportunities.dongtan-boats.planned.2"]


def test_the_next_build_alone(say: Say, running: Path) -> None:
    """`--next` prints a date for scripts, and nothing where the clock stands still."""
    assert say("--content", running, "--today", "2026-12-06", "--next") == (0, "2026-12-11\n")
    assert say("--content", editions.SOUND, "--next") == (0, "")


def test_broken_content_ends_with_1(say: Say, running: Path) -> None:
    """Only content that cannot be read as it should ends with anything but 0."""
    editions.make(running, NEED, replace="filled: 6", by="filled: six")
    assert say("--content", running, "--today", "2026-12-01") == (1, "")
