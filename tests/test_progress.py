"""What a terminal shows meanwhile: the step, in the language of the messages, after a second; and pipes see nothing."""

from __future__ import annotations

import argparse
import io
import sys

import editions
import pytest

from generator import progress
from generator.cli import main
from generator.commands import progress as bars


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def watching(monkeypatch: pytest.MonkeyPatch, patience: float = 0) -> Terminal:
    """A terminal that the command writes to; not from a fixture, for pytest takes the streams anew for each test."""
    monkeypatch.setattr(sys, "stderr", stream := Terminal())
    monkeypatch.setattr(bars, "PATIENCE", patience)
    return stream


OPTIONS = argparse.Namespace(lang="zh")


def test_steps_are_told_to_whoever_watches() -> None:
    """A step is told with its name and size, and what it gives takes what is done; with nobody watching all goes nowhere."""
    progress.step("check", 3)(1)
    told: list[object] = []
    with progress.watched(lambda name, total: told.append((name, total)) or told.append):
        progress.step("check", 3)(2)
    progress.step("write", 1)(1)
    assert told == [("check", 3), 2]


def test_a_long_step_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a step stands with how far it has come, and is gone at the end."""
    terminal = watching(monkeypatch)
    with bars.shown(OPTIONS):
        tick = progress.step("write", 200)
        tick(100)
    shown = terminal.getvalue()
    assert "写网页" in shown
    assert "200" in shown
    assert shown.split("\r")[-1].strip() == ""


def test_a_short_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done sooner than anybody grows impatient shows nothing."""
    terminal = watching(monkeypatch, 60)
    with bars.shown(OPTIONS):
        progress.step("write", 200)(200)
    assert terminal.getvalue().strip() == ""


def test_a_command_shows_its_steps(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A check shows that it checks records and tries searches, in English where messages are."""
    terminal = watching(monkeypatch)
    assert main(["check", "--content", str(editions.SOUND), "--lang", "en"]) == 0
    assert "checking records" in terminal.getvalue()
    assert "trying searches" in terminal.getvalue()


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody looks nothing is shown, however long it takes."""
    monkeypatch.setattr(bars, "PATIENCE", 0)
    monkeypatch.setattr(sys, "stderr", stream := io.StringIO())
    with bars.shown(OPTIONS):
        progress.step("write", 200)(100)
        progress.step("frames")
    assert stream.getvalue() == ""
