"""The highest message numbers seen in the campaign's own channels, as a help for reading a channel back.

Other administrators' posts come to the bot as updates, each with its number and the server's date. Numbers only grow:
a post of ours whose call began after that date has a higher one. ``highest_before`` is a ``Sought.after_id``,
``highest`` a ``Sought.highest_id``.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bot.ports import Outbox

_KEPT = 20
MARGIN = timedelta(seconds=60)
"""How far the server's clock and ours may be apart."""


def _note(account: str) -> str:
    return f"seen in {account}"


def remember(outbox: Outbox, account: str, message: int, date: int) -> None:
    """``date``: Unix seconds, as the server says. The latest few are kept."""
    kept = _kept(outbox, account)
    if [message, date] not in kept:
        outbox.note(_note(account), json.dumps(sorted([*kept, [message, date]])[-_KEPT:]))


def highest_before(outbox: Outbox, account: str, since: datetime) -> str:
    """The highest number that ``account``'s channel surely had before ``since``; empty: none is known."""
    known = [message for message, date in _kept(outbox, account) if datetime.fromtimestamp(date, UTC) + MARGIN <= since]
    return str(max(known)) if known else ""


def highest(outbox: Outbox, account: str) -> str:
    """The highest number that was seen at all; empty: none was."""
    return str(max((message for message, _ in _kept(outbox, account)), default=""))


def _kept(outbox: Outbox, account: str) -> list[list[int]]:
    noted = outbox.noted(_note(account))
    return json.loads(noted) if noted else []
