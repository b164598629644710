"""The page that checks a page in the reader's browser: its arithmetic is the ledger's, and every damage is told by its name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ledger_vectors
import pytest
import test_ledger
from judging import PAPER, SCREEN, judged
from looking import DESK, PHONE, context, lay_open, opened
from playwright.sync_api import Browser, Page, Route
from test_reflow import _cut

from generator.theme import script
from generator.tlog import manifest, notes, state, tiles, tree
from tests.audit.host import Host, hosted

pytestmark = pytest.mark.browser

FERRY = "help/dongtan-ferry"
ALL = ["about", "text", "entry", "signed", "grown", "page"]
FUNCTIONS = [
    "utf8", "hex", "unhex", "isSame", "sha256", "leafHash", "rootByInclusion", "isConsistent", "rangeHash", "inclusionOf", "consistencyOf",
    "nodesOf", "readNote", "readProof", "readKey", "isSigned", "rootCode", "readCode",
]  # fmt: skip
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def ledger() -> Iterator[Host]:
    """The edition that keeps a ledger, under the policy."""
    with hosted(test_ledger.live().resolve()) as host:
        yield host


@pytest.fixture(scope="module")
def bench(browser: Browser, ledger: Host) -> Iterator[Page]:
    """A page with the script's own functions within reach."""
    page = context(browser, workers="block").new_page()
    page.goto(ledger.address)
    page.evaluate(f"window.log = {script.expression('log-notes.js', FUNCTIONS)}")
    yield page
    page.close()


@contextmanager
def checking(
    browser: Browser, ledger: Host, query: str, changes: dict[str, Change | int] | None = None, folder: str = ""
) -> Iterator[Page]:
    """The page at the end of a check, with files changed or answered by an error on their way to it."""
    page = context(browser, workers="block").new_page()

    def answer(route: Route) -> None:
        change = (changes or {}).get(route.request.url.removeprefix(ledger.address).split("?")[0])
        if change is None:
            route.fallback()
        elif isinstance(change, int):
            route.fulfill(status=change) if change else route.abort()
        else:
            found = route.fetch()
            route.fulfill(response=found, body=change(found.body()))

    page.route(f"{ledger.address}**", answer)
    try:
        page.goto(f"{ledger.address}{folder}ledger/check/?{query}")
        page.locator("[data-outcome]").wait_for()
        yield page
    finally:
        page.close()


def steps(page: Page) -> list[tuple[str, str]]:
    """Each step told, and how it ended."""
    found = page.locator("[data-step]").all()
    return [(str(each.get_attribute("data-step")), str(each.get_attribute("data-state"))) for each in found]


def outcome(page: Page) -> str | None:
    return page.locator("[data-outcome]").get_attribute("data-outcome")


def flipped(at: int) -> Change:
    """One bit of one byte changed."""
    return lambda data: (
        data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] if at >= 0 else data[: at - 1] + bytes([data[at - 1] ^ 1]) + data[at:]
    )


def misread(at: Callable[[bytes], int]) -> Change:
    """One letter of base64 taken for another."""

    def change(data: bytes) -> bytes:
        place = at(data)
        return data[:place] + (b"B" if data[place : place + 1] == b"A" else b"A") + data[place + 1 :]

    return change


def replaced(old: str, new: str) -> Change:
    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


# --- arithmetic ----------------------------------------------------------------------------------------------------


def test_the_vectors_hold(bench: Page) -> None:
    """Proofs, digests, signatures and root codes of the published test vectors are what the script makes of them."""
    vectors = json.loads(ledger_vectors.FILE.read_text("utf-8"))
    found = bench.evaluate(
        """async vectors => { const key = await log.readKey(vectors.key), beside = await log.readKey(vectors.co_signer);
        const note = log.readNote(vectors.checkpoint), out = {entries: [], code: await log.rootCode(note.size, note.root)};
        out.signed = await log.isSigned(note, note.lines[0], key);
        const both = log.readNote(vectors.checkpoint + vectors.co_signature);
        out.beside = await log.isSigned(both, both.lines[1], beside);
        out.crossed = await log.isSigned(both, both.lines[1], {...key, isBeside: true}) && await log.isSigned(both, both.lines[0], beside);
        for (const each of vectors.entries) {
          const proof = log.readProof(each.proof), leaf = await log.leafHash(log.utf8(each.entry));
          const root = await log.rootByInclusion(proof.place, proof.note.size, leaf, proof.path);
          const digest = each.kept && log.hex(await log.sha256(log.unhex(each.kept[0]), log.utf8(each.kept[1])));
          out.entries.push([log.isSame(root, proof.note.root), await log.rootCode(proof.note.size, proof.note.root), digest, await log.isSigned(proof.note, proof.note.lines[0], key)]);
        } return out; }""",
        vectors,
    )
    assert found["code"] == vectors["code"]
    assert (found["signed"], found["beside"], found["crossed"]) == (True, True, False)
    for each, (is_in, code, digest, signed) in zip(vectors["entries"], found["entries"], strict=True):
        assert (is_in, code, signed) == (True, each["code"], True)
        assert digest is None or digest == json.loads(each["entry"])["digest"]


def grown(size: int) -> tuple[list[bytes], dict[str, str]]:
    """The leaves of a log of a size, and its tiles in hexadecimal digits by path."""
    leaves = [tree.leaf_hash(b"%d" % number) for number in range(size)]
    edge = tree.Edge()
    full = [tile for leaf in leaves for tile in edge.add(leaf)]
    found = {
        tiles.path(tile.level, tile.number, len(tile.hashes)): b"".join(tile.hashes).hex() for tile in [*full, *edge.partial()]
    }
    return leaves, found


@pytest.mark.parametrize("size", [1, 2, 7, 31, 256, 257, 700])
def test_tiles_and_proofs_agree_with_the_ledger(bench: Page, size: int) -> None:
    """Roots, proofs of inclusion and of consistency worked out of tiles are those of the program, and one hash less proves nothing."""
    leaves, files = grown(size)
    olds = sorted({1, size // 3 or 1, size // 2 or 1, size - 1 or 1, size})
    found = bench.evaluate(
        """async ([size, files, olds, leaves]) => {
        const nodes = log.nodesOf(async path => log.unhex(files[path]), size), root = await log.rangeHash(0, size, nodes), out = [];
        for (const old of olds) {
          const then = await log.rangeHash(0, old, nodes), path = await log.consistencyOf(old, size, nodes), way = await log.inclusionOf(old - 1, size, nodes);
          const leaf = log.unhex(leaves[old - 1]);
          out.push([log.hex(then), path.map(log.hex), way.map(log.hex), await log.isConsistent(old, then, size, root, path),
            await log.isConsistent(old, then, size, root, path.slice(1)), log.isSame(await log.rootByInclusion(old - 1, size, leaf, way), root),
            log.isSame(await log.rootByInclusion(old - 1, size, leaf, way.slice(1)), root)]);
        } return out; }""",
        [size, files, olds, [leaf.hex() for leaf in leaves]],
    )
    nodes = tiles.nodes(lambda path: bytes.fromhex(files[path]), size)
    for old, (root, path, way, grows, short, is_in, cut) in zip(olds, found, strict=True):
        assert root == tree.root(leaves[:old]).hex()
        assert path == [hash.hex() for hash in tree.consistency(old, size, nodes)]
        assert way == [hash.hex() for hash in tree.inclusion(old - 1, size, nodes)]
        assert (grows, is_in) == (True, True)
        assert (short, cut) == (not path, not way)


def test_codes_may_be_typed_as_people_type(bench: Page) -> None:
    """Small letters, spaces, wide characters and letters taken for digits are understood; what is incomplete is not."""
    code = notes.root_code(28, bytes(32))
    typed = [
        code,
        code.lower(),
        f" {code.replace('-', ' ')} ",
        code.replace("0", "o").replace("1", "l"),
        code.replace("-", "－"),
        code[:-1],
        "",
        "x",
    ]
    assert bench.evaluate("all => all.map(log.readCode)", typed) == [code] * 5 + [""] * 3


# --- what holds ----------------------------------------------------------------------------------------------------


def test_a_page_that_nobody_touched_holds(browser: Browser, ledger: Host) -> None:
    """Every step holds in either language, with every root code that was ever printed and with the key that signs; nothing else is asked for."""
    key = str(test_ledger.signers(test_ledger.lived())[0].verifier())
    for folder, code in (("", test_ledger.codes()[0]), ("en/", test_ledger.codes()[-1])):
        ledger.log.clear()
        with checking(browser, ledger, f"of={FERRY}/2&code={code}&key={key.replace('+', '%2B')}", folder=folder) as page:
            assert steps(page) == [
                ("about", "about"),
                *((step, "holds") for step in ("text", "entry", "signed.yours", "grown", "page", "code")),
            ]
            assert outcome(page) == "holds"
            assert f"{folder}{FERRY}/index.html" in page.locator("[data-step=page]").inner_text()
            assert page.evaluate("refused") == []
        read = {answered.path: answered.bytes for answered in ledger.log if answered.wanted_for == "empty"}
        assert read[f"/ledger/{FERRY}/2.tlog-proof"] <= 2000
        assert sum(read.values()) < 40_000


def test_a_history_page_leads_to_the_check_and_back(browser: Browser, ledger: Host) -> None:
    """From the page that says how a record changed one link checks the version, at once and without complaint."""
    with opened(browser, ledger.address) as (page, wrong):
        page.goto(f"{ledger.address}ledger/{FERRY}/")
        page.locator("section[aria-labelledby=v1] a[href*='ledger/check/']").click()
        page.locator("[data-outcome=holds]").wait_for()
        assert [step for step, _ in steps(page)] == ALL
        assert wrong == []


def test_it_is_used_by_keyboard(browser: Browser, ledger: Host) -> None:
    """An address is typed, Enter checks; what was found is told as it comes, in a part of the page that is read aloud."""
    with opened(browser, ledger.address) as (page, wrong):
        page.goto(f"{ledger.address}ledger/check/")
        page.locator("[name=of]").focus()
        page.keyboard.type(f"{ledger.address}en/{FERRY}/#contact")
        page.keyboard.press("Enter")
        page.locator("[aria-live=polite] [data-outcome=holds]").wait_for()
        assert [step for step, _ in steps(page)] == ALL
        assert "v3" not in page.locator("[data-step=about]").inner_text()
        assert re.search(r"\b3\b", page.locator("[data-step=about]").inner_text())
        assert wrong == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("of=help/school-shelter/1", {"text.erased": "open", "entry": "holds", "page": "holds"}),
        ("of=help/school-shelter/2", {"text.none": "holds", "entry": "holds"}),
        ("of=rumours/dyke-burst/2", {"text.none": "holds", "entry": "holds", "page": "holds"}),
        ("of=help/none", {"no-record": "open"}),
        (f"of={FERRY}/9", {"no-record": "open", "page": "holds"}),
        ("of=about/", {"signed": "holds", "grown": "holds", "page": "holds"}),
        ("of=nowhere/", {"page.nowhere": "open"}),
        ("of=https://elsewhere.example/", {"elsewhere": "open"}),
        (f"of={FERRY}/1&key=x", {"signed.unread": "open"}),
        (f"of={FERRY}/1&code=28-AAAA", {"code.unread": "open", "page": "holds"}),
        (f"of={FERRY}/1&code=9-AAAA-AAAA-AAAA-AAAA-AAAA", {"code.other": "fails", "page": "holds"}),
        (f"of={FERRY}/1&code=999-AAAA-AAAA-AAAA-AAAA-AAAA", {"code.shorter": "fails"}),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_told_plainly(browser: Browser, ledger: Host, query: str, expected: dict[str, str]) -> None:
    """Erased, withdrawn, unknown and mistyped things are each told in a sentence of their own."""
    with checking(browser, ledger, query) as page:
        assert expected.items() <= dict(steps(page)).items()
        assert outcome(page) == ("fails" if "fails" in expected.values() else "open" if "open" in expected.values() else "holds")


def test_another_key_has_not_signed(browser: Browser, ledger: Host) -> None:
    """A key that is not the site's is told so; a witness's, who signs now and then, is no fault."""
    other = notes.new_signer("other.example")
    for key, state_of in ((other.verifier(), "fails"), (other.verifier(notes.COSIGNATURE), "open")):
        with checking(browser, ledger, f"of={FERRY}/1&key={str(key).replace('+', '%2B')}") as page:
            assert ("signed.not", state_of) in steps(page)


# --- damage --------------------------------------------------------------------------------------------------------


def part_of(file: str) -> str:
    """The part of the manifest that a file stands in."""
    count = (test_ledger.live() / "ledger/release.txt").read_bytes().count(b"\n")
    return f"ledger/release/{manifest.place(file, count):03}.txt"


def tile_file() -> str:
    size = state.Log(test_ledger.lived() / "ledger").said.size
    return f"ledger/{tiles.path(0, 0, size)}"


VERSION = f"ledger/{FERRY}/1"
DAMAGE: dict[str, tuple[Callable[[], str], Change | int, str]] = {
    "page": (lambda: f"{FERRY}/", flipped(-9), "page.other"),
    "text": (lambda: f"{VERSION}.json", replaced("船到门口", "船到码头"), "text.other"),
    "salt": (lambda: f"{VERSION}.json", lambda data: re.sub(rb'("salt": ")(.)', lambda found: found[1] + (b"0" if found[2] != b"0" else b"1"), data), "text.other"),
    "no text": (lambda: f"{VERSION}.json", replaced('"text"', '"tixt"'), "unread"),
    "salt and text": (lambda: f"{VERSION}.json", lambda data: re.sub(rb'("salt": ".*)(",\n "text": ")\{', rb"\g<1>7b\2", data), "unread"),
    "time": (lambda: f"{VERSION}.json", replaced("2026-12-01T04", "2026-12-01T03"), "entry.other"),
    "proof": (lambda: f"{VERSION}.tlog-proof", misread(lambda data: data.index(b"\n", 30) + 5), "entry.other"),
    "proof form": (lambda: f"{VERSION}.tlog-proof", flipped(3), "unread"),
    "proof signature": (lambda: f"{VERSION}.tlog-proof", misread(lambda data: len(data) - 20), "signed.false"),
    "checkpoint": (lambda: "ledger/checkpoint", misread(lambda data: data.index(b"=\n") - 9), "signed.false"),
    "keys": (lambda: "ledger/keys", flipped(-9), "unread"),
    "tile": (tile_file, flipped(40), "grown.tiles"),
    "manifest": (lambda: "ledger/release.txt", flipped(70), "page.manifest"),
    "manifest part": (lambda: part_of(f"{FERRY}/index.html"), flipped(5), "page.manifest"),
    "manifest entry": (lambda: "ledger/release/entry.json", flipped(20), "page.entry"),
    "gone": (lambda: f"{VERSION}.tlog-proof", 404, "missing"),
    "no connection": (lambda: "ledger/checkpoint", 0, "offline"),
    "broken host": (lambda: "ledger/release.txt", 503, "offline"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGE)
def test_every_damage_is_named(browser: Browser, ledger: Host, name: str) -> None:
    """One byte changed in any file on its way, a file that is gone, no connection: one step says so, and names the file or who signed."""
    file, change, step = DAMAGE[name]
    expected = "open" if step == "offline" else "fails"
    with checking(browser, ledger, f"of={FERRY}/1", {file(): change}) as page:
        told = steps(page)
        assert (step, expected) in told
        # A checkpoint that was changed is not that of the hashes either.
        assert [each for each, ended in told if ended == "fails"][:1] == [step] * (expected == "fails")
        assert outcome(page) == expected
        named = "example.org" if step == "signed.false" else f"{FERRY}/index.html" if name == "page" else file()
        assert named in page.locator(f"[data-step='{step}']").first.inner_text()


def test_a_page_slipped_in_is_told(browser: Browser, ledger: Host) -> None:
    """A page that is there and was never registered fails."""
    with checking(browser, ledger, "of=slipped/", {"slipped/": lambda _: b"x"}) as page:
        assert ("page.nowhere", "open") in steps(page)
    page = context(browser, workers="block").new_page()
    page.route(f"{ledger.address}slipped/", lambda route: route.fulfill(body="<p>in</p>"))
    page.goto(f"{ledger.address}ledger/check/?of=slipped/")
    page.locator("[data-outcome=fails]").wait_for()
    assert ("page.unlisted", "fails") in steps(page)
    page.close()


def test_a_text_where_there_is_none_is_told(browser: Browser, ledger: Host) -> None:
    """What a withdrawal does not say cannot be put into its mouth."""
    changes: dict[str, Change | int] = {"ledger/rumours/dyke-burst/2.json": replaced('"text": ""', '"text": "x"')}
    with checking(browser, ledger, "of=rumours/dyke-burst/2", changes) as page:
        assert ("text.other", "fails") in steps(page)


def test_an_earlier_release_is_not_the_last(browser: Browser, ledger: Host) -> None:
    """A page as it was, with the manifest that it was published with, is not what the last publication has."""
    before = sorted((test_ledger.lived() / "live/releases").iterdir())[-2]
    names = [
        path.relative_to(before).as_posix() for path in [before / "ledger/release.txt", *(before / "ledger/release").iterdir()]
    ]
    changes: dict[str, Change | int] = {
        name: lambda _, name=name: (before / name).read_bytes() for name in [*names, f"{FERRY}/index.html"]
    }
    changes[f"{FERRY}/"] = changes[f"{FERRY}/index.html"]
    with checking(browser, ledger, f"of={FERRY}/", changes) as page:
        assert ("page.entry", "fails") in steps(page)


# --- where it cannot be done ---------------------------------------------------------------------------------------


def test_browsers_that_cannot_say_so(browser: Browser, ledger: Host, tmp_path: Path) -> None:
    """Without Ed25519 the other steps hold; without digests, without a script and from a stick the page says what else can be done."""
    checks: list[tuple[str, dict[str, Any], str]] = [
        (
            "crypto.subtle.importKey = () => Promise.reject(new DOMException('no', 'NotSupportedError'))",
            {},
            "[data-step='signed.old'][data-state=open]",
        ),
        ("Object.defineProperty(Crypto.prototype, 'subtle', {value: undefined})", {}, "[data-check] > p.callout"),
        ("", {"java_script_enabled": False}, "noscript p.callout"),
    ]
    for before, options, wanted in checks:
        reader = browser.new_context(service_workers="block", **options)
        reader.add_init_script(before)
        page = reader.new_page()
        page.goto(f"{ledger.address}ledger/check/?of={FERRY}/1")
        page.locator(wanted).wait_for()
        assert page.locator("a[href$='verify.py']").is_visible()
        reader.close()
    page = context(browser).new_page()
    page.goto((test_ledger.live() / "ledger/check/index.html").as_uri())
    page.locator("[data-check] > p.callout").wait_for()
    assert page.locator("form[data-check], .checker form").count() == 0
    page.close()


def test_axe_finds_nothing_in_what_was_found(browser: Browser, ledger: Host) -> None:
    """With steps that hold, that fail and that stay open on it, in every mode and width, axe has nothing to say and nothing is cut off."""
    query = "of=help/school-shelter/1&code=9-AAAA-AAAA-AAAA-AAAA-AAAA"
    usual = {PHONE: SCREEN, DESK: SCREEN, PAPER: ("print",), 320: ()}
    for elder, worn in ((False, usual), (True, {PHONE: ("elder",), DESK: ("elder",), 320: ()})):
        for width, modes in worn.items():
            page = context(browser, width, elder, workers="block").new_page()
            page.goto(f"{ledger.address}ledger/check/?{query}")
            page.locator("[data-outcome]").wait_for()
            lay_open(page)
            assert [fault for mode in modes for fault in judged(page, mode)] == []
            assert width != 320 or _cut(page) == []
            page.close()
