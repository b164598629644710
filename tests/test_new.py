"""`zhiyin new`: questions from the model, answers judged at once, and a file that is sound, or none."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import editions
import projects
import pytest

from generator import yaml_core
from generator.check import check
from generator.cli import main
from generator.editing import choices, new, questions
from generator.editing.choices import Option
from generator.editing.desk import Desk, Faulty, Refused
from generator.editing.interview import Interview
from generator.editing.questions import Question
from generator.model.fields import class_at, described
from generator.model.kinds import KIND_NAMES
from generator.model.values import Date, Identifier, Phone, Street, Time, Whole
from generator.problems import Problem, has_errors

DAY = ("--today", "2026-12-01")

# What an open need must have, though the model can do without.
OPENING = ("shifts.date", "shifts.needed", "shifts.filled", "safety.gear", "guidelines", "signup.desk")


class Script:
    """Somebody who gives the answers that a test wants, and whatever will do where it wants none."""

    lang = "zh"

    def __init__(self, **wanted: str | list[str]) -> None:
        self.wanted = {name: [typed] if isinstance(typed, str) else list(typed) for name, typed in wanted.items()}
        self.asked: list[str] = []
        self.problems: list[Problem] = []
        self.hints: list[str] = []
        self.listed: list[list[str]] = []
        self.drafts = False

    def ask(self, question: Question, listed: Sequence[Option] | None, default: str, again: bool) -> str:
        name = ".".join(str(step) for step in question.path if not isinstance(step, int))
        self.asked.append(name)
        assert len(self.asked) < 200, self.problems[-3:]
        self.listed.append([option.value for option in listed or ()])
        if name in self.wanted:
            return self.wanted[name].pop(0) if self.wanted[name] else ""
        if (not question.required and name not in OPENING) or any(step for step in question.path if isinstance(step, int)):
            return ""
        if listed is not None:
            return "1"
        parts = (question.annotation, *getattr(question.annotation, "__args__", ()))
        answers = {Date: "2026-12-03", Time: question.example, Phone: "0990-0100101", Whole: "3", Identifier: "part"}
        return default or str(next((answer for part, answer in answers.items() if part in parts), "一二三"))

    def tell(self, problem: Problem) -> None:
        self.problems.append(problem)

    def hint(self, key: str) -> None:
        self.hints.append(key)

    def agree(self, key: str) -> bool:
        return self.drafts


def interview(edition: Path, kind: str, script: Script, **values: Any) -> Interview:
    desk = Desk(edition, editions.TODAY)
    id = "990101002000" if kind == "areas" else "fresh"
    made = Interview(desk, new.file_of(desk, kind, id, values), dict(values), script)
    made.run()
    return made


# --- what is asked -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_all_that_is_required_is_asked(kind: str) -> None:
    """Every field that the model requires is asked for once, with its name, its help, in both languages."""
    asked = questions.of_kind(kind)
    assert len({question.path for question in asked}) == len(asked)
    for question in asked:
        assert set(question.name) == set(question.help) == {"zh", "en"}
    record_class = class_at(kind, ())
    assert record_class is not None
    named = [question.path[0] for question in asked if question.required]
    assert sorted(named) == sorted(name for name in described(record_class) if questions.of_field(kind, (name,)).required)  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_answers_make_a_sound_record(edition: Path, kind: str) -> None:
    """Whoever answers what is asked has a record of any kind that the check finds nothing wrong with."""
    script = Script(sample="y", status="1" if kind == "commendations" else "open", date="2026-12-01")
    if kind in ("commendations", "guidelines"):
        script = Script(
            sample="n", status="decided", date="2026-12-01", **{"sources.date": "2026-11-30", "sources.title": ["办法", ""]}
        )
    made = interview(edition, kind, script)
    edit = new.edit_of(made.desk, made.file, made.values)
    made.desk.write([edit])
    found = check(edition, editions.TODAY)
    assert not has_errors(found.problems), [problem.message() for problem in found.problems]
    assert made.file.id in found.entries[kind]


def test_a_draft_need_asks_no_more(edition: Path) -> None:
    """Of a draft nothing is asked that an open need must have."""
    script = Script(sample="y", status="draft")
    made = interview(edition, "opportunities", script)
    assert not {"shifts.date", "needed", "safety.gear", "signup.desk"} & set(script.asked)
    assert made.values["status"] == "draft"


def test_what_the_rules_miss_is_asked_again(edition: Path) -> None:
    """An open need without what must be there is told so, and asked for just that."""
    script = Script(sample="y", status="open", **{"safety.gear": ["", "袖标"], "guidelines": ["", "巡堤"]})
    made = interview(edition, "opportunities", script)
    assert [problem.code for problem in script.problems] == ["open-without-safety", "open-without-guideline"]
    assert made.values["guidelines"] == ["dyke-watch"]


def test_what_cannot_be_complete_is_kept_as_a_draft(edition: Path) -> None:
    """Who leaves open what must be there may keep the record as a draft; who does not has none."""
    lacking = {
        "safety.gear": "",
        "signup.desk": "",
        "signup.phone": "",
        "signup.url": "",
        "signup.hours": "",
        "sample": "y",
        "status": "open",
    }
    script = Script(**lacking)
    script.drafts = True
    assert interview(edition, "opportunities", script).values["status"] == "draft"
    with pytest.raises(Faulty) as faulty:
        interview(edition, "opportunities", Script(**lacking))
    assert {problem.code for problem in faulty.value.problems} == {"open-without-safety", "open-without-signup"}


# --- answers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("verified", "2026-11-31", "no-such-day"), ("verified", "昨天", "bad-date"), ("number", "13800138000", "private-mobile"),
        ("number", "2020", "bad-phone"), ("owner", "请找李明（13800138000）", "private-mobile"), ("sample", "也许", "bad-flag"),
    ],
)  # fmt: skip
def test_an_answer_is_judged_at_once(edition: Path, field: str, typed: str, code: str) -> None:
    """A wrong answer is told of in the check's own words, and asked again; the right one then stands."""
    right = {"verified": "2026-11-30", "number": "12345", "owner": "值班室", "sample": "y"}[field]
    script = Script(**{"sample": "y", "number": "12345"} | {field: [typed, right]})
    made = interview(edition, "hotlines", script)
    assert [problem.code for problem in script.problems] == [code]
    assert script.asked.count(field) == 2
    assert made.values[field] == (True if field == "sample" else right)


@pytest.mark.parametrize("typed", ["水情\x1b[A", "水\u202e情", "\ud800", "水\x00情"])
def test_a_key_that_writes_no_letter(edition: Path, typed: str) -> None:
    """An arrow key, a mark that turns the reading direction, half a character: told of at once, and asked again."""
    script = Script(sample="y", number="12345", title=[typed, "水情电话"])
    assert interview(edition, "hotlines", script).values["title"] == "水情电话"
    assert {problem.code for problem in script.problems} <= {"control-character", "not-utf-8"}
    assert len(script.problems) == 1


def test_a_required_answer_is_waited_for(edition: Path) -> None:
    """Nothing is no answer to what is required."""
    script = Script(sample="y", number="12345", title=["", " ", "水情电话"])
    assert interview(edition, "hotlines", script).values["title"] == "水情电话"
    assert script.hints == ["needed", "needed"]


def test_words_in_several_languages(edition: Path) -> None:
    """`||` parts the languages of the edition, in their order."""
    script = Script(
        sample="y", number="12345", title="水情 || Water || x", purpose="问水情｜｜Water levels", owner="值班 || Duty"
    )
    found = interview(edition, "hotlines", script).values
    assert found["title"] == "水情 || Water || x"
    assert (found["purpose"], found["owner"]) == ({"zh": "问水情", "en": "Water levels"}, {"zh": "值班", "en": "Duty"})


def test_words_given_beforehand_are_parted_too() -> None:
    """Between two languages stands `||`, whether somebody is asked or gives the answer in the command; names of languages do as well."""
    found = new.given("hotlines", ["title=水务||Water desk", "purpose.en=Leaks", "number=119||120"], ("zh", "en"))
    assert found == {"title": {"zh": "水务", "en": "Water desk"}, "purpose": {"en": "Leaks"}, "number": "119||120"}


@pytest.mark.parametrize("typed", ["dongtan", "dtjd", "东滩", "990200001000", "DongTan"])
def test_a_street_is_found_as_it_is_called(edition: Path, typed: str) -> None:
    """By part of its name, pinyin, initials, or its code."""
    made = interview(edition, "opportunities", Script(sample="y", status="draft", street=typed))
    assert made.values["street"] == "990200001000"


def test_several_that_fit_are_listed() -> None:
    """What fits more than one is chosen by number, what is called so itself first; what fits none is not there."""
    desk = Desk(projects.CONTENT, editions.TODAY)
    streets = choices.options(desk, Street, "zh")
    found = choices.pick(streets, [], "shipai")
    assert found[0].label == "广州市 天河区 石牌街道"
    assert choices.pick(streets, found, "1") == found[:1]
    assert choices.pick(streets, [], "tianhe sp") == choices.pick(streets, [], "石牌街道")
    assert choices.pick(streets, [], "zzzz") == choices.pick(streets, [], " ") == []
    assert "Shipai Subdistrict" in choices.pick(choices.options(desk, Street, "en"), [], "tianhe shipai")[0].label


def test_many_are_chosen_in_one_line(edition: Path) -> None:
    """Numbers in a line are several choices."""
    made = interview(edition, "help", Script(sample="y", audiences=["1，3 2", ""]))
    assert made.values["audiences"] == ["everyone", "farmers", "elderly"]


# --- ids and places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ({"zh": "夜间值守", "en": "The night's duty, at Gate 3!"}, "the-nights-duty-at-gate-3"), ("夜间值守", "ye-jian-zhi-shou"),
        ("东滩撑船", "dong-tan-cheng-chuan"), ("Ünïcode 船", "unicode-chuan"), ("！！", "new"), (None, "new"),
        ("一二三四五六七八", "yi-er-san-si-wu-liu"),
    ],
)  # fmt: skip
def test_an_id_comes_from_the_title(edition: Path, title: Any, id: str) -> None:
    """From its English, or from how it is read; never one that is taken."""
    desk = Desk(edition, editions.TODAY)
    assert new.suggested(desk, "help", title) == id
    (edition / "help" / f"{id}.yml").touch()
    assert new.suggested(Desk(edition, editions.TODAY), "help", title) == f"{id}-2"


def test_needs_stand_by_county(edition: Path) -> None:
    """A need's file stands in the folder of its county."""
    desk = Desk(edition, editions.TODAY)
    assert new.file_of(desk, "opportunities", "x", {"street": "990101001000"}).name == "opportunities/990101/x.yml"
    assert new.file_of(desk, "help", "x", {"street": "990101001000"}).name == "help/x.yml"


@pytest.mark.parametrize(
    ("kind", "id", "code"),
    [
        ("help", "School", "bad-id"), ("help", "../x", "bad-id"), ("help", "school-shelter", "taken"), ("areas", "990199001000", "bad-id"),
        ("areas", "990101001000", "taken"), ("helps", "x", "no-such-kind"),
    ],
)  # fmt: skip
def test_ids_that_will_not_do(edition: Path, kind: str, id: str, code: str) -> None:
    """An id that cannot be an address, is taken, or is no division."""
    with pytest.raises(Refused) as refused:
        new.file_of(Desk(edition, editions.TODAY), kind, id, {})
    assert refused.value.code == code


# --- the command ---------------------------------------------------------------------------------------------------

LINE = [
    "title=水情电话",
    "title.en=",
    "summary=问水情。",
    "owner=防汛岗",
    "number=12345",
    "purpose=问水情",
    "hours=全天",
    "where=全县",
    "sample=true",
]


def arguments(edition: Path, *pairs: str) -> list[str]:
    return ["new", "hotlines", "--yes", "--content", str(edition), *DAY, *(word for pair in pairs for word in ("--set", pair))]


def test_without_questions(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--set` and `--yes` make a record without a question, in its one form, with today as the day of checking."""
    assert main(arguments(edition, *[pair for pair in LINE if pair != "title.en="], "keywords=水位, 洪峰")) == 0
    found = yaml_core.parse((edition / "hotlines/shui-qing-dian-hua.yml").read_text("utf-8"))
    assert (found["verified"], found["sample"], found["keywords"]) == ("2026-12-01", True, ["水位", "洪峰"])
    assert "hotlines/shui-qing-dian-hua.yml" in capsys.readouterr().out
    assert main(["fmt", "--all", "--check", "--content", str(edition), *DAY]) == 1
    assert "shui-qing" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "pairs",
    [
        LINE[:3],
        ["title"],
        ["nonsense=1"],
        ["title.0=x"],
        ["=x"],
        ["0=x"],
        [*LINE, "number=13800138000"],
        [*LINE[:1], "title.x.y=1"],
    ],
)
def test_what_is_not_sound_is_not_written(edition: Path, capsys: pytest.CaptureFixture[str], pairs: list[str]) -> None:
    """Missing or wrong answers end with 1 and a word on each; nothing is written."""
    before = projects.tree(edition)
    assert main(arguments(edition, *pairs)) == 1
    assert capsys.readouterr().err
    assert projects.tree(edition) == before


def piped(edition: Path, typed: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, fed through a pipe as a terminal would feed it."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "new", *arguments, "--content", str(edition), *DAY], input=typed, capture_output=True,
        text=True, encoding="utf-8", check=False, env={"PYTHONPATH": str(projects.ROOT), "PYTHONIOENCODING": "utf-8", "PATH": "/usr/bin"},
    )  # fmt: skip


def test_through_a_pipe(edition: Path) -> None:
    """The kind is chosen, questions answered, the file shown and written; it says so in the language asked for."""
    typed = ["9", "水情电话 || Water line", "问水情。", "防汛岗", "", "y", "99", "12345", "问水情", "全天", "全县", "", ""]
    done = piped(edition, "\n".join(typed) + "\n")
    assert (done.returncode, done.stderr) == (0, "")
    assert "这里写的不是公开的电话" in done.stdout or "不行：" in done.stdout
    assert "  en: Water line" in done.stdout
    found = yaml_core.parse((edition / "hotlines/water-line.yml").read_text("utf-8"))
    assert found["title"] == {"zh": "水情电话", "en": "Water line"}
    assert not has_errors(check(edition, editions.TODAY).problems)


def test_breaking_off_writes_nothing(edition: Path) -> None:
    """Whoever stops half way is shown the answers so far; nothing is written. So it is after a no at the end."""
    before = projects.tree(edition)
    done = piped(edition, "水情电话\n问水情。\n", "hotlines", "--lang", "en")
    assert done.returncode == 2
    assert "The answers so far" in done.stdout
    assert "title: 水情电话" in done.stdout
    assert "nothing was written" in done.stderr
    typed = ["水情电话", "问水情。", "防汛岗", "", "y", "12345", "问水情", "全天", "全县", "", "n"]
    done = piped(edition, "\n".join(typed) + "\n", "hotlines")
    assert "没有写入。" in done.stdout
    assert projects.tree(edition) == before


def test_a_street_of_its_own(edition: Path) -> None:
    """A street's record is named by its code, which is found by its name."""
    (edition / "areas/990200001000.yml").unlink()
    done = piped(edition, "dongtan\n东滩街道办\n\ny\n\n\n\n\n\n", "areas")
    assert done.returncode == 0, done.stdout + done.stderr
    assert (edition / "areas/990200001000.yml").is_file()
