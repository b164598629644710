"""The preview shows what a build would write, a saved text at once, and every problem with the last sound page beneath."""

from __future__ import annotations

import gc
import json
import re
import shutil
import time
import urllib.error
import urllib.request
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import editions
import projects
import pytest

from generator import build
from generator.preview import panel, workshop
from generator.preview.server import Preview
from generator.preview.sources import source_of
from generator.preview.watcher import Watcher
from generator.preview.workshop import Workshop

LINE = "content/hotlines/rescue-119.yml"
PAGE = "hotlines/rescue-119/index.html"


def _project(folder: Path) -> build.Project:
    return build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY)


def _until(true: Callable[[], Any], seconds: float = 30) -> Any:
    """What comes true in time."""
    until = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < until, "it never came true"
        time.sleep(0.02)
    return found


def _owner(name: str) -> Callable[[str], str]:
    return lambda text: re.sub("(?m)^owner: .*$", f"owner: {name}", text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return projects.project(tmp_path / "p")


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for anybody."""
    monkeypatch.setattr(workshop, "_BREATH", 0)
    monkeypatch.setattr(workshop, "_QUIET", 0)


@pytest.fixture
def shop(folder: Path, quiet: None) -> Iterator[Workshop]:
    """A workshop whose changes the test itself tells of."""
    made = Workshop(_project(folder), lambda: None)
    made.refresh()
    yield made
    made.stop()


def _save(shop: Workshop, *files: str) -> None:
    shop.refresh({shop.project.config.resolve().parent / file for file in files})


def _settled(shop: Workshop) -> dict[str, bytes]:
    """Every file, once the preview has made up its mind, index and all."""
    _until(
        lambda: (
            shop.failure
            or (not shop.pending and shop.stand and shop._index.key == workshop.published.key_of(shop.stand.stamper.site))
        )
    )
    _until(lambda: shop.file(f"{workshop.published.FOLDER}zh.js") == shop._index.content(f"{workshop.published.FOLDER}zh.js"))
    assert shop.stand is not None
    return {path: shop.file(path) or b"" for path in shop.stand.paths}


# --- the same as a build -------------------------------------------------------------------------------------------


def test_the_preview_is_what_a_build_writes(folder: Path, shop: Workshop) -> None:
    """Byte for byte: at first, after texts have changed, and after records, words and written pages have come, gone or changed."""
    assert projects.differences(_settled(shop), projects.clean_build(folder)) == []
    projects.edit(folder / LINE, _owner("新的值班室"))
    _save(shop, LINE)
    shutil.copy(folder / LINE, folder / "content/hotlines/second-line.yml")
    (folder / "content/rumours").joinpath(next((folder / "content/rumours").iterdir()).name).unlink()
    shop.refresh({folder.resolve() / "content/hotlines/second-line.yml", folder.resolve() / "content/rumours"})
    assert projects.differences(_settled(shop), projects.clean_build(folder)) == []
    # What changes while something is wrong is shown once that is mended.
    sound = (folder / LINE).read_text("utf-8")
    (folder / LINE).write_text("{", "utf-8")
    projects.edit(folder / "content/site.yml", lambda text: text.replace("柳渡防汛指引", "新的名字"))
    projects.edit(folder / "docs/edit.md", lambda text: f"{text}\n新的一句。\n")
    _save(shop, LINE, "content/site.yml", "docs/edit.md")
    (folder / LINE).write_text(sound, "utf-8")
    _save(shop, LINE)
    assert projects.differences(_settled(shop), projects.clean_build(folder)) == []


def test_nothing_is_written_into_the_site(folder: Path, shop: Workshop) -> None:
    """The preview leaves `site/` to the build."""
    _settled(shop)
    assert not (folder / "site").exists()


def test_the_published_site_has_nothing_of_the_preview() -> None:
    """No page names the preview's script, style or events."""
    assert [
        path for path, data in projects.tree(projects.sound_site()).items() if b"~preview" in data or b"zhiyin-preview" in data
    ] == []


# --- at once -------------------------------------------------------------------------------------------------------


def test_a_saved_text_is_shown_at_once(folder: Path, shop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages there are show what a record says now, before anything is put together anew; many records at a time too."""
    _settled(shop)
    monkeypatch.setattr(workshop, "_BREATH", 600)
    listed = "help/dongtan-ferry.yml"
    projects.edit(folder / LINE, _owner("新的值班室"))
    projects.edit(folder / "content" / listed, lambda text: re.sub("(?m)^title: .*$", "title: 新的船", text))
    _save(shop, LINE, f"content/{listed}")
    assert shop.pending
    assert "新的值班室" in (shop.file(PAGE) or b"").decode()
    assert [
        path for path in ("help/dongtan-ferry/index.html", "help/index.html") if "新的船" not in (shop.file(path) or b"").decode()
    ] == []


def test_what_changes_the_order_follows(folder: Path, shop: Workshop) -> None:
    """A need that is full now stands elsewhere on the list as soon as the site is put together anew."""
    name = "content/opportunities/990101001/old-street-dyke.yml"
    before = _settled(shop)["index.html"]
    projects.edit(folder / name, lambda text: text.replace("needed: 4, filled: 1", "needed: 4, filled: 4"))
    _save(shop, name)
    assert shop.problems == []
    _until(lambda: shop.file("index.html") != before)
    assert projects.differences(_settled(shop), projects.clean_build(folder)) == []


def test_a_new_page_is_waited_for(folder: Path, shop: Workshop) -> None:
    """Whoever asks for the page of a record just written gets it, not an error."""
    shutil.copy(folder / LINE, folder / "content/hotlines/second-line.yml")
    _save(shop, "content/hotlines/second-line.yml")
    assert shop.file("hotlines/second-line/index.html")
    assert shop.file("hotlines/third-line/index.html") is None


def test_what_editors_programs_leave_for_a_moment_is_nothing(folder: Path, shop: Workshop) -> None:
    """A hidden file, or one that has come and gone, is no change."""
    stand = shop.stand
    (folder / "content/hotlines/.rescue-119.yml.swp").touch()
    _save(shop, "content/hotlines/.rescue-119.yml.swp", "content/hotlines/4913", "content/hotlines/rescue-119.yml~")
    assert shop.stand is stand or _until(lambda: shop.stand is not None)
    turn = shop._turn
    _save(shop, "content/hotlines/4913")
    assert shop._turn == turn


def test_a_site_that_was_is_let_go(folder: Path, shop: Workshop) -> None:
    """However often something is saved, no more than the newest site is held."""
    _settled(shop)
    assert shop.stand is not None
    old = weakref.ref(shop.stand.stamper.site)
    for number in range(2):
        projects.edit(folder / LINE, _owner(f"第{number}个值班室"))
        _save(shop, LINE)
        _settled(shop)
    gc.collect()
    assert old() is None


# --- problems ------------------------------------------------------------------------------------------------------


def _state(shop: Workshop, lang: str = "zh") -> dict[str, Any]:
    return panel.Panel(shop.project, lang).state(shop)


def test_problems_are_told_and_the_last_sound_page_is_kept(folder: Path, shop: Workshop) -> None:
    """While anything is wrong, its file, line, field and mend are told in either language; mended, all is as a build would have it."""
    sound = shop.file(PAGE)
    text = (folder / LINE).read_text("utf-8")
    (folder / LINE).write_text(text.replace("owner:", "ownr:"), "utf-8")
    _save(shop, LINE)
    assert shop.file(PAGE) == sound
    zh, en = _state(shop), _state(shop, "en")
    row = next(row for row in zh["rows"] if row["field"] == "ownr")
    assert row["place"].startswith(f"{LINE}:")
    assert row["link"] == f"vscode://file{(folder / LINE).resolve()}:{row['place'].removeprefix(f'{LINE}:')}"
    assert ("不认识的字段" in row["message"], "owner" in row["hint"], row["said"]) == (True, True, "错误")
    assert [row["said"] for row in en["rows"]] == ["error"] * en["errors"]
    assert (zh["count"], en["count"]) == ("2 个错误", "2 errors")
    assert "上一次没有错误时" in zh["lead"]
    # Another record, sound in itself, waits for this one.
    other = "content/help/dongtan-ferry.yml"
    projects.edit(folder / other, _owner("新的渡口"))
    _save(shop, other)
    assert "新的渡口" not in (shop.file("help/dongtan-ferry/index.html") or b"").decode()
    (folder / LINE).write_text(_owner("新的值班室")(text), "utf-8")
    _save(shop, LINE)
    assert (_state(shop)["rows"], _state(shop)["lead"]) == ([], "")
    assert "新的渡口" in (shop.file("help/dongtan-ferry/index.html") or b"").decode()


def test_very_many_problems_are_cut_short(shop: Workshop) -> None:
    """A panel of thousands of rows would help nobody: errors come first, and how many are left out is told."""
    problem = editions.check(editions.broken("missing-field", shop.project.content.parent / "b"), projects.TODAY).problems[0]
    warnings = [workshop.Problem("a.yml", problem.code, line, severity="warning") for line in range(150)]
    shop.problems = [*warnings, problem]
    state = _state(shop)
    assert (len(state["rows"]), state["rows"][0]["severity"]) == (panel.SHOWN, "error")
    assert ("51" in state["more"], state["count"]) == (True, "1 个错误 · 150 个提醒")


def test_a_site_that_cannot_be_put_together_is_told_of(folder: Path, shop: Workshop) -> None:
    """A written page with a dead link, or one where a record's page belongs, is told of in words; the page that was stays, then follows."""
    sound = shop.file(PAGE)
    projects.edit(folder / "docs/edit.md", lambda text: f"{text}\n[没有](no-such.md)\n")
    _save(shop, "docs/edit.md")
    assert ("no-such.md" in _state(shop)["rows"][0]["message"], shop.file(PAGE) == sound) == (True, True)
    projects.edit(folder / "docs/edit.md", lambda text: text.replace("[没有](no-such.md)", "有。"))
    (folder / "docs/search.md").write_text("# 占了\n", "utf-8")
    projects.edit(folder / "mkdocs.yml", lambda text: text.replace("  - edit.md\n", "  - edit.md\n  - search.md\n", 1))
    _save(shop, "docs/edit.md", "docs/search.md", "mkdocs.yml")
    _until(lambda: shop.failure)
    assert ("search/index.html" in _state(shop)["rows"][0]["message"], shop.file(PAGE) == sound) == (True, True)


# --- which file ----------------------------------------------------------------------------------------------------


def test_every_page_names_its_file(folder: Path, shop: Workshop) -> None:
    """A record's page and sheet name the record, a list its folder, a written page its text, the others what is said of the edition."""
    pages = _settled(shop)
    assert shop.stand is not None
    found = {
        path: source_of(path, shop.stand.pages.get(path, (None, ""))[0], shop.stand.stamper.site, shop.project).relative_to(folder)
        for path in pages if path.endswith(".html")
    }  # fmt: skip
    assert [path for path, file in found.items() if not (folder / file).exists()] == []
    need = next(path for path in found if re.fullmatch("opportunities/[^/]+/index.html", path) and found[path].suffix == ".yml")
    for path, file in {
        PAGE: LINE, f"en/{PAGE}": LINE, "hotlines/index.html": "content/hotlines", "index.html": "content/site.yml",
        "edit/index.html": "docs/edit.md", "en/edit/index.html": "docs/en/edit.md", f"print/{need}": str(found[need]),
        "search/index.html": "content/site.yml",
    }.items():  # fmt: skip
        assert found[path].as_posix() == file, path


# --- over HTTP -----------------------------------------------------------------------------------------------------


@pytest.fixture
def preview(folder: Path, quiet: None) -> Iterator[Preview]:
    made = Preview(_project(folder))
    made.start()
    yield made
    made.stop()


def _ask(preview: Preview, path: str, headers: dict[str, str] | None = None, method: str = "GET") -> tuple[int, Any, bytes]:
    """Status, headers and body."""
    try:
        with urllib.request.urlopen(
            urllib.request.Request(preview.address + path, headers=headers or {}, method=method)
        ) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def test_pages_have_the_panel_and_other_files_are_as_they_are(preview: Preview) -> None:
    """Only a page is given more than a build writes; the mark it bears is that of the page without."""
    status, headers, body = _ask(preview, "hotlines/rescue-119/")
    plain = preview.workshop.file(PAGE) or b""
    added = re.findall(
        rb'<link rel="stylesheet" href="/~preview/panel.css"><script defer src="/~preview/panel.js" [^>]*></script>\n', body
    )
    assert (status, len(added), body.replace(added[0], b"")) == (200, 1, plain)
    assert _ask(preview, "hotlines/rescue-119/", method="HEAD")[1]["ETag"] == headers["ETag"]
    assert _ask(preview, "hotlines/rescue-119")[2] == body
    for path, type in {
        "data/help.json": "application/json", "data/help.csv": "text/csv; charset=utf-8", "sw.js": "text/javascript; charset=utf-8",
        "print/guidelines.html": "text/html; charset=utf-8", "assets/icon.svg": "image/svg+xml",
        "manifest.webmanifest": "application/manifest+json",
    }.items():  # fmt: skip
        status, headers, body = _ask(preview, path)
        assert (status, headers["Content-Type"], body) == (200, type, preview.workshop.file(path)), path


def test_what_is_not_there_has_the_sites_own_error_page(preview: Preview) -> None:
    """With the panel, for its record may be written any moment; nothing outside the site is ever given."""
    status, _, body = _ask(preview, "nowhere/")
    assert (status, "没有这一页" in body.decode(), b"~preview" in body) == (404, True, True)
    assert {
        _ask(preview, path)[0] for path in ("../mkdocs.yml", "..%2fmkdocs.yml", "%2e%2e/mkdocs.yml", "~preview/server.py")
    } == {404}


def test_only_this_machine_is_answered_and_no_worker_begins(preview: Preview) -> None:
    """Another site's page may lead its own name here, and gets nothing; a worker would go on showing old pages."""
    assert _ask(preview, "", {"Host": "evil.example:8000"})[0] == 421
    assert _ask(preview, "", {"Host": "localhost:8000"})[0] == 200
    assert _ask(preview, "sw.js", {"Service-Worker": "script"})[0] == 404


def test_a_fault_of_the_program_is_no_traceback(
    preview: Preview, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever looks at the page is told so, in words."""

    def fail(path: str) -> bytes:
        raise KeyError("kaput")

    monkeypatch.setattr(preview.workshop, "file", fail)
    status, _, body = _ask(preview, "hotlines/rescue-119/")
    assert (status, "不是内容的问题" in body.decode(), b"kaput" in body) == (500, True, True)
    assert "Traceback" not in capsys.readouterr().err


def _events(preview: Preview) -> Iterator[dict[str, Any]]:
    """What the browser is told."""
    with urllib.request.urlopen(f"{preview.address}~preview/events", timeout=30) as answer:
        for line in answer:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_the_browser_hears_of_what_is_saved(folder: Path, preview: Preview) -> None:
    """At once how things are; then of a mistake, and of its mending. Everyone is told when the preview ends."""
    heard = _events(preview)
    assert next(heard)["rows"] == []
    text = (folder / LINE).read_text("utf-8")
    (folder / LINE).write_text("{", "utf-8")
    assert next(state for state in heard if state["errors"])["rows"][0]["place"].startswith(LINE)
    (folder / LINE).write_text(_owner("新的值班室")(text), "utf-8")
    assert next(state for state in heard if not state["errors"])["lead"] == ""
    _until(lambda: "新的值班室" in _ask(preview, "hotlines/rescue-119/")[2].decode())
    preview.stop()
    assert list(heard) is not None


def test_content_broken_from_the_start_is_shown_as_a_panel(folder: Path, quiet: None) -> None:
    """There is no page yet, but what is wrong is told, in the language asked for; once it is mended the site is there."""
    text = (folder / LINE).read_text("utf-8")
    (folder / LINE).write_text("{", "utf-8")
    preview = Preview(_project(folder), lang="en")
    preview.start()
    try:
        status, _, body = _ask(preview, "hotlines/rescue-119/")
        assert (status, b"no page yet" in body, b"~preview/panel.js" in body) == (503, True, True)
        assert next(_events(preview))["errors"] == 1
        (folder / LINE).write_text(text, "utf-8")
        _until(lambda: _ask(preview, "hotlines/rescue-119/")[0] == 200)
    finally:
        preview.stop()


# --- watching ------------------------------------------------------------------------------------------------------


def test_folders_that_come_and_go_are_watched(tmp_path: Path) -> None:
    """Files that change, the settings, folders that are named later or put back: of each change somebody is told."""
    one, two, settings = tmp_path / "one", tmp_path / "two", tmp_path / "mkdocs.yml"
    one.mkdir()
    folders, heard, came = [one], [], Event()

    def changed(paths: set[Path] | None) -> None:
        heard.append(paths)
        came.set()

    def told(change: Callable[[], object]) -> set[Path] | None:
        came.clear()
        change()
        assert came.wait(20)
        return heard[-1]

    watcher = Watcher(settings, lambda: folders, changed)
    watcher.start()
    _until(lambda: (one / "first").write_text("1") and came.wait(0.3))
    time.sleep(0.5)
    assert told(lambda: (one / "a.yml").write_text("1")) == {one / "a.yml"}
    assert told(lambda: settings.write_text("a: 1")) is None
    two.mkdir()
    assert told(lambda: folders.append(two)) is None
    assert told(lambda: (two / "b.yml").write_text("1")) == {two / "b.yml"}
    shutil.rmtree(two)
    two.mkdir()
    # The new watch begins a moment after the folder is there.
    numbers = iter(range(1000))
    _until(lambda: told(lambda: (two / "b.yml").write_text(str(next(numbers)))) == {two / "b.yml"})
    watcher.stop()


def test_bases_are_watched(tmp_path: Path, quiet: None) -> None:
    """An edition's preview follows a record of a base as it follows its own."""
    project = projects.project(tmp_path / "sound-project")
    shutil.rmtree(project / "content")
    content = editions.overlay(project / "content")
    shop = Workshop(_project(project), lambda: None)
    shop.refresh()
    assert [folder.name for folder in shop.folders] == ["content", "sound", "docs", "ledger"]
    base = content.parent / "sound/hotlines/rescue-119.yml"
    projects.edit(base, _owner("新的值班室"))
    shop.refresh({base.resolve()})
    assert "新的值班室" in (shop.file(PAGE) or b"").decode()
    shop.stop()
