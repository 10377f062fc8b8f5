"""``posts``: deliveries and what became of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap.desk import reading
from bot.bootstrap.page import write_page
from bot.campaign.delivery import State
from bot.campaign.model import Settings
from bot.cli.output import iso, json_option, known_or_refuse, line, print_json
from bot.errors import CampaignError, UsageError
from bot.ports import Delivery
from bot.wording import coded, say
from bot.wording.reasons import reason_text


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``posts [--state STATE] [--entry KEY] [--page FILE] [--json]``."""
    parser.add_argument("--state", choices=[state.value for state in State], action="append", help="only this state")
    parser.add_argument("--entry", metavar="KEY", default="", help="only this entry")
    parser.add_argument("--page", metavar="FILE", default="", help="write the public page of posts there")
    json_option(parser)


def run(options: Namespace) -> int:
    """Print them by due time."""
    states = tuple(State(name) for name in options.state or ())
    with reading(options.campaign) as desk:
        language = desk.language
        known = {*desk.entries, *(row.entry for row in desk.outbox.deliveries())}
        known_or_refuse("no-such-entry", options.entry or None, known)
        rows = desk.outbox.deliveries(states=states, entry=options.entry)
        settings = desk.settings
    if options.page:
        return _write_page(options, rows, settings)
    if options.json:
        print_json([_as_json(row, language) for row in rows])
        return 0
    for row in rows:
        told = row.url or reason_text(row.reason, language)
        line(f"{iso(row.due)}  {row.state.value:<10} {row.key:<60} {told}".rstrip())
    return 0


def _write_page(options: Namespace, rows: Sequence[Delivery], settings: Settings) -> int:
    page, language = Path(options.page), settings.staff.language
    # Any other may be a file of the campaign's own, which the page would take the place of.
    if page.suffix.casefold() not in {".html", ".htm"} or page.is_dir():
        raise coded(UsageError, "page-name", file=page)
    try:
        twin = write_page(rows, settings, page)
    except OSError as error:
        raise coded(CampaignError, "page-not-written", file=page, reason=error.strerror) from None
    if options.json:
        print_json({"page": str(page), "json": str(twin)})
    else:
        line(say("page-written", language, page=page, json=twin))
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
