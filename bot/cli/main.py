"""Reads the command line and hands over to the command's own file; nothing heavy is imported before that."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import log
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
    "pause": ("bot.cli.people", "stop everything, or one account, at once"),
    "resume": ("bot.cli.people", "go on after a pause, or with a broken file's last good version"),
    "init": ("bot.cli.init", "make a new campaign's folder to start from"),
}
"""Command → (its file, one line about it). Each file has ``arguments(parser, command)`` and ``run(options) -> int``."""

GOOD, PROBLEMS, USAGE, UNREACHABLE, RUNNING = 0, 1, 2, 3, 4
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = _parser(given).parse_args(given)
    log.silence()
    room = importlib.import_module(COMMANDS[options.command][0])
    try:
        return int(room.run(options))
    except CampaignError as error:
        if options.debug:
            raise
        sys.stderr.write(f"{error.message}\n")
        if error.next_step:
            sys.stderr.write(f"  → {error.next_step}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever was reading has seen enough (`| head`); the interpreter must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return GOOD
    except Exception as bug:
        if options.debug:
            raise
        sys.stderr.write(f"A fault of this program: {type(bug).__name__}: {bug}\n  → Run it again with --debug.\n")
        return PROBLEMS


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="run.py",
        description="A campaign bot: timed, multilingual posts on Mastodon, X and Telegram, once each, on time, true.",
        epilog="Exit: 0 good, 1 problems found, 2 wrong usage, 3 cannot reach, 4 already running.",
    )
    parser.add_argument("--campaign", metavar="DIR", type=Path, default=Path(), help="the campaign's folder (here)")
    parser.add_argument("--debug", action="store_true", help="show tracebacks and more log")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, (room, about) in COMMANDS.items():
        sub = commands.add_parser(name, help=about, description=about[0].upper() + about[1:] + ".")
        # Only the command that is asked for pays for its imports.
        if name in given:
            importlib.import_module(room).arguments(sub, name)
    return parser
