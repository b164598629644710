"""The command: what it says, in which language, and the code it ends with."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import editions
import projects
import pytest

from generator import __version__
from generator.cli import main
from generator.model.kinds import KIND_NAMES

COMMANDS = (
    "check", "build", "serve", "form", "due", "new", "fmt", "fill", "withdraw", "rename", "publish", "rollback", "releases",
)  # fmt: skip
DAY = ("--today", "2026-12-01")


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, what was said, what was complained of."""
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def _spoiled(edition: Path) -> Path:
    projects.edit(edition / "hotlines" / "rescue-119.yml", lambda text: text.replace("verified: 2", "verified: x2"))
    return edition


# --- check ---------------------------------------------------------------------------------------------------------


def test_sound_content_is_fine(capsys: pytest.CaptureFixture[str]) -> None:
    """Content without fault ends with 0 and a kind word."""
    for lang, words in (
        ("zh", r"没有发现错误。\n没有错误的记录 18 条，用时 \d+\.\d 秒。\n"),
        ("en", r"Nothing is wrong\.\n18 records without errors, in \d+\.\d s\.\n"),
    ):
        code, said, complained = run(capsys, "check", "--content", editions.SOUND, *DAY, "--lang", lang)
        assert (code, complained) == (0, "")
        assert re.fullmatch(words, said)


def test_faulty_content_ends_with_1(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A fault ends with 1; its file, line, column and field come first, then what is wrong and how to mend it; a sum comes last."""
    code, said, _ = run(capsys, "check", "--content", _spoiled(edition), *DAY)
    assert code == 1
    assert re.search(r"hotlines/rescue-119\.yml:\d+:\d+ verified\n  错误 \[bad-date\] .*x2.*\n  → ", said)
    assert re.search(r"\n发现 1 个错误、0 个提醒。\n没有错误的记录 17 条，用时 \d+\.\d 秒。\n\Z", said)


def test_faults_are_told_in_english(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--lang en` speaks English throughout."""
    _, said, _ = run(capsys, "check", "--content", _spoiled(edition), *DAY, "--lang", "en")
    assert "error [bad-date]" in said
    assert not re.search("[\u4e00-\u9fff]", said)


def test_faults_as_json(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--format json` gives problems, each with its place and words, and the records counted."""
    code, said, _ = run(capsys, "check", "--content", _spoiled(edition), *DAY, "--format", "json")
    found = json.loads(said)
    assert code == 1
    assert set(found) == {"problems", "counts"}
    assert set(found["counts"]) == set(KIND_NAMES)
    assert found["counts"]["hotlines"] == 1
    (problem,) = found["problems"]
    assert set(problem) == {"file", "line", "column", "field", "code", "severity", "message", "hint"}
    assert (problem["file"], problem["field"], problem["code"], problem["severity"]) == (
        "hotlines/rescue-119.yml",
        "verified",
        "bad-date",
        "error",
    )
    assert problem["line"] > 0
    assert problem["column"] > 0


def test_json_of_sound_content(capsys: pytest.CaptureFixture[str]) -> None:
    """Sound content has no problems and its counts are the records."""
    code, said, _ = run(capsys, "check", "--content", editions.SOUND, *DAY, "--format", "json")
    assert code == 0
    assert json.loads(said) == {"problems": [], "counts": projects.checked(editions.SOUND).counts}


def test_a_warning_is_no_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Content may have warnings, which are told, and ends with 0 all the same."""
    code, said, _ = run(capsys, "check", "--content", editions.broken("focus-over", tmp_path / "content"), *DAY)
    assert code == 0
    assert "提醒 [focus-over]" in said
    assert "错误 [" not in said


def test_today_is_the_clock(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--today` is the day content is judged on, unless the edition fixes its own."""
    early = ("--today", "2026-01-01", "--format", "json")
    assert run(capsys, "check", "--content", edition, *early)[0] == 0
    projects.edit(edition / "site.yml", lambda text: text.replace("as_of: 2026-12-01\n", ""))
    code, said, _ = run(capsys, "check", "--content", edition, *early)
    assert code == 1
    assert {problem["code"] for problem in json.loads(said)["problems"]} == {"future-date"}


@pytest.mark.parametrize("command", ["check", "build"])
def test_no_content_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    """A folder that is not there, or is no content, is told of without a traceback."""
    (tmp_path / "mkdocs.yml").write_bytes(projects.CONFIG.read_bytes())
    code, out, err = run(capsys, command, "--content", tmp_path / "nowhere", "--site", tmp_path / "site")
    assert code == 1
    assert "no-content" in out + err
    assert not (tmp_path / "site").exists()


# --- build ---------------------------------------------------------------------------------------------------------


def test_build_tells_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A build tells records, pages and exclusions by kind and in all, and how many files it wrote where."""
    folder = projects.project(tmp_path / "p")
    site = tmp_path / "elsewhere"
    code, said, err = run(capsys, "build", "--content", folder / "content", "--site", site, "--lang", "en", *DAY)
    assert (code, err) == (0, "")
    rows = {line.split()[0]: line.split()[1:3] for line in said.splitlines() if line.split()[0] in KIND_NAMES}
    counts = projects.checked(editions.SOUND).counts
    assert rows == {kind: [str(count), str(count)] for kind, count in counts.items()}
    total = sum(counts.values())
    assert re.search(rf"^total +{total} +{total}$", said, re.M)
    assert f"{site}: {len(projects.tree(site))} files" in said
    assert said.endswith("The site's clock stands at 2026-12-01; no page changes by itself.\n")
    assert projects.differences(projects.tree(site), projects.tree(projects.sound_site())) == []


def test_build_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--json` gives what a build did, and what kept it from being done, in one form."""
    folder = projects.project(tmp_path / "p")
    editions.make(folder / "content", "site.yml", replace="as_of: 2026-12-01\n", by="")
    arguments = ("build", "--content", folder / "content", "--site", folder / "site", *DAY, "--json")
    code, said, err = run(capsys, *arguments)
    told = json.loads(said)
    assert (code, err, told["built"], told["problems"], told["next"]) == (0, "", True, [], "2026-12-02")
    assert told["files"] == told["written"] == len(projects.tree(folder / "site"))
    counts = projects.checked(editions.SOUND).counts
    assert told["kinds"] == [{"kind": kind, "records": count, "pages": count, "left_out": {}} for kind, count in counts.items()]
    _spoiled(folder / "content")
    code, said, _ = run(capsys, *arguments)
    told = json.loads(said)
    assert (code, told["built"], [problem["code"] for problem in told["problems"]]) == (1, False, ["bad-date"])


def test_build_names_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Records without a page are listed with their reason."""
    folder = projects.project(tmp_path / "p")
    projects.edit(folder / "content/opportunities/dongtan-boats.yml", lambda text: text.replace("status: full", "status: draft"))
    code, said, _ = run(capsys, "build", "--content", folder / "content", "--site", folder / "site", "--lang", "en", *DAY)
    assert code == 0
    assert re.search(r"^opportunities +2 +1 +1 draft$", said, re.M)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_build_refuses_a_strangers_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    """A folder of somebody else's ends with 2 and a sentence that names it."""
    folder = projects.project(tmp_path / "p")
    (folder / "site").mkdir()
    (folder / "site" / "mine.txt").touch()
    code, _, err = run(capsys, "build", "--content", folder / "content", "--site", folder / "site", "--lang", lang, *DAY)
    assert code == 2
    assert str(folder / "site") in err


def test_build_wants_settings(edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `mkdocs.yml` a build ends with 2 and says what is missing."""
    monkeypatch.chdir(edition)
    code, _, err = run(capsys, "build", "--content", edition)
    assert code == 2
    assert "mkdocs.yml" in err


def test_a_file_where_the_site_belongs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """If the site's folder is a file, the build ends with 2 and leaves it alone."""
    folder = projects.project(tmp_path / "p")
    (folder / "site").write_text("mine")
    code, _, err = run(capsys, "build", "--content", folder / "content", "--site", folder / "site", *DAY)
    assert code == 2
    assert err
    assert (folder / "site").read_text() == "mine"


# --- usage ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["fly"], ["check", "--fly"], ["check", "--lang", "tlh"], ["check", "--format", "xml"], ["build", "--format", "json"],
        ["build", "--today", "tomorrow"], ["build", "--today", "2026-02-30"], ["serve", "--port", "many"], ["check", "extra"],
    ],
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A command that is not understood ends with 2 and shows its usage."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: zhiyin" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["fil"], "命令 没有“fil”（是不是 fill？），可以写 check、build、"),
        (["ledger", "ini"], "命令 没有“ini”（是不是 init？），可以写 init、status、"),
        (["fill"], "还缺 ID, N。"),
        (["check", "--fly"], "认不得 --fly：写错了，或者多写了。"),
        (["check", "--lang", "tlh"], "--lang 没有“tlh”，可以写 zh、en。"),
        (["due", "--days", "many"], "--days 写得不对：要写 0、1、2 这样的整数"),
        (["serve", "--port", "many"], "--port 要写整数，“many”不是。"),
        (["due", "--days"], "--days 后面还要写上内容。"),
        (["publish", "--ke"], "--ke 说不准是 --keep、--key 里的哪一个，请写全。"),
        (["publish", "x", "--keep", "0"], "--keep 写得不对：要写 1、2、3 这样的整数"),
    ],
)
def test_wrong_usage_is_told_in_chinese_too(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever reads no English learns what is wrong with a command, which is meant, and where to look."""
    with pytest.raises(SystemExit):
        main(arguments)
    told = capsys.readouterr().err.splitlines()
    assert told[-3].startswith(said)
    assert told[-1].startswith("怎样写，请看 / for help: zhiyin")


def test_what_the_system_complains_of_is_told_in_words(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there, and a folder where none can be, are told in the editor's language, not in the system's."""
    for lang, words in (("zh", "没有这个文件或文件夹"), ("en", "there is no such file or folder")):
        assert run(capsys, "import", tmp_path / "no.xlsx", "--content", edition, "--lang", lang)[2].count(words) == 1
    (tmp_path / "file").write_text("")
    _, _, told = run(capsys, "init", tmp_path / "file" / "town", "--yes")
    assert told.endswith("路径里有一段不是文件夹\n")


@pytest.mark.parametrize("arguments", [["--help"], *([command, "--help"] for command in COMMANDS)])
def test_help_is_bilingual(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Help ends with 0 and speaks both languages."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    said = capsys.readouterr().out
    for line in ("用法 / usage: ", "可以加的 / options:", "显示这份说明 / show this help"):
        assert line in said
    assert re.search("content|COMMAND", said)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`--version` says which."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"zhiyin {__version__}\n"


def test_python_m_is_the_command() -> None:
    """`python -m generator` is `zhiyin`, exit code and all."""
    done = projects.run(*projects.ZHIYIN, "check", "--content", editions.SOUND, *DAY, "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "Nothing is wrong.", "")


def test_a_reader_that_has_read_enough_is_no_fault() -> None:
    """Into a pipe that is closed at once, as by `head`, nothing is complained of."""
    command = [sys.executable, *projects.ZHIYIN, "check", "--content", str(editions.SOUND), *DAY]
    with subprocess.Popen(command, cwd=projects.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_a_written_page_in_a_records_place_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hand-written page that takes a record's address is named, and nothing is written."""
    folder = projects.project(tmp_path / "clash")
    (folder / "docs" / "hotlines.md").write_text("---\ntitle: x\n---\nx\n", "utf-8")
    arguments = ["build", "--content", str(folder / "content"), "--site", str(folder / "site"), *DAY]
    assert main(arguments) == 1
    assert "hotlines/index.html" in capsys.readouterr().err
    assert not (folder / "site").exists()


def test_a_terminal_without_chinese_is_no_fault() -> None:
    """Where output can only be ASCII, the command says what it can instead of breaking."""
    done = projects.run(
        *projects.ZHIYIN, "check", "--content", editions.SOUND, *DAY, env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


# --- serve ---------------------------------------------------------------------------------------------------------


def _free_port() -> int:
    with socket.socket() as end:
        end.bind(("127.0.0.1", 0))
        return int(end.getsockname()[1])


def _get(address: str, wanted: str, seconds: float = 60) -> str:
    """A page as soon as it holds what is wanted."""
    until = time.monotonic() + seconds
    text = ""
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address) as answer:
                text = answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                text = f"{error.code} {error.read().decode()}"
        except OSError:
            text = ""
        if wanted in text:
            return text
        time.sleep(0.1)
    raise AssertionError(f"{wanted} never came: {text[:200]}")


def test_serve_shows_changes(tmp_path: Path) -> None:
    """`serve` shows the site, follows a record that changes, has the site's own error page, tells of mistakes, and ends on Ctrl+C."""
    folder, heard = projects.project(tmp_path / "p"), tmp_path / "said"
    port = _free_port()
    command = [sys.executable, *projects.ZHIYIN, "serve", "--port", str(port), "--lang", "en", *DAY]
    line = folder / "content/hotlines/rescue-119.yml"
    with heard.open("w") as stream, subprocess.Popen(command, cwd=folder, stdout=stream, stderr=subprocess.STDOUT) as process:
        try:
            _get(f"http://127.0.0.1:{port}/hotlines/rescue-119/", "119")
            assert "没有这一页" in _get(f"http://127.0.0.1:{port}/nowhere/", "404 ")
            projects.edit(line, lambda text: re.sub("(?m)^owner: .*$", "owner: 新的值班室", text))
            _get(f"http://127.0.0.1:{port}/hotlines/rescue-119/", "新的值班室")
            projects.edit(line, lambda text: f"{text}ownr: 1\n")
            _get(heard.as_uri(), "[unknown-field]")
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(timeout=20)
            finally:
                # One that goes on is a fault to tell of, not one to wait for.
                process.kill()
    said = heard.read_text("utf-8")
    assert process.returncode == 0, said
    assert f"http://127.0.0.1:{port}/" in said
    assert "Traceback" not in said


def test_serve_says_why_it_cannot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A port that is taken, a port that is none, no content folder: each is told with what to do, in either language."""
    folder = projects.project(tmp_path / "p")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, _, said = run(capsys, "serve", "--content", folder / "content", "--port", port)
        assert (code, f"端口 {port} 已经被别的程序占用" in said, f"--port {port + 1}" in said) == (2, True, True)
        assert "is taken" in run(capsys, "serve", "--content", folder / "content", "--port", port, "--lang", "en")[2]
    assert "99999" in run(capsys, "serve", "--content", folder / "content", "--port", 99999)[2]
    code, _, said = run(capsys, "serve", "--content", tmp_path / "none")
    assert (code, "找不到内容文件夹" in said, "none" in said) == (2, True, True)


def test_search_tells_what_readers_would_be_shown(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`search` says what was done to a query and what it finds, knows the edition's synonyms, and admits that there is nothing."""
    (edition / "synonyms.yml").write_text("synonyms:\n  - {word: 巡堤, zh: [守坝头]}\n", "utf-8")
    code, said, _ = run(capsys, "search", "xundi", "--content", edition, *DAY)
    assert code == 0
    assert "已按“巡堤”搜索（拼音）" in said
    assert "guidelines/dyke-watch/" in said
    assert "guidelines/dyke-watch/" in run(capsys, "search", "守坝头", "--content", edition, *DAY)[1]
    assert run(capsys, "search", "qqzzvv", "--content", edition, "--lang", "en", *DAY)[1].startswith(
        "Nothing was found.\n0 pages"
    )


def test_search_says_why(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of every page is told what was found in it, where, and by what rule; `--json` tells the same to programs."""
    said = run(capsys, "search", "走大水", "--content", edition, *DAY)[1]
    assert "对上的：转移 (" in said
    assert "同义词)" in said
    assert "guidelines/leaving-home/" in said
    told = json.loads(run(capsys, "search", "Liudu Town", "--json", "--lang", "en", "--content", edition, *DAY)[1])
    assert (told["state"], told["lang"], told["hits"][0]["id"]) == ("full", "en", "990101001000")
    assert all("why" in hit for hit in told["hits"])


def test_check_warns_of_a_broken_search(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What readers would search for in vain is told with its place, and holds nothing up; the second time from memory, the same."""
    (edition.parent / "mkdocs.yml").touch()
    (edition / "searches.yml").write_text("searches:\n  - {type: 巡堤, way: words, find: [hotlines/rescue-119]}\n", "utf-8")
    first = run(capsys, "check", "--content", edition, *DAY)
    assert first[0] == 0
    assert "searches.yml:2:5 searches.0" in first[1]
    assert "guidelines/dyke-watch" in first[1]
    again = run(capsys, "check", "--content", edition, *DAY)
    assert (again[0], again[1].splitlines()[:-1]) == (0, first[1].splitlines()[:-1])
    (edition / "searches.yml").unlink()
    assert "searches" not in run(capsys, "check", "--content", edition, *DAY)[1]


def test_search_wants_sound_content(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With an error in the content there is nothing to search: the error is told instead."""
    code, said, complained = run(capsys, "search", "119", "--content", _spoiled(edition), *DAY)
    assert (code, said) == (1, "")
    assert "rescue-119.yml" in complained
