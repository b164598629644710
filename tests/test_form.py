"""The form in the browser: nothing wrong saved unawares, nobody else's change overwritten, new records where they belong."""

from __future__ import annotations

import re
from pathlib import Path

import editions
import projects
import pytest
from forms import DYKE, DYKE_FILE, HOTLINE, Pairs, desk, filled, opened, pairs_of, press, shown, values, wrong
from htmlread import Element
from hypothesis import given
from hypothesis import strategies as st

from generator import load
from generator.check import check
from generator.form.book import Book
from generator.form.desk import Desk
from generator.judgement import Memory
from generator.model.kinds import KIND_NAMES


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition."""
    return editions.sound(tmp_path / "content")


# --- changing ------------------------------------------------------------------------------------------------------


def test_two_of_the_places_are_filled(content: Path) -> None:
    """A number is changed and nothing else, and the day on which it was checked."""
    before = values(content / DYKE_FILE)
    page = shown(press(desk(content), DYKE, filled(opened(desk(content), DYKE), shifts__1__filled="2"), "checked"))
    assert page.all(role="status")[0].text == f"存好了，在 {DYKE_FILE}。 没有发现错误。"
    after = values(content / DYKE_FILE)
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
        filled(opened(desk(content), DYKE), shifts__1__filled="２", shifts__1__start="２１：３０", verified="２０２６-１２-０１"),
    )
    shift = values(content / DYKE_FILE)["shifts"][1]  # type: ignore[index, call-overload]
    assert (shift["filled"], shift["start"]) == ("2", "21:30")


def test_items_are_added_moved_and_taken_out(content: Path) -> None:
    """Lists grow, shrink and change their order before anything is saved; the page goes on at what is new."""
    pairs = opened(desk(content), DYKE)
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
    assert values(content / DYKE_FILE) == values(editions.SOUND / DYKE_FILE)
    press(desk(content), DYKE, pairs_of(page))
    assert [shift["date"] for shift in values(content / DYKE_FILE)["shifts"]] == ["2026-12-04", "2026-12-03"]  # type: ignore[index, union-attr, call-overload]


def test_a_list_that_must_be_told_of_can_be_said_to_be_empty(content: Path) -> None:
    """A required list is missed when nothing is in it, unless the editor says that there is none."""
    path = "/guidelines/dyke-watch/"
    bare = [(name, text) for name, text in opened(desk(content), path) if not name.startswith("carry.")]
    assert "carry" in _wrong_names(shown(press(desk(content), path, bare)))
    press(desk(content), path, [*bare, ("carry.none", "[]")])
    assert values(content / "guidelines/dyke-watch.yml")["carry"] == []
    assert ("carry.none", "[]") in opened(desk(content), path)


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
    pairs = [(known, text if known == name else value) for known, value in opened(desk(content), DYKE)]
    page = shown(press(desk(content), DYKE, pairs))
    assert said in (wrong(page, name) or wrong(page, name.rpartition(".")[0]))
    assert re.search(r"没有存盘：有 [12] 处要改", page.all(role="status")[0].text)
    assert (content / DYKE_FILE).read_bytes() == before
    assert dict(pairs_of(page))[name] == text
    assert any("autofocus" in element.attributes for element in page.walk())


def test_an_editor_who_reads_english_is_told_in_english(content: Path) -> None:
    """No Chinese stands in what the form says in English, but for what the record holds."""
    pairs = filled(opened(desk(content, "en"), DYKE), verified="yesterday")
    page = shown(press(desk(content, "en"), DYKE, pairs))
    assert "yesterday" in wrong(page, "verified")
    said = [
        page.all(role="status")[0],
        *page.all("button"),
        *page.all("legend"),
        *page.all("p", class_="help"),
    ]
    assert [part.text for part in said if re.search("[一-鿿]", part.text)] == []


def test_what_is_wrong_can_be_kept_for_later(content: Path) -> None:
    """Half a record can be put down; until it is mended the site stays as it is, and every page of the form says so."""
    pairs = filled(opened(desk(content), DYKE), verified="昨天")
    page = shown(press(desk(content), DYKE, pairs))
    assert page.all("button", value="anyway")
    page = shown(press(desk(content), DYKE, pairs, "anyway"))
    assert "昨天" in wrong(page, "verified")
    assert "这里还有 1 处要改" in page.all(role="status")[0].text
    assert page.all("h1")[0].text == "老街巡堤"
    assert desk(content).get("/", "巡堤 ljxd").location == DYKE
    assert f'href="{DYKE}"'.encode() in desk(content).get("/").body
    assert check(content, projects.TODAY).problems


def test_what_is_no_text_is_never_written(content: Path) -> None:
    """A control character is refused even by who saves anyway: no command could read the file again."""
    before = (content / DYKE_FILE).read_bytes()
    press(desk(content), DYKE, filled(opened(desk(content), DYKE), place__zh="a\x00b"), "anyway")
    assert (content / DYKE_FILE).read_bytes() == before


def test_others_mistakes_are_told_after_saving(content: Path) -> None:
    """Whoever saves is told if something elsewhere keeps the site from being updated, with the way there."""
    projects.edit(content / "hotlines/flood-office.yml", lambda text: text.replace("verified: 2026", "verified: 1026-99"))
    page = shown(press(desk(content), DYKE, opened(desk(content), DYKE)))
    assert HOTLINE in {link.attributes["href"] for link in page.all("ul", id="errors")[0].all("a")}


def test_text_is_never_taken_for_html(content: Path) -> None:
    """Script in any field comes back as the text it is."""
    evil = "</textarea><script>alert(1)</script>\"'&"
    pairs = opened(desk(content), DYKE)
    every = [(name, evil if name not in ("seen", "street", "verified") else text) for name, text in pairs]
    answer = desk(content).post(DYKE, [*every, ("do", "save")])
    page = shown(answer)
    assert [script.attributes.get("src") for script in page.all("script")] == ["/~form.js"]
    assert [name for name, text in pairs_of(page) if evil in text.replace("\r\n", "\n")]
    press(desk(content), DYKE, filled(pairs, place__zh=evil))
    assert values(content / DYKE_FILE)["place"]["zh"] == evil  # type: ignore[index, call-overload]


# --- nobody's change is lost ---------------------------------------------------------------------------------------


def test_a_change_of_somebody_elses_is_never_overwritten(content: Path) -> None:
    """A file that changed after it was opened is left alone; the editor is told which fields differ, and loses nothing."""
    pairs = filled(opened(desk(content), DYKE), shifts__1__filled="3")
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
    pairs, judge = filled(opened(desk(content), DYKE), shifts__1__filled="3"), Book._text

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
    return filled(opened(desk, "/hotlines/~new"), **texts)


def test_a_new_record_is_named_by_its_title(content: Path) -> None:
    """A record needs what the model requires; its file is named for its title, and stands with its kind."""
    page = shown(press(desk(content), "/hotlines/~new", _hotline(desk(content))))
    assert "存好了，在 hotlines/lock-keeper.yml。" in page.all(role="status")[0].text
    assert values(content / "hotlines/lock-keeper.yml")["number"] == "0990-0100177"
    press(desk(content), "/hotlines/~new", _hotline(desk(content)))
    assert (content / "hotlines/lock-keeper-2.yml").is_file()


def test_a_title_in_chinese_is_read_aloud(content: Path) -> None:
    """Where there is no English title the name is made of the sounds."""
    press(desk(content), "/hotlines/~new", filled(_hotline(desk(content)), title__en=""))
    assert (content / "hotlines/chuan-zha-zhi-ban-dian-hua.yml").is_file()


def test_a_new_need_is_a_draft_in_its_countys_folder(content: Path) -> None:
    """What cannot be complete yet begins as a draft, and needs stand by county."""
    pairs = opened(desk(content), "/opportunities/~new")
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
    assert values(content / "opportunities/990200/sandbags.yml")["status"] == "draft"


def test_a_streets_record_is_named_by_its_code(content: Path) -> None:
    """What a street says of itself is found by its code, which is picked."""
    pairs = opened(desk(content), "/areas/~new")
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
    assert wrong(page, "id")
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
    press(desk(content), "/opportunities/~new", filled(opened(desk(content), "/opportunities/~new"), **texts))
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
    assert len(asked) == 2
