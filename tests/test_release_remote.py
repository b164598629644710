"""Publishing to another machine by ssh and rsync, and to object storage."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import fsspec
import projects
import pytest
import releases

from generator.release import objects
from generator.release.deliver import Wish, listed, place_of, roll_back
from generator.release.layout import Unfit
from generator.release.local import Local
from generator.release.objects import STATE, Objects
from generator.release.ssh import Address, Ssh, address_of

# --- addresses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("web@host.example.org:/var/www/site", ("web@host.example.org", "", "/var/www/site")), ("host:/a b/汉字", ("host", "", "/a b/汉字")),
        ("ssh://web@host:2222/var/www", ("web@host", "2222", "/var/www")), ("ssh://host/var/www", ("host", "", "/var/www")),
        ("/var/www/a:/b", None), ("live", None), ("./user@host", None), ("-oProxyCommand=x:/a", None), ("ssh://-oProxyCommand=x/a", None), ("host:relative", None),
    ],
)  # fmt: skip
def test_addresses(text: str, found: object) -> None:
    """Addresses of other machines are told from folders; none can be taken for an option of ssh."""
    assert address_of(text) == found


@pytest.mark.parametrize(
    ("text", "kind"),
    [("live", Local), ("/live", Local), ("web@host:/live", Ssh), ("ssh://host/live", Ssh), ("memory://live", Objects)],
)
def test_places(tmp_path: Path, text: str, kind: type) -> None:
    """Each kind of address has its kind of place."""
    assert type(place_of(text, tmp_path)) is kind


@pytest.mark.parametrize("url", ["nonsense://bucket/site", "ssh://-oProxyCommand=x/a", "ssh://host"])
def test_unknown_storage_is_told(tmp_path: Path, url: str) -> None:
    """What nothing is known of is refused."""
    with pytest.raises(Unfit, match="no-such-storage"):
        place_of(url, tmp_path)


# --- another machine -----------------------------------------------------------------------------------------------


def _stand_in(folder: Path) -> None:
    """A program named ssh that runs the command here: options and host are passed over."""
    script = '#!/bin/sh\nwhile [ $# -gt 0 ]; do case "$1" in -o|-p|-l) shift 2;; -*) shift;; *) break;; esac; done\nshift; exec sh -c "$*"\n'
    (folder / "ssh").write_text(script)
    (folder / "ssh").chmod(0o755)


def _free_port() -> int:
    with socket.socket() as end:
        end.bind(("127.0.0.1", 0))
        return int(end.getsockname()[1])


def _server(folder: Path) -> subprocess.Popen[str]:
    """An ssh server of our own on loopback, and a program named ssh that knows its keys."""
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    port = _free_port()
    settings = f"""
        Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\nPidFile none
        StrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"""
    (folder / "sshd_config").write_text(settings)
    (folder / "ssh_config").write_text(
        f"Host here\nHostName 127.0.0.1\nPort {port}\nUser {getpass.getuser()}\nIdentityFile {folder}/user\n"
        f"IdentitiesOnly yes\nUserKnownHostsFile {folder}/known\nStrictHostKeyChecking accept-new\nLogLevel ERROR\n"
    )
    (folder / "ssh").write_text(f'#!/bin/sh\nexec {shutil.which("ssh")} -F {folder}/ssh_config "$@"\n')
    (folder / "ssh").chmod(0o755)
    command = ["/usr/sbin/sshd", "-D", "-e", "-f", str(folder / "sshd_config")]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True)


@pytest.fixture(params=["stand-in", "sshd"])
def remote(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ssh]:
    """A place on another machine: a real ssh server on loopback, or a stand-in for ssh; rsync is real in both."""
    if not shutil.which("rsync"):
        pytest.skip("rsync is not installed")
    folder = tmp_path / "bin"
    folder.mkdir()
    server = None
    if request.param == "stand-in":
        _stand_in(folder)
    elif not Path("/usr/sbin/sshd").exists():
        pytest.skip("openssh-server is not installed")
    else:
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        server = _server(folder)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    try:
        if server is not None:
            _wait_for(server)
        yield Ssh(Address("here", "", str(tmp_path / "far away/站")), tmp_path / "cache")
    finally:
        if server is not None:
            server.terminate()
            server.communicate()


def _wait_for(server: subprocess.Popen[str]) -> None:
    for _ in range(100):
        done = subprocess.run(["ssh", "-o", "BatchMode=yes", "here", "true"], check=False, capture_output=True, text=True)
        if done.returncode == 0:
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    server.terminate()
    pytest.skip(f"no ssh server will run here: {done.stderr} {server.communicate()[1]}")


def test_another_machine_is_a_place_like_any(tmp_path: Path, remote: Ssh) -> None:
    """By ssh the same is published, shared, listed, kept and gone back to as in a folder here."""
    far = Local(Path(remote.address.folder))
    first = releases.publish(releases.site(tmp_path / "site", "一"), remote)
    assert first.switched
    assert releases.shown(far.folder) == projects.tree(tmp_path / "site")
    assert releases.is_whole(far.folder)
    assert releases.publish(releases.site(tmp_path / "site", "一"), remote).switched is False
    more: dict[str, str | bytes] = {"notices/n1/index.html": releases.PAGE.format(1, "../../", "新" * 900)}
    second = releases.publish(releases.site(tmp_path / "site", "一", more=more), remote)
    one, other = (far.folder / "releases" / done.name for done in (first, second))
    fresh = {path for path in projects.tree(other) if not ((one / path).exists() and (one / path).samefile(other / path))}
    assert fresh == {f"notices/n1/index.html{suffix}" for suffix in ("", ".gz", ".br")}
    assert {path.stat().st_mode & 0o777 for path in other.rglob("*")} == {0o644, 0o755}
    assert listed(remote) == listed(far)
    assert far.names == [first.name, second.name]
    assert roll_back(remote) == far.current == first.name
    for word in "二三":
        last = releases.publish(releases.site(tmp_path / "site", word), remote, Wish(keep=1))
    assert len(far.names) == 2
    assert far.current == last.name
    assert releases.is_whole(far.folder)
    with remote.folder_of(last.name) as brought:
        assert projects.tree(brought) == projects.tree(far.folder / "current")
    assert not brought.exists()
    few = releases.publish(releases.site(tmp_path / "site", pages=1), remote)
    assert [drop.after for drop in few.drops] == [1]
    assert far.current == last.name


def test_refusals_from_afar(tmp_path: Path, remote: Ssh) -> None:
    """What is not ours is left alone there too, a second publisher is told of the first, and going back needs something to go to."""
    far, site = Path(remote.address.folder), releases.site(tmp_path / "site")
    with pytest.raises(Unfit, match="nothing-before"):
        roll_back(remote)
    for held, other in ((remote, Local(far)), (Local(far), remote)):
        with held.held(), pytest.raises(Unfit, match="held") as refused:
            releases.publish(site, other)
        assert f"({os.getpid()})" in str(refused.value.values["who"])
    assert releases.publish(site, remote).switched
    (far / "current").unlink()
    (far / "current").mkdir()
    with pytest.raises(Unfit, match="current-in-the-way"):
        releases.publish(site, remote)
    shutil.rmtree(far)
    far.mkdir()
    (far / "mine.txt").write_text("mine")
    with pytest.raises(Unfit, match="not-ours"):
        releases.publish(site, remote)
    shutil.rmtree(far)
    far.write_text("mine")
    with pytest.raises(Unfit, match="not-a-folder"):
        releases.publish(site, remote)


def test_killed_while_sending(tmp_path: Path, remote: Ssh) -> None:
    """Killed at whatever moment the other machine has a whole site, its lock is free again, and the next goes on."""
    far = Path(remote.address.folder)
    sites = [releases.site(tmp_path / f"site{number}", str(number) * 99) for number in range(2)]
    releases.publish(sites[0], remote)
    for number in range(4):
        process = get_context("fork").Process(target=_publish_both, args=(sites, remote))
        process.start()
        time.sleep(0.1 + 0.15 * number)
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        assert releases.is_whole(far)
        assert releases.shown(far) in [projects.tree(site) for site in sites]
    last = releases.site(tmp_path / "last", "终")
    for _ in range(100):
        with suppress(Unfit):
            releases.publish(last, remote)
            break
        time.sleep(0.1)
    assert releases.shown(far) == projects.tree(last)


def _publish_both(sites: list[Path], remote: Ssh) -> None:
    while True:
        for site in sites:
            with suppress(Unfit):
                releases.publish(site, remote)


def test_a_machine_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ssh complains of is handed on."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/ssh").write_text("#!/bin/sh\necho 'no route to host' >&2; exit 255\n")
    (tmp_path / "bin/ssh").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin{os.pathsep}{os.environ['PATH']}")
    place = place_of("nobody@nowhere:/var/www", tmp_path / "cache")
    with pytest.raises(Unfit, match="remote") as refused:
        releases.publish(releases.site(tmp_path / "site"), place)
    assert refused.value.values["error"] == "no route to host"


# --- object storage ------------------------------------------------------------------------------------------------


class Broken(Exception):
    """The connection to the storage is gone."""


@pytest.fixture(params=["memory", "file"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Objects]:
    """Storage in memory, and on the disk."""
    url = f"memory://{tmp_path.name}/site" if request.param == "memory" else f"file://{tmp_path}/bucket/site"
    yield Objects(url, tmp_path / "cache")
    fsspec.filesystem("memory").store.clear()


def up(place: Objects) -> dict[str, bytes]:
    """What is up, without what says so."""
    root = place._root
    found = {path.removeprefix(root).lstrip("/"): place._store.cat_file(path) for path in place._store.find(root)}
    return {path: data for path, data in found.items() if path != STATE}


def test_storage_holds_the_site(tmp_path: Path, store: Objects) -> None:
    """What is up is the site, byte for byte, without small copies; the next time only what changed is sent, and what is stale goes."""
    site = releases.site(tmp_path / "site", "一", more={"old/index.html": "旧"})
    first = releases.publish(site, store)
    assert (first.switched, store.current) == (True, first.name)
    assert up(store) == projects.tree(site)
    assert not releases.publish(site, store).switched
    site = releases.site(tmp_path / "site", "一", more={"notices/n1/index.html": "新" * 999})
    sent: list[str] = []
    put = store._store.put
    store._store.put = lambda ours, theirs: (sent.extend(theirs), put(ours, theirs))  # type: ignore[func-returns-value]
    try:
        second = releases.publish(site, store, Wish(allow_drop=True))
    finally:
        del store._store.put
    assert up(store) == projects.tree(site)
    assert [path.rpartition("site/")[2] for path in sent] == ["notices/n1/index.html"]
    assert [row["name"] for row in listed(store)] == [second.name]
    with pytest.raises(Unfit, match="nothing-before"):
        roll_back(store)


def test_pages_go_up_last_and_nothing_is_deleted_before() -> None:
    """Style sheets and scripts first, then data, then pages, then the worker."""
    paths = ["sw.js", "index.html", "data/help.json", "assets/a.css", "en/index.html"]
    assert sorted(paths, key=objects._rank) == ["assets/a.css", "data/help.json", "index.html", "en/index.html", "sw.js"]


def test_interrupted_anywhere(tmp_path: Path, store: Objects, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before any one of its steps, nothing readers had is gone and no page is up without its style sheet; the next mends all."""
    old = releases.site(tmp_path / "old", "旧", more={"old/index.html": "旧", "assets/old.css": "a{}"})
    new = releases.site(
        tmp_path / "new",
        "新",
        more={"new/index.html": '<link rel="stylesheet" href="../assets/new.css">', "assets/new.css": "b{}"},
    )
    had = projects.tree(old)
    steps = 0
    while True:
        releases.publish(old, store, Wish(allow_drop=True))
        assert up(store) == had
        _break_after(store, steps, monkeypatch)
        try:
            releases.publish(new, store, Wish(allow_drop=True))
        except Broken:
            have = up(store)
            deleting = "old/index.html" not in have or "assets/old.css" not in have
            assert not deleting or have.items() >= projects.tree(new).items()
            assert "new/index.html" not in have or "assets/new.css" in have
        else:
            break
        finally:
            monkeypatch.undo()
        steps += 1
    assert steps > 8
    assert up(store) == projects.tree(new)


def _break_after(place: Objects, steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let so many changes of the storage pass, then none."""
    left = [steps]

    def guarded(change: Any) -> Any:
        def guard(*arguments: Any, **more: Any) -> Any:
            if not left[0]:
                raise Broken
            left[0] -= 1
            return change(*arguments, **more)

        return guard

    for name in ("put_file", "pipe_file", "rm_file"):
        monkeypatch.setattr(place._store, name, guarded(getattr(place._store, name)))


def test_strangers_objects_are_left_alone(tmp_path: Path, store: Objects) -> None:
    """Storage with anything else in it is refused; what others put there later is never deleted."""
    site = releases.site(tmp_path / "site")
    other = f"{store._root}/mine.txt"
    store._store.pipe_file(f"{store._root}/.keep", b"")
    with pytest.raises(Unfit, match="not-ours"):
        releases.publish(site, store)
    store._store.rm_file(f"{store._root}/.keep")
    releases.publish(site, store)
    store._store.pipe_file(other, b"mine")
    releases.publish(releases.site(tmp_path / "site", "二"), store)
    assert store._store.cat_file(other) == b"mine"
    store._store.pipe_file(f"{store._root}/{STATE}", b"{}x")
    with pytest.raises(Unfit, match="not-ours"):
        releases.publish(site, store)


def test_two_publishers_to_storage(tmp_path: Path, store: Objects) -> None:
    """On one machine the second is told of the first."""
    with store.held(), pytest.raises(Unfit, match="held"):
        releases.publish(releases.site(tmp_path / "site"), store)
