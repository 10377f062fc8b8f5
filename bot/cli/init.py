"""``init``: a new campaign's folder to start from."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from datetime import timedelta
from pathlib import Path

from bot.cli.output import line
from bot.clock import SystemClock
from bot.errors import UsageError
from bot.wording import coded, say

SKELETON = Path(__file__).parent / "skeleton"
AHEAD = timedelta(days=30)
"""The example counts down to a day that is still to come."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``init FOLDER``."""
    parser.add_argument("folder", type=Path, help="a new folder for the campaign")


def run(options: Namespace) -> int:
    """Copy the example, with a day to come; never into a folder that has something in it."""
    folder: Path = options.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise coded(UsageError, "folder-taken", folder=folder)
    # The contents alone: an installed program's own files may be closed to writing.
    shutil.copytree(SKELETON, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
    settings = folder / "settings.yaml"
    day = (SystemClock().now() + AHEAD).date().isoformat()
    settings.write_text(settings.read_text(encoding="utf-8").replace("DAY ", day), encoding="utf-8")
    line(say("init-done", "en", folder=folder))
    return 0
