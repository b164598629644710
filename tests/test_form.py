"""The form in the browser: every field of every kind, nothing lost, nothing wrong saved unawares, nobody else's change overwritten."""

from __future__ import annotations

import dataclasses
import http.client
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import editions
import projects
import pytest
from forms import Pairs, desk, filled, pairs_of, press, shown
from htmlread import Element
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import cli, load, yaml_core
from generator.check import check
from generator.form import server as form_server
from generator.form.book import Book
from generator.form.controls import Control, State, _parts, form_of, keys, moved, name_of, state_of, unshowable, value_of
from generator.form.desk import Desk
from generator.form.sent import sent
from generator.form.words import WORDS
from generator.judgement import Memory
from generator.model import values as types
from generator.model.fields import class_of, described
from generator.model.kinds import KIND_NAMES
from generator.model.records import about, record
from generator.yaml_write import canonical

LEFT_OUT = {"next"}
"""Values prepared for a day can be of any field, in any shape: they are written with a text editor."""
DYKE = "/opportunities/old-street-dyke/"
DYKE_FILE = "opportunities/990101001/old-street-dyke.yml"
HOTLINE = "/hotlines/flood-office/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition."""
    return editions.sound(tmp_path / "content")


def _values(file: Path) -> dict[str, yaml_core.Value]:
    return yaml_core.parse(load.read_text(file))


def _open(desk: Desk, path: str) -> Pairs:
    return pairs_of(shown(desk.get(path)))


def _wrong(page: Element, name: str) -> str:
    """What is told to be wrong at a field."""
    return " ".join(part.text for part in page.all("ul", id=f"f-{name.replace('.', '-')}-wrong"))


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
    lost = {file.name: names for file in files if (names := unshowable(file.kind, _values(Path(file.path)), "zh"))}
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
    page = shown(press(desk(content), path, _open(desk(content), path)))
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
    values = value_of(form, state, "zh")
    assert value_of(form, state_of(form, values, "zh"), "zh") == values
    assert unshowable(form.name, values if isinstance(values, dict) else {}, "zh") == []


def test_what_the_form_cannot_show_stays(content: Path) -> None:
    """A field of another make is left as it is, and told of; the others can be changed."""
    file = content / "hotlines/flood-office.yml"
    projects.edit(file, lambda text: text + "colour: {a: [b]}\n")
    page = shown(desk(content).get(HOTLINE))
    assert "colour" in page.text
    pairs = filled(pairs_of(page), hours__zh="白天")
    press(desk(content), HOTLINE, pairs, "anyway")
    assert _values(file)["colour"] == {"a": ["b"]}
    assert _values(file)["hours"] == "白天"


def test_comments_stay_with_what_they_stand_before(content: Path) -> None:
    """A comment goes where its item goes, and away with it."""
    file = content / DYKE_FILE
    projects.edit(file, lambda text: "# 开头\n" + text.replace("  - {date: 2026-12-03", "  # 第二班\n  - {date: 2026-12-03"))
    pairs = [(name, text) for name, text in _open(desk(content), DYKE) if not name.startswith("shifts.0.")]
    press(desk(content), DYKE, pairs)
    text = file.read_text("utf-8")
    assert text.startswith("# 开头\n")
    assert "shifts:\n  # 第二班\n  - date: '2026-12-03'" in text
    press(
        desk(content),
        DYKE,
        [(name, text) for name, text in _open(desk(content), DYKE) if not name.startswith("shifts.")],
        "anyway",
    )
    assert "第二班" not in file.read_text("utf-8")


# --- changing ------------------------------------------------------------------------------------------------------


def test_two_of_the_places_are_filled(content: Path) -> None:
    """A number is changed and nothing else, and the day on which it was checked."""
    before = _values(content / DYKE_FILE)
    page = shown(press(desk(content), DYKE, filled(_open(desk(content), DYKE), shifts__1__filled="2"), "checked"))
    assert page.all(role="status")[0].text == f"存好了，在 {DYKE_FILE}。 没有发现错误。"
    after = _values(content / DYKE_FILE)
    assert after["shifts"][1]["filled"] == "2"  # type: ignore[index, call-overload]
    assert after["verified"] == "2026-12-01"
    after["shifts"][1]["filled"], after["verified"] = "1", before["verified"]  # type: ignore[index, call-overload]
    assert after == before
    assert "start: '20:00'" in (content / DYKE_FILE).read_text("utf-8")


def test_wide_digits_are_taken_for_what_they_are(content: Path) -> None:
    """What a Chinese keyboard makes of a number, a date or a time is that number, date or time."""
    press(
        desk(content),
        DYKE,
        filled(_open(desk(content), DYKE), shifts__1__filled="２", shifts__1__start="２１：３０", verified="２０２６-１２-０１"),
    )
    shift = _values(content / DYKE_FILE)["shifts"][1]  # type: ignore[index, call-overload]
    assert (shift["filled"], shift["start"]) == ("2", "21:30")


def test_items_are_added_moved_and_taken_out(content: Path) -> None:
    """Lists grow, shrink and change their order before anything is saved; the page goes on at what is new."""
    pairs = _open(desk(content), DYKE)
    page = shown(desk(content).post(DYKE, [*pairs, ("do", "add:shifts")]))
    assert [field.attributes["name"] for field in page.walk() if "autofocus" in field.attributes] == ["shifts.1000.date"]
    assert "data-unsaved" in page.all("form", method="post")[0].attributes
    new = {
        "shifts__1000__date": "2026-12-04",
        "shifts__1000__start": "08:00",
        "shifts__1000__end": "12:00",
        "shifts__1000__needed": "3",
        "shifts__1000__filled": "0",
    }
    page = shown(desk(content).post(DYKE, [*filled(pairs_of(page), **new), ("do", "up:shifts.1000")]))
    page = shown(desk(content).post(DYKE, [*pairs_of(page), ("do", "drop:shifts.0")]))
    assert _values(content / DYKE_FILE) == _values(editions.SOUND / DYKE_FILE)
    press(desk(content), DYKE, pairs_of(page))
    assert [shift["date"] for shift in _values(content / DYKE_FILE)["shifts"]] == ["2026-12-04", "2026-12-03"]  # type: ignore[index, union-attr, call-overload]


def test_a_list_that_must_be_told_of_can_be_said_to_be_empty(content: Path) -> None:
    """A required list is missed when nothing is in it, unless the editor says that there is none."""
    path = "/guidelines/dyke-watch/"
    bare = [(name, text) for name, text in _open(desk(content), path) if not name.startswith("carry.")]
    assert "carry" in _wrong_names(shown(press(desk(content), path, bare)))
    press(desk(content), path, [*bare, ("carry.none", "[]")])
    assert _values(content / "guidelines/dyke-watch.yml")["carry"] == []
    assert ("carry.none", "[]") in _open(desk(content), path)


def _wrong_names(page: Element) -> set[str]:
    found = (element.attributes["id"] for element in page.all("ul", class_="wrong"))
    return {match[1] for id in found if (match := re.fullmatch("f-(.*)-wrong", id))}


# --- what is wrong -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("verified", "2026-11-31", "11"), ("shifts.1.start", "8点", "8点"), ("shifts.1.filled", "两个", "两个"),
        ("signup.phone", "13800138000", "手机"), ("street", "990101009000", "990101009000"), ("title.zh", "", "zh"),
        ("signup.url", "javascript:alert(1)", "javascript"), ("place.zh", "找张三 13800138000", "手机"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_field_and_not_saved(content: Path, name: str, text: str, said: str) -> None:
    """What the check would say is said where it was typed; the file is as it was, and what was typed still there."""
    before = (content / DYKE_FILE).read_bytes()
    pairs = [(known, text if known == name else value) for known, value in _open(desk(content), DYKE)]
    page = shown(press(desk(content), DYKE, pairs))
    assert said in (_wrong(page, name) or _wrong(page, name.rpartition(".")[0]))
    assert re.search(r"没有存盘：有 [12] 处要改", page.all(role="status")[0].text)
    assert (content / DYKE_FILE).read_bytes() == before
    assert dict(pairs_of(page))[name] == text
    assert any("autofocus" in element.attributes for element in page.walk())


def test_an_editor_who_reads_english_is_told_in_english(content: Path) -> None:
    """No Chinese stands in what the form says in English, but for what the record holds."""
    pairs = filled(_open(desk(content, "en"), DYKE), verified="yesterday")
    page = shown(press(desk(content, "en"), DYKE, pairs))
    assert "yesterday" in _wrong(page, "verified")
    said = [
        page.all(role="status")[0],
        *page.all("button"),
        *page.all("legend"),
        *page.all("p", class_="help"),
    ]
    assert [part.text for part in said if re.search("[一-鿿]", part.text)] == []


def test_what_is_wrong_can_be_kept_for_later(content: Path) -> None:
    """Half a record can be put down; until it is mended the site stays as it is, and every page of the form says so."""
    pairs = filled(_open(desk(content), DYKE), verified="昨天")
    page = shown(press(desk(content), DYKE, pairs))
    assert page.all("button", value="anyway")
    page = shown(press(desk(content), DYKE, pairs, "anyway"))
    assert "昨天" in _wrong(page, "verified")
    assert "这里还有 1 处要改" in page.all(role="status")[0].text
    assert page.all("h1")[0].text == "老街巡堤"
    assert desk(content).get("/", "巡堤 ljxd").location == DYKE
    assert f'href="{DYKE}"'.encode() in desk(content).get("/").body
    assert check(content, projects.TODAY).problems


def test_what_is_no_text_is_never_written(content: Path) -> None:
    """A control character is refused even by who saves anyway: no command could read the file again."""
    before = (content / DYKE_FILE).read_bytes()
    press(desk(content), DYKE, filled(_open(desk(content), DYKE), place__zh="a\x00b"), "anyway")
    assert (content / DYKE_FILE).read_bytes() == before


def test_others_mistakes_are_told_after_saving(content: Path) -> None:
    """Whoever saves is told if something elsewhere keeps the site from being updated, with the way there."""
    projects.edit(content / "hotlines/flood-office.yml", lambda text: text.replace("verified: 2026", "verified: 1026-99"))
    page = shown(press(desk(content), DYKE, _open(desk(content), DYKE)))
    assert HOTLINE in {link.attributes["href"] for link in page.all("ul", id="errors")[0].all("a")}


def test_text_is_never_taken_for_html(content: Path) -> None:
    """Script in any field comes back as the text it is."""
    evil = "</textarea><script>alert(1)</script>\"'&"
    pairs = _open(desk(content), DYKE)
    every = [(name, evil if name not in ("seen", "street", "verified") else text) for name, text in pairs]
    answer = desk(content).post(DYKE, [*every, ("do", "save")])
    page = shown(answer)
    assert [script.attributes.get("src") for script in page.all("script")] == ["/~form.js"]
    assert [name for name, text in pairs_of(page) if evil in text.replace("\r\n", "\n")]
    press(desk(content), DYKE, filled(pairs, place__zh=evil))
    assert _values(content / DYKE_FILE)["place"]["zh"] == evil  # type: ignore[index, call-overload]


# --- nobody's change is lost ---------------------------------------------------------------------------------------


def test_a_change_of_somebody_elses_is_never_overwritten(content: Path) -> None:
    """A file that changed after it was opened is left alone; the editor is told which fields differ, and loses nothing."""
    pairs = filled(_open(desk(content), DYKE), shifts__1__filled="3")
    projects.edit(content / DYKE_FILE, lambda text: text.replace("夜里两班", "夜里三班"))
    before = (content / DYKE_FILE).read_bytes()
    for do in ("save", "checked", "anyway"):
        page = shown(press(desk(content), DYKE, pairs, do))
        note = page.all(role="status")[0]
        assert "别人改了这个文件" in note.text
        assert "摘要" in note.text
        assert DYKE in note.values("href")
        assert dict(pairs_of(page))["shifts.1.filled"] == "3"
        assert dict(pairs_of(page))["seen"] == dict(pairs)["seen"]
        assert (content / DYKE_FILE).read_bytes() == before


def test_a_file_that_changes_at_the_last_moment_is_left_alone(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also a change between reading and writing is seen."""
    pairs, judge = filled(_open(desk(content), DYKE), shifts__1__filled="3"), Book._text

    def slow(book: Book, *arguments: object) -> str:
        projects.edit(content / DYKE_FILE, lambda text: text + "# 别人的话\n")
        return judge(book, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Book, "_text", slow)
    page = shown(press(desk(content), DYKE, pairs))
    assert "别人改了这个文件" in page.all(role="status")[0].text
    assert (content / DYKE_FILE).read_text("utf-8").endswith("# 别人的话\n")


# --- new records ---------------------------------------------------------------------------------------------------


def _hotline(desk: Desk) -> Pairs:
    texts = {
        "title__zh": "船闸值班电话", "title__en": "Lock keeper", "summary__zh": "船闸开关问这里。", "owner__zh": "船闸管理所", "number": "0990-0100177",
        "purpose__zh": "问船闸几点开", "hours__zh": "白天", "where__zh": "全县", "sample": "true",
    }  # fmt: skip
    return filled(_open(desk, "/hotlines/~new"), **texts)


def test_a_new_record_is_named_by_its_title(content: Path) -> None:
    """A record needs what the model requires; its file is named for its title, and stands with its kind."""
    page = shown(press(desk(content), "/hotlines/~new", _hotline(desk(content))))
    assert "存好了，在 hotlines/lock-keeper.yml。" in page.all(role="status")[0].text
    assert _values(content / "hotlines/lock-keeper.yml")["number"] == "0990-0100177"
    press(desk(content), "/hotlines/~new", _hotline(desk(content)))
    assert (content / "hotlines/lock-keeper-2.yml").is_file()


def test_a_title_in_chinese_is_read_aloud(content: Path) -> None:
    """Where there is no English title the name is made of the sounds."""
    press(desk(content), "/hotlines/~new", filled(_hotline(desk(content)), title__en=""))
    assert (content / "hotlines/chuan-zha-zhi-ban-dian-hua.yml").is_file()


def test_a_new_need_is_a_draft_in_its_countys_folder(content: Path) -> None:
    """What cannot be complete yet begins as a draft, and needs stand by county."""
    pairs = _open(desk(content), "/opportunities/~new")
    assert dict(pairs)["status"] == "draft"
    texts = {
        "title__zh": "东滩搬沙袋",
        "summary__zh": "要人。",
        "owner__zh": "东滩街道防汛岗",
        "street": "990200001000",
        "place__zh": "街道办门口",
        "task": "boat",
        "sample": "true",
        "id": "sandbags",
    }
    press(desk(content), "/opportunities/~new", filled(pairs, **texts))
    assert _values(content / "opportunities/990200/sandbags.yml")["status"] == "draft"


def test_a_streets_record_is_named_by_its_code(content: Path) -> None:
    """What a street says of itself is found by its code, which is picked."""
    pairs = _open(desk(content), "/areas/~new")
    free = next(
        code
        for code in check(content, projects.TODAY).divisions
        if code.endswith("000") and not code.endswith("000000") and not (content / f"areas/{code}.yml").exists()
    )
    page = shown(press(desk(content), "/areas/~new", filled(pairs, id=free, owner__zh="街道办")))
    assert "存好了" in page.all(role="status")[0].text
    assert (content / f"areas/{free}.yml").is_file()


@pytest.mark.parametrize("id", ["Lock", "../out", "a/b", "a--b", "锁", "x" * 81, "flood-office", "~new", ".hidden", "con\x00"])
def test_no_name_leads_astray(content: Path, id: str) -> None:
    """A file name is small letters, digits and hyphens, and not yet taken; nothing else is written anywhere."""
    before = projects.tree(content.parent)
    page = shown(press(desk(content), "/hotlines/~new", filled(_hotline(desk(content)), id=id)))
    assert _wrong(page, "id")
    assert dict(pairs_of(page))["number"] == "0990-0100177"
    assert projects.tree(content.parent) == before


# --- which records -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["巡堤", "xundi", "old-street", "ljxd", "老街 巡堤", "lao jie"])
def test_a_record_is_found_by_a_piece_of_its_name(query: str) -> None:
    """One that is the only one is opened at once."""
    answer = desk(editions.SOUND).get("/", query)
    if answer.status == 303:
        assert answer.location == DYKE
    else:
        assert DYKE in {link.attributes.get("href") for link in shown(answer).all("a")}


def test_every_record_is_listed() -> None:
    """Each kind lists its own records, by their titles."""
    for kind in KIND_NAMES:
        page = shown(desk(editions.SOUND).get(f"/{kind}/"))
        links = {link.attributes["href"] for link in page.all("ul", class_="rows")[0].all("a")}
        assert links == {f"/{kind}/{path.stem}/" for path in (editions.SOUND / kind).rglob("*.yml")}


def test_only_the_editions_own_records_are_changed(tmp_path: Path) -> None:
    """A base's records are counted and not offered: its folder is nobody's to write in from here."""
    content = editions.overlay(tmp_path / "content")
    page = shown(desk(content).get("/hotlines/"))
    assert "另有 1 条来自基础内容" in page.text
    assert desk(content).get("/hotlines/rescue-119/").status == 404
    before = projects.tree(tmp_path / "sound")
    press(desk(content), "/hotlines/rescue-119/", [("title", "x"), ("seen", "")])
    assert projects.tree(tmp_path / "sound") == before


@pytest.mark.parametrize(
    "path",
    [
        "/nothing/",
        "/hotlines/none/",
        "/hotlines/..%2f..%2fsite/",
        "/../site.yml",
        "/hotlines/a/b/c",
        "/~form.py",
        "/site.yml",
        "//x",
    ],
)
def test_there_is_no_other_page(path: str) -> None:
    """What is no record of the edition is nowhere."""
    assert desk(editions.SOUND).get(path).status == 404
    assert desk(editions.SOUND).post(path, [("do", "save")]).status == 404


def test_links_are_no_records(content: Path, tmp_path: Path) -> None:
    """A record that is a link cannot be opened, and a folder that is one not written in."""
    (tmp_path / "elsewhere").mkdir()
    (content / "hotlines/linked.yml").symlink_to(tmp_path / "elsewhere")
    assert desk(content).get("/hotlines/linked/").status == 404
    (content / "hotlines/linked.yml").unlink()
    (content / "opportunities/990200").symlink_to(tmp_path / "elsewhere")
    texts = {
        "title__zh": "东滩搬沙袋",
        "summary__zh": "要人。",
        "owner__zh": "岗",
        "street": "990200001000",
        "place__zh": "门口",
        "task": "boat",
        "sample": "true",
        "id": "sandbags",
    }
    press(desk(content), "/opportunities/~new", filled(_open(desk(content), "/opportunities/~new"), **texts))
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("data", [b"title: [", b"\xff\xfe", b"a: 1\n" * 60_000, b""])
def test_a_file_that_cannot_be_read_is_told_of(content: Path, data: bytes) -> None:
    """The form opens nothing that it cannot read, says why, and never writes over it."""
    (content / "hotlines/flood-office.yml").write_bytes(data)
    page = shown(desk(content).get(HOTLINE))
    assert "读不出来" in page.text
    assert page.all("ul", id="errors")
    desk(content).post(HOTLINE, [("title.zh", "x"), ("seen", ""), ("do", "anyway")])
    assert (content / "hotlines/flood-office.yml").read_bytes() == data


def test_an_edition_that_cannot_be_read_is_told_of(content: Path) -> None:
    """Without the edition's languages and words there is no form; what to mend is said."""
    projects.edit(content / "site.yml", lambda text: text.replace("languages:", "langages:"))
    page = shown(desk(content).get(DYKE))
    assert "site.yml" in page.text
    assert page.all("ul", id="errors")


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


NAMES = st.one_of(
    st.sampled_from(
        [
            "title",
            "title.zh",
            "title.zh.x",
            "shifts",
            "shifts.0",
            "shifts.0.date",
            "shifts.x",
            "shifts.99999999999",
            "shifts.²",
            "shifts.٣.date",
            "guidelines",
            "guidelines.0",
            "safety",
            "safety.gear.0.zh",
            "status",
            "seen",
            "id",
            "",
            ".",
            "..",
            "a." * 500,
            "shifts.0.0.0",
            "keywords",
            "aliases.zh",
            "aliases",
            "areas.none",
            "__class__",
            "street",
        ]
    ),
    st.text(max_size=5),
)
ACTS = [
    "save",
    "checked",
    "",
    ":",
    "add:",
    "add:title",
    "add:title.zh",
    "add:shifts",
    "add:shifts.0",
    "add:guidelines",
    "add:nothing",
    "add:safety.gear",
    "up:shifts.0",
    "drop:shifts",
    "drop:shifts.0",
    "up:",
    "drop:..",
    "up:title.zh",
]


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The form of an edition that is only asked."""
    return desk(editions.sound(tmp_path_factory.mktemp("steady") / "content"))


@given(
    st.lists(st.tuples(NAMES, st.text(max_size=4)), max_size=8),
    st.sampled_from(ACTS),
    st.sampled_from([DYKE, "/opportunities/~new", "/areas/~new"]),
)
def test_nothing_that_is_sent_breaks_it(steady: Desk, pairs: Pairs, act: str, path: str) -> None:
    """Whatever is sent comes back as a sound page with nothing written, for none of it is a record."""
    answer = steady.post(path, [*pairs, ("do", act)])
    assert answer.status == 200
    shown(answer)


# --- who may ask ---------------------------------------------------------------------------------------------------


@pytest.fixture
def served(content: Path) -> Iterator[form_server.FormServer]:
    """The form of the sound edition, served."""
    with form_server.running(form_server.FormServer(desk(content), 0)) as server:
        yield server


def _ask(
    server: form_server.FormServer, path: str, pairs: Pairs | None = None, **headers: str | None
) -> tuple[int, str, http.client.HTTPMessage]:
    """Ask as the editor's own browser does, but for some headers."""
    usual = {
        "Host": f"127.0.0.1:{server.server_port}", "Cookie": f"zhiyin-form-{server.server_port}={server.key}",
        "Origin": server.origins[0] if pairs is not None else None,
    }  # fmt: skip
    given = {name: value for name, value in (usual | headers).items() if value is not None}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    body = urlencode(pairs) if pairs is not None else None
    connection.request("GET" if pairs is None else "POST", path, body, given)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers


def test_the_form_is_on_this_machine_only(served: form_server.FormServer) -> None:
    """It listens to nothing but the loopback."""
    assert served.socket.getsockname()[0] == "127.0.0.1"


def test_the_key_opens_the_form(served: form_server.FormServer) -> None:
    """The address with the key gives a cookie that no script and no other site can use, and takes the key out of the address."""
    status, _, headers = _ask(served, f"/?key={served.key}", Cookie=None)
    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"].endswith("; HttpOnly; SameSite=Strict; Path=/")
    assert _ask(served, "/")[0] == 200
    assert _ask(served, f"/?key={served.key[:-1]}", Cookie=None)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": None},
        {"Cookie": "zhiyin-form-1=x"},
        {"Cookie": ";;=;"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
    ],
)
def test_strangers_are_turned_away(served: form_server.FormServer, headers: dict[str, str | None]) -> None:
    """Without the key, or by another name, nothing is shown."""
    status, text, _ = _ask(served, DYKE, None, **headers)
    assert status == 403
    assert "老街巡堤" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"Origin": "null"},
        {"Cookie": None},
        {"Host": "evil.example:80"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_pages_of_other_sites_save_nothing(served: form_server.FormServer, content: Path, headers: dict[str, str | None]) -> None:
    """A form that another site's page sends is not taken, whatever the browser adds to it."""
    before = projects.tree(content)
    pairs = [*filled(_open(desk(content), DYKE), shifts__1__filled="4"), ("do", "save")]
    assert _ask(served, DYKE, pairs, **headers)[0] == 403
    assert projects.tree(content) == before
    assert _ask(served, DYKE, pairs)[0] == 303
    assert projects.tree(content) != before


def test_every_answer_is_strict(served: form_server.FormServer) -> None:
    """Nothing is fetched from elsewhere, framed, kept or guessed at; referrers stay here, so that origins are told."""
    for path in ("/", DYKE, "/nowhere", "/~form.css", "/~form.js"):
        headers = _ask(served, path)[2]
        assert headers["Content-Security-Policy"] == form_server.POLICY
        assert "frame-ancestors 'none'" in form_server.POLICY
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == (
            "no-store",
            "nosniff",
            "same-origin",
        )


def test_too_much_is_refused(served: form_server.FormServer) -> None:
    """What is larger than any record, no form at all, or a flood of fields is turned away at once."""
    status, text, _ = _ask(served, DYKE, [("title", "大" * (form_server.LARGEST // 9 + 9))])
    assert (status, "256 KB" in text) == (413, True)
    assert _ask(served, DYKE, [(f"a{number}", "") for number in range(20_001)])[0] == 400
    assert _ask(served, DYKE, [("title", b"\xff")])[0] == 400  # type: ignore[list-item]


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [("zh", "端口"), ("en", "port")])
def test_a_taken_port_is_told(content: Path, capsys: pytest.CaptureFixture[str], lang: str, word: str) -> None:
    """Who else uses the port is no riddle, and how to choose another is said."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert cli.main(["form", "--content", str(content), "--port", port, "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert "--port" in said


def test_no_content_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without an edition is named."""
    assert cli.main(["form", "--content", str(tmp_path)]) == 1
    assert "site.yml" in capsys.readouterr().err


def test_memory_is_used(content: Path, tmp_path: Path) -> None:
    """What builds know of files spares the form reading them again."""
    asked: list[str] = []

    class Watched(Memory):
        def recall(self, file: load.ContentFile, context: bytes) -> None:
            asked.append(file.name)

    Desk(content, lambda: projects.TODAY, Watched).get("/")
    assert DYKE_FILE in asked


def test_only_what_changes_is_judged_anew(content: Path) -> None:
    """Pages follow one another without a new check; what anybody writes meanwhile is seen on the next."""
    asked: list[int] = []

    class Watched(Memory):
        def close(self) -> None:
            asked.append(1)

    form = Desk(content, lambda: projects.TODAY, Watched)
    for path in ("/", DYKE, "/hotlines/"):
        assert form.get(path).status == 200
    assert len(asked) == 1
    projects.edit(content / "hotlines/flood-office.yml", lambda text: text.replace("title:", "title: 改了的电话 #", 1))
    assert "改了的电话" in form.get("/hotlines/").body.decode()
    (content / "hotlines/flood-office.yml").unlink()
    assert form.get(HOTLINE).status == 404
    assert len(asked) == 3


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
