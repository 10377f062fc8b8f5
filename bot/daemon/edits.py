"""Edits that are refused because posts already went out: a moved ``once`` entry, a renamed entry."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, Post
from bot.campaign.problem import Problem
from bot.campaign.render import render
from bot.daemon.live import Due, Snapshot
from bot.ports import Delivery

GONE = frozenset({State.SENDING, State.SENT, State.UNKNOWN, State.ASK, State.RETRACTING, State.RETRACTED})
"""States in which followers may have seen the post."""


def refusal(fresh: Snapshot, rows: Sequence[Delivery]) -> Problem | None:
    """The first edit of ``fresh`` that may not be made any more, given what went out; ``None`` when all may."""
    if fresh.campaign is None:
        return None
    gone = [row for row in rows if row.state in GONE]
    for row in gone:
        due = fresh.plan.get(row.key)
        if due is not None and row.occurrence == "once" and _moved(row, due):
            return Problem("entry-moved-after-sent", due.slot.entry.at("when"), {"key": due.slot.entry.key})
    # An entry that is gone from the files, whose words a new entry would say again on the same account.
    vanished = {(row.account, _plain(row.text)): row.entry for row in gone if row.entry not in fresh.campaign.entries}
    if not vanished:
        return None
    known = {row.entry for row in rows}
    for due in fresh.plan.values():
        entry = due.slot.entry
        if entry.key in known:
            continue
        number = due.slot.countdown.number if due.slot.countdown else None
        post = render(due.slot, due.account, fresh.campaign, number, DEFAULT_LIMITS[due.account.network])
        earlier = vanished.get((due.account.name, _plain(post.text))) if isinstance(post, Post) else None
        if earlier is not None:
            return Problem("entry-renamed-after-sent", entry.place, {"key": entry.key, "earlier": earlier})
    return None


def _moved(row: Delivery, due: Due) -> bool:
    """Whether the entry now stands at a later time than the one it went out for."""
    return row.sent_at is not None and due.slot.due > row.sent_at and due.slot.due != row.due


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
