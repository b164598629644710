"""The fields of a form: all that the model has, and nothing lost on the way from a file to a form and back."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import editions
import projects
import pytest
from forms import DYKE, DYKE_FILE, HOTLINE, desk, filled, opened, pairs_of, press, shown, values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import load
from generator.form.controls import Control, State, _parts, form_of, keys, moved, name_of, state_of, unshowable, value_of
from generator.form.sent import sent
from generator.form.words import WORDS
from generator.model import values as types
from generator.model.describe import about, record
from generator.model.fields import class_of, described
from generator.model.kinds import KIND_NAMES
from generator.yaml_write import canonical

LEFT_OUT = {"next"}
"""Values prepared for a day can be of any field, in any shape: they are written with a text editor."""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition."""
    return editions.sound(tmp_path / "content")


# --- every field ---------------------------------------------------------------------------------------------------


def _controls(control: Control) -> Iterator[Control]:
    yield control
    for part in control.parts:
        yield from _controls(part)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_field_has_its_control(kind: str) -> None:
    """What the model has, the form has, with its name and help, but for what is a record within a record; what must be filled in is marked."""
    form = form_of(kind)
    fields = {field.name: field for field in dataclasses.fields(class_of(kind)) if field.name not in LEFT_OUT}
    assert [part.name for part in form.parts] == list(fields)
    assert all(part.about == described(class_of(kind))[part.name] for part in form.parts)
    assert all(part.required == fields[part.name].default.is_required() for part in form.parts)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("kind", KIND_NAMES)
def test_a_new_form_names_every_field(kind: str, lang: str) -> None:
    """A page for a new record has every field by its name, in either language, and is sound HTML."""
    page = shown(desk(editions.SOUND, lang).get(f"/{kind}/~new"))
    names = {label.text for label in (*page.all("label"), *page.all("legend"), *page.all("summary"))}
    for field, told in described(class_of(kind)).items():
        assert field in LEFT_OUT or any(name.startswith(told["title"][lang]) for name in names), told["title"]
    ids = [element.attributes["id"] for element in page.walk() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    told = {id for element in page.walk() for id in element.attributes.get("aria-describedby", "").split()}
    assert told <= set(ids)


def test_what_is_picked_has_names() -> None:
    """Vocabularies, records, places and the program's own words are picked by name."""
    page = shown(desk(editions.SOUND).get(DYKE))
    assert {option.text for option in page.all("select", name="task")[0].all("option")} == {"（不写）", "巡堤", "撑船"}
    assert {option.text for option in page.all("select", name="status")[0].all("option")} >= {"草稿（不发布）", "招人", "已满"}
    assert page.all("select", name="organization")[0].all("option")[0].text == "（不写）"
    streets = {option.attributes["value"]: option.text for option in page.all("datalist", id="choices-streets")[0].all("option")}
    assert streets["990101001000"].startswith("柳渡镇")
    assert "liudu" in streets["990101001000"]
    assert [box.attributes["value"] for box in page.all("input", name="guidelines", type="checkbox")] == [
        "dyke-watch",
        "leaving-home",
    ]


def test_every_choice_has_a_name() -> None:
    """No editor meets a bare word of the program's."""
    words = {
        text for kind in KIND_NAMES for control in _controls(form_of(kind)) if control.picks[0] == "choice"
        for text in control.picks[1].split()
    }  # fmt: skip
    assert {f"choice.{text}" for text in words} <= WORDS.keys()
    assert all(set(words) == {"zh", "en"} and all(words.values()) for words in WORDS.values())


# --- nothing is lost -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [projects.CONTENT, editions.SOUND, editions.OVERLAY], ids=["real", "sound", "overlay"])
def test_every_record_comes_back_as_it_was(content: Path) -> None:
    """A form that is opened and saved says what its file says, whatever the record."""
    files, _ = load.find(load.Folder(content), KIND_NAMES)
    assert files
    lost = {file.name: names for file in files if (names := set(unshowable(file.kind, values(Path(file.path)), "zh")) - LEFT_OUT)}
    assert lost == {}


def _in_its_form(content: Path, name: str) -> Path:
    """A file in the form that all commands write."""
    file = content / name
    file.write_text(canonical(name.split("/")[0], file.read_text("utf-8"), ("zh", "en")), "utf-8")
    return file


@pytest.mark.parametrize(
    "name", [path.relative_to(editions.SOUND).as_posix() for path in sorted(editions.SOUND.glob("*/**/*.yml"))]
)
def test_saving_unchanged_changes_nothing(content: Path, name: str) -> None:
    """What a page of the form sends back untouched gives the same file, byte for byte."""
    file = _in_its_form(content, name)
    before, path = file.read_bytes(), f"/{name.split('/')[0]}/{file.stem}/"
    page = shown(press(desk(content), path, opened(desk(content), path)))
    assert "存好了" in page.all(role="status")[0].text
    assert file.read_bytes() == before


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
STATES = st.recursive(
    st.lists(TEXT, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from(["0", "1", "1000", "none", "zh", "en", "title", "date", "what", "steps"]), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(
    st.sampled_from([*map(form_of, KIND_NAMES)]),
    st.dictionaries(
        st.sampled_from(["title", "sources", "sections", "aliases", "changes", "verified", "shifts", "tasks", "audiences"]),
        STATES,
    ),
)
def test_whatever_is_sent_means_one_thing(form: Control, state: dict[str, State]) -> None:
    """Any content of a form has values, and the form of those values has the same."""
    said = value_of(form, state, "zh")
    assert value_of(form, state_of(form, said, "zh"), "zh") == said
    assert unshowable(form.name, said if isinstance(said, dict) else {}, "zh") == []


def test_what_the_form_cannot_show_stays(content: Path) -> None:
    """A field of another make is left as it is, and told of; the others can be changed."""
    file = content / "hotlines/flood-office.yml"
    projects.edit(file, lambda text: text + "colour: {a: [b]}\n")
    page = shown(desk(content).get(HOTLINE))
    assert "colour" in page.text
    pairs = filled(pairs_of(page), hours__zh="白天")
    press(desk(content), HOTLINE, pairs, "anyway")
    assert values(file)["colour"] == {"a": ["b"]}
    assert values(file)["hours"] == "白天"


def test_comments_stay_with_what_they_stand_before(content: Path) -> None:
    """A comment goes where its item goes, and away with it."""
    file = content / DYKE_FILE
    projects.edit(file, lambda text: "# 开头\n" + text.replace("  - {date: 2026-12-03", "  # 第二班\n  - {date: 2026-12-03"))
    pairs = [(name, text) for name, text in opened(desk(content), DYKE) if not name.startswith("shifts.0.")]
    press(desk(content), DYKE, pairs)
    text = file.read_text("utf-8")
    assert text.startswith("# 开头\n")
    assert "shifts:\n  # 第二班\n  - date: '2026-12-03'" in text
    press(
        desk(content),
        DYKE,
        [(name, text) for name, text in opened(desk(content), DYKE) if not name.startswith("shifts.")],
        "anyway",
    )
    assert "第二班" not in file.read_text("utf-8")


# --- paths of values -----------------------------------------------------------------------------------------------


def test_blank_items_do_not_shift_what_is_said() -> None:
    """A problem of the second item that is saved stands at the third that is shown if the first is empty."""
    form = form_of("opportunities")
    state = sent([("shifts.0.date", ""), ("shifts.3.date", "2026-12-01"), ("shifts.1000.date", "x")]).state
    assert name_of(form, state, ("shifts", 1, "date"), "zh") == "shifts.1000.date"
    assert name_of(form, state, ("shifts", 7, "date"), "zh") == "shifts"
    assert name_of(form, state, ("title", "zh"), "zh") == "title"
    assert name_of(form, state, ("unknown",), "zh") == ""
    assert moved(form, state, ("shifts", 3, "date"), "zh") == ("shifts", 0, "date")
    assert moved(form, state, ("shifts", 0), "zh") is None
    assert keys(state["shifts"]) == ["0", "3", "1000"]


@record
class Planned:
    """A part with a field of any shape."""

    day: types.Date = about("日", "Day", "哪天", "Which day")
    values: dict[str, Any] = about("值", "Values", "什么", "What")


@record
class Whole:
    """A record with such parts."""

    title: types.Text = about("标题", "Title", "题", "What")
    planned: list[Planned] = about("以后", "Later", "以后", "Later", None, list)
    loose: dict[str, Any] = about("杂", "Loose", "杂", "Loose", None, dict)


def test_what_no_control_can_hold_is_left_to_the_text_editor() -> None:
    """A field of any shape has no control, nor has a list of what would lack such a field; beside it all others have."""
    assert [part.name for part in _parts(Whole)] == ["title"]
