"""Deliveries whose posts nobody can tell apart: what is found for one of them may be the other's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.campaign.delivery import State
from bot.campaign.model import Post
from bot.campaign.render import render
from bot.daemon.means import Means
from bot.daemon.sought import InForce, words
from bot.ports import Delivery

SKEW = timedelta(minutes=10)
"""So much older than its call a post may be by its server's clock, and is found all the same."""


def twins(row: Delivery, others: Iterable[Delivery], means: Means) -> list[Delivery]:
    """Those of ``others`` whose post may be taken for this one's.

    A row of an earlier copy says what it said then, and its post may say what the files say since: so all that either
    may have gone out with is compared.
    """
    mine = words(row, means.outbox, in_force(row, means))
    return [
        other
        for other in others
        if (other.account, other.repost_of) == (row.account, row.repost_of)
        and other.key != row.key
        and (other.text == row.text or not mine.isdisjoint(words(other, means.outbox, in_force(other, means))))
    ]


def unsure_twins(row: Delivery, means: Means) -> list[Delivery]:
    """Those of which nobody knows yet whether they are out."""
    return twins(row, means.outbox.deliveries(states=(State.UNKNOWN, State.SENDING)), means)


def unnamed_twins(row: Delivery, means: Means, since: datetime) -> list[Delivery]:
    """Those of which a person said that they are out, and not where, or is still to say it.

    Of those called for before ``since`` no post is found that may be this one's.
    """
    since = min(since, began(row)) - SKEW
    others = means.outbox.deliveries(states=(State.SENT, State.ASK, State.RETRACTING))
    return twins(row, [one for one in others if not one.remote_id and began(one) > since], means)


def began(row: Delivery) -> datetime:
    """When its call began; of one that this store never called, when it was due."""
    return row.begun_at or row.due


def in_force(row: Delivery, means: Means) -> InForce:
    """What the files say of it by now."""
    running = means.live.snapshot
    due = running.plan.get(row.key)
    account = running.campaign.settings.accounts.get(row.account) if running.campaign is not None else None
    if running.campaign is None or account is None or due is None:
        return InForce()
    number = due.slot.countdown.number if due.slot.countdown else None
    post = render(due.slot, account, running.campaign, number, means.limits(account))
    return InForce(post.text if isinstance(post, Post) else "", due.slot.due)
