"""The public ledger in the life of an edition: published, edited, corrected, withdrawn, erased, and checked by a stranger."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import htmlread
import projects
import pytest
import releases

from generator import build, promptness, trouble
from generator.cli import main
from generator.history import read
from generator.release import deliver
from generator.release.local import Local
from generator.release.sealing import is_of_log
from generator.text import Speech
from generator.tlog import fetch, keeping, keyfiles, notes, proofs, state, verify
from generator.views import ledger

NOON = datetime(2026, 12, 1, 4, tzinfo=UTC)
FERRY = "content/help/dongtan-ferry.yml"


def project_of(folder: Path) -> build.Project:
    return build.Project(folder / "content", folder / "site", folder / "mkdocs.yml", projects.TODAY)


def publish(folder: Path, hours: int, key: Path | None = None, place: Path | None = None) -> deliver.Delivery:
    """Publish a project beside itself, so many hours after noon."""
    wish = deliver.Wish(allow_drop=True, key=key, now=NOON + timedelta(hours=hours))
    done = deliver.deliver(project_of(folder), Local(place or folder / "live"), wish)
    assert done.name, (done.flaws, done.built.problems)
    return done


def edit(folder: Path, file: str, *pairs: tuple[str, str]) -> None:
    for old, new in pairs:
        projects.edit(folder / file, lambda text, old=old, new=new: text.replace(old, new))


@cache
def lived() -> Path:
    """An edition that was published, edited, corrected, withdrawn from and erased from, once for all tests."""
    return projects.once("ledger", _live)


CODES = "codes.json"


def _live(folder: Path) -> None:
    releases.project(folder)
    state.begin(folder / "ledger", "liudu.example.org")
    keeping.sign(folder / "ledger", keyfiles.make(folder / "key", "example.org"))
    codes = [publish(folder, 0, folder / "key").code]
    edit(folder, FERRY, ("船到门口", "船开到门口，不收钱"))
    told = "changes:\n- date: 2026-12-01\n  what: {zh: 码头写错了，已改正, en: The pier was wrong}\n  why: 居民来电\n  correction: true\n"
    edit(folder, "content/rumours/water-unsafe.yml", ("verified: ", f"{told}verified: "))
    codes.append(publish(folder, 1, folder / "key").code)
    gone = "withdrawn: {date: 2026-12-01, reason: 船坏了}\nverified: "
    edit(folder, FERRY, ("verified: ", gone))
    (folder / "content/rumours/dyke-burst.yml").unlink()
    codes.append(publish(folder, 2, folder / "key").code)
    edit(folder, "content/help/school-shelter.yml", ("verified: ", "keywords: [学校]\nverified: "))
    keeping.erase(folder / "ledger", "help", "school-shelter", "写进了私人电话", NOON + timedelta(hours=3), signers(folder))
    codes.append(publish(folder, 3, folder / "key").code)
    (folder / CODES).write_text(json.dumps(codes))


def signers(folder: Path) -> list[notes.Signer]:
    return keyfiles.signers(state.Log(folder / "ledger"), folder / "key")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of that edition, to be changed at will but for what is published: nobody may write into those files."""
    return copied(lived(), tmp_path / "p")


def copied(edition: Path, folder: Path) -> Path:
    """A copy of an edition that was published beside itself. Its releases, thousands of files, are the same files."""
    shutil.copytree(edition, folder, ignore=lambda here, _: {"live"} if Path(here) == edition else set())
    shutil.copytree(edition / "live", folder / "live", symlinks=True, copy_function=os.link)
    return folder


def live() -> Path:
    return lived() / "live" / "current"


def codes() -> list[str]:
    found: list[str] = json.loads((lived() / CODES).read_text())
    return found


def page(path: str) -> htmlread.Element:
    (main,) = htmlread.tree((live() / path / "index.html").read_text("utf-8")).all("main")
    return main


# --- what a stranger finds -----------------------------------------------------------------------------------------


def test_a_stranger_checks_it(tmp_path: Path) -> None:
    """With the folder, Python and a root code photographed earlier everything holds; one letter changed, and it is named."""
    site = shutil.copytree(live(), tmp_path / "site")
    for code in codes():
        command = [sys.executable, "-I", "-S", str(site / "ledger/verify.py"), str(site), "--root", code, "--lang", "en"]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env={"PYTHONIOENCODING": "utf-8"})
        assert (done.returncode, done.stderr) == (0, "")
        assert "All of it holds." in done.stdout
    file = site / "help/dongtan-ferry/index.html"
    file.write_bytes(file.read_bytes().replace("船坏了".encode(), "船沉了".encode()))
    assert [(code, values["file"]) for code, values in verify.verify(site).problems] == [
        ("bad-file", "help/dongtan-ferry/index.html")
    ]


def test_the_log_tells_what_happened() -> None:
    """Each publication is one addition with a manifest behind it; sorts, reasons and offices are the editors'."""
    log = state.Log(lived() / "ledger")
    told = [(e.sort, e.kind, e.id, e.reason) for e in map(log.entry, range(log.said.size)) if e.sort != "new"]
    assert [row for row in told if row[1] != "release"] == [
        ("edit", "help", "dongtan-ferry", ""),
        ("correction", "rumours", "water-unsafe", "码头写错了，已改正 居民来电"),
        ("withdrawal", "help", "dongtan-ferry", "船坏了"),
        ("withdrawal", "rumours", "dyke-burst", ""),
        ("erasure", "help", "school-shelter", "写进了私人电话"),
        ("edit", "help", "school-shelter", ""),
    ]
    assert sum(row[1] == "release" for row in told) == 3
    assert log.entry(0).office


def test_what_is_erased_is_nowhere() -> None:
    """Neither the log nor what is published holds the text of an erased version; its entries and proofs stay."""
    log = state.Log(lived() / "ledger")
    history = [e for e in map(log.entry, range(log.said.size)) if e.id == "school-shelter"]
    assert [log.text(entry.sequence) is not None for entry in history] == [False, False, True]
    first = json.loads((live() / "ledger/help/school-shelter/1.json").read_text("utf-8"))
    assert (first["salt"], first["text"]) == ("", "")
    assert first["entry"].encode() == log.encoded(history[0].sequence)


def test_every_version_has_its_proof() -> None:
    """A proof is at most 2 kB, leads from the entry beside it to a signed checkpoint, and stays the same for ever."""
    key = signers(lived())[0].verifier()
    found = sorted((live() / "ledger").rglob("*.tlog-proof"))
    assert len(found) == 24
    for path in found:
        assert path.stat().st_size <= 2000
        proof = proofs.proof(path.read_text("utf-8"))
        proof.proves(json.loads(path.with_suffix(".json").read_text("utf-8"))["entry"].encode())
        assert proof.checkpoint.verified([key])
    first = sorted((lived() / "live/releases").iterdir())[0]
    proof_file = "ledger/help/dongtan-ferry/1.tlog-proof"
    assert (first / proof_file).read_bytes() == (live() / proof_file).read_bytes()


def test_records_say_how_they_changed() -> None:
    """A record's page has its dates and its code from the log, and leads to its versions; those lead back."""
    main = page("help/dongtan-ferry")
    assert "../../ledger/help/dongtan-ferry/" in main.values("href")
    assert codes_in(main.text) == {state.Log(lived() / "ledger").code_at(int(code.split("-")[0])) for code in codes_in(main.text)}
    past = page("ledger/help/dongtan-ferry")
    assert "../../../help/dongtan-ferry/" in past.values("href")
    assert [part.attributes["id"] for part in past.all("h2")] == ["v3", "v2", "v1"]
    assert "船坏了" in past.all("section", aria_labelledby="v3")[0].text


def codes_in(text: str) -> set[str]:
    return set(re.findall(r"\d+(?:-[0-9A-Z]{4}){5}", text))


def test_differences_are_words() -> None:
    """What went and what came is marked, word by word, and readable without a script."""
    (version,) = page("ledger/help/dongtan-ferry").all("section", aria_labelledby="v2")
    assert [part.squeezed for part in version.all("ins")] == ["加上：开", "加上：，不收钱"]
    assert version.all("del") == []
    (old,) = page("ledger/help/dongtan-ferry").all("section", aria_labelledby="v1")
    assert "船到门口" in old.text


def test_what_is_gone_can_still_be_read_about() -> None:
    """A record that was taken off the site keeps the page of its versions, which says so, and its address leads there."""
    assert "0; url=../../ledger/rumours/dyke-burst/" in (live() / "rumours/dyke-burst/index.html").read_text("utf-8")
    main = page("ledger/rumours/dyke-burst")
    assert main.all("p", class_="callout callout-stop")
    assert [part.attributes["id"] for part in main.all("h2")] == ["v2", "v1"]
    assert "已经销毁" in page("ledger/help/school-shelter").text


def test_corrections_are_listed_with_their_feed() -> None:
    """Corrections, withdrawals and erasures stand on a page, newest first, with reasons; the feed has the same."""
    main = page("ledger/corrections")
    rows = [row.text for row in main.all("ol")[-1].all("li")]
    words = ["写进了私人电话", "没有写原因", "船坏了", "码头写错了"]
    assert [word in row for word, row in zip(words, rows, strict=True)] == [True] * 4
    feed = json.loads((live() / "feeds/corrections.json").read_text("utf-8"))
    assert [bool(re.search(word, item["content_text"] + "没有写原因")) for word, item in zip(words, feed["items"], strict=True)]
    assert len({item["id"] for item in feed["items"]}) == 4
    pages = [item["url"].partition("#")[0].removeprefix("https://liudu.example.org/") for item in feed["items"]]
    assert [name for name in pages if not (live() / name / "index.html").is_file()] == []


def test_reasons_are_told_in_the_language_of_the_page() -> None:
    """Where the record's own text has a reason in the page's language it stands there; else it is marked as the first language's."""
    row = next(row for row in page("en/ledger/corrections").all("li") if "water-unsafe" in str(row.values("href")))
    lines = row.all("span", class_="line")
    assert [line.text for line in lines[:2]] == ["The pier was wrong", "居民来电"]
    assert [span.text for line in lines for span in line.all("span", lang="zh-CN")] == ["居民来电"]
    (office,) = row.all("span", class_="why")
    assert office.all("span", lang="zh-CN") == [] or "柳渡" in office.text
    (version,) = page("en/ledger/rumours/water-unsafe").all("section", aria_labelledby="v2")
    assert "The pier was wrong" in version.text
    item = json.loads((live() / "en/feeds/corrections.json").read_text("utf-8"))["items"][-1]
    assert item["content_text"].splitlines()[1:] == ["The pier was wrong", "居民来电"]
    assert item["language"] == "zh-CN"


def test_what_stands_as_the_reason_stands_nowhere_else() -> None:
    """What a correction tells of itself is its reason and no change beside it; words that are not the page's say whose they are."""
    (version,) = page("ledger/rumours/water-unsafe").all("section", aria_labelledby="v2")
    assert version.text.count("码头写错了，已改正") == 1
    assert "读者看到的文字没有变" in version.text
    (second,) = page("en/ledger/help/dongtan-ferry").all("section", aria_labelledby="v2")
    changed = second.all("dl", class_="changed")[0].all("dd")
    assert [(dd.attributes.get("lang"), "不收钱" in dd.text) for dd in changed] == [("zh-CN", True)]
    (last,) = page("en/ledger/help/dongtan-ferry").all("section", aria_labelledby="v3")
    assert [dd.attributes.get("lang") for dd in last.all("dl", class_="changed")[0].all("dd")] == [None, "zh-CN"]


def test_a_long_history_stays_light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many old versions only so much stands on the page, the newest first; the others say where they are."""
    site = projects.site_of(lived() / "content")
    site.history = read(lived() / "content", "UTC")
    monkeypatch.setattr(ledger, "TEXTS_LIMIT", 1)
    values = ledger.record("help")(site, "dongtan-ferry")
    shown = ledger.arrange(site, Speech(site.edition, "zh"), values)["shown"]
    assert [(bool(each.lines), each.is_elsewhere) for each in shown] == [(False, False), (True, False), (False, True)]


def test_every_way_on_a_history_says_of_which_version() -> None:
    """Read out as a list, the links of a history page are told apart."""
    names = [link.text for part in page("ledger/help/dongtan-ferry").all("section") for link in part.all("a")]
    assert len(names) == len(set(names)) == 9


@pytest.fixture
def served() -> Iterator[str]:
    """The address of the edition as readers get it."""
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(live()))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize(("lang", "word", "blank"), [("", "全部属实", "根码"), ("en/", "All of it holds", "CODE")])
def test_the_commands_on_the_page_of_the_ledger_do_what_it_says(
    tmp_path: Path, served: str, lang: str, word: str, blank: str
) -> None:
    """Typed as they stand there, beside the programs downloaded from there, with nothing but Python, they fetch the site and find it whole."""
    main = page(f"{lang}ledger")
    (part,) = main.all("section", aria_labelledby="check")
    for href in part.values("href"):
        if href.endswith(".py"):
            shutil.copy(live() / f"{lang}ledger" / href, tmp_path)
    (code,) = codes_in(main.text)
    for command in part.all("pre"):
        words = command.text.replace("https://liudu.example.org/", served).replace(blank, code).split()
        assert words[0] == "python3"
        done = subprocess.run(
            [sys.executable, "-I", "-S", *words[1:]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8"},
        )
        assert (done.returncode, done.stderr) == (0, "")
    assert word in done.stdout
    again = subprocess.run(
        [sys.executable, tmp_path / "fetch.py", served, tmp_path, "--lang", "en"], capture_output=True, text=True
    )
    assert (again.returncode, "is not empty" in again.stdout) == (1, True)


def test_the_page_of_the_ledger_tells_how_it_stands() -> None:
    """The root code on it is one that holds, and it says who signed."""
    main = page("ledger")
    (code,) = codes_in(main.text)
    assert verify.verify(live(), root=code).problems == []
    assert "example.org" in main.text
    assert str(signers(lived())[0].verifier()) in main.text
    assert page("en/ledger").text != main.text


def test_how_soon_things_were_public_is_told() -> None:
    """The rule and the counts stand on the ledger's page, and each day with its version and its correction, in both languages."""
    site, history = projects.site_of(lived() / "content"), read(lived() / "content", "UTC")
    site.history = history
    found = promptness.tally(site)
    assert found == {"early": 0, "same-day": 3, "in-time": 0, "by": 10, "late": 0, "unknown": 2, "unsure": 0}
    (part,) = page("ledger").all("section", aria_labelledby="in-time")
    assert "《柳渡县公开办法》第三条" in part.text
    assert "看得出的共 13 次：按时 13 次，晚了 0 次" in part.text
    assert "更早的事有 2 件" in part.text
    assert "13 in all: 13 in time, 0 late" in page("en/ledger").text
    assert "2026-12-01 形成或变更，当天公开。" in page("ledger/rumours/water-unsafe").all("section", aria_labelledby="v2")[0].text
    assert page("en/ledger/corrections").text.count("public the same day") == 2


def test_a_poster_prints_a_code_that_changes_with_what_it_shows() -> None:
    """The root code on a sheet is that of the last change of something on it, so that other sheets stay as they were."""
    text = (live() / "print/guidelines/dyke-watch/index.html").read_text("utf-8")
    (code,) = codes_in(text)
    assert int(code.split("-")[0]) == 18
    assert verify.verify(live(), root=code).problems == []


LISTS = (
    "index.html",
    "help/index.html",
    "en/help/index.html",
    "zh-hant/help/index.html",
    "tasks/dyke-watch/index.html",
    "areas/990101001000/index.html",
    "areas/index.html",
    "tasks/index.html",
    "en/figures/index.html",
    "registers/index.html",
    "find/streets/index.html",
    "find/streets/d/index.html",
)


@pytest.mark.parametrize("path", LISTS)
def test_pages_that_show_or_count_records_print_a_code_at_their_foot(path: str) -> None:
    """It holds, it stands last on the page, and the way to where it is explained is there."""
    (main,) = htmlread.tree((live() / path).read_text("utf-8")).all("main")
    foot = main.all("p")[-1]
    (code,) = codes_in(foot.text)
    assert code in {state.Log(lived() / "ledger").code_at(int(code.split("-")[0]))}
    (way,) = foot.values("href")
    lang = "en/" if path.startswith("en/") else ""
    assert ((live() / path).parent / way / "index.html").resolve() == (live() / f"{lang}ledger/index.html").resolve()


def test_only_what_shows_a_change_has_another_code() -> None:
    """Two records changed: every page that did names one of them, counts their kinds, or is one of the log's own."""
    first, second = (sorted((lived() / "live/releases").iterdir())[number] for number in (0, 1))
    pages = sorted(path.relative_to(second).as_posix() for path in second.rglob("*.html"))
    changed = [name for name in pages if (first / name).read_bytes() != (second / name).read_bytes()]
    assert "help/index.html" in changed
    assert "notices/index.html" not in changed
    # The search is of all records together.
    others = [name for name in changed if "ledger/" not in name and "search/" not in name]
    counting = ["en/figures/index.html", "en/find/index.html", "figures/index.html", "find/index.html"]
    assert [name for name in others if not named_in(second / name)] == counting
    assert {"areas/index.html", "tasks/index.html", "guidelines/index.html"}.isdisjoint(changed)
    assert "拍张照" not in page("guidelines/dyke-watch").text


def named_in(file: Path) -> bool:
    text = file.read_text("utf-8")
    return "dongtan-ferry" in text or "water-unsafe" in text


# --- publishing ----------------------------------------------------------------------------------------------------


def test_nothing_new_adds_nothing(folder: Path) -> None:
    """Published again unchanged, log and site stay as they are; built from nothing, pages are the same to the byte."""
    before = projects.tree(folder / "ledger")
    done = publish(folder, 5, folder / "key")
    assert (done.switched, done.logged) == (False, 0)
    assert {name for name, data in projects.tree(folder / "ledger").items() if before.get(name) != data} <= {".heads.sqlite"}
    shutil.rmtree(folder / "site")
    shutil.rmtree(folder / build.CACHE / "outgoing", ignore_errors=True)
    (folder / build.CACHE / "memory.db").unlink()
    projects.build_in(folder)
    shown = releases.shown(folder / "live")
    built = projects.tree(folder / "site")
    assert projects.differences(built, shown) == []


def test_repositories_need_not_keep_the_manifest(folder: Path) -> None:
    """Published from a clone, which has none: readers keep what they have, and the manifest is back; elsewhere it is made anew."""
    before = projects.tree(folder / "ledger")
    kept = (folder / "ledger/.gitignore").read_text().split()
    assert {"release.txt", "release/"} < set(kept)
    (folder / "ledger/release.txt").unlink()
    shutil.rmtree(folder / "ledger/release")
    done = publish(folder, 5, folder / "key")
    assert (done.switched, done.logged) == (False, 0)
    assert projects.tree(folder / "ledger").keys() == before.keys()
    assert {name for name, data in projects.tree(folder / "ledger").items() if before[name] != data} <= {".heads.sqlite"}
    (folder / "ledger/release.txt").unlink()
    shutil.rmtree(folder / "ledger/release")
    done = publish(folder, 6, folder / "key", folder / "elsewhere")
    assert (done.switched, done.logged) == (True, 0)
    assert verify.verify(folder / "elsewhere" / "current", codes()[-1]).problems == []


def test_without_a_log_nothing_happens() -> None:
    """An edition that keeps no log has no page, no file and no word of one."""
    site = projects.sound_site()
    assert not (site / "ledger").exists()
    assert '="ledger/' not in (site / "index.html").read_text("utf-8")


@pytest.mark.parametrize("step", ["put", "switch"])
def test_a_failed_publication_leaves_both_as_they_were(folder: Path, step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a release cannot be brought there, or readers cannot be given it, log and site are as before, to the byte."""
    before, shown = files(folder), releases.shown(folder / "live")
    edit(folder, FERRY, ("不收钱", "一律免费"))

    def fail(*_: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr(Local, step, fail)
    with pytest.raises(OSError, match="route"):
        publish(folder, 6, folder / "key")
    monkeypatch.undo()
    assert files(folder) == before
    assert releases.shown(folder / "live") == shown
    assert publish(folder, 6, folder / "key").logged == 1
    assert verify.verify(folder / "live/current", root=codes()[-1]).problems == []


def files(folder: Path) -> dict[str, bytes]:
    """The log's own files."""
    return {name: data for name, data in projects.tree(folder / "ledger").items() if is_of_log(f"ledger/{name}")}


def refused(folder: Path, hours: int = 9, key: str = "key", place: Path | None = None) -> str:
    """The code of the fault that publishing meets, with log and site left as they were."""
    before, shown = files(folder), releases.shown(place or folder / "live")
    edit(folder, FERRY, ("不收钱", "一律免费"))
    with pytest.raises(state.Fault) as met:
        publish(folder, hours, folder / key if key else None, place)
    assert files(folder) == before
    assert releases.shown(place or folder / "live") == shown
    return met.value.code


def _older(folder: Path) -> None:
    """The log as it was two publications ago: what readers have is ahead of it."""
    log = folder / "ledger"
    shutil.rmtree(log)
    first = sorted((folder / "live/releases").iterdir())[1]
    shutil.copytree(first / "ledger", log)
    for path in [path for path in log.rglob("*") if path.is_file() and not is_of_log(f"ledger/{path.relative_to(log)}")]:
        path.unlink()


def _other(folder: Path) -> None:
    """A log that was begun anew, under the same name."""
    key = signers(folder)[0]
    shutil.rmtree(folder / "ledger")
    state.begin(folder / "ledger", "liudu.example.org")
    keeping.sign(folder / "ledger", key)


def _damage(folder: Path) -> None:
    for path in (folder / "ledger/tile/entries").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3])


def _overwrite(path: Path) -> None:
    path.unlink()
    path.write_text("x\n")


FAULTS: dict[str, Callable[[Path], object]] = {
    "stale": _older,
    "gone": lambda folder: shutil.rmtree(folder / "ledger"),
    "damaged": _damage,
    "bad-published": lambda folder: _overwrite(folder / "live/current/ledger/checkpoint"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_gone_on_from_is_refused(folder: Path, fault: str) -> None:
    """A stale, lost, damaged or begun-anew log: nothing is written, and the fault says what it is."""
    FAULTS[fault](folder)
    assert refused(folder) == fault


def test_a_log_begun_anew_is_refused(folder: Path) -> None:
    """One that has fewer entries than readers have is stale; once it has as many, it has forked."""
    _other(folder)
    assert refused(folder) == "stale"


def test_keys_and_clocks(folder: Path) -> None:
    """A log that was signed is not left unsigned, nor signed by a key that readers do not know; no time runs backwards."""
    assert refused(folder, key="") == "no-key"
    keyfiles.make(folder / "other", "example.org")
    edit(folder, FERRY, ("一律免费", "不收钱"))
    assert refused(folder, key="other") == "other-key"
    edit(folder, FERRY, ("一律免费", "不收钱"))
    assert refused(folder, hours=-1) == "clock"


@pytest.mark.parametrize("how", ["stale", "gone"])
def test_a_lost_log_comes_back_from_what_is_published(folder: Path, how: str) -> None:
    """All of it stands in the published site: brought back from there, publishing goes on as if nothing had been."""
    whole = files(folder)
    left_out = (folder / "ledger/.gitignore").read_text()
    FAULTS[how](folder)
    keeping.bring_back(folder / "ledger", folder / "live/current")
    found = files(folder)
    assert {name: found[name] for name in whole} == whole
    assert (folder / "ledger/.gitignore").read_text() == left_out
    edit(folder, FERRY, ("不收钱", "一律免费"))
    assert publish(folder, 9, folder / "key").logged == 1
    assert verify.verify(folder / "live/current", root=codes()[-1]).problems == []


# --- from elsewhere ---


def test_a_site_is_checked_by_its_address_and_brings_its_ledger_back(
    served: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Fetched from where readers get it, everything holds; where there is no ledger, that is said."""
    assert main(["verify", served, "--root", codes()[0], "--lang", "en"]) == 0
    assert "All of it holds." in capsys.readouterr().out
    assert main(["ledger", "init", "--content", str(tmp_path / "content"), "--from", served]) == 0
    assert state.Log(tmp_path / "ledger").code == state.Log(lived() / "ledger").code
    assert main(["verify", f"{served}help/", "--lang", "en"]) == 2
    assert "cannot be fetched" in capsys.readouterr().err


def test_a_site_that_means_harm_is_written_nowhere_else(tmp_path: Path) -> None:
    """A manifest that names a file by a way out of the folder, or from the root of the disk, is not followed there."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    for name in (f"{outside}/absolute".lstrip("/"), "climbing", "ledger/release/000.txt"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(live() / "ledger/checkpoint", site / "ledger")
    (site / f"{outside}/absolute".lstrip("/")).write_text("x")
    (site / "climbing").write_text("x")
    names = [f"{outside}/absolute", "../climbing", "./climbing", "a:climbing", "a\\climbing", "climbing"]
    (site / "ledger/release/000.txt").write_text("".join(f"{'0' * 64}  {name}\n" for name in names))
    (site / "ledger/release.txt").write_text(
        f"{'0' * 64}  ledger/release/000.txt\n{'0' * 64}  ledger/release/../../../climbing\n"
    )
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        fetch.fetch(f"http://127.0.0.1:{server.server_port}", tmp_path / "fetched")
        server.shutdown()
    assert not outside.exists()
    assert not (tmp_path / "climbing").exists()
    assert (tmp_path / "fetched/climbing").read_text() == "x"


def test_a_site_out_of_order_is_no_site_that_lacks_something(tmp_path: Path) -> None:
    """What a server cannot give, or breaks off, is said to be so; a size nobody could fetch, or a name for two things, does no harm."""
    answers = {
        "/ledger/checkpoint": f"a\n{10**17}\n{'A' * 43}=\n\n",
        "/ledger/release.txt": f"{'0' * 64}  ledger/release/000.txt\n",
    }
    answers |= {"/ledger/release/000.txt": f"{'0' * 64}  a\n{'0' * 64}  a/b\n{'0' * 64}  {'c' * 300}\n", "/a": "x", "/a/b": "x"}
    answers[f"/{'c' * 300}"] = "x"

    class Odd(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/broken"):
                self.send_response(200)
                self.send_header("Content-Length", "99")
                self.end_headers()
                self.close_connection = True
            elif self.path.startswith("/busy") or self.path not in answers:
                self.send_error(503 if self.path.startswith("/busy") else 404)
            else:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answers[self.path].encode())

        def log_message(self, *_: object) -> None:
            """Nothing is to be told of it."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        for name in ("/busy", "/broken"):
            with pytest.raises(fetch.NotThere):
                fetch.fetch(f"{address}{name}", tmp_path / "none")
        with pytest.raises(fetch.NotThere):
            fetch.fetch("http://127.0.0.1:none/", tmp_path / "none")
        fetch.fetch(address, tmp_path / "fetched")
        server.shutdown()
    assert ("bad-checkpoint", {"file": "ledger/checkpoint"}) in verify.verify(tmp_path / "fetched").problems


# --- commands ------------------------------------------------------------------------------------------------------


def run(folder: Path, *words: object, capsys: pytest.CaptureFixture[str], code: int = 0) -> str:
    assert main(["ledger", *map(str, words), "--content", str(folder / "content"), "--lang", "en"]) == code
    found = capsys.readouterr()
    return found.out + found.err


def test_commands(folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Begun once; its status tells what comes next; a witness signs beside, and the line is published with the next release."""
    assert "already" in run(folder, "init", code=2, capsys=capsys)
    assert "nothing to add" in run(folder, "status", capsys=capsys)
    edit(folder, FERRY, ("不收钱", "一律免费"))
    row = json.loads(run(folder, "status", "--json", capsys=capsys))
    assert (row["waiting"], row["signers"], row["code"]) == ({"edit": 1}, ["example.org"], codes()[-1])
    witness = keyfiles.make(tmp_path / "witness", "city.example")
    site = folder / "live/current"
    line = run(folder, "cosign", site, "--key", tmp_path / "witness", "--kept", tmp_path / "kept", capsys=capsys)
    (tmp_path / "line").write_text(line)
    public = witness.verifier(notes.COSIGNATURE)
    assert "root code" in run(folder, "sign", "--line", tmp_path / "line", "--by", public, capsys=capsys)
    edit(folder, FERRY, ("一律免费", "不收钱"))
    assert publish(folder, 7, folder / "key").switched
    told = verify.verify(site, keys=[str(public)], checkpoint=(tmp_path / "kept").read_text())
    assert told.problems == []
    assert any(code == "signed" and values["name"] == "city.example" for code, values in told.notes)
    (tmp_path / "line").write_text(line.replace("— city.example ", "— city.example A"))
    assert "does not sign" in run(folder, "sign", "--line", tmp_path / "line", "--by", public, code=2, capsys=capsys)


def test_erasing_needs_a_reason_and_a_mended_record(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What still says the same would be logged again; what was never logged cannot be erased."""
    key = ("--key", folder / "key")
    assert "Mend or delete" in run(folder, "erase", "help/dongtan-ferry", "--reason", "x", *key, code=2, capsys=capsys)
    edit(folder, FERRY, ("不收钱", "一律免费"))
    assert "reason" in run(folder, "erase", "help/dongtan-ferry", *key, code=2, capsys=capsys)
    assert "no help/none" in run(folder, "erase", "help/none", "--reason", "x", *key, code=2, capsys=capsys)
    # The clock of this machine is before the times of this story.
    assert "clock" in run(folder, "erase", "help/dongtan-ferry", "--reason", "x", *key, code=2, capsys=capsys)


def test_every_fault_has_words() -> None:
    """Whatever can be raised is said in both languages."""
    code = "".join(path.read_text("utf-8") for path in (projects.ROOT / "generator").rglob("*.py"))
    raised = set(re.findall(r"Fault\(\s*\"([\w-]+)\"", code))
    assert raised == set(trouble.LEDGER)
    assert set(re.findall(r"BadKey\(\"([\w-]+)\"", code)) == set(trouble.KEYS)
