"""What one mail may cost, and how often it may be begun: no mail keeps the others from being read."""

from __future__ import annotations

from collections.abc import Callable

from bot.ports import Clock, Outbox

PICTURES = 30
"""So many are opened: three times what anybody may have under way."""
WHOLE_S = 180.0
"""So long they may take together, which is enough for ten photos and their faces on a small computer."""
TRIES = 2
"""So often a mail is begun over which this program ends, or at which it fails."""
_IN_HAND = "photos by mail in hand"


class TooMuchError(Exception):
    """The mail asks for more work than one may."""


class GivenUpError(Exception):
    """Nothing is begun any more; it is no fault of the mail."""


class Allowance:
    """For one mail."""

    def __init__(self, clock: Clock, stopping: Callable[[], bool]) -> None:
        self._clock, self._stopping = clock, stopping
        self._pictures, self._until_s = PICTURES, clock.monotonic_s() + WHOLE_S

    def spend(self) -> None:
        """Before each picture is opened; raises ``TooMuchError``, or ``GivenUpError``."""
        if self._stopping():
            raise GivenUpError
        if not self._pictures or self._clock.monotonic_s() >= self._until_s:
            raise TooMuchError
        self._pictures -= 1


class InHand:
    """Which mail is being dealt with, by its mark, and how often it was begun: whoever comes after a crash knows."""

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox

    def begin(self, mark: str) -> int:
        """The how manieth time it is; beyond ``TRIES`` the mail is not to be begun any more."""
        known, _, times = (self._outbox.noted(_IN_HAND) or "").partition(" ")
        now = int(times) + 1 if known == mark else 1
        if now <= TRIES:
            self._outbox.note(_IN_HAND, f"{mark} {now}")
        return now

    def excuse(self, mark: str, times: int) -> None:
        """It was not the mail's fault that this time came to nothing."""
        self._outbox.note(_IN_HAND, f"{mark} {times - 1}")

    def done(self) -> None:
        """Inside the mail's commit."""
        self._outbox.note(_IN_HAND, "")
