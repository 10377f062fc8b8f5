"""``poster``: the poster that supporters photograph, to print and to share."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.bootstrap.drawing import write_poster
from bot.cli.output import json_option, line, print_json


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``poster [--to DIR]``."""
    parser.add_argument("--to", metavar="DIR", type=Path, default=Path(), help="where to put the files (here)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Write ``poster.pdf`` (A4) and ``poster.png``."""
    files = write_poster(options.campaign, options.to)
    if options.json:
        print_json({"files": [str(file) for file in files]})
    else:
        for file in files:
            line(str(file))
    return 0
