"""``post``: one entry's next posts, now."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, Namespace

from bot.actions import people
from bot.bootstrap.desk import deciding
from bot.campaign.delivery import State
from bot.cli.output import ask, json_option, line, print_json
from bot.errors import UsageError
from bot.wording import say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``post WHAT [--yes] [--wait SECONDS]``."""
    parser.add_argument("what", help="an entry's key, entry/occurrence, or a delivery's whole key")
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--wait", metavar="SECONDS", type=float, default=600.0, help="wait at most so long (600)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Bring the deliveries forward; a running daemon sends them, else this command does. 1 when one did not go."""
    by = options.by or getpass.getuser()
    with deciding(options.campaign) as desk:
        language = desk.settings.staff.language
        desk.plan()
        rows = people.chosen(desk.outbox, options.what)
        if "/" not in options.what:
            rows = people.next_occurrence(rows, desk.clock.now())
        rows = [row for row in rows if row.state in {State.PLANNED, State.HELD}]
        if not rows:
            raise UsageError(say("nothing-to-post", language, what=options.what), say("posts-lists", language))
        if not options.json:
            for row in rows:
                line(f"{row.key}")
                for text in row.text.split("\n"):
                    line(f"   │ {text}")
        if not options.yes and not ask(say("ask-post", language, number=len(rows))):
            raise UsageError(say("not-done", language), say("say-yes", language))
        keys = [row.key for row in people.bring_forward(desk.outbox, rows, by, desk.clock.now())]
        desk.send(keys, options.wait)
        settled = [found for key in keys if (found := desk.outbox.get(key)) is not None]
    if options.json:
        print_json(
            [{"key": row.key, "state": row.state.value, "reason": row.reason, "url": row.url} for row in settled]
        )
    else:
        for row in settled:
            line(f"{row.state.value:<10} {row.key}  {row.url or row.reason}")
    return 0 if all(row.state is State.SENT for row in settled) else 1
