"""``posts``: deliveries and what became of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.bootstrap.desk import reading
from bot.campaign.delivery import State
from bot.cli.output import iso, json_option, known_or_refuse, line, print_json
from bot.ports import Delivery
from bot.wording.reasons import reason_text


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``posts [--state STATE] [--entry KEY] [--json]``."""
    parser.add_argument("--state", choices=[state.value for state in State], action="append", help="only this state")
    parser.add_argument("--entry", metavar="KEY", default="", help="only this entry")
    json_option(parser)


def run(options: Namespace) -> int:
    """Print them by due time."""
    states = tuple(State(name) for name in options.state or ())
    with reading(options.campaign) as desk:
        language = desk.language
        known = {*desk.entries, *(row.entry for row in desk.outbox.deliveries())}
        known_or_refuse("no-such-entry", options.entry or None, known)
        rows = desk.outbox.deliveries(states=states, entry=options.entry)
    if options.json:
        print_json([_as_json(row, language) for row in rows])
        return 0
    for row in rows:
        told = row.url or reason_text(row.reason, language)
        line(f"{iso(row.due)}  {row.state.value:<10} {row.key:<60} {told}".rstrip())
    return 0


def _as_json(row: Delivery, language: str) -> dict[str, object]:
    return {
        "key": row.key,
        "account": row.account,
        "state": row.state.value,
        "reason": row.reason,
        "reason_text": reason_text(row.reason, language),
        "due": iso(row.due),
        "sent_at": iso(row.sent_at),
        "remote_id": row.remote_id or None,
        "url": row.url or None,
        "text": row.text,
        "attempts": row.attempts,
        "recorded_at": row.updated_at.isoformat(),
    }
