"""What a person can do with deliveries: pause, resume, approve, cancel, bring forward, resolve.

Shared by the command line, and later by the console and the staff's buttons. Each returns what it did, so that the
caller can say it; each is one committed transaction, so that a daemon running beside it sees it before the next byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.campaign.delivery import OPEN, HeldFor, State
from bot.campaign.outcome import Receipt
from bot.errors import UsageError
from bot.ports import EVERYTHING, Delivery, Outbox

GO_ON = "go on with the last good "
"""A note's name: people chose the last good version of a file over its broken text."""


def pause(outbox: Outbox, scope: str, by: str, reason: str, now: datetime, accounts: Sequence[str]) -> None:
    """Stop everything, or one account, before the next byte."""
    if scope != EVERYTHING and scope not in accounts:
        raise UsageError(
            f"“{scope}” is not an account of this campaign.",
            f"Use one of: {EVERYTHING}, {', '.join(accounts)}.",
        )
    outbox.pause(scope, by, reason, now)


def resume(outbox: Outbox, scope: str) -> bool:
    """Undo a pause of everything, or of one account."""
    return outbox.resume(scope)


def go_on(outbox: Outbox, file: str, digest: str) -> None:
    """Send the posts of a broken file from its last good version, until its text changes again."""
    outbox.note(GO_ON + file, digest)


def chosen(outbox: Outbox, what: str) -> Sequence[Delivery]:
    """The deliveries a person named: one by its key, or all of an entry, or an entry's occurrence."""
    one = outbox.get(what)
    if one is not None:
        return [one]
    entry, _, rest = what.partition("/")
    rows = [
        row
        for row in outbox.deliveries(entry=entry)
        if not rest or row.key == what or row.key.startswith(what.rstrip("/") + "/")
    ]
    if not rows:
        raise UsageError(f"There is no delivery or entry called “{what}”.", "run.py posts lists them.")
    return rows


def waiting_for_yes(rows: Sequence[Delivery]) -> Sequence[Delivery]:
    """Those a person may let go."""
    reasons = {HeldFor.APPROVAL.value, HeldFor.CHANGED.value, HeldFor.LATE.value, HeldFor.ACCOUNT.value}
    return [row for row in rows if row.state is State.HELD and row.reason in reasons]


def approve(outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime) -> Sequence[Delivery]:
    """Let held deliveries go with the words they show now; another text would need another yes."""
    return [row for row in waiting_for_yes(rows) if outbox.approve(row.key, row.text, by, now)]


def cancel(outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime) -> Sequence[Delivery]:
    """Withdraw deliveries that have not begun to go."""
    return [row for row in rows if row.state in OPEN and outbox.cancel(row.key, by, now)]


def bring_forward(outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime) -> Sequence[Delivery]:
    """Make deliveries due now. Their keys stay, so they cannot go out again at the hour they were planned for."""
    done = []
    for row in rows:
        if row.state is State.HELD and row in waiting_for_yes([row]):
            # Whoever says "post this now" has said yes to it.
            outbox.approve(row.key, row.text, by, now)
        elif row.state is not State.PLANNED:
            # What waits for a broken file has no words to send.
            continue
        if outbox.expedite(row.key, by, now):
            done.append(row)
    return done


def next_occurrence(rows: Sequence[Delivery], now: datetime) -> Sequence[Delivery]:
    """Of an entry's open deliveries, those of the occurrence that comes next."""
    waiting = sorted((row for row in rows if row.state in {State.PLANNED, State.HELD}), key=lambda row: row.due)
    ahead = [row for row in waiting if row.due > now] or waiting
    return [row for row in waiting if ahead and row.occurrence == ahead[0].occurrence]


VERDICTS = {"there": State.SENT, "send": State.PLANNED, "drop": State.CANCELLED}
"""What a person says of a delivery whose answer was lost: it is there; send it (again); leave it."""


def resolve(outbox: Outbox, key: str, verdict: str, by: str, now: datetime, url: str = "") -> Delivery:
    """Settle an unsure delivery by what a person saw."""
    row = outbox.get(key)
    if row is None:
        raise UsageError(f"There is no delivery called “{key}”.", "run.py posts --state unknown lists the unsure ones.")
    if row.state not in {State.UNKNOWN, State.ASK}:
        raise UsageError(f"“{key}” is {row.state.value}: there is nothing to resolve.", "")
    receipt = Receipt(url.rstrip("/").rsplit("/", 1)[-1], url) if url else None
    outbox.resolve(key, VERDICTS[verdict], by, now, receipt)
    settled = outbox.get(key)
    assert settled is not None
    return settled
