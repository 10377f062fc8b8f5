"""What a person's approval covers, and when it no longer does. Pure."""

from __future__ import annotations

from bot.campaign.delivery import HeldFor

APPROVALS = frozenset({HeldFor.APPROVAL.value, HeldFor.CHANGED.value})
"""Held because the files ask for a person's approval of the words."""

OPINIONS = APPROVALS | {HeldFor.BROKEN_FILE.value, HeldFor.LATE.value}
"""Held for something that a person who saw the words can answer; a broken account is none."""

OF_THE_FILES = APPROVALS | {HeldFor.BROKEN_FILE.value}
"""Held because of what the files say, so an edit of them can end it; the other reasons are the daemon's."""


def covers(approved_for: str, reason: str) -> bool:
    """Whether an approval given while held for ``approved_for`` answers one for ``reason``, the words being the same.

    Any approval means a person saw the words; only one given in spite of a broken file answers that one.
    """
    return reason in APPROVALS or reason == approved_for
