"""What of the alarms is mailed, and how a letter about them reads."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from bot.daemon.alarms import Told
from bot.ports import Letter
from bot.wording import say

SERIOUS = frozenset(
    {
        # accounts that cannot post
        "account-broken",
        "account-shut",
        "account-budget-used",
        "secrets-unread",
        # nothing, or much, does not go out
        "file-broken",
        "files-unusable",
        "many-late",
        "deliveries-missed",
        "stop-file",
        # the program and what it stands on
        "duty-failed",
        "disk-full",
        "disk-short",
        "store-distrusted",
        "photos-locked",
        "clock-jumped",
        "clock-wrong",
        "clock-off",
        # something may be out twice, or untrue, and stays there
        "double-found",
        "double-not-deleted",
        "not-taken-back",
        "not-corrected",
        "not-replaced",
        # nobody would hear of anything
        "desk-broken",
        "listener-deaf",
    }
)
"""Mailed although the staff's chat works: what stops the campaign, or what somebody must see who is not in the chat."""

CHAT_LOST = "desk-broken"
"""From here on the chat cannot be counted on."""

MOST_TOLD = 40
"""Of one letter; the rest is counted."""


def letter(told: Sequence[Told], left_out: int, campaign: str, language: str) -> Letter:
    """One letter about these alarms, the first first."""
    by_text: dict[str, list[Told]] = {}
    for each in told:
        by_text.setdefault(each.text, []).append(each)
    matters = list(by_text.items())
    parts = [
        f"{same[0].at:%Y-%m-%d %H:%M} UTC\n{_counted(text, len(same), language)}" for text, same in matters[:MOST_TOLD]
    ]
    unshown = left_out + sum(len(same) for _, same in matters[MOST_TOLD:])
    if unshown:
        parts.append(say("mail-left-out", language, number=unshown))
    # "-- ": what follows is a signature (RFC 3676).
    body = "\n\n".join(parts) + f"\n\n-- \n{say('mail-foot', language, campaign=campaign)}\n"
    first = told[0].text.strip().partition("\n")[0]
    more = len(told) + left_out - 1
    subject = say("mail-more", language, first=first, more=more) if more else first
    return Letter(_id(told), f"[{campaign}] {subject}", body, told[-1].at)


def _counted(text: str, times: int, language: str) -> str:
    return text if times == 1 else say("mail-again", language, text=text, times=times)


def _id(told: Sequence[Told]) -> str:
    """The same for the same alarms, and for no others."""
    named = "\0".join(part for each in told for part in (each.code, each.text, each.at.isoformat()))
    return hashlib.blake2b(named.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
