"""Edits refused because posts already went out: a moved ``once`` entry; a renamed entry, audience or account."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import datetime

from bot.campaign import truth
from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, Campaign, Post
from bot.campaign.problem import Problem
from bot.campaign.render import render
from bot.daemon.live import Due, Snapshot
from bot.ports import PHOTOS, Delivery, Outbox

GONE = frozenset({State.SENDING, State.SENT, State.UNKNOWN, State.ASK, State.RETRACTING, State.RETRACTED})
"""States in which followers may have seen the post."""


def refused(fresh: Snapshot, outbox: Outbox, now: datetime | None) -> Problem | None:
    """``refusal``, reading no more rows than it takes. ``now``: ``None`` where the clock is in doubt."""
    # No file has supporters' photos.
    gone = [row for row in outbox.deliveries(states=tuple(GONE)) if row.entry != PHOTOS]
    if all(row.key in fresh.plan for row in gone):
        # None can have another name now.
        return refusal(fresh, gone, now)
    return refusal(fresh, outbox.deliveries(), now)


def refusal(fresh: Snapshot, rows: Sequence[Delivery], now: datetime | None) -> Problem | None:
    """The first edit of ``fresh`` that may not be made any more, given what went out; ``None`` when all may."""
    if fresh.campaign is None:
        return None
    gone = [row for row in rows if row.state in GONE and row.entry != PHOTOS]
    for row in gone:
        due = fresh.plan.get(row.key)
        if due is not None and row.occurrence == "once" and _moved(row, due):
            return Problem("entry-moved-after-sent", due.slot.entry.at("when"), {"key": due.slot.entry.key})
    return _renamed(fresh, fresh.campaign, rows, gone, now)


def _renamed(
    fresh: Snapshot, campaign: Campaign, rows: Sequence[Delivery], gone: Sequence[Delivery], now: datetime | None
) -> Problem | None:
    """A delivery under a new key, of an entry, audience or account renamed, that would say again what went out."""
    vanished = [row for row in gone if row.key not in fresh.plan]
    if not vanished:
        return None
    said = {(row.account, _plain(row.text)): row for row in vanished}
    accounts = campaign.settings.accounts
    moved = {
        (row.entry, row.occurrence, row.audience, row.network): row for row in vanished if row.account not in accounts
    }
    # One that was over when it came into the files may be moved into the future now.
    known = {row.key for row in rows if row.state is not State.PAST}
    for key, due in fresh.plan.items():
        slot, account = due.slot, due.account
        if key in known or (now is not None and truth.lateness(slot, now) is truth.Verdict.MISSED):
            # What is too late to go out says nothing again; by a clock in doubt nothing is.
            continue
        place = (slot.entry.key, slot.occurrence, slot.audience.name, account.network)
        earlier = moved.get(place) or said.get((account.name, _plain(_words(due, campaign))))
        if earlier is not None and _is_the_same(earlier, due, campaign):
            return Problem("entry-renamed-after-sent", slot.entry.place, {"key": key, "earlier": earlier.key})
    return None


def _words(due: Due, campaign: Campaign) -> str:
    number = due.slot.countdown.number if due.slot.countdown else None
    post = render(due.slot, due.account, campaign, number, DEFAULT_LIMITS[due.account.network])
    return post.text if isinstance(post, Post) else due.slot.key(due.account.name)


def _is_the_same(earlier: Delivery, due: Due, campaign: Campaign) -> bool:
    """Another entry that is still in the files may say the same words; a renamed one may not."""
    same = (earlier.entry, earlier.occurrence) == (due.slot.entry.key, due.slot.occurrence)
    return same or earlier.entry not in campaign.entries


def _moved(row: Delivery, due: Due) -> bool:
    """Whether an edit put the entry at a later time than the one it went out for."""
    if row.expedited or row.sent_at is None:
        return False
    return due.slot.due > row.sent_at and due.slot.due != row.due


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
