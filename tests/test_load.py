"""Finding and reading files: which belong, what they are called, and what bytes are refused."""

from __future__ import annotations

import codecs
from pathlib import Path

import editions
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.load import ID, MAX_BYTES, MAX_TABLE_BYTES, Folder, decode, digest, find, position, read_table, read_text
from generator.model.kinds import KIND_NAMES
from generator.yaml_core import CONTROL, Refusal


def refused(data: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        decode(data)
    return caught.value


# --- finding -------------------------------------------------------------------------------------------------------


def test_finds_every_record() -> None:
    """Every record of the sound edition is found, by kind, id and name; the table, site.yml and the words of the search are no records."""
    files, problems = find(Folder(editions.SOUND), KIND_NAMES)
    assert problems == []
    on_disk = {path.relative_to(editions.SOUND).as_posix() for path in editions.SOUND.rglob("*.yml")} - {
        "site.yml",
        "searches.yml",
        "synonyms.yml",
    }
    assert {file.name for file in files} == on_disk
    assert all(file.name.startswith(f"{file.kind}/") and file.name.endswith(f"{file.id}.yml") for file in files)


def test_finds_in_order() -> None:
    """Files come sorted by folder and name, so that a list never depends on the disk."""
    files, _ = find(Folder(editions.SOUND), KIND_NAMES)
    assert [file.name for file in files] == sorted(file.name for file in files)


def test_knows_size_and_path(edition: Path) -> None:
    """A found file knows where it is and how large."""
    files, _ = find(Folder(edition), KIND_NAMES)
    for file in files:
        assert Path(file.path) == edition / file.name
        assert file.size == Path(file.path).stat().st_size


def test_folders_may_nest(edition: Path) -> None:
    """A record may lie in folders of any depth; its id is its own name alone."""
    deep = edition / "hotlines/990101/a/b/reservoir.yml"
    deep.parent.mkdir(parents=True)
    deep.write_text("title: 水库\n", encoding="utf-8")
    files, problems = find(Folder(edition), KIND_NAMES)
    assert problems == []
    assert [file.id for file in files if file.name == "hotlines/990101/a/b/reservoir.yml"] == ["reservoir"]


def test_one_name_in_two_kinds(edition: Path) -> None:
    """Records of different kinds may share an id."""
    (edition / "notices/flood-office.yml").write_text("title: 水\n", encoding="utf-8")
    assert find(Folder(edition), KIND_NAMES)[1] == []


def test_every_clash_names_the_first(edition: Path) -> None:
    """Of three files with one id, the second and the third are told of, each with the first."""
    for folder in ("a", "b"):
        (edition / "hotlines" / folder).mkdir()
        (edition / "hotlines" / folder / "flood-office.yml").write_text("title: 水\n", encoding="utf-8")
    problems = find(Folder(edition), KIND_NAMES)[1]
    assert [problem.code for problem in problems] == ["two-records-one-page"] * 2
    assert len({str(problem.values["found"]) for problem in problems}) == 1


def test_links_are_not_followed(edition: Path, tmp_path: Path) -> None:
    """A link that leads out of the folder, or round in a circle, is told of and not followed."""
    secret = tmp_path / "secret.yml"
    secret.write_text("title: 外面\n", encoding="utf-8")
    (edition / "notices/secret.yml").symlink_to(secret)
    (edition / "notices/round").symlink_to(edition)
    files, problems = find(Folder(edition), KIND_NAMES)
    assert [(problem.file, problem.code) for problem in problems] == [
        ("notices/round", "linked-file"), ("notices/secret.yml", "linked-file"),
    ]  # fmt: skip
    assert not any("secret" in file.name for file in files)


def test_no_kinds_no_files(tmp_path: Path) -> None:
    """An empty folder holds nothing and has no problem."""
    assert find(Folder(tmp_path), KIND_NAMES) == ([], [])


@given(name=st.text(st.sampled_from("abzAZ019-_. 水é"), min_size=1, max_size=20))
@example(name="a-")
@example(name="-a")
@example(name="a--b")
@example(name="Ａ")
def test_ids_are_addresses(name: str) -> None:
    """An id is small letters, digits and single hyphens between them, and nothing else."""
    plain = all(char in "abcdefghijklmnopqrstuvwxyz0123456789-" for char in name)
    assert bool(ID.fullmatch(name)) == (plain and all(name.split("-")))


# --- reading -------------------------------------------------------------------------------------------------------


@given(text=st.text().filter(lambda text: not CONTROL.search(text)))
def test_utf_8_comes_through(text: str) -> None:
    """Any text in UTF-8 comes through, with or without a byte order mark."""
    assert decode(text.encode()) == text
    assert decode(codecs.BOM_UTF8 + text.encode()) == text


@given(text=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=40))
def test_gbk_is_refused(text: str) -> None:
    """Chinese text saved as GBK never comes through as something else, unless its bytes happen to be UTF-8."""
    data = text.encode("gbk", "replace")
    try:
        data.decode()
    except UnicodeDecodeError:
        assert refused(data).code == "not-utf-8"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("gbk", "GBK"), ("utf-16", "UTF-16"), ("big5", "Big5"), ("gb18030", "GB18030")],
)
def test_names_the_encoding(encoding: str, name: str) -> None:
    """A refusal names the encoding, as far as the bytes tell."""
    text = {"big5": "河水上漲時怎麼辦", "gb18030": "𠮷水"}.get(encoding, "河水上涨时怎么办")
    assert refused(f"title: {text}\n".encode(encoding)).values["found"] == name


def test_counts_the_line_of_a_bad_byte() -> None:
    """The line of the first byte that is no UTF-8 is told."""
    assert refused("a: 水\nb: 山\n".encode() + "c: 河\n".encode("gbk")).line == 3


@pytest.mark.parametrize(
    "char", ["\0", "\x08", "\x1b", "\x7f", "\x80", "\u202a", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffe", "\uffff"]
)
def test_refuses_control_characters(char: str) -> None:
    """Control characters and marks that turn the reading direction are refused with their place."""
    found = refused(f"a: b\nc: 水{char}\n".encode())
    assert (found.code, found.line, found.column) == ("control-character", 2, 5)
    assert found.values["found"] == f"U+{ord(char):04X}"


@pytest.mark.parametrize("char", ["\t", "\n", "\r", "\x85", "\u200b", "\u3000", "𠮷", "👨‍👩‍👧"])
def test_lets_other_characters_through(char: str) -> None:
    """Tabs, line ends, wide spaces, rare characters and emoji are text."""
    assert decode(f"a: {char}b".encode()) == f"a: {char}b"


def test_limits_size(tmp_path: Path) -> None:
    """A record at the limit is read; one byte more is refused, whichever way its size is learnt."""
    (tmp_path / "a.yml").write_bytes(b"a" * MAX_BYTES)
    assert len(decode(b"a" * MAX_BYTES)) == len(read_text(tmp_path / "a.yml", MAX_BYTES)) == MAX_BYTES
    assert refused(b"a" * (MAX_BYTES + 1)).code == "too-large"
    with pytest.raises(Refusal, match="too-large"):
        read_text(Path("/nowhere"), MAX_BYTES + 1)


def test_tables_may_be_larger(tmp_path: Path) -> None:
    """A data table may be far larger than a record."""
    assert MAX_TABLE_BYTES > 100 * MAX_BYTES
    table = tmp_path / "table.csv"
    table.write_bytes(b"a" * (MAX_BYTES + 1))
    assert len(read_table(table)) == MAX_BYTES + 1


@pytest.mark.parametrize("read", [read_text, read_table])
def test_unreadable(read: object, tmp_path: Path) -> None:
    """A file that is gone or a folder is refused with the system's own words."""
    for path in (tmp_path / "gone.yml", tmp_path):
        with pytest.raises(Refusal, match="unreadable-file") as caught:
            read(path)  # type: ignore[operator]
        assert caught.value.values["found"]


@given(text=st.text(st.sampled_from("a水\n"), max_size=30), data=st.data())
def test_positions(text: str, data: st.DataObject) -> None:
    """Line and column lead back to the offset they came from."""
    offset = data.draw(st.integers(0, len(text)))
    line, column = position(text, offset)
    assert sum(len(row) + 1 for row in text.split("\n")[: line - 1]) + column - 1 == offset


def test_digest_tells_bytes_apart() -> None:
    """A digest is the same for the same bytes and another for others."""
    assert digest(b"a") == digest(b"a") != digest(b"b")
    assert len(digest(b"")) == 16
