"""Reads the command line and hands over to the command's own file; nothing heavy is imported before that."""

from __future__ import annotations

import argparse
import gc
import importlib
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from bot import log
from bot.cli import streams, tongue
from bot.cli.parser import Parser
from bot.errors import CampaignError

COMMANDS: dict[str, tuple[str, str]] = {
    "check": ("bot.cli.check", "find every problem in the campaign's files at once"),
    "plan": ("bot.cli.plan", "show what goes out, where and when"),
    "preview": ("bot.cli.preview", "show an entry's posts as each network would, with counters and pictures"),
    "poster": ("bot.cli.poster", "make the poster as PDF and PNG"),
    "rehearse": ("bot.cli.rehearse", "play the whole campaign on this computer; nothing leaves it"),
    "start": ("bot.cli.start", "run the daemon until it is stopped"),
    "status": ("bot.cli.status", "how the campaign and its accounts are"),
    "posts": ("bot.cli.posts", "list deliveries and what became of them"),
    "post": ("bot.cli.post", "send one entry's next posts now"),
    "approve": ("bot.cli.people", "let held posts go"),
    "cancel": ("bot.cli.people", "withdraw posts that have not gone out"),
    "resolve": ("bot.cli.people", "say what became of a post whose answer was lost"),
    "retract": ("bot.cli.retract", "take posts back: delete what is out, withdraw what is not"),
    "correct": ("bot.cli.correct", "give posts that are out the words the files have now"),
    "decide": ("bot.cli.decide", "say what came of a deadline: what depends on it stops, or goes"),
    "photos": ("bot.cli.photos", "look at supporters' photos, and decide about them"),
    "pause": ("bot.cli.people", "stop everything, or one account, at once"),
    "resume": ("bot.cli.people", "go on after a pause, or with a broken file's last good version"),
    "backup": ("bot.cli.backup", "copy the database, beside a running daemon too"),
    "restore": ("bot.cli.restore", "put a backup in the database's place"),
    "init": ("bot.cli.init", "make a new campaign's folder to start from"),
}
"""Command → (its file, one line about it). Each file has ``arguments(parser, command)`` and ``run(options) -> int``."""

GOOD, PROBLEMS, USAGE, UNREACHABLE, RUNNING = 0, 1, 2, 3, 4
INTERRUPTED = 130
NOBODY_READS = 141
"""What a shell says of a program whose reader went away (128 + SIGPIPE): it is not known that all was well."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    streams.prepare()
    given = list(sys.argv[1:] if arguments is None else arguments)
    folder = Path()
    try:
        options = _parser(given).parse_args(given)
        folder = options.campaign
        log.silence()
        room = importlib.import_module(COMMANDS[options.command][0])
        if not getattr(room, "IMPORTS_LATER", False):
            gc.enable()
        code = int(room.run(options))
        # What cannot be written any more must be known while it can still be said.
        sys.stdout.flush()
    except SystemExit as end:
        # argparse has spoken: help, or what is wrong with the command line.
        return int(end.code or 0)
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return INTERRUPTED
    except BrokenPipeError:
        streams.forget_output()
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 -- the last stop: whatever it is, a person is told in words
        if "--debug" in given:
            sys.stderr.write(log.REDACTOR.clean(traceback.format_exc()))
        return _tell(error, folder)
    return code


def _tell(error: Exception, folder: Path) -> int:
    """Say ``error`` in the staff's language; the exit code it stands for."""
    from bot.cli import said  # noqa: PLC0415 -- sentences and files are read only when something is wrong

    message, next_step = said.words(error, folder)
    sys.stderr.write(log.REDACTOR.clean(f"{message}\n"))
    if next_step:
        sys.stderr.write(log.REDACTOR.clean(f"  → {next_step}\n"))
    if isinstance(error, OSError):
        streams.forget_output()
    return error.exit_code if isinstance(error, CampaignError) else PROBLEMS


def _parser(given: Sequence[str]) -> Parser:
    def language() -> str:
        return tongue.of_usage(given)

    parser = Parser(
        language=language,
        prog="run.py",
        description="A campaign bot: timed, multilingual posts on Mastodon, X and Telegram, once each, on time, true.",
        epilog="Exit: 0 good, 1 problems found, 2 wrong usage, 3 cannot reach, 4 already running.",
    )
    _common(parser, Path(), debug=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (room, about) in COMMANDS.items():
        sub = commands.add_parser(name, language=language, help=about, description=about[0].upper() + about[1:] + ".")
        parser.commands.append(sub)
        # Said after the command they mean the same; unsaid there, what was said before it stays.
        _common(sub, argparse.SUPPRESS, debug=argparse.SUPPRESS)
        # Only the command that is asked for pays for its imports.
        if name in given:
            importlib.import_module(room).arguments(sub, name)
    return parser


def _common(parser: argparse.ArgumentParser, folder: Path | str, *, debug: bool | str) -> None:
    parser.add_argument("--campaign", metavar="DIR", type=Path, default=folder, help="the campaign's folder (here)")
    parser.add_argument("--debug", action="store_true", default=debug, help="show tracebacks and more log")
