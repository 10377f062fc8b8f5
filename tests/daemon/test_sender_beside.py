"""A sender beside another daemon's, in an outbox that both share."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.campaign.delivery import State
from bot.daemon.sender import Sender
from bot.ports import Delivery
from tests.daemon.cast import NOON, SETTINGS
from tests.daemon.watched import Seen, Watched, watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"


class Shared:
    """The same outbox, shared: another daemon called at ``called``, seen only when we claim, and may have the row."""

    shared = True

    def __init__(self, watching: Watched, called: datetime, *, taken: bool) -> None:
        self._watching, self._called, self._taken = watching, called, taken
        self._seen = False

    def __getattr__(self, name: str) -> object:
        return getattr(self._watching, name)

    def claim(self, *arguments: Any) -> Delivery | None:
        """Ours, unless the other was quicker."""
        self._seen = True
        return None if self._taken else self._watching.real.claim(*arguments)

    def last_sent(self, account: str) -> datetime | None:
        """By whomever."""
        return self._called if self._seen else None


def beside(seen: Seen, called: datetime, *, taken: bool = False) -> Sender:
    """A sender that shares its account with another daemon."""
    outbox: Any = Shared(seen.outbox, called, taken=taken)
    return Sender(seen.cast.sender.account, seen.cast.network, replace(seen.cast.means, outbox=outbox))


def test_another_daemons_call_seen_after_the_claim_gives_the_claim_back(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, SETTINGS)
    assert beside(seen, NOON).run_once(NOON) == NOON + timedelta(seconds=60)
    assert seen.texts == []
    assert seen.outbox.settled == [(State.PLANNED, "", NOON, None)]


def test_a_row_that_another_daemon_took_is_not_given_back_by_us(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, SETTINGS)
    assert beside(seen, NOON, taken=True).run_once(NOON) == NOON + timedelta(seconds=60)
    assert seen.outbox.settled == []


def test_another_daemons_call_exactly_a_spacing_ago_keeps_nothing_back(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, SETTINGS)
    beside(seen, NOON - timedelta(seconds=60)).run_once(NOON)
    assert seen.texts == ["Un."]
