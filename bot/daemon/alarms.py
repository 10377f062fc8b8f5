"""Tells the staff, once per matter: kept in the outbox (``status`` shows it), logged, and passed on by every teller."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
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
        told = self._worded(code, facts)
        if not self._is_news(told):
            return
        try:
            self._outbox.raise_alarm(code, told.text, told.at)
        except CampaignError as error:
            _log.error("alarm not kept", exc_info=error, code=code)
            told = replace(told, kept=False)
        self._pass_on(told)

    def tell_with(self, done: Callable[[], tuple[str, Mapping[str, object]] | None]) -> bool:
        """Both are in the outbox or neither; tellers hear of it when they are."""
        news: Told | None = None
        try:
            with self._outbox.together():
                what = done()
                if what is None:
                    return False
                told = self._worded(*what)
                if self._is_news(told):
                    news = told
                    self._outbox.raise_alarm(told.code, told.text, told.at)
        except BaseException:
            if news is not None:
                self._forget(news)
            raise
        if news is not None:
            self._pass_on(news)
        return True

    def _worded(self, code: str, facts: Mapping[str, object]) -> Told:
        language = self._language()
        if "reason" in facts:
            facts = {**facts, "reason": reason_text(str(facts["reason"]), language)}
        return Told(code, say(code, language, **facts), facts, self._clock.now())

    def _is_news(self, told: Told) -> bool:
        with self._lock:
            # What a clock that was a day ahead told is not kept back for a day.
            self._told = {earlier: at for earlier, at in self._told.items() if abs(told.at - at) < SAME_MATTER}
            if told.text in self._told:
                return False
            self._told[told.text] = told.at
            return True

    def _forget(self, told: Told) -> None:
        with self._lock:
            self._told.pop(told.text, None)

    def _pass_on(self, told: Told) -> None:
        _log.warning("alarm", code=told.code, text=told.text)
        for tell in self._tellers:
            try:
                tell(told)
            except Exception as error:  # noqa: BLE001 -- the outbox has it anyway, and the post must go on
                _log.error("alarm not passed on", exc_info=error, code=told.code)
