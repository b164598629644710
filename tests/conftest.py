"""Fixtures of one line each; `editions.py` holds what makes the test editions."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import editions
import projects
import pytest
from hypothesis import settings

from generator.check import check
from generator.survey import Checked

# No database: a run leaves no files behind. No deadline: a busy machine is no fault of the code.
settings.register_profile("zhiyin", database=None, deadline=None, max_examples=60)
settings.load_profile("zhiyin")


def pytest_configure(config: pytest.Config) -> None:
    """The process that starts the others makes the folder they share; they inherit its name."""
    if projects.SHARED not in os.environ:
        os.environ[projects.SHARED] = folder = tempfile.mkdtemp(prefix="zhiyin-built-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A sound edition that a test may change."""
    return editions.sound(tmp_path / "content")


@pytest.fixture(scope="session")
def overlaid(tmp_path_factory: pytest.TempPathFactory) -> Checked:
    """The edition that stands on the sound one, checked on the tests' day."""
    return check(editions.overlay(tmp_path_factory.mktemp("overlay") / "content"), editions.TODAY)


@pytest.fixture(scope="session")
def checked() -> Checked:
    """The sound edition, checked on the tests' day."""
    return check(editions.SOUND, editions.TODAY)
