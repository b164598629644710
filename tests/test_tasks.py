"""The page of a task shows what the guidelines that name it say for it, no more and no less, and is linked both ways."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import htmlread
import projects
import pytest
from test_sheets import said

from generator.entry import Entry
from generator.pages import PAGES, Page
from generator.render import Renderer
from generator.site import Site
from generator.text import Speech
from generator.views import tasks

TASKS = list(projects.checked(projects.CONTENT).edition.terms["tasks"])  # type: ignore[union-attr]
EVERY_TASK = pytest.mark.parametrize("task", TASKS)
LANGUAGES = [language.code for language in projects.checked(projects.CONTENT).edition.languages]  # type: ignore[union-attr]


@cache
def site() -> Site:
    return projects.site_of(projects.CONTENT)


@cache
def body(task: str, lang: str = "zh", path: str = "tasks/{id}/") -> htmlread.Element:
    kind = next(row for row in PAGES if row.path == path)
    page = Page(kind, task, kind.path.replace("{id}", task))
    return htmlread.tree(Renderer(site(), Speech(site().edition, lang)).render(page, kind.view(site(), task)).body)


def naming(task: str) -> list[Entry]:
    """The guidelines that name a task, for the whole or for a section, told from the records themselves."""
    return [
        entry for entry in site().published("guidelines")
        if task in entry.record.tasks or any(task in part.tasks for part in entry.record.sections)
    ]  # fmt: skip


@EVERY_TASK
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_steps_shown_are_those_linked(task: str, lang: str) -> None:
    """Of each guideline that names the task every step is there that is for it, each with its source, and no other."""
    parts = {part.attributes["data-guideline"]: part for part in body(task, lang).walk() if "data-guideline" in part.attributes}
    assert list(parts) == [entry.id for entry in naming(task)]
    for entry in naming(task):
        sections = {part.attributes["data-section"]: part for part in parts[entry.id].walk() if "data-section" in part.attributes}
        wanted = [part for part in entry.record.sections if not part.tasks or task in part.tasks]
        assert list(sections) == [part.id for part in wanted]
        for part in wanted:
            steps = [child for child in sections[part.id].children if isinstance(child, htmlread.Element)]
            assert len(steps) == len(part.steps)
            for shown, step in zip(steps, part.steps, strict=True):
                (source,) = [link for link in shown.all("a") if link.attributes.get("class") == "from"]
                assert source.attributes["href"].endswith(f"guidelines/{entry.id}/#source-{step.source}")


@EVERY_TASK
def test_a_step_is_on_no_page_it_is_not_for(task: str) -> None:
    """A section for other tasks stays away."""
    for entry in naming(task):
        for part in entry.record.sections:
            if part.tasks and task not in part.tasks:
                assert f"{entry.id}/#{part.id}" not in str(body(task).values("href"))


@EVERY_TASK
def test_gear_is_told_once(task: str) -> None:
    """What guidelines and open needs say of gear is there, and nothing twice."""
    needs = tasks.open_needs(site(), task)
    for source, texts in (
        ("carry", [text for entry in naming(task) for text in entry.record.carry]),
        ("needs", [text for entry in needs for text in entry.record.safety.gear]),
    ):  # fmt: skip
        lists = [part for part in body(task).walk() if part.attributes.get("data-gear") == source]
        shown = [item.squeezed for part in lists for item in part.all("li")]
        assert len(shown) == len(set(shown))
        assert len(shown) == min(
            tasks.GEAR_LIMIT, len(tasks.once(Speech(site().edition, "zh"), ((text, needs) for text in texts)))
        )
        if texts:
            assert any(item.startswith(said(site(), text, "zh")) for item in shown for text in texts)


def test_doubles_are_told_by_their_letters() -> None:
    """Signs and spaces make no difference, words do; what is said most often comes first."""
    t, entry = Speech(site().edition, "zh"), site().published("guidelines")[0]
    rows = tasks.once(t, [("手套", entry), ("口罩（发）", entry), ("口罩 (发)", entry), ("口罩两只", entry)])
    assert [(row.text, row.times) for row in rows] == [("口罩（发）", 2), ("手套", 1), ("口罩两只", 1)]


def test_every_task_has_its_page() -> None:
    """All tasks of the edition stand on the list with their open needs, and lead to a page in every language."""
    for lang in site().edition.languages:
        folder = projects.real_site() / site().edition.folder(lang.code)
        (main,) = htmlread.tree((folder / "tasks/index.html").read_text("utf-8")).all("main")
        assert [link.attributes["href"] for link in main.all("a") if "/tasks/" in link.attributes["href"]] == [
            f"../tasks/{task}/" for task in TASKS
        ]
        for task in TASKS:
            assert (folder / f"tasks/{task}/index.html").is_file()
            assert (folder / f"print/tasks/{task}/index.html").is_file()


def _links(path: Path) -> set[str]:
    return htmlread.tree(path.read_text("utf-8")).values("href")


@EVERY_TASK
def test_tasks_and_guidelines_lead_to_each_other(task: str) -> None:
    """A guideline names its tasks as links, and each task's page links back to it; so do its open needs' lists."""
    for entry in naming(task):
        if task in entry.record.tasks:
            assert f"../../tasks/{task}/" in _links(projects.real_site() / f"guidelines/{entry.id}/index.html")
    here = _links(projects.real_site() / f"tasks/{task}/index.html")
    assert {f"../../guidelines/{entry.id}/" for entry in naming(task)} <= here
    assert f"../../print/tasks/{task}/" in here
    assert f"../../../tasks/{task}/" in _links(projects.real_site() / f"print/tasks/{task}/index.html")


def test_the_home_page_and_the_list_of_needs_lead_there() -> None:
    """Whoever wants to help finds the way from the first page and from the needs."""
    assert "tasks/" in _links(projects.real_site() / "index.html")
    assert "../tasks/" in _links(projects.real_site() / "opportunities/index.html")
    assert "../../../tasks/gate/" in _links(projects.real_site() / "opportunities/task/gate/index.html")


def test_what_is_archived_says_so() -> None:
    """Texts of another time are marked on the page and on the sheet."""
    for path in ("tasks/{id}/", "print/tasks/{id}/"):
        assert "历史文件" in body("gate", path=path).text


def test_a_section_may_be_for_a_task_of_its_own(edition: Path) -> None:
    """A task that only a section names has the guideline on its page, with that section alone of those that name tasks."""
    file = edition / "guidelines/dyke-watch.yml"
    projects.edit(file, lambda text: text.replace("    tasks: [dyke-watch]\n", "    tasks: [boat]\n"))
    found = projects.site_of(edition)
    record = found.all["guidelines"]["dyke-watch"].record
    assert "dyke-watch" in [entry.id for entry in tasks.guidelines(found, "boat")]
    assert [part.id for part in tasks.sections(record, "boat")] == ["walking"]
    assert tasks.sections(record, "dyke-watch") == []
