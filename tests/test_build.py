"""A build publishes the whole site or nothing, gives the same bytes everywhere, and redoes only what changed."""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import editions
import projects
import pytest
import yaml

from generator import build, parallel
from generator.cli import main
from generator.publish import NotOurs
from generator.yaml_core import parse

SITE_FILES = (
    "index.html",
    "404.html",
    "en/404.html",
    "sitemap.xml",
    "robots.txt",
    "data/datapackage.json",
    "about/index.html",
    "assets/zhiyin.css",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with the sound edition, to change at will."""
    return projects.project(tmp_path / "project")


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The same, built."""
    return projects.built(tmp_path / "built")


def test_a_build_reports_what_it_did(folder: Path) -> None:
    """The first build writes every file and removes none."""
    result = projects.build_in(folder)
    files = projects.tree(folder / "site")
    assert result.report is not None
    assert result.report._asdict() == {"files": len(files), "written": len(files), "removed": 0}
    assert set(SITE_FILES) <= files.keys()
    assert not [path for path in files if "zhiyin-shells" in path or "/." in path or path.startswith(".")]


def test_no_mark_is_left(folder: Path) -> None:
    """No place of a shell is left unstamped, and no template leaves a trace of itself."""
    for path, data in projects.tree(projects.real_site()).items():
        if path.endswith(".html"):
            assert b"\xee\x80" not in data, path
            assert not re.search(rb"<!--untranslated-->|\{\{|\{%|\bUndefined\b", data), path


# --- one site, whichever door --------------------------------------------------------------------------------------

DOORS = {
    "mkdocs": ("-m", "mkdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "other"),
    "properdocs": ("-m", "properdocs", "build", "--strict", "-q", "-f", "mkdocs.yml", "-d", "other"),
}


@pytest.mark.parametrize(("content", "door"), [("sound", "mkdocs"), ("sound", "properdocs"), ("real", "mkdocs")])
def test_every_door_gives_the_same_site(tmp_path: Path, content: str, door: str) -> None:
    """`mkdocs build` and ProperDocs write the same files with the same bytes as `zhiyin build`."""
    source, built = {"sound": (editions.SOUND, projects.sound_site), "real": (projects.CONTENT, projects.real_site)}[content]
    folder = projects.bare_project(tmp_path / "p", source)
    done = projects.run(*DOORS[door], cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert projects.differences(projects.tree(folder / "other"), projects.tree(built())) == []


def test_the_config_may_be_named_from_afar(tmp_path: Path) -> None:
    """`mkdocs build -f` from another folder finds the content beside its settings, of an edition with pages of its own too."""
    left = shutil.ignore_patterns("site", build.CACHE)
    folder = shutil.copytree(projects.example("typhoon"), tmp_path / "p", ignore=left)
    done = projects.run(
        "-m", "mkdocs", "build", "--strict", "-q", "-f", folder / "mkdocs.yml", "-d", tmp_path / "other", cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert projects.differences(projects.tree(tmp_path / "other"), projects.tree(projects.example("typhoon") / "site")) == []


# --- the same bytes everywhere -------------------------------------------------------------------------------------

PLACES: dict[str, dict[str, str]] = {
    "far-east": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    "far-west": {"TZ": "Pacific/Pago_Pago", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"},
    "no-utf-8": {"TZ": "UTC", "PYTHONHASHSEED": "0", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}


@pytest.mark.parametrize("place", PLACES)
def test_bytes_do_not_depend_on_the_machine(tmp_path: Path, place: str) -> None:
    """The command in a process of its own gives what a build here gives: folder, time zone, hash seed and locale change no byte,
    and with `as_of` set `--today` does not either."""
    # A file system spoken to in ASCII has no Chinese names.
    folder = projects.bare_project(tmp_path / ("plain" if "PYTHONUTF8" in PLACES[place] else "an other – 文件夹"))
    done = projects.run(*projects.ZHIYIN, "build", "--today", f"20{30 + len(place)}-02-28", cwd=folder, env=PLACES[place])
    assert done.returncode == 0, done.stdout + done.stderr
    assert projects.differences(projects.tree(folder / "site"), projects.tree(projects.sound_site())) == []


def test_bytes_do_not_depend_on_the_order_of_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the disk lists a folder's files, the site is the same."""
    scandir, rglob = os.scandir, Path.rglob

    class Shuffled:
        def __init__(self, path: Any) -> None:
            self.real = scandir(path)
            self.items = random.Random(7).sample(found := list(self.real), len(found))

        def __enter__(self) -> Iterator[Any]:
            return iter(self.items)

        def __exit__(self, *_: object) -> None:
            self.real.close()

    monkeypatch.setattr("generator.load.os.scandir", Shuffled)
    monkeypatch.setattr(
        Path, "rglob", lambda self, pattern: random.Random(8).sample(found := list(rglob(self, pattern)), len(found))
    )
    shutil.rmtree(folder / "site", ignore_errors=True)
    assert projects.build_in(folder).report is not None
    monkeypatch.undo()
    assert projects.differences(projects.tree(folder / "site"), projects.tree(projects.sound_site())) == []


def test_bytes_do_not_depend_on_the_number_of_processes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work shared between processes gives the same site as work done by one."""
    monkeypatch.setattr(parallel, "WORTH_SHARING", 2)
    assert projects.build_in(folder).report is not None
    assert projects.differences(projects.tree(folder / "site"), projects.tree(projects.sound_site())) == []


def test_without_as_of_the_day_counts(folder: Path) -> None:
    """Without a fixed clock the site is that of the day it was built on, and a new day renews it as a clean build would."""
    projects.edit(folder / "content" / "site.yml", lambda text: text.replace("as_of: 2026-12-01\n", ""))
    address = folder / "site" / "opportunities" / "old-street-dyke" / "index.html"
    for today, state in ((date(2026, 12, 1), "招人"), (date(2026, 12, 5), "已满"), (date(2026, 12, 6), "已过期")):
        assert projects.build_in(folder, today=today).report is not None
        assert f'data-field="status">{state}<' in address.read_text("utf-8")
        assert projects.differences(projects.tree(folder / "site"), projects.clean_build(folder, today)) == []


# --- all or nothing ------------------------------------------------------------------------------------------------


def _spoil(folder: Path) -> None:
    projects.edit(folder / "content" / "hotlines" / "rescue-119.yml", lambda text: text.replace("verified: 2", "verified: x2"))


def test_problems_leave_the_site_as_it_was(built: Path) -> None:
    """A build of faulty content exits with 1 and touches no file of the site it would have replaced."""
    site = built / "site"
    before, written = projects.tree(site), projects.times(site)
    _spoil(built)
    done = projects.run(*projects.ZHIYIN, "build", cwd=built)
    assert done.returncode == 1
    assert "hotlines/rescue-119.yml" in done.stderr
    assert (projects.tree(site), projects.times(site)) == (before, written)


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_mkdocs_leaves_the_site_as_it_was(built: Path, builder: str) -> None:
    """So does `mkdocs build`, which cleans its folder only once the content is known to be sound."""
    site = built / "site"
    before, written = projects.tree(site), projects.times(site)
    _spoil(built)
    done = projects.run("-m", builder, "build", "-f", "mkdocs.yml", cwd=built)
    assert done.returncode != 0
    assert "hotlines/rescue-119.yml" in done.stdout + done.stderr
    assert (projects.tree(site), projects.times(site)) == (before, written)


def test_problems_start_no_site(folder: Path) -> None:
    """Where nothing was published yet, a faulty build makes no folder."""
    _spoil(folder)
    result = projects.build_in(folder)
    assert result.report is None
    assert [problem.code for problem in result.problems] == ["bad-date"]
    assert not (folder / "site").exists()


@pytest.mark.parametrize("stranger", ["letter.txt", "index.html", "deep/er/letter.txt", ".htaccess"])
def test_a_foreign_folder_is_left_alone(folder: Path, stranger: str) -> None:
    """A folder with something in it that no build made is refused with exit 2 and stays as it is."""
    file = folder / "site" / stranger
    file.parent.mkdir(parents=True)
    file.write_text("mine", "utf-8")
    assert main(["build", "--content", str(folder / "content"), "--site", str(folder / "site")]) == 2
    assert projects.tree(folder / "site") == {stranger: b"mine"}


def test_a_foreign_folder_raises(folder: Path) -> None:
    """The refusal comes before anything is written."""
    (folder / "site").mkdir()
    (folder / "site" / "mine").touch()
    with pytest.raises(NotOurs):
        projects.build_in(folder)
    assert projects.tree(folder / "site") == {"mine": b""}


def test_a_broken_mkdocs_leaves_the_site_as_it_was(built: Path) -> None:
    """If MkDocs cannot build the hand-written pages, the command exits with 2, says why, and the old site stays."""
    before = projects.times(built / "site")
    (built / "mkdocs.yml").write_text("site_name: x\nplugins: [no-such-plugin]\n", "utf-8")
    done = projects.run(*projects.ZHIYIN, "build", cwd=built)
    assert done.returncode == 2
    assert "no-such-plugin" in done.stderr
    assert "Traceback" not in done.stderr
    assert projects.times(built / "site") == before


def test_a_broken_link_in_a_written_page_is_refused(folder: Path) -> None:
    """Hand-written pages are built strictly: a link that leads nowhere ends the build."""
    with (folder / "docs" / "about.md").open("a", encoding="utf-8") as file:
        file.write("\n[x](no-such-page.md)\n")
    done = projects.run(*projects.ZHIYIN, "build", cwd=folder)
    assert done.returncode == 2
    assert "no-such-page.md" in done.stderr
    assert not (folder / "site").exists()


# --- only what changed ---------------------------------------------------------------------------------------------


def test_nothing_changed_nothing_written(built: Path) -> None:
    """A second build writes no file and touches none."""
    before = projects.times(built / "site")
    report = projects.build_in(built).report
    assert report is not None
    assert (report.written, report.removed) == (0, 0)
    assert projects.times(built / "site") == before


def test_a_lost_cache_writes_nothing(built: Path) -> None:
    """A build that has forgotten everything compares bytes, and touches no file either."""
    before = projects.times(built / "site")
    shutil.rmtree(built / build.CACHE)
    report = projects.build_in(built).report
    assert report is not None
    assert (report.written, report.removed) == (0, 0)
    assert projects.times(built / "site") == before


def test_a_broken_cache_is_begun_anew(built: Path) -> None:
    """Rubbish where the cache was costs time, not the site."""
    for name in ("memory.db", "memory.db-wal", "memory.db-shm"):
        (built / build.CACHE / name).unlink(missing_ok=True)
    (built / build.CACHE / "memory.db").write_bytes(b"rubbish" * 999)
    assert projects.build_in(built).report is not None
    assert projects.differences(projects.tree(built / "site"), projects.tree(projects.sound_site())) == []


@pytest.mark.parametrize("harm", ["removed", "changed", "emptied"])
def test_a_harmed_site_is_mended(built: Path, harm: str) -> None:
    """A published file that somebody removed or changed is there again after the next build."""
    file = built / "site" / "hotlines" / "rescue-119" / "index.html"
    if harm == "removed":
        shutil.rmtree(file.parent)
    else:
        file.write_bytes(b"" if harm == "emptied" else file.read_bytes().replace(b"119", b"120"))
    report = projects.build_in(built).report
    assert report is not None
    assert report.written == 1
    assert projects.differences(projects.tree(built / "site"), projects.tree(projects.sound_site())) == []


CHANGED = {
    "hotlines/ambulance-120.yml": ("verified: '2026", "verified: '2025"),
    "opportunities/sandbags-old-street.yml": ("needed: 30", "needed: 31"),
}  # fmt: skip


def test_one_changed_record_writes_only_files_that_mention_it(tmp_path: Path) -> None:
    """After a change to one record every file written names that record, in an edition with every kind of content."""
    folder = shutil.copytree(projects.example("typhoon"), tmp_path / "p")
    report = projects.build_in(folder, today=projects.LATER).report
    assert report is not None
    assert report.written == 0
    for name, (old, new) in CHANGED.items():
        before = projects.times(folder / "site")
        projects.edit(folder / "content" / name, lambda text, old=old, new=new: text.replace(old, new, 1))
        report = projects.build_in(folder, today=projects.LATER).report
        after = projects.times(folder / "site")
        written = {path for path in after if before.get(path) != after[path]}
        assert report is not None
        assert report.written == len(written) > 0
        # A need with many turns stands on the lists of its place, its task and each of its days, and of any two of them.
        assert len(written) < 100, name
        assert [path for path in written if not _mentions(folder / "site" / path, Path(name).stem)] == []


def _mentions(file: Path, id: str) -> bool:
    # These two name a digest of some file that mentions it; figures, the list of tasks, and registers where hands are lacking, count
    # it without its name, as counties and cities do, and the search knows it by its place.
    counted = {"figures", "tasks", "registers", "areas", "search"} & set(file.parts)
    return file.name in ("datapackage.json", "sw.js") or bool(counted) or id in file.read_text("utf-8")


def test_a_removed_record_goes(built: Path) -> None:
    """The page of a removed record goes in every language, its folder too, and nothing names it any more."""
    (built / "content" / "rumours" / "dyke-burst.yml").unlink()
    report = projects.build_in(built).report
    assert report is not None
    assert report.removed == 2
    assert not list((built / "site").rglob("dyke-burst"))
    assert [path for path, data in projects.tree(built / "site").items() if b"dyke-burst" in data] == []


# --- incremental is clean ------------------------------------------------------------------------------------------


def _same_as_clean(folder: Path, why: str) -> None:
    _same_as(lambda: projects.clean_build(folder), folder, why)


def _same_as(expected: Callable[[], dict[str, bytes]], folder: Path, why: str) -> None:
    result = projects.build_in(folder)
    assert result.report is not None, (why, result.problems)
    assert projects.differences(projects.tree(folder / "site"), expected()) == [], why
    assert not [path for path in (folder / "site").rglob("*") if path.is_dir() and not any(path.iterdir())], (
        f"{why}: an empty folder"
    )


def _rename(folder: Path) -> None:
    (folder / "content/rumours/dyke-burst.yml").rename(folder / "content/rumours/dyke-burst-2.yml")


def _move(folder: Path) -> None:
    (folder / "content/opportunities/990200001").mkdir()
    (folder / "content/opportunities/dongtan-boats.yml").rename(folder / "content/opportunities/990200001/dongtan-boats.yml")


def _comment(folder: Path) -> None:
    projects.edit(folder / "content/hotlines/rescue-119.yml", lambda text: "# 说明\n" + text)


def _swap(folder: Path) -> None:
    one, other = folder / "content/organizations/lake-boat-club.yml", folder / "content/organizations/liudu-grain-station.yml"
    first, second = one.read_bytes(), other.read_bytes()
    one.write_bytes(second)
    other.write_bytes(first)


def _word(folder: Path) -> None:
    projects.edit(folder / "content/site.yml", lambda text: text.replace("words:\n", "words:\n  skip: {zh: 直接看, en: Go on}\n"))


def _term(folder: Path) -> None:
    projects.edit(folder / "content/site.yml", lambda text: text.replace("撑船", "划船"))


def _one_language(folder: Path) -> None:
    # Words in English stay in the records, as they do while a translation is being prepared; so another language comes in.
    projects.edit(
        folder / "content/site.yml",
        lambda text: text.replace("  - {code: en,", "  - {code: fr, tag: fr, name: Français}\n  - {code: en,"),
    )


def _division(folder: Path) -> None:
    projects.edit(folder / "content/areas/divisions.csv", lambda text: text.replace("柳渡镇", "柳渡古镇"))


def _translation(folder: Path) -> None:
    projects.edit(
        folder / "content/opportunities/dongtan-boats.yml",
        lambda text: text.replace("title: 东滩撑船", "title: {zh: 东滩撑船, en: Boats at Dongtan}"),
    )


def _withdraw(folder: Path) -> None:
    projects.edit(folder / "content/rumours/dyke-burst.yml", lambda text: text + "withdrawn: {date: 2026-12-01, reason: 重复}\n")


def _zone(folder: Path) -> None:
    projects.edit(folder / "content/site.yml", lambda text: text.replace("as_of:", "timezone: Asia/Shanghai\nas_of:"))


def _written_page(folder: Path) -> None:
    projects.edit(folder / "docs/about.md", lambda text: text + "\n多一句。\n")


CHANGES: dict[str, Callable[[Path], None]] = {
    change.__name__.strip("_"): change
    for change in (
        _rename,
        _move,
        _comment,
        _swap,
        _word,
        _term,
        _one_language,
        _division,
        _translation,
        _withdraw,
        _zone,
        _written_page,
    )
}


@pytest.mark.parametrize("first", range(3))
def test_one_change_gives_what_a_clean_build_gives(built: Path, first: int) -> None:
    """After each kind of change the site is byte for byte that of a clean build, which knows nothing of changes undone before it;
    with all of them undone it is as it was."""
    saved = {name: shutil.copytree(built / name, built.parent / "saved" / name) for name in ("content", "docs")}
    for change in list(CHANGES)[first::3]:
        CHANGES[change](built)
        _same_as_clean(built, change)
        for name, folder in saved.items():
            shutil.rmtree(built / name)
            shutil.copytree(folder, built / name)
    _same_as(lambda: projects.tree(projects.sound_site()), built, f"{change}, undone")


class _Editor:
    """Makes small sound changes to an edition, one after another."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.content = folder / "content"
        self.dice = random.Random(seed)
        self.count = 0

    def step(self) -> str:
        """One change; what it was."""
        self.count += 1
        change = self.dice.choice(
            [self.reword, self.reword, self.add, self.add, self.remove, self.rename, self.move, self.redate]
        )
        return f"{self.count}. {change.__name__} {change()}"

    def _records(self) -> list[Path]:
        return sorted(path for path in self.content.rglob("*.yml") if path.parent != self.content)

    def _free(self) -> list[Path]:
        """Records that no other record names and whose file name is not a division's."""
        texts = {path: path.read_text("utf-8") for path in self._records()}
        return [
            path
            for path in texts
            if "areas" not in path.parts and not any(path.stem in text for other, text in texts.items() if other != path)
        ]

    def _change(self, path: Path, change: Callable[[dict[str, Any]], None]) -> str:
        record: dict[str, Any] = parse(path.read_text("utf-8"))
        change(record)
        path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), "utf-8")
        return path.stem

    def reword(self) -> str:
        path = self.dice.choice(self._records())
        return self._change(path, lambda record: record.update(summary=f"第 {self.count} 次改写 <{self.dice.random()}>"))

    def redate(self) -> str:
        path = self.dice.choice(self._records())
        day = f"2026-11-{self.dice.randint(10, 20)}"
        return self._change(path, lambda record: record.update(changes=[{"date": day, "what": f"改动 {self.count}"}]))

    def add(self) -> str:
        path = self.dice.choice(
            [path for path in self._records() if "areas" not in path.parts and "guidelines" not in path.parts]
        )
        copy = path.with_name(f"{path.stem.split('-')[0]}-{self.dice.randint(0, 10**6)}.yml")
        shutil.copy(path, copy)
        return copy.stem

    def remove(self) -> str:
        path = self.dice.choice(self._free())
        path.unlink()
        return path.stem

    def rename(self) -> str:
        path = self.dice.choice(self._free())
        path.rename(path.with_name(f"{path.stem.split('-')[0]}-{self.dice.randint(0, 10**6)}.yml"))
        return path.stem

    def move(self) -> str:
        path = self.dice.choice(self._free())
        home = self.content / path.relative_to(self.content).parts[0] / self.dice.choice(["", "a", "b", "b/c"])
        home.mkdir(parents=True, exist_ok=True)
        path.rename(home / path.name)
        return path.stem


@pytest.mark.parametrize("seed", range(3))
def test_any_changes_give_what_a_clean_build_gives(built: Path, seed: int) -> None:
    """After every step of any eight small changes the site is byte for byte that of a clean build."""
    editor = _Editor(built, seed)
    story = []
    for _ in range(8):
        story.append(editor.step())
        _same_as_clean(built, f"seed {seed}: " + ", ".join(story))
