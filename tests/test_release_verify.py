"""A release with a fault in it is not given to readers; one without is."""

from __future__ import annotations

from pathlib import Path

import pytest
import releases

from generator.release import verify
from generator.release.deliver import Wish
from generator.release.local import Local
from generator.release.verify import Drop, Flaw

URL = "https://example.org/guide/"


def found(folder: Path, body: str, path: str = "a/b/index.html", **more: str) -> list[tuple[str, str]]:
    """The faults of a small site with one page of some body."""
    page = releases.PAGE.format("t", "../../", body)
    site = releases.site(folder / "site", more={path: page, "assets/x.png": b"png", "汉 字/index.html": "<p id='here'>", **more})
    return [(flaw.code, flaw.what) for flaw in verify.flaws(site, URL, {})]


def test_codes_of_the_log_are_nobodys(tmp_path: Path) -> None:
    """A root code that chance has made like a name somebody goes by is none."""
    assert found(tmp_path, "<code>22-WXE3-20V1-1385-1234-5678</code> 13-1381-2345-678A-BCDE-FGHJ") == []
    assert found(tmp_path, "<p>微信号 wxe3_20v1</p>") != []


@pytest.mark.parametrize(
    "body",
    [
        '<a href="../../">', "<a href='../../index.html'>", "<a href=../../notices/n1/>", '<a href="../../notices/n1/#p">', '<a href="#t"><p id="t">',
        '<a href="#">', '<a href="#top">', '<a href="">', '<a href="?q=1">', '<a href="../../?q=%E6%B0%B4#">', '<a href="./">', '<a href="..//b/">',
        '<a href="tel:12345">', '<a href="mailto:a@example.org">', '<a href="https://elsewhere.org/x">', '<a href="//elsewhere.org/x">',
        '<a href="https://example.org/other/">', '<a href="https://example.org/guide/signup/3">', '<link rel="canonical" href="https://example.org/guide/notices/n1/">',
        '<link rel="alternate" href="https://example.org/other/">', '<a href="/guide/notices/n1/">', '<img src="../../assets/x.png" alt="">',
        '<a href="../../%E6%B1%89%20%E5%AD%97/#here">', '<a href="../../汉 字/">', '<!-- <a href="nowhere/"> -->', "<script>'<a href=\"nowhere/\">'</script>",
        '<p>&lt;a href="nowhere/"&gt;</p>', '<a data-href="nowhere/" href="../../">', '<a href="../../#:~:text=x">',
    ],
)  # fmt: skip
def test_sound_links_pass(tmp_path: Path, body: str) -> None:
    """What leads somewhere, or to somebody else, or is no link at all, is no fault."""
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(
    ("body", "code", "what"),
    [
        ('<a href="../../nowhere/">', "dead-link", "../../nowhere/"), ('<a href="../../notices/n1">', "dead-link", "../../notices/n1"),
        ('<a\nclass="x"\nhref = "nowhere/" >', "dead-link", "nowhere/"), ("<A HREF=nowhere/>", "dead-link", "nowhere/"), ('<a href="/notices/n1/">', "dead-link", "/notices/n1/"),
        ('<a href="../../../">', "dead-link", "../../../"), ('<img src="../x.png">', "dead-link", "../x.png"), ('<script src="x.js"></script>', "dead-link", "x.js"),
        ('<link rel="stylesheet" href="../../assets/a.css?1"><link rel="icon" href="i.svg">', "dead-link", "i.svg"), ('<form action="go/">', "dead-link", "go/"),
        ('<link rel="canonical" href="https://example.org/guide/nowhere/">', "dead-link", "https://example.org/guide/nowhere/"),
        ('<use xlink:href="x.svg#a">', "dead-link", "x.svg#a"), ('<a href="nowhere/?a=1&amp;b=2">', "dead-link", "nowhere/?a=1&b=2"),
        ('<a href="#nowhere">', "dead-anchor", "#nowhere"), ('<a href="../../notices/n1/#nowhere">', "dead-anchor", "notices/n1/index.html#nowhere"),
        ("<p>电话 138 0013 8000</p>", "private-mobile", "138…00"), ("<p>电话 138<b>0013</b>8000</p>", "private-mobile", "138…00"),
        ("<p>&#49;3800138000</p>", "private-mobile", "138…00"),
    ],
)  # fmt: skip
def test_faults_in_pages_are_found(tmp_path: Path, body: str, code: str, what: str) -> None:
    """Links, assets and anchors that lead nowhere are found however they are written, and so are private persons' data."""
    assert found(tmp_path, body) == [(code, what)]


def test_numbers_that_are_nobodys_pass(tmp_path: Path) -> None:
    """Office lines, hotlines, codes, days, and numbers that only stand side by side in a table are no private data."""
    cells = "".join(f"<td>{number}</td>" for number in (13, 80, 0, 13, 80, 0, 0))
    body = f"<p>020-83135078、12345、440106006000、2026-12-01、08:00–18:00</p><table><tr>{cells}</tr></table><i data-x='13800138000'></i>"
    assert found(tmp_path, body) == []


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("assets/b.css", "a{background:url(nowhere.png)}", "dead-link"), ("sitemap.xml", f"<loc>{URL}nowhere/</loc>", "dead-link"),
        ("data/x.csv", "id,phone\n1,13800138000\n", "private-mobile"), ("calendar/x.ics", "DESCRIPTION:13800138000\n", "private-mobile"),
        ("empty.txt", "", "empty-file"),
        ("key", "PRIVATE+KEY+example.org+00000000+AAAA\n", "private-key"), ("en/id", "-----BEGIN OPENSSH PRIVATE KEY-----\n", "private-key"),
    ],
)  # fmt: skip
def test_faults_in_other_files_are_found(tmp_path: Path, path: str, text: str, code: str) -> None:
    """Style sheets, the sitemap, tables and calendars are looked at too."""
    assert [one for one, _ in found(tmp_path, "", **{path: text})] == [code]


def test_other_files_may_be_sound(tmp_path: Path) -> None:
    """What leads somewhere passes there as well."""
    more = {
        "assets/b.css": "a{background:url('x.png')}b{background:url(data:image/png;base64,AA)}",
        "sitemap.xml": f"<loc>{URL}notices/n1/</loc>",
    }
    assert found(tmp_path, "", **more) == []


def test_a_fault_on_many_pages_is_told_once(tmp_path: Path) -> None:
    """The first page is named, and how many there are."""
    more = {f"p{number}/index.html": '<a href="../nowhere/">' for number in range(5)}
    site = releases.site(tmp_path / "site", more=more)  # type: ignore[arg-type]
    assert verify.flaws(site, URL, {}) == [Flaw("dead-link", "p0/index.html", "../nowhere/", 5)]


def test_pages_are_as_many_as_records(tmp_path: Path) -> None:
    """In every language each kind has as many pages of records as the build counted, each in its place."""
    mark = '<main id="main" data-kind="{}" data-id="{}" data-version="1">'
    more = {
        "help/a/index.html": mark.format("help", "a"), "en/help/a/index.html": mark.format("help", "a"), "help/index.html": '<main data-kind="help">',
        "print/help/a.html": mark.format("help", "a"), "help/b/index.html": mark.format("help", "other"),
    }  # fmt: skip
    site = releases.site(tmp_path / "site", more=more)  # type: ignore[arg-type]
    assert verify.flaws(site, URL, {("", "help"): 1, ("en/", "help"): 1, ("", "rumours"): 0}) == []
    assert [flaw.page for flaw in verify.flaws(site, URL, {("", "help"): 2, ("en/", "help"): 0, ("en/", "rumours"): 1})] == [
        "help/", "en/help/", "en/rumours/",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "dropped"), [(10, 8, False), (10, 7, True), (2, 1, True), (1, 0, True), (5, 9, False), (0, 3, False)]
)
def test_losing_a_fifth_is_a_drop(before: int, after: int, dropped: bool) -> None:
    """More than a fifth fewer pages in one folder is a drop, whatever other folders gained."""
    pages = [[f"en/help/{number}/index.html" for number in range(count)] for count in (before, after)]
    other = [f"notices/{number}/index.html" for number in range(50)]
    assert verify.drops(pages[0], pages[1] + other) == ([Drop("en/help", before, after)] if dropped else [])


def test_a_drop_asks_first(tmp_path: Path) -> None:
    """With fewer pages than readers have nothing is published unless that is allowed; a fault is published in no case."""
    place = Local(tmp_path / "live")
    first = releases.publish(releases.site(tmp_path / "site", pages=10), place)
    few = releases.site(tmp_path / "site", pages=7)
    refused = releases.publish(few, place)
    assert (refused.drops, refused.name, place.current) == ([Drop("notices", 10, 7)], "", first.name)
    (few / "index.html").write_text('<a href="nowhere/">')
    flawed = releases.publish(few, place, Wish(allow_drop=True))
    assert ([flaw.code for flaw in flawed.flaws], flawed.name, place.current) == (["dead-link"], "", first.name)
    few = releases.site(tmp_path / "site", pages=7)
    assert releases.publish(few, place, Wish(allow_drop=True)).switched
    assert releases.shown(place.folder).keys() == {path.relative_to(few).as_posix() for path in few.rglob("*") if path.is_file()}
