"""The server recipes say what the program says, and servers that follow them do it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest
import releases
import yaml

from generator.release.deliver import Wish, roll_back
from generator.release.local import Local
from generator.theme import policy

DEPLOY = Path(__file__).parent.parent / "deploy"


@pytest.mark.parametrize("recipe", ["nginx.conf", "Caddyfile"])
def test_recipes_send_the_policy(recipe: str) -> None:
    """A recipe sends the very policy that pages carry in a tag, and forbids frames besides."""
    text = (DEPLOY / recipe).read_text("utf-8")
    assert re.findall(r'Content-Security-Policy "([^"]+)"', text) == [policy.HEADER]


@pytest.mark.parametrize(
    ("recipe", "sent"),
    [
        ("nginx.conf", (r"\btext/calendar ics;", r"charset_types [^;]*\btext/calendar\b", r"\n    charset utf-8;")),
        ("nginx.conf", (r"/feeds/ \{\s+types \{ application/atom\+xml xml; application/feed\+json json; \}",)),
        ("Caddyfile", (r"path \*\.ics\n\theader @calendars Content-Type \"text/calendar; charset=utf-8\"",)),
        ("Caddyfile", (r"/feeds/\.\+\\\.xml\$\n\theader @atom Content-Type application/atom\+xml\n",)),
        ("Caddyfile", (r"/feeds/\.\+\\\.json\$\n\theader @jsonfeed Content-Type application/feed\+json\n",)),
    ],
)
def test_recipes_say_what_calendars_and_feeds_are(recipe: str, sent: tuple[str, ...]) -> None:
    """Calendars go out as such and in UTF-8, feeds as Atom and JSON Feed."""
    text = (DEPLOY / recipe).read_text("utf-8")
    assert [pattern for pattern in sent if not re.search(pattern, text)] == []


def test_the_policy_is_strict() -> None:
    """Nothing is allowed but what the site itself holds; a tag does not say what browsers take from a header only."""
    rules = dict(rule.split(" ", 1) for rule in policy.HEADER.split("; "))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("frame-ancestors") == "'none'"
    assert (rules.pop("require-trusted-types-for"), rules.pop("trusted-types")) == ("'script'", "zhiyin")
    assert set(rules.values()) == {"'self'"}
    assert "frame-ancestors" not in policy.META


# --- served --------------------------------------------------------------------------------------------------------


class Served(NamedTuple):
    """A server that follows its recipe, and the place it serves."""

    url: str
    place: Local

    def get(self, path: str, encoding: str = "identity") -> tuple[int, Message, bytes]:
        """What it answers, as it comes."""
        request = urllib.request.Request(self.url + path, headers={"Accept-Encoding": encoding})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()


def _free_port() -> int:
    with socket.socket() as end:
        end.bind(("127.0.0.1", 0))
        return int(end.getsockname()[1])


def _nginx(folder: Path, place: Path, port: int) -> list[str]:
    """Debian's nginx with the recipe as it is, but for the port and the folder."""
    recipe = (DEPLOY / "nginx.conf").read_text("utf-8").replace("listen 80;", f"listen 127.0.0.1:{port};")
    recipe = recipe.replace("root /var/www/zhiyin/current;", f"root {place}/current;")
    module = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
    if module.exists():
        recipe = recipe.replace("gzip_static on;", "gzip_static on; brotli_static on;")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{f'load_module {module};' if module.exists() else ''}{user} daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{recipe}\n}}\n"
    )
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "errors")]


def _caddy(folder: Path, place: Path, port: int) -> list[str]:
    """Caddy with the recipe as it is, but for the address and the folder."""
    recipe = (DEPLOY / "Caddyfile").read_text("utf-8").replace("zhiyin.example.org {", f"http://127.0.0.1:{port} {{")
    recipe = recipe.replace("root * /var/www/zhiyin/current", f"root * {place}/current")
    (folder / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + recipe)
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


@pytest.fixture(params=["nginx", "caddy"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """Each server on loopback, with a first release of a small site."""
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    place, port = Local(tmp_path / "live"), _free_port()
    more = {
        "404.html": "没有这一页", "calendar/a.ics": "BEGIN:VCALENDAR\r\n" * 200, "feeds/changes.xml": "<feed/>", "feeds/changes.json": "{}",
        "print/guidelines.html": "<p>全部指引</p>",
    }  # fmt: skip
    releases.publish(releases.site(tmp_path / "site", "第一版" * 99, more=more), place)  # type: ignore[arg-type]
    make = {"nginx": _nginx, "caddy": _caddy}[request.param]
    surroundings = os.environ | {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    with subprocess.Popen(
        make(tmp_path, place.folder, port), stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=surroundings
    ) as server:
        try:
            _wait_for(server, port)
            yield Served(f"http://127.0.0.1:{port}", place)
        finally:
            server.terminate()
            server.communicate()


def _wait_for(server: subprocess.Popen[str], port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server.poll() is None, server.communicate()
            time.sleep(0.05)
        else:
            return
    raise AssertionError("the server never answered")


def test_servers_follow_the_recipe(served: Served) -> None:
    """Pages, policy, kinds of file, what may be kept, and the site's own error page."""
    status, headers, body = served.get("/")
    assert (status, headers["Content-Security-Policy"]) == (200, policy.HEADER)
    assert body == (served.place.folder / "current/index.html").read_bytes()
    assert headers["Cache-Control"] == "no-cache"
    assert served.get("/assets/a.css?0123abcd")[1]["Cache-Control"] == "public, max-age=31536000, immutable"
    assert served.get("/assets/a.css")[1]["Cache-Control"] == "no-cache"
    assert served.get("/calendar/a.ics")[1]["Content-Type"] == "text/calendar; charset=utf-8"
    assert served.get("/feeds/changes.xml")[1]["Content-Type"].startswith("application/atom+xml")
    assert served.get("/feeds/changes.json")[1]["Content-Type"] == "application/feed+json"
    assert served.get("/print/guidelines.html")[1]["Content-Security-Policy"] is None
    status, headers, body = served.get("/nowhere/")
    assert (status, body.decode(), headers["Content-Security-Policy"]) == (404, "没有这一页", policy.HEADER)
    for path in ("/.lock", "/../.lock", "/releases/", "/%2e%2e/releases/"):
        assert served.get(path)[0] in (400, 404)


def test_servers_send_the_small_copies(served: Served) -> None:
    """What was compressed once is sent as it is, in the form a browser takes."""
    current = served.place.folder / "current"
    for path in ("notices/n1/index.html", "calendar/a.ics"):
        _, headers, body = served.get(f"/{path}", "gzip")
        assert (headers["Content-Encoding"], body) == ("gzip", (current / f"{path}.gz").read_bytes())
        assert "Accept-Encoding" in headers["Vary"]
        _, headers, body = served.get(f"/{path}", "br, gzip")
        suffix = {"br": ".br", "gzip": ".gz"}[headers["Content-Encoding"]]
        assert body == (current / f"{path}{suffix}").read_bytes()
        _, headers, body = served.get(f"/{path}")
        assert (headers["Content-Encoding"], body) == (None, (current / path).read_bytes())


def test_servers_follow_the_switch(served: Served, tmp_path: Path) -> None:
    """From the moment of the switch a running server gives the new release, and after going back the old one again."""
    for word in ("第二版", "第三版"):
        releases.publish(releases.site(tmp_path / "site", word * 99), served.place, Wish(allow_drop=True))
        assert word in served.get("/notices/n1/")[2].decode()
    roll_back(served.place)
    assert "第二版" in served.get("/notices/n1/")[2].decode()


# --- every night, and elsewhere ------------------------------------------------------------------------------------


def test_units_are_sound(tmp_path: Path) -> None:
    """systemd finds nothing wrong with the service and the timer, and understands when it is due."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    for unit in ("zhiyin-publish.service", "zhiyin-publish.timer"):
        text = (DEPLOY / unit).read_text("utf-8").replace("/srv/zhiyin/.venv/bin/zhiyin", "/bin/true")
        (tmp_path / unit).write_text(text)
    units = sorted(str(path) for path in tmp_path.iterdir())
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "zhiyin" in line] == []
    when = re.search(r"OnCalendar=(.+)", (DEPLOY / "zhiyin-publish.timer").read_text("utf-8"))
    assert when is not None
    done = subprocess.run(["systemd-analyze", "calendar", when[1]], capture_output=True, text=True, check=True)
    assert "Next elapse" in done.stdout


def _commands() -> list[str]:
    """Every command of ours that a recipe names."""
    texts = {path.name: path.read_text("utf-8") for path in DEPLOY.iterdir()}
    found = [
        line
        for text in texts.values()
        for line in re.findall(r"(?m)(?:^|[=`]|run: |&& )((?:\S*/)?zhiyin (?:publish|rollback|releases) [^`\n]+)", text)
    ]
    return sorted(set(found))


def test_recipes_name_commands_there_are() -> None:
    """Whatever a recipe or its page tells to type is understood by the command."""
    from generator.cli import _parser

    commands = _commands()
    assert len(commands) > 6
    for command in commands:
        options = _parser().parse_args(shlex.split(command)[1:])
        assert options.dest


def test_the_workflow_is_sound() -> None:
    """The workflow for GitHub Pages is YAML, builds as the README says, and puts up what `publish` made."""
    text = (DEPLOY / "github-pages.yml").read_text("utf-8")
    workflow = yaml.safe_load(text)
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert [step["run"] for step in build["steps"] if "run" in step] == [
        "make site", ".venv/bin/zhiyin publish public --integrity --no-compress --lang en",
    ]  # fmt: skip
    assert build["steps"][-1]["with"]["path"] == "public/current/"
    assert deploy["needs"] == "build"
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert workflow[True]["schedule"] == [{"cron": "5 16 * * *"}]
    assert all(
        re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for job in (build, deploy) for step in job["steps"] if "uses" in step
    )
