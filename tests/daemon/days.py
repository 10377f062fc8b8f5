"""Lets an account's sender and the duties that follow it live through a stretch of time, and restarts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.daemon.auditor import Auditor
from bot.daemon.reconciler import Reconciler
from bot.daemon.sender import Sender
from bot.ports import Duty
from bot.rehearsal.play import Play
from tests.daemon.cast import Cast


class KilledError(BaseException):
    """The process is gone: nobody catches it, nothing more is written."""


@dataclass
class Days:
    """One run of the daemon."""

    cast: Cast
    doors: Sequence[Duty]
    followers: Sequence[Duty]

    def until(self, moment: datetime) -> None:
        """Live until then, from wake-up to wake-up."""
        play = Play([], self.doors, self.followers, self.cast.clock, lambda _: None)
        for _ in play.run(moment):
            for name in self.cast.woken:
                play.wake(name)
            self.cast.woken.clear()
        self.cast.clock.set(moment)


def days(cast: Cast, *beside: Duty) -> Days:
    """The cast's own sender, and a reconciler and an auditor; and who works ``beside`` them."""
    return Days(cast, [cast.sender], [*beside, Reconciler(cast.means), Auditor(cast.means)])


def restarted(cast: Cast, run: int = 2) -> Days:
    """Another run on the same outbox: what the last left in hand is recovered."""
    means = replace(cast.means, owner=f"test:{run}")
    cast.outbox.recover(means.owner, cast.clock.now())
    again = replace(cast, means=means, sender=Sender(cast.sender.account, cast.network, means))
    return days(again)
