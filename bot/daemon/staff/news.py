"""What is told once: alarms, from the moment they are raised until they stand in the chat.

Telling writes a matter that is not said yet, in the store: whoever raises an alarm never waits for a network, and a
crash loses none. Only the desk says it. What the store does not take, because its disk is full, waits in memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import datetime

from bot.daemon.alarms import Told
from bot.daemon.live import Live
from bot.daemon.staff import unsure
from bot.ports import Matter, Outbox

DESK = "desk"
"""The name of the duty that says it."""
SECTION = "news"
QUIET = f"{SECTION}/quiet/"
"""How the names of news begin that no telephone needs to ring for."""
SHOWN = frozenset({"delivery-held", "delivery-ask", "delivery-unknown", "file-broken", "account-broken", "many-late"})
"""Alarms whose matter the desk shows by itself, with buttons, for as long as it lasts."""
DOUBLE = "double-found"
MOST_UNKEPT = 20
"""A disk that stays full has no more to say than that."""


class News:
    """A teller for ``Alarms``."""

    def __init__(self, outbox: Outbox, live: Live, wake: Callable[[], None]) -> None:
        self._outbox = outbox
        self._live = live
        self._wake = wake
        self.unkept: deque[str] = deque(maxlen=MOST_UNKEPT)
        """What the store did not take, for the desk to say all the same."""

    def tell(self, told: Told) -> None:
        """Have the desk say it; nothing without a staff chat."""
        campaign = self._live.snapshot.campaign
        chat = campaign.settings.staff.chat if campaign is not None else None
        if campaign is not None and chat is None:
            return
        if not told.kept:
            self.unkept.append(told.text)
        elif told.code == DOUBLE:
            self._double({name: str(value) for name, value in told.facts.items()}, chat or 0, told.at)
        elif told.code not in SHOWN:
            about = told.facts.get("key") or told.facts.get("account") or ""
            name = f"{SECTION}/{told.at.isoformat()}/{told.code}/{about}"
            matter = Matter(name, chat or 0, 0, told.text, (), open=True, updated_at=told.at)
            self._outbox.keep_matter(matter)
        self._wake()

    def _double(self, facts: dict[str, str], chat: int, now: datetime) -> None:
        name = f"{unsure.Doubles.name}/{facts['key']}/{facts['remote_id']}"
        with self._outbox.together():
            # It is found again by every audit until somebody decides; then never again.
            if self._outbox.matter(name) is not None:
                return
            unsure.remember(self._outbox, name, facts)
            self._outbox.keep_matter(Matter(name, chat, 0, "", (), open=True, updated_at=now))


def whisper(outbox: Outbox, about: str, text: str, now: datetime) -> None:
    """Have the desk say it once, whenever that is possible; the same ``about`` is said once and never again."""
    name = f"{QUIET}{about}"
    with outbox.together():
        if outbox.matter(name) is None:
            outbox.keep_matter(Matter(name, 0, 0, text, (), open=True, updated_at=now))
