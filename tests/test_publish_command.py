"""The commands `publish`, `rollback` and `releases`: what they say, in which language, and the code they end with."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import projects
import pytest
import releases

from generator.cli import main
from generator.release.local import Local

CHINESE = re.compile("[\u4e00-\u9fff]")
Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def built() -> Path:
    """A project that is built."""
    return projects.once("published", releases.project)


@pytest.fixture
def say(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs a command for the project and a place: exit code, what was said, what was complained of."""

    def run(
        command: str, *more: object, place: object = tmp_path / "live", content: Path = built / "content"
    ) -> tuple[int, str, str]:
        common = ("--content", content, "--site", built / "site", "--today", "2026-12-01")
        code = main([str(argument) for argument in (command, place, *common, *more)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_publish_and_go_back(say: Say, tmp_path: Path, built: Path, lang: str) -> None:
    """Publishing says what it did; doing it again says that there is nothing to do; small copies can be left out; and back."""
    language, place = ("--lang", lang), Local(tmp_path / "live")
    code, said, err = say("publish", *language)
    first = place.current
    assert (code, err) == (0, "")
    assert first in said
    assert releases.shown(place.folder) == projects.tree(built / "site")
    code, again, err = say("publish", *language)
    assert (code, err, place.names) == (0, "", [first])
    assert first in again
    code, plain, err = say("publish", "--no-compress", *language)
    assert (code, err) == (0, "")
    assert not [path for path in projects.tree(place.folder / "current") if path.endswith(".gz")]
    second = place.current
    code, listed, _ = say("releases", *language)
    assert [line[:2] for line in listed.splitlines()] == ["* ", "  "]
    code, back, err = say("rollback", *language)
    assert (code, err, place.current) == (0, "", first)
    assert bool(CHINESE.search(said + again + plain + listed + back)) == (lang == "zh")
    code, _, err = say("rollback", *language)
    assert code == 1
    assert bool(CHINESE.search(err)) == (lang == "zh")
    assert say("rollback", "--to", second, *language)[0] == 0
    assert place.current == second


def test_outcomes_for_programs(say: Say, tmp_path: Path) -> None:
    """`--json` gives what was published, what there is, and where one went back to."""
    assert json.loads(say("releases", "--json")[1]) == []
    found = json.loads(say("publish", "--json")[1])
    assert found == {
        "published": True, "release": Local(tmp_path / "live").current, "files": found["files"], "fresh": found["files"],
        "removed": [], "flaws": [], "drops": [], "problems": found["problems"],
    }  # fmt: skip
    assert found["files"] > 300
    again = json.loads(say("publish", "--json")[1])
    assert (again["published"], again["release"], again["fresh"]) == (False, found["release"], 0)
    (row,) = json.loads(say("releases", "--json")[1])
    assert (row["name"], row["current"]) == (found["release"], True)
    assert row["pages"] > 100
    assert json.loads(say("rollback", "--to", found["release"], "--json")[1]) == {"current": found["release"]}


def test_a_mistake_is_not_published(say: Say, tmp_path: Path, built: Path) -> None:
    """With an error in the content nothing is built or published, and the error is told as the check tells it."""
    content = shutil.copytree(built / "content", tmp_path / "p/content")
    shutil.copy(built / "mkdocs.yml", tmp_path / "p")
    projects.edit(content / "hotlines/rescue-119.yml", lambda text: text.replace("verified: 2", "verified: x2"))
    code, said, err = say("publish", content=content)
    assert (code, said) == (1, "")
    assert "bad-date" in err
    assert Local(tmp_path / "live").names == []


def test_a_fault_of_the_site_is_told(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is wrong with the built site is named with its page and in words, and nothing is published."""
    from generator.release import verify

    flaws = [verify.Flaw("dead-link", "a/index.html", "nowhere/", 3), verify.Flaw("private-mobile", "b/index.html", "138…00")]
    monkeypatch.setattr(verify, "flaws", lambda *_: flaws)
    code, said, err = say("publish", "--lang", "en")
    assert (code, said) == (1, "")
    assert "a/index.html\n  the link leads nowhere: nowhere/ (on 3 pages)\n" in err
    assert "b/index.html\n  looks like a person's mobile number “138…00”\n" in err
    assert Local(tmp_path / "live").names == []
    code, said, _ = say("publish", "--json")
    assert (code, [flaw["message"] for flaw in json.loads(said)["flaws"]]) == (
        1,
        ["链接打不开：nowhere/（共 3 页）", "疑似个人手机号“138…00”"],
    )


def test_every_kind_of_fault_has_words() -> None:
    """Whatever verifying or a place can find is said in both languages."""
    from generator.commands.publish import _SAYS
    from generator.problems import MESSAGES

    source = "".join(path.read_text("utf-8") for path in sorted((projects.ROOT / "generator/release").glob("*.py")))
    codes = set(re.findall(r'(?:Unfit|Flaw|miss)\("([a-z-]+)"', source))
    assert len(codes) > 12
    assert codes <= _SAYS.keys() | MESSAGES.keys()
    assert {key for key, said in _SAYS.items() if said.keys() != {"zh", "en"} or CHINESE.search(said["en"])} == set()
    values = [set(re.findall(r"\{(\w+)\}", said[lang])) for said in _SAYS.values() for lang in ("zh", "en")]
    assert values[::2] == values[1::2]


def test_a_drop_is_told_with_numbers(say: Say, tmp_path: Path) -> None:
    """Kinds and numbers are named, and what to type if it is meant."""
    place = Local(tmp_path / "live")
    assert say("publish")[0] == 0
    wider = place.folder / "releases" / "20260101T000000Z-000000000000"
    shutil.copytree(place.folder / "current", wider)
    for number in range(9):
        shutil.copytree(wider / "hotlines/rescue-119", wider / f"hotlines/other-{number}")
    os.unlink(place.folder / "current")
    (place.folder / "current").symlink_to(f"releases/{wider.name}")
    code, said, err = say("publish", "--lang", "en")
    assert (code, said) == (1, "")
    assert "--allow-drop" in err
    assert "  hotlines/: 11 pages → 2\n" in err
    assert place.current == wider.name
    assert say("publish", "--allow-drop")[0] == 0


@pytest.mark.parametrize("command", ["publish", "rollback", "releases"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_place_that_will_not_do(say: Say, tmp_path: Path, command: str, lang: str) -> None:
    """A file, a stranger's folder, a `current` that is a folder: a sentence that names it, and code 2."""
    (tmp_path / "file").write_text("mine")
    (tmp_path / "strange").mkdir()
    (tmp_path / "strange/mine.txt").write_text("mine")
    (tmp_path / "odd/releases").mkdir(parents=True)
    (tmp_path / "odd/current").mkdir()
    for name in ("file", "strange", "odd"):
        code, said, err = say(command, "--lang", lang, place=tmp_path / name)
        assert (code, said) == (2, "")
        assert str(tmp_path / name) in err
        assert bool(CHINESE.search(err)) == (lang == "zh")
    assert (tmp_path / "file").read_text() == "mine"


def test_its_own_folders_will_not_do(say: Say, built: Path) -> None:
    """Nothing is published into the content, the built site, or what holds them as a release."""
    for place in (built / "content", built / "site", built / "site/live", built / "docs"):
        code, said, err = say("publish", place=place)
        assert (code, said) == (2, "")
        assert str(place) in err
    assert not (built / "site/live").exists()


def test_trouble_is_told(say: Say, tmp_path: Path) -> None:
    """What the system refuses is said in plain words, without a traceback."""
    (tmp_path / "file").write_text("mine")
    code, said, err = say("publish", "--lang", "en", place=tmp_path / "file/below")
    assert (code, said) == (2, "")
    assert "a part of its path is no folder" in err


def test_the_second_publisher_is_told(say: Say, tmp_path: Path) -> None:
    """Who publishes at the moment, since when; code 1, for it will do later."""
    with Local(tmp_path / "live").held():
        code, said, err = say("publish", "--lang", "en")
    assert (code, said) == (1, "")
    assert re.search(r"\(\d+\) has been publishing to .*live since 20\d\d-\d\d-\d\dT", err)


@pytest.mark.parametrize("keep", ["0", "-1", "x", "１"])
def test_how_many_to_keep(keep: str, capsys: pytest.CaptureFixture[str]) -> None:
    """At least one, in plain digits."""
    with pytest.raises(SystemExit) as ended:
        main(["publish", "live", "--keep", keep])
    assert ended.value.code == 2
    assert "--keep" in capsys.readouterr().err
