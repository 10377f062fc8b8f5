"""How commands print: people get lines, ``--json`` gets the JSON alone on standard output."""

from __future__ import annotations

import argparse
import difflib
import getpass
import json
import os
import sys
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cli import streams
from bot.errors import UsageError
from bot.wording import coded


def json_option(parser: argparse._ActionsContainer) -> None:
    """Every command that reports takes it."""
    parser.add_argument("--json", action="store_true", help="print JSON, and nothing else, on standard output")


def print_json(value: object) -> None:
    """The JSON, for machines."""
    streams.speak_utf8()
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def line(text: str = "") -> None:
    """A line for a person."""
    sys.stdout.write(text + "\n")


def iso(instant: datetime | None) -> str | None:
    """UTC with a Z, to the second."""
    return None if instant is None else instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def local_iso(instant: datetime, zone: str) -> str:
    """The wall time in ``zone`` with its offset."""
    return instant.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds")


def ask(question: str) -> bool:
    """A yes from the terminal; no terminal, no yes."""
    if sys.stdin is None or not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "o", "oui"}


def who(given: str) -> str:
    """Who decides: the name given, else the user's; a container's user may have none."""
    try:
        return given.strip() or getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"


def known_or_refuse(code: str, given: str | None, known: Collection[str]) -> None:
    """Refuse a name the campaign does not have, with what it has: nearest first, else all."""
    if given is None or given in known:
        return
    near = difflib.get_close_matches(given, known, 3)
    raise coded(UsageError, code, given=given, known=", ".join(near or known) or "–")
