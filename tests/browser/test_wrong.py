"""“This is wrong” at the foot of a page: copied by a button, mailed as edited, opened by a link. And links on a copy without a server."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import projects
import pytest
from looking import opened
from playwright.sync_api import Browser, Page, expect
from scripted import ADDRESS, reader, word

from tests.shots import PAGES

pytestmark = pytest.mark.browser

MESSAGE = "页面：https://zhiyin.test/?a=1&b=2\n内容编号：help/boat\n哪里不对：\n"
BODY = f"""<main id="main"><p><a href="#wrong">这里不对</a></p></main><footer><details class="wrong" id="wrong"><summary>不对？</summary>
<label for="wrong-text">更正</label><textarea id="wrong-text" rows="7">
{MESSAGE}</textarea>
<p class="wrong-ways"><a href="tel:12345">12345</a> <a data-mail href="mailto:office@zhiyin.test?subject=%E6%9B%B4%E6%AD%A3&amp;body=old">发邮件</a></p>
</details></footer>"""
TEXT = "#wrong-text"


def form(page: Page) -> None:
    page.locator("#wrong summary").click()


def told(page: Page) -> str:
    """What the live region says."""
    return page.locator("#wrong [role=status]").inner_text()


# --- copying -------------------------------------------------------------------------------------------------------


def test_the_message_is_copied_as_edited(browser: Browser) -> None:
    """The button copies what stands in the field, and says so where screen readers hear it."""
    with reader(browser, BODY, permissions=["clipboard-read", "clipboard-write"]) as somebody:
        page = somebody.open()
        form(page)
        assert told(page) == ""
        page.locator(TEXT).press_sequentially("号码")
        page.locator("[data-copy]").press("Enter")
        expect(page.locator("#wrong [role=status]")).to_have_text(word("copied"))
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(TEXT).input_value()


@pytest.mark.parametrize(
    "way", ["Clipboard.prototype.writeText = () => Promise.reject(new Error('no'));", "delete Navigator.prototype.clipboard;"]
)
@pytest.mark.parametrize(
    "old", ["document.execCommand = () => false;", "document.execCommand = () => { throw new Error('no') };"]
)
def test_a_refused_clipboard_leaves_the_text_selected(browser: Browser, way: str, old: str) -> None:
    """Where browsers refuse, the text is selected and the reader told how to copy it by hand."""
    with reader(browser, BODY, before=way + old) as somebody:
        page = somebody.open()
        form(page)
        page.locator("[data-copy]").click()
        expect(page.locator("#wrong [role=status]")).to_have_text(word("copy.by-hand"))
        assert page.evaluate("document.activeElement.id") == "wrong-text"
        assert page.locator(TEXT).evaluate("field => [field.selectionStart, field.selectionEnd]") == [0, len(MESSAGE)]


def test_where_only_the_old_way_works_it_is_taken(browser: Browser) -> None:
    """Without the newer clipboard, as on pages that came by plain http, the text is copied all the same."""
    before = "delete Navigator.prototype.clipboard; document.addEventListener('copy', () => { window.copied = getSelection().toString() });"
    with reader(browser, BODY, before=before) as somebody:
        page = somebody.open()
        form(page)
        page.locator("[data-copy]").click()
        expect(page.locator("#wrong [role=status]")).to_have_text(word("copied"))
        assert page.evaluate("copied") == MESSAGE


# --- the mail ------------------------------------------------------------------------------------------------------


def mail(page: Page) -> tuple[str, dict[str, list[str]]]:
    """Where the mail goes, and its fields as a mail program reads them."""
    address = urlsplit(page.locator("a[data-mail]").get_attribute("href") or "")
    assert "+" not in address.query, "a mail program would show a plus sign"
    return unquote(address.path), parse_qs(address.query)


def test_the_mail_says_what_the_field_says(browser: Browser) -> None:
    """From the start and after every change; line ends as mail has them, and no sign of the text ends it early."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        form(page)
        added = "50% & 更多？#1 = “$&”\n\n第二行"
        for text in (MESSAGE, MESSAGE + added, ""):
            if text != MESSAGE:
                page.locator(TEXT).fill(text)
            expected = {"subject": ["更正"], **({"body": [text.replace("\n", "\r\n")]} if text else {})}
            assert mail(page) == ("office@zhiyin.test", expected)


# --- opening -------------------------------------------------------------------------------------------------------


def test_a_link_to_the_form_opens_it(browser: Browser) -> None:
    """By an address from elsewhere, by a link on the page, and by the same link once more."""
    with reader(browser, BODY) as somebody:
        opened_form = "document.querySelector('#wrong').open"
        page = somebody.open("#wrong")
        assert page.evaluate(opened_form)
        page = somebody.open()
        assert not page.evaluate(opened_form)
        for _ in range(2):
            page.locator("main a").click()
            assert page.evaluate(opened_form)
            form(page)
            assert not page.evaluate(opened_form)


def test_a_page_without_the_form_is_left_alone(browser: Browser) -> None:
    """A sheet or card has no foot: nothing is added, and nothing breaks."""
    with reader(browser, "<main><p>一</p></main>") as somebody:
        page = somebody.open()
        expect(page.locator("[data-copy]")).to_have_count(0)


def test_every_page_of_the_real_site_can_be_copied_from(browser: Browser, address: str) -> None:
    """On the real site the message names its page and record, and the button stands by it."""
    with opened(browser, address) as (page, wrong):
        page.goto(f"{address}{PAGES['opportunity']}#wrong")
        expect(page.locator("#wrong [data-copy]")).to_be_visible()
        assert PAGES["opportunity"].strip("/") in page.locator(TEXT).input_value()
        assert page.evaluate("refused") == []
        assert wrong == []


# --- from a stick --------------------------------------------------------------------------------------------------


FOLDERS = '<main><a href="help/">一</a> <a href="./?q=1#x">二</a> <a href="https://other.example/folder/">三</a></main>'


def test_links_are_left_alone_on_a_server(browser: Browser) -> None:
    """A server finds `index.html` by itself: addresses stay as they are."""
    with reader(browser, FOLDERS) as somebody:
        page = somebody.open()
        links = page.locator("main a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert links == ["help/", "./?q=1#x", "https://other.example/folder/"]
        assert page.url == ADDRESS


@pytest.mark.parametrize("name", ["home", "opportunity", "street", "en-guideline", "about"])
def test_every_link_of_a_copy_leads_to_a_file(browser: Browser, name: str) -> None:
    """Opened from a folder, every link of a page leads to a file that is there, and nothing complains."""
    with opened(browser, "file://") as (page, wrong):
        page.goto((projects.real_site() / PAGES[name] / "index.html").as_uri())
        links = page.locator("a[href]").evaluate_all("all => all.map(one => one.href)")
        files = [unquote(urlsplit(link).path) for link in links if link.startswith("file:")]
        assert files
        assert [file for file in files if not Path(file).is_file()] == []
        assert wrong == []


def test_a_copy_is_walked_by_keyboard(browser: Browser) -> None:
    """Enter on a link opens the page it names; links that come later, or change, are mended too; others keep their address."""
    with opened(browser, "file://") as (page, _):
        page.goto((projects.real_site() / "index.html").as_uri())
        page.evaluate("""() => {
            const added = document.createElement('p');
            for (const href of ['help/?q=1#x', 'help/#x', 'https://other.example/folder/', 'mailto:a@b.example', '#menu', 'data/datapackage.json']) {
                const link = document.createElement('a');
                link.href = href;
                added.append(link);
            }
            document.querySelector('main').append(added);
            added.firstChild.href = 'areas/?q=2#y';
        }""")
        page.wait_for_function(
            "document.querySelector('main').lastChild.firstChild.getAttribute('href') === 'areas/index.html?q=2#y'"
        )
        added = page.locator("main > p:last-child a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
        assert added == [
            "areas/index.html?q=2#y", "help/index.html#x", "https://other.example/folder/", "mailto:a@b.example", "#menu",
            "data/datapackage.json",
        ]  # fmt: skip
        page.locator("nav.top-nav a").first.press("Enter")
        page.wait_for_url("**/hotlines/index.html")
        page.locator("a.brand").press("Enter")
        expect(page.locator("main[data-kind=home]")).to_have_count(1)
