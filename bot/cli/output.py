"""How commands print: people get lines, ``--json`` gets the JSON alone on standard output."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from datetime import datetime
from zoneinfo import ZoneInfo


def json_option(parser: ArgumentParser) -> None:
    """Every command that reports takes it."""
    parser.add_argument("--json", action="store_true", help="print JSON, and nothing else, on standard output")


def print_json(value: object) -> None:
    """The JSON, for machines."""
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
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes", "o", "oui"}
