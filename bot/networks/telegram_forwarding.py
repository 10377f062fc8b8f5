"""Reposting a post of somebody's channel by forwarding it; what its refusals mean, and how the forward is known again.

A refusal may be about either of two channels. Only what is wrong with ours may stop the account.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected
from bot.networks.http import Answer, Reasons, Silence, Why
from bot.networks.telegram_judging import is_missing, is_protected, judge_telegram, words
from bot.ports import Identity

_POST = re.compile(r"(-?[0-9]{1,19}|@?[A-Za-z][A-Za-z0-9_]{3,31})/([0-9]{1,15})")

_OURS = re.compile(r"administrator rights|not enough rights|no rights|write_forbidden|admin_required", re.IGNORECASE)
"""Nobody needs rights to read a channel they are in."""


@dataclass(frozen=True, slots=True)
class Source:
    """A post of a channel."""

    chat: str | int
    """Its number, or ``@name``."""
    message: int

    @property
    def key(self) -> str:
        """As ``telegram_copies.Seen.origin`` names it."""
        return f"{self.chat}/{self.message}".casefold()


def source_of(repost_of: str) -> Source | None:
    """What ``CHAT/MESSAGE`` names; ``None``: nothing on Telegram."""
    parts = _POST.fullmatch(repost_of)
    if parts is None:
        return None
    place = parts[1]
    numbered = re.fullmatch(r"-?[0-9]+", place)
    return Source(int(place) if numbered else f"@{place.removeprefix('@')}", int(parts[2]))


def judge_forward(
    heard: Answer | Silence, reasons: Reasons, introduce: Callable[[], Identity | NotSent | AccountBroken]
) -> Outcome:
    """What a failed forward means. ``introduce`` is asked about our channel when it may be either one's fault."""
    if is_missing(heard):
        return Rejected(reasons.say(Why.SOURCE_GONE, words(heard)))
    if is_protected(heard):
        return Rejected(reasons.say(Why.SOURCE_PROTECTED, words(heard)))
    failure = judge_telegram(heard, reasons)
    either = isinstance(heard, Answer) and heard.status in {400, 403} and not _OURS.search(words(heard))
    if not either or not isinstance(failure, AccountBroken):
        return failure
    who = introduce()
    return Rejected(reasons.say(Why.SOURCE_HIDDEN, words(heard))) if isinstance(who, Identity) else who
