"""Pace: too many public posts a day, and more posts at once than an account's spacing lets out in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from bot.campaign.calendar import local
from bot.campaign.model import Account, Lateness, NetworkName, Slot, Visibility
from bot.campaign.problem import Problem
from bot.files.rules.view import View


def public_posts(view: View) -> Iterator[Problem]:
    """More public posts on a Mastodon account in one calendar day than it allows.

    A post counts for the day it has in its own audience's city.
    """
    counted: dict[tuple[str, date], int] = {}
    for slot, account in view.deliveries:
        if account.network is not NetworkName.MASTODON or account.public_per_day is None:
            continue
        entry, language = slot.entry, slot.audience.language
        if entry.visibility_by_language.get(language, entry.visibility) is not Visibility.PUBLIC:
            continue
        day = local(slot.due, slot.audience.zone).date()
        counted[account.name, day] = counted.get((account.name, day), 0) + 1
        if counted[account.name, day] == account.public_per_day + 1:
            facts = {
                "account": account.name,
                "day": day.isoformat(),
                "allowed": account.public_per_day,
                "entry": entry.key,
                "language": language,
            }
            yield Problem("too-many-public", entry.at("visibility"), facts)


def spacing(view: View) -> Iterator[Problem]:
    """Posts that would wait so long for their turn on one account that they are dropped as too late."""
    queues: dict[str, list[Slot]] = {}
    for slot, account in view.deliveries:
        queues.setdefault(account.name, []).append(slot)
    said = set[tuple[str, str]]()
    for name, slots in queues.items():
        account = view.settings.accounts[name]
        turn = datetime.min.replace(tzinfo=slots[0].due.tzinfo)
        for slot in slots:
            turn = max(turn, slot.due)
            end = _latest(slot)
            if end is not None and turn > end:
                if (slot.entry.key, name) not in said:
                    said.add((slot.entry.key, name))
                    yield _held_up(slot, account, turn)
                continue  # it is not sent, so the next has its turn
            turn += timedelta(seconds=account.spacing_s)


def _latest(slot: Slot) -> datetime | None:
    """The last instant at which it may still go out."""
    end = slot.valid_until
    if slot.entry.if_late.kind is Lateness.GRACE:
        grace = slot.due + slot.entry.if_late.grace
        end = grace if end is None else min(end, grace)
    return end


def _held_up(slot: Slot, account: Account, turn: datetime) -> Problem:
    facts = {
        "entry": slot.entry.key,
        "account": account.name,
        "minutes": round((turn - slot.due).total_seconds() / 60),
        "spacing": round(account.spacing_s),
    }
    return Problem("spacing-too-long", slot.entry.at("when"), facts)
