"""Tells the staff, once per matter: kept in the outbox (``status`` shows it), logged, and passed on by every teller."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import log
from bot.errors import CampaignError
from bot.ports import Clock, Outbox
from bot.wording import say
from bot.wording.reasons import reason_text

_log = log.logger("alarm")

SAME_MATTER = timedelta(hours=1)
"""The same sentence about the same thing is not repeated within this time."""


@dataclass(frozen=True, slots=True)
class Told:
    """One alarm, on its way to whoever passes it on."""

    code: str
    text: str
    """In the staff's language."""
    facts: Mapping[str, object]
    at: datetime
    kept: bool = True
    """Whether the outbox took it, too: without it, tellers who rely on that cannot be relied on."""


Teller = Callable[[Told], None]
"""Passes an alarm on: to the staff's chat, by e-mail. It should be quick; what it raises is logged."""


class Alarms:
    """The staff's ``Alarm``. Telling never fails: whoever has something to tell has worse to do than to care."""

    def __init__(
        self,
        outbox: Outbox,
        clock: Clock,
        language: Callable[[], str],
        tellers: Sequence[Teller] = (),
    ) -> None:
        self._outbox = outbox
        self._clock = clock
        self._language = language
        self._tellers = tellers
        self._told: dict[str, datetime] = {}
        self._lock = threading.Lock()

    def tell(self, code: str, **facts: object) -> None:
        """Say what ``code`` names; a ``reason`` is one of ``bot.wording.reasons``."""
        language = self._language()
        if "reason" in facts:
            facts["reason"] = reason_text(str(facts["reason"]), language)
        text = say(code, language, **facts)
        now = self._clock.now()
        with self._lock:
            # What a clock that was a day ahead told is not kept back for a day.
            self._told = {earlier: at for earlier, at in self._told.items() if abs(now - at) < SAME_MATTER}
            if text in self._told:
                return
            self._told[text] = now
        _log.warning("alarm", code=code, text=text)
        kept = True
        try:
            self._outbox.raise_alarm(code, text, now)
        except CampaignError as error:
            kept = False
            _log.error("alarm not kept", exc_info=error, code=code)
        told = Told(code, text, facts, now, kept)
        for tell in self._tellers:
            try:
                tell(told)
            except Exception as error:  # noqa: BLE001 -- the outbox has it anyway, and the post must go on
                _log.error("alarm not passed on", exc_info=error, code=code)
