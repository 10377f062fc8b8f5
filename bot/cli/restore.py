"""``restore``: a backup in the place of the database, which is set aside; no daemon may run."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from bot.bootstrap.backups import putting_back, settings_of
from bot.cli.backup import in_words
from bot.cli.output import ask, json_option, line, print_json
from bot.clock import SystemClock
from bot.errors import UsageError
from bot.wording import coded, say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``restore FILE [--yes] [--json]``."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the backup to put back")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    json_option(parser)


def run(options: Namespace) -> int:
    """Examine it, show what it holds, put it in place."""
    settings = settings_of(options.campaign)
    language = settings.staff.language
    with putting_back(options.campaign, settings, options.file) as found:
        contents = found.contents
        made = contents.made_at or say("restore-undated", language)
        states = in_words(contents.states)
        if not options.json:
            line(
                say(
                    "restore-what",
                    language,
                    file=options.file,
                    made=made,
                    deliveries=contents.deliveries,
                    states=states,
                    calls=contents.calls,
                )
            )
        if not options.yes and not ask(say("restore-ask", language, database=found.shown)):
            raise coded(UsageError, "not-done")
        aside = found.put_in_place(SystemClock().now())
    if options.json:
        print_json(
            {
                "file": str(options.file),
                "database": found.shown,
                "made_at": contents.made_at or None,
                "schema": contents.version,
                "deliveries": contents.deliveries,
                "states": dict(contents.states),
                "calls": contents.calls,
                "set_aside": str(aside) if aside else None,
            }
        )
        return 0
    line(say("restore-done", language, database=found.shown))
    if aside is not None:
        line(say("restore-aside", language, file=aside))
    return 0
