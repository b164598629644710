"""Every kind of page keeps the policy: nothing is refused, nothing complains, no other host is asked, whatever is clicked."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Iterator
from pathlib import Path

import htmlread
import projects
import pytest
from looking import EVERY, opened
from playwright.sync_api import Browser, Page

from generator import build
from generator.theme.policy import META
from tests.shots import PAGES

pytestmark = pytest.mark.browser

_BUTTONS = "button:visible, summary:visible, input[type=radio]:visible, input[type=checkbox]:visible, label:visible"


@EVERY
def test_a_page_keeps_the_policy(browser: Browser, address: str, name: str) -> None:
    """Under the policy a page is silent, also when everything on it has been clicked: nothing refused, nobody else asked."""
    with opened(browser, address) as (page, wrong):
        page.goto(address + PAGES[name])
        _click_all(page)
        assert page.evaluate("refused") == []
        assert wrong == []
        page.evaluate("localStorage.clear()")


def _click_all(page: Page) -> None:
    """Click everything that is no link, twice: what was opened shows more to click, and the elder mode brings its own."""
    for _ in range(2):
        for button in page.locator(_BUTTONS).all():
            if button.is_visible():
                button.click(timeout=2000)


def test_what_breaks_the_policy_is_refused(browser: Browser, address: str) -> None:
    """The policy is at work: an inline style, an inline script, another host and HTML from text are all refused."""
    with opened(browser, address) as (page, _):
        page.goto(address)
        page.evaluate("""() => {
            const script = document.createElement('script'), image = new Image(), bold = document.createElement('b');
            bold.setAttribute('style', 'color: red');
            image.src = 'https://elsewhere.invalid/a.png';
            document.body.append(bold, image);
            try { bold.innerHTML = '<i>text</i>'; } catch (refusal) { }
            try { script.textContent = 'window.ran = true'; document.body.append(script); } catch (refusal) { }
        }""")
        page.wait_for_function("refused.length >= 4")
        kinds = {refusal.split(":")[0] for refusal in page.evaluate("refused")}
        assert kinds == {"style-src-attr", "img-src", "require-trusted-types-for"}
        assert page.evaluate("window.ran") is None


# --- what is written in the pages ----------------------------------------------------------------------------------

# Scripts, styles and attributes that the policy refuses; quick, for there are thousands of pages. Suspects are read with care.
_SUSPECT = re.compile(
    rb"<script(?! type=\"application/ld\+json\">| src=)|<style|\s(?:style|on[a-z]+)\s*=|javascript:", re.IGNORECASE
)
_SCRIPT = re.compile(r"<script\b([^>]*)>")
_INLINE_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)


def _pages() -> Iterator[Path]:
    return projects.real_site().rglob("*.html")


def test_no_page_holds_what_the_policy_refuses() -> None:
    """No script but data, no style and no handler stands in any page; a page for itself alone names its style's digest."""
    assert [fault for file in _pages() for fault in _inline(file)] == []


def _inline(file: Path) -> Iterator[str]:
    data = file.read_bytes()
    if not _SUSPECT.search(data):
        return
    text = data.decode()
    policy = next((tag["content"] for name, tag in htmlread.tags(text) if _is_policy(name, tag)), "")
    for style in _INLINE_STYLE.findall(text):
        if f"'{_digest('sha256', style.encode())}'" not in policy:
            yield f"{file}: a style that its policy does not name"
    for script in _SCRIPT.findall(text):
        if 'type="application/ld+json"' not in script and " src=" not in script:
            yield f"{file}: a script of its own"
    for name, tag in htmlread.tags(_INLINE_STYLE.sub("", text)):
        for attribute in tag:
            if attribute == "style" or attribute.startswith("on"):
                yield f"{file}: <{name} {attribute}>"
        if tag.get("href", "").lower().startswith("javascript:"):
            yield f"{file}: {tag['href']}"


def _is_policy(name: str, tag: dict[str, str]) -> bool:
    return name == "meta" and tag.get("http-equiv", "").lower() == "content-security-policy"


def _digest(kind: str, data: bytes) -> str:
    return f"{kind}-{base64.b64encode(hashlib.new(kind, data).digest()).decode()}"


def test_every_page_names_the_policy_before_it_asks_for_anything() -> None:
    """The policy stands in every page, before its first script, style or picture; only a page for itself alone has its own."""
    own = {file for file in _pages() if _policy_of(file) != META}
    assert [file for file in own if _INLINE_STYLE.search(file.read_text("utf-8")) is None] == []
    assert [file for file in own if not _policy_of(file).startswith("default-src 'none'; ")] == []


def _policy_of(file: Path) -> str:
    """A page's policy, or nothing where it comes too late."""
    head = file.read_text("utf-8").partition("</head>")[0]
    tag = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
    early = tag and not re.search(r"<(?:script|style|link)\b", head[: tag.start()])
    return html.unescape(tag[1]) if tag and early else ""


def test_digests_are_written_on_demand(tmp_path: Path) -> None:
    """Built with `--integrity` for a web server, every script and stylesheet is named with the digest of its bytes; else none is."""
    folder = projects.project(tmp_path / "project")
    project = build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY, integrity=True)
    assert build.build(project).report is not None
    assets = [asset for file in project.site.rglob("*.html") for asset in _assets(project.site, file)]
    assert {file.suffix for file, _ in assets} == {".css", ".js"}
    assert [file.name for file, named in assets if named != _digest(named.partition("-")[0] or "sha384", file.read_bytes())] == []
    usual = [projects.sound_site() / file.relative_to(project.site) for file in project.site.rglob("*.html")]
    assert {named for file in usual for _, named in _assets(projects.sound_site(), file)} == {""}


_ASSET = re.compile(r"<(?:script|link rel=\"stylesheet\") (?:src|href)=\"([^\"?]+)[^\"]*\"(?: integrity=\"([^\"]*)\")?>")


def _assets(site: Path, page: Path) -> Iterator[tuple[Path, str]]:
    """The scripts and stylesheets of a page, each with the digest that the page names."""
    text = page.read_text("utf-8")
    found = _ASSET.findall(text)
    assert len(found) == text.count("<script src=") + text.count('rel="stylesheet"'), f"{page}: an asset that is not read"
    for path, named in found:
        yield (site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()), named
