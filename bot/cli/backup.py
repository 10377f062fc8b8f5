"""``backup``: a copy of the database, whole and checked, beside a running daemon too."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.bootstrap.backups import KEPT, back_up, settings_of
from bot.bootstrap.checking import complain
from bot.cli.output import json_option, line, print_json
from bot.clock import SystemClock
from bot.wording import say

LARGE_PAGES = 8192
"""32 MB: what takes longer than a person wonders about."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``backup [FILE] [--keep N] [--json]``."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to (var/backups)")
    parser.add_argument(
        "--keep", metavar="N", type=_positive, default=KEPT, help="how many of those in var/backups to keep (14)"
    )
    json_option(parser)


def run(options: Namespace) -> int:
    """Make it and say where it is."""
    settings = settings_of(options.campaign)
    language = settings.staff.language
    made = back_up(options.campaign, settings, options.file, options.keep, SystemClock().now(), _progress(language))
    contents, size = made.contents, made.file.stat().st_size
    if options.json:
        print_json(
            {
                "file": str(made.file),
                "bytes": size,
                "made_at": contents.made_at,
                "schema": contents.version,
                "deliveries": contents.deliveries,
                "states": dict(contents.states),
                "calls": contents.calls,
                "removed": [str(path) for path in made.removed],
            }
        )
        return 0
    states = in_words(contents.states)
    megabytes = f"{size / 1e6:.1f}"
    line(say("backup-done", language, file=made.file, deliveries=contents.deliveries, states=states, size=megabytes))
    if made.removed:
        files = ", ".join(path.name for path in made.removed)
        line(say("backup-removed", language, keep=options.keep, files=files))
    return 0


def in_words(states: Mapping[str, int]) -> str:
    """``sent 12, planned 3``."""
    return ", ".join(f"{state} {number}" for state, number in states.items()) or "–"


def _progress(language: str) -> Callable[[int, int], None]:
    """Of a large database, each tenth."""
    tenths = 0

    def show(remaining: int, total: int) -> None:
        nonlocal tenths
        done = 10 * (total - remaining) // max(total, 1)
        if total >= LARGE_PAGES and done > tenths:
            tenths = done
            complain(say("backup-progress", language, percent=10 * done))

    return show


def _positive(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise ArgumentTypeError(f"“{text}” is not a number of backups")
    return int(text)
