"""Who may use the form, and the command that starts it."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import editions
import projects
import pytest
from forms import DYKE, Pairs, desk, filled, opened

from generator import cli
from generator.form import server as form_server


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound edition."""
    return editions.sound(tmp_path / "content")


# --- who may ask ---------------------------------------------------------------------------------------------------


@pytest.fixture
def served(content: Path) -> Iterator[form_server.FormServer]:
    """The form of the sound edition, served."""
    with form_server.running(form_server.FormServer(desk(content), 0)) as server:
        yield server


def _ask(
    server: form_server.FormServer, path: str, pairs: Pairs | None = None, **headers: str | None
) -> tuple[int, str, http.client.HTTPMessage]:
    """Ask as the editor's own browser does, but for some headers."""
    usual = {
        "Host": f"127.0.0.1:{server.server_port}", "Cookie": f"zhiyin-form-{server.server_port}={server.key}",
        "Origin": server.origins[0] if pairs is not None else None,
    }  # fmt: skip
    given = {name: value for name, value in (usual | headers).items() if value is not None}
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    body = urlencode(pairs) if pairs is not None else None
    connection.request("GET" if pairs is None else "POST", path, body, given)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, answer.headers


def test_the_form_is_on_this_machine_only(served: form_server.FormServer) -> None:
    """It listens to nothing but the loopback."""
    assert served.socket.getsockname()[0] == "127.0.0.1"


def test_the_key_opens_the_form(served: form_server.FormServer) -> None:
    """The address with the key gives a cookie that no script and no other site can use, and takes the key out of the address."""
    status, _, headers = _ask(served, f"/?key={served.key}", Cookie=None)
    assert (status, headers["Location"]) == (303, "/")
    assert headers["Set-Cookie"].endswith("; HttpOnly; SameSite=Strict; Path=/")
    assert _ask(served, "/")[0] == 200
    assert _ask(served, f"/?key={served.key[:-1]}", Cookie=None)[0] == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": None},
        {"Cookie": "zhiyin-form-1=x"},
        {"Cookie": ";;=;"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1"},
    ],
)
def test_strangers_are_turned_away(served: form_server.FormServer, headers: dict[str, str | None]) -> None:
    """Without the key, or by another name, nothing is shown."""
    status, text, _ = _ask(served, DYKE, None, **headers)
    assert status == 403
    assert "老街巡堤" not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"Origin": "null"},
        {"Cookie": None},
        {"Host": "evil.example:80"},
        {"Origin": "http://127.0.0.1:1"},
    ],
)
def test_pages_of_other_sites_save_nothing(served: form_server.FormServer, content: Path, headers: dict[str, str | None]) -> None:
    """A form that another site's page sends is not taken, whatever the browser adds to it."""
    before = projects.tree(content)
    pairs = [*filled(opened(desk(content), DYKE), shifts__1__filled="4"), ("do", "save")]
    assert _ask(served, DYKE, pairs, **headers)[0] == 403
    assert projects.tree(content) == before
    assert _ask(served, DYKE, pairs)[0] == 303
    assert projects.tree(content) != before


def test_every_answer_is_strict(served: form_server.FormServer) -> None:
    """Nothing is fetched from elsewhere, framed, kept or guessed at; referrers stay here, so that origins are told."""
    for path in ("/", DYKE, "/nowhere", "/~form.css", "/~form.js"):
        headers = _ask(served, path)[2]
        assert headers["Content-Security-Policy"] == form_server.POLICY
        assert "frame-ancestors 'none'" in form_server.POLICY
        assert (headers["Cache-Control"], headers["X-Content-Type-Options"], headers["Referrer-Policy"]) == (
            "no-store",
            "nosniff",
            "same-origin",
        )


def test_too_much_is_refused(served: form_server.FormServer) -> None:
    """What is larger than any record, no form at all, or a flood of fields is turned away at once."""
    status, text, _ = _ask(served, DYKE, [("title", "大" * (form_server.LARGEST // 9 + 9))])
    assert (status, "256 KB" in text) == (413, True)
    assert _ask(served, DYKE, [(f"a{number}", "") for number in range(20_001)])[0] == 400
    assert _ask(served, DYKE, [("title", b"\xff")])[0] == 400  # type: ignore[list-item]


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "word"), [("zh", "端口"), ("en", "port")])
def test_a_taken_port_is_told(content: Path, capsys: pytest.CaptureFixture[str], lang: str, word: str) -> None:
    """Who else uses the port is no riddle, and how to choose another is said."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert cli.main(["form", "--content", str(content), "--port", port, "--lang", lang]) == 2
    said = capsys.readouterr().err
    assert word in said
    assert "--port" in said


def test_no_content_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder without an edition is named."""
    assert cli.main(["form", "--content", str(tmp_path)]) == 1
    assert "site.yml" in capsys.readouterr().err
