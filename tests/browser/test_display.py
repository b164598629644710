"""The reader's choices: elder mode, size and colours. Kept on the device, in every tab, by keyboard, and where nothing can be kept."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from looking import PHONE
from playwright.sync_api import Browser, Page, expect
from scripted import LISTEN, reader, word

from generator.theme import script

pytestmark = pytest.mark.browser

BODY = '<main id="main"><h1>一</h1></main>'
KEPT = "zhiyin.display"
EVERYTHING = {"mode": "elder", "size": "larger", "theme": "dark"}
CHOICES = [("theme", "light"), ("size", "large"), ("theme", "dark"), ("size", "larger"), ("theme", ""), ("size", "")]
NONSENSE = ["{", "null", "[]", "5", '"dark"', '{"theme": "purple", "size": 3, "font": "a"}', '{"theme": null}']
# Browsers that keep nothing: some refuse to be asked, some to be given anything.
REFUSALS = {
    "asking": "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})",
    "keeping": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
}


def shown(page: Page) -> dict[str, str]:
    """The choices that the page shows."""
    return dict(page.evaluate("({...document.documentElement.dataset})"))


def stored(page: Page) -> Any:
    return json.loads(page.evaluate(f"localStorage.getItem('{KEPT}')"))


def keeping(value: str) -> str:
    """A script that keeps a text as if it were an earlier choice; only once, so that later choices stay."""
    return f"if (!localStorage.getItem('{KEPT}')) localStorage.setItem('{KEPT}', {json.dumps(value)})"


def checked(page: Page) -> dict[str, str]:
    """What the controls say is chosen."""
    radios = page.locator("[data-setting] input:checked")
    found = radios.evaluate_all("all => all.map(one => [one.closest('[data-setting]').dataset.setting, one.value])")
    return {name: value for name, value in [*found, ["mode", "elder" * (pressed(page) == "true")]] if value}


def pressed(page: Page) -> str | None:
    return page.locator("[data-elder]").get_attribute("aria-pressed")


def pick(page: Page, name: str, value: str) -> None:
    page.evaluate("document.querySelector('details.display').open = true")
    page.locator(f"[data-setting={name}] input[value='{value}']").check()


def elder(page: Page) -> None:
    page.evaluate("document.querySelector('details.display').open = true")
    page.locator("[data-elder]").click()


def test_an_earlier_choice_shows_before_anything_is_painted(browser: Browser) -> None:
    """As soon as the script in the head has run, the page looks as it was chosen: nothing flickers."""
    with reader(browser, BODY, before=keeping(json.dumps(EVERYTHING))) as somebody:
        somebody.script += "window.early = [{...document.documentElement.dataset}, document.body];"
        page = somebody.open()
        assert page.evaluate("early") == [EVERYTHING, None]
        assert checked(page) == EVERYTHING


def test_a_choice_shows_at_once_and_is_kept(browser: Browser) -> None:
    """Whatever is chosen shows at once; the next page shows it from the start; what was chosen before stays."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        expected: dict[str, str] = {}
        for name, value in CHOICES:
            pick(page, name, value)
            expected = {key: said for key, said in (expected | {name: value}).items() if said}
            assert shown(page) == checked(page) == stored(page) == expected
            page.reload()
            assert shown(page) == checked(page) == expected


def test_the_elder_mode_is_switched_on_and_off(browser: Browser) -> None:
    """One button, which says of itself whether it is pressed."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        assert (shown(page), pressed(page)) == ({}, "false")
        elder(page)
        assert (shown(page), pressed(page), stored(page)) == ({"mode": "elder"}, "true", {"mode": "elder"})
        elder(page)
        assert (shown(page), pressed(page), stored(page)) == ({}, "false", {})


def test_a_keyboard_is_enough(browser: Browser) -> None:
    """Tab, Enter, Space and arrows open the box, press the button and choose from each group."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        for key in ("Tab", "Tab", "Enter", "Tab", "Space", "Tab", "ArrowDown", "ArrowDown", "Tab", "ArrowDown"):
            page.keyboard.press(key)
        assert shown(page) == stored(page) == {"mode": "elder", "size": "larger", "theme": "light"}


def test_controls_say_what_they_are(browser: Browser) -> None:
    """Groups have names, choices have labels, and the page's language is spoken."""
    with reader(browser, BODY, code="en") as somebody:
        page = somebody.open()
        page.locator("summary").click()
        for name in ("size", "theme"):
            group = page.get_by_role("group", name=word(name, "en"), exact=True)
            expect(group.get_by_role("radio")).to_have_count(3)
        expect(page.get_by_role("radio", name=word("size.large", "en"), exact=True)).to_be_visible()
        expect(page.get_by_role("button", name=re.compile(f"^{word('elder', 'en')} "))).to_be_visible()


def test_another_tab_follows(browser: Browser) -> None:
    """What is chosen in one tab shows in the other, controls and all; what is forgotten there is forgotten here."""
    with reader(browser, BODY) as somebody:
        one, other = somebody.open(), somebody.open()
        pick(one, "theme", "dark")
        expect(other.locator("html[data-theme=dark]")).to_have_count(1)
        assert checked(other) == {"theme": "dark"}
        elder(other)
        expect(one.locator("html[data-theme=dark][data-mode=elder]")).to_have_count(1)
        assert checked(one) == shown(other) == {"theme": "dark", "mode": "elder"}
        one.evaluate("localStorage.clear()")
        expect(other.locator("html:not([data-theme]):not([data-mode])")).to_have_count(1)
        assert checked(other) == {}


def test_a_page_that_comes_back_follows(browser: Browser) -> None:
    """A page taken from the browser's memory was told nothing meanwhile: it looks again."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        page.evaluate(f"localStorage.setItem('{KEPT}', '{json.dumps(EVERYTHING)}')")
        assert shown(page) == {}
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        assert shown(page) == checked(page) == EVERYTHING


@pytest.mark.parametrize("refusal", REFUSALS)
def test_choices_work_where_nothing_is_kept(browser: Browser, refusal: str) -> None:
    """With storage refused, choices hold for the page, one beside the other, and nothing complains."""
    with reader(browser, BODY, before=REFUSALS[refusal]) as somebody:
        page = somebody.open()
        pick(page, "theme", "dark")
        pick(page, "size", "large")
        elder(page)
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        assert shown(page) == checked(page) == {"theme": "dark", "size": "large", "mode": "elder"}


def test_nonsense_that_was_kept_is_passed_over(browser: Browser) -> None:
    """Whatever stands in the storage, only choices that there are show; choosing mends it."""
    with reader(browser, BODY) as somebody:
        page = somebody.open()
        for value in NONSENSE:
            page.evaluate("text => localStorage.setItem('zhiyin.display', text)", value)
            page.reload()
            assert shown(page) == checked(page) == {}
        pick(page, "size", "large")
        assert stored(page) == shown(page) == {"size": "large"}


def test_one_that_fails_does_not_stop_the_others(browser: Browser, tmp_path: Path) -> None:
    """Each enhancement starts by itself: if one breaks, it is told of, and the rest work."""
    folder = shutil.copytree(script.SCRIPTS, tmp_path / "scripts")
    main = (folder / "main.js").read_text("utf-8")
    steps = re.findall(r"\bstart[A-Z]\w+(?=[,\]])", main)
    assert "startSettings" in steps
    for name in ("files.js", "freshness.js"):
        text = (folder / name).read_text("utf-8")
        (folder / name).write_text(re.sub(r"(export function start\w+\(\) \{)", r'\1 throw new Error("broken");', text), "utf-8")
    with reader(browser, BODY, before=keeping('{"mode": "elder"}'), folder=folder) as somebody:
        page = somebody.open()
        page.wait_for_function("document.querySelector('[data-elder]') && document.querySelector('main .aloud')")
        page.evaluate("new Promise(done => setTimeout(done))")
        assert somebody.wrong == ["error: broken"] * 2
        somebody.wrong.clear()


# --- the real site -------------------------------------------------------------------------------------------------


def test_the_real_site_keeps_the_choice_from_page_to_page(browser: Browser, address: str) -> None:
    """On the real site, under its policy: chosen on the first page, shown on the next and in the other language."""
    # A browser of their own: other tests must not find this choice.
    context = browser.new_context(viewport={"width": PHONE, "height": 800})
    context.add_init_script(LISTEN)
    page = context.new_page()
    page.goto(address)
    page.locator("details.display summary").click()
    page.locator("[data-elder]").click()
    page.locator("nav.top-nav a").first.click()
    expect(page.locator("html[data-mode=elder] main[data-kind=hotlines]")).to_have_count(1)
    page.locator("details.display summary").click()
    page.locator("ul.languages a[lang=en]").click()
    expect(page.locator("html[data-mode=elder]:lang(en)")).to_have_count(1)
    assert page.evaluate("refused") == []
    context.close()
