"""Tells the staff, once per matter: kept in the outbox (``status`` shows it), logged, and sent to their chat."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import log
from bot.ports import Clock, Outbox
from bot.wording import say

_log = log.logger("alarm")

SAME_MATTER = timedelta(hours=1)
"""The same sentence about the same thing is not repeated within this time."""


class Alarms:
    """The staff's ``Alarm``. ``tell_chat`` may fail: the outbox has it anyway."""

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        language: Callable[[], str],
        tell_chat: Callable[[str], None] | None = None,
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._language = language
        self._tell_chat = tell_chat
        self._told: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def tell(self, code: str, **facts: object) -> None:
        """Say what ``code`` names."""
        text = say(code, self._language(), **facts)
        now = self._clock.now()
        with self._lock:
            last = self._told.get(text)
            if last is not None and now - last < SAME_MATTER:
                return
            self._told[text] = now
        self._outbox.raise_alarm(code, text, now)
        _log.warning("alarm", code=code, text=text)
        if self._tell_chat is not None:
            self._tell_chat(text)
