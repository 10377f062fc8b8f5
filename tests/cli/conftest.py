from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.camp import Commands, campaign


@pytest.fixture
def commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """The commands, on a small sound campaign whose staff speak English."""
    return Commands(campaign(tmp_path), capsys)


@pytest.fixture
def commandes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Commands:
    """The same, for French staff."""
    return Commands(campaign(tmp_path, "fr"), capsys)


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Commands silence or configure the process's log."""
    root = logging.getLogger()
    before, hook = root.handlers[:], threading.excepthook
    yield
    root.handlers[:], threading.excepthook = before, hook
