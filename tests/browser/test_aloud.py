"""Reading aloud in the elder mode: what is said, in which order and language, what is marked, and when it stops."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from scripted import ADDRESS, html, reader, word

pytestmark = pytest.mark.browser

ELDER = "localStorage.setItem('zhiyin.display', '{\"mode\": \"elder\"}');"
# A voice that says nothing and waits to be told that it has finished. Playwright runs this before the page's own script.
VOICE = """
window.said = []; window.scrolled = []; window.names = %s;
class Voice extends EventTarget {
    getVoices() { return names.map(([lang, localService]) => ({lang, localService, name: lang, default: false})) }
    speak(words) { this.words = words; this.speaking = true; said.push([words.lang, words.text, words.voice && words.voice.lang]) }
    finish(how = 'end') { const words = this.words; this.words = null; this.speaking = false; words['on' + how](new Event(how)) }
    cancel() { localStorage.setItem('cancelled', location.pathname); if (this.words) this.finish('error') }
    resume() {}
}
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; this.voice = null } };
Object.defineProperty(window, 'speechSynthesis', {value: new Voice()});
Element.prototype.scrollIntoView = function (how) { scrolled.push(how) };
"""
ZH, EN = ["zh-CN", True], ["en-US", True]
BODY = """<main id="main"><nav class="crumbs"><a href="./">首页</a></nav>
<h1>一号<span class="badge">招人</span></h1>
<p class="edit-hint">编辑</p><p hidden>藏</p><p class="visually-hidden">隐</p><svg viewBox="0 0 9 9"><text>图</text></svg>
<p>打 <a class="tel" href="tel:02012345">020-12345</a>，或<a href="tel:120"><strong>120</strong> <span>急救</span></a>。<a class="cite" href="#s">1</a></p>
<ul><li>带水<div>多带</div></li><li><span lang="en">Bring bread</span> 和水</li></ul>
<details><summary>关着</summary><p>里面</p></details><details open><summary>开着</summary><p>看见</p></details>
<table><tr><td>周一</td><td>8:00–9:00</td></tr></table><p>——</p>
</main><footer><p>页脚</p></footer>"""
SPOKEN = [
    ("zh-CN", "一号，招人"), ("zh-CN", "打 0 2 0-1 2 3 4 5，或1 2 0 急救。"), ("zh-CN", "带水"), ("zh-CN", "多带"), ("en", "Bring bread"),
    ("zh-CN", "和水"), ("zh-CN", "关着"), ("zh-CN", "开着"), ("zh-CN", "看见"), ("zh-CN", "周一，8:00–9:00"),
]  # fmt: skip


def voice(*names: list[Any], elder: bool = True) -> str:
    """A device with voices: language, whether it is the device's own."""
    return VOICE % json.dumps(names) + ELDER * elder


def button(page: Page) -> Any:
    return page.locator("[data-aloud]")


def marked(page: Page) -> list[str]:
    """The parts of the page that are marked as being read."""
    return list(page.locator("[data-reading]").evaluate_all("all => all.map(one => one.localName)"))


def finish(page: Page, how: str = "end") -> None:
    page.evaluate("how => speechSynthesis.finish(how)", how)


def test_the_page_is_read_in_order(browser: Browser) -> None:
    """Headings, paragraphs, items and rows one by one, each in its language; what is not meant for readers is passed over."""
    with reader(browser, BODY, before=voice(ZH, EN)) as somebody:
        page = somebody.open()
        button(page).click()
        blocks = []
        while len(blocks) < len(SPOKEN) and marked(page):
            blocks += marked(page)
            finish(page)
        said = page.evaluate("said")
        assert [(lang, text) for lang, text, _ in said] == SPOKEN
        assert [own for _, _, own in said] == [{"zh-CN": "zh-CN", "en": "en-US"}[lang] for lang, _ in SPOKEN]
        assert blocks == ["h1", "p", "li", "div", "li", "li", "summary", "summary", "p", "tr"]
        assert marked(page) == []
        expect(button(page)).to_have_text(word("aloud.start"))


def test_the_part_being_read_is_brought_into_sight(browser: Browser) -> None:
    """Each part once, smoothly, but at once for readers who want no motion."""
    for motion, behaviour in (("no-preference", "smooth"), ("reduce", "auto")):
        with reader(browser, BODY, before=voice(ZH, EN), reduced_motion=motion) as somebody:
            page = somebody.open()
            button(page).click()
            for _ in SPOKEN:
                finish(page)
            parts = [how["behavior"] for how in page.evaluate("scrolled")]
            # The item that is said in two languages is one part.
            assert parts == [behaviour] * (len(SPOKEN) - 1)


def test_it_can_be_stopped_and_taken_up_again(browser: Browser) -> None:
    """The same button stops the voice and takes the mark away; what was already said to end comes to nothing."""
    with reader(browser, BODY, before=voice(ZH)) as somebody:
        page = somebody.open()
        button(page).focus()
        page.keyboard.press("Enter")
        expect(button(page)).to_have_text(word("aloud.stop"))
        late = page.evaluate_handle("speechSynthesis.words")
        page.keyboard.press("Enter")
        assert (page.evaluate("speechSynthesis.speaking"), marked(page)) == (False, [])
        expect(button(page)).to_have_text(word("aloud.start"))
        late.evaluate("words => words.onend(new Event('end'))")
        assert page.evaluate("said.length") == 1
        page.keyboard.press("Enter")
        assert page.evaluate("said.map(one => one[1])") == [SPOKEN[0][1]] * 2


def test_it_starts_at_what_is_in_sight(browser: Browser) -> None:
    """Who has scrolled down hears what is there."""
    far = f'<main id="main"><h1>上面</h1>{"".join(f"<p>第{number}段</p>" for number in range(99))}</main>'
    with reader(browser, far, before=voice(ZH)) as somebody:
        page = somebody.open()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        # By script: without a style sheet the bar stays above, and a click would scroll back to it.
        page.evaluate("document.querySelector('[data-aloud]').click()")
        first = "[...document.querySelectorAll('h1, p')].find(part => part.getBoundingClientRect().bottom > 0).textContent"
        assert page.evaluate("said[0][1]") == page.evaluate(first) != "上面"


def test_leaving_the_page_silences_it(browser: Browser) -> None:
    """A voice would go on after its page is gone."""
    with reader(browser, BODY, before=voice(ZH)) as somebody:
        somebody.pages["next/"] = html("<main></main>")
        page = somebody.open()
        button(page).click()
        page.evaluate("localStorage.removeItem('cancelled')")
        page.goto(f"{ADDRESS}next/")
        assert page.evaluate("localStorage.getItem('cancelled')") == "/"


def test_the_bar_comes_and_goes_with_the_elder_mode(browser: Browser) -> None:
    """Below the crumbs in the elder mode, nowhere else; switching it off stops the voice."""
    with reader(browser, BODY, before=voice(ZH, elder=False)) as somebody:
        page = somebody.open()
        expect(page.locator(".aloud")).to_have_count(0)
        page.locator("summary").first.click()
        page.locator("[data-elder]").click()
        expect(page.locator("main > .crumbs + .aloud")).to_have_count(1)
        button(page).click()
        page.locator("[data-elder]").click()
        expect(page.locator(".aloud")).to_have_count(0)
        assert (page.evaluate("speechSynthesis.speaking"), marked(page)) == (False, [])
        page.locator("[data-elder]").click()
        expect(button(page)).to_have_text(word("aloud.start"))


@pytest.mark.parametrize(
    ("voices", "offered"),
    [
        ([], True), ([ZH], True), ([["zh_TW", True]], True), ([["cmn-Hans-CN", True]], True), ([EN], False), ([["zh-CN", False]], False),
        ([EN, ["zh-CN", False]], False),
    ],
)  # fmt: skip
def test_the_bar_needs_a_voice_of_the_device(browser: Browser, voices: list[list[Any]], offered: bool) -> None:
    """Offered if a voice speaks the page's language, or none is known yet; one that sends words to another computer is none."""
    with reader(browser, BODY, before=voice(*voices)) as somebody:
        page = somebody.open()
        expect(page.locator(".aloud")).to_have_count(int(offered))
        page.evaluate("names => { window.names = names; speechSynthesis.dispatchEvent(new Event('voiceschanged')) }", [ZH])
        expect(page.locator(".aloud")).to_have_count(1)
        page.evaluate("names => { window.names = names; speechSynthesis.dispatchEvent(new Event('voiceschanged')) }", [EN])
        expect(page.locator(".aloud")).to_have_count(0)


def test_a_device_without_speech_has_no_bar(browser: Browser) -> None:
    """Where browsers know no speech, the elder mode works without it."""
    with reader(browser, BODY, before="delete window.speechSynthesis;" + ELDER) as somebody:
        page = somebody.open()
        assert page.evaluate("'speechSynthesis' in window") is False
        expect(page.locator("html[data-mode=elder]")).to_have_count(1)
        expect(page.locator("[data-elder]")).to_have_attribute("aria-pressed", "true")
        expect(page.locator(".aloud")).to_have_count(0)


def test_a_voice_that_fails_says_so(browser: Browser) -> None:
    """If the device cannot speak after all, reading stops and the reader is told, until the next try."""
    with reader(browser, BODY, before=voice()) as somebody:
        page = somebody.open()
        button(page).click()
        finish(page, "error")
        expect(page.locator(".aloud [role=status]")).to_have_text(word("aloud.failed"))
        assert marked(page) == []
        button(page).click()
        expect(page.locator(".aloud [role=status]")).to_have_text("")


def test_long_texts_are_said_in_parts(browser: Browser) -> None:
    """A long text is cut after sentences and nowhere else; nothing of it is lost, and one mark stays on it."""
    sentences = [f"第{number}句话说的是体温三十七点三度也就是37.3度的人先别出门！" for number in range(12)]
    with reader(browser, f"<main><p>{''.join(sentences)}</p></main>", before=voice(ZH)) as somebody:
        page = somebody.open()
        button(page).click()
        while marked(page):
            finish(page)
        said = [text for _, text, _ in page.evaluate("said")]
        assert "".join(said) == "".join(sentences)
        assert len(said) > 1
        assert all(text.endswith("！") for text in said)
        assert page.evaluate("scrolled.length") == 1
