"""E-mail to the staff, the second way of an alarm: of every one while there is no chat, else of the serious ones.

Telling only puts an alarm into a list; this duty's own thread talks to the server, so no post ever waits for one.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot import log
from bot.campaign.model import Campaign, Mail, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.alarms import Told
from bot.daemon.letters import CHAT_LOST, SERIOUS, letter
from bot.daemon.live import Live
from bot.daemon.staff.contact import PATIENCE, Standing
from bot.daemon.staff.contact import standing as chat_standing
from bot.errors import CampaignError
from bot.ports import Clock, Letter, Outbox, Posted, Postman

_log = log.logger("mail")

MAIL = "mail"
"""The name of the duty that sends it."""
STANDING = "staff mail"
"""The note that keeps how the mail is: ``{"ok", "reason", "at", "last"}``."""
SPACING = timedelta(minutes=10)
"""Between two letters; what comes meanwhile is one letter."""
KEPT = 200
"""Alarms that wait; of more the oldest are only counted."""
LOGGED_EVERY = timedelta(hours=1)
_FIRST_WAIT_S, _LONGEST_WAIT_S = 15.0, 900.0


def standing(outbox: Outbox) -> Standing | None:
    """As the mailer last found it; ``None``: it has sent nothing yet."""
    kept = _kept(outbox)
    return Standing(kept["ok"], kept["reason"], datetime.fromisoformat(kept["at"])) if kept else None


def _kept(outbox: Outbox) -> dict[str, Any] | None:
    kept = outbox.noted(STANDING)
    return json.loads(kept) if kept else None


class Mailer:
    """The duty, and a teller for ``Alarms``."""

    name = MAIL

    def __init__(
        self, live: Live, outbox: Outbox, clock: Clock, postman: Callable[[Mail], Postman], wake: Callable[[], None]
    ) -> None:
        """``postman`` opens one for a letter, and may raise ``CampaignError``; ``wake`` wakes this duty."""
        self._live = live
        self._outbox = outbox
        self._clock = clock
        self._postman = postman
        self._wake = wake
        self._lock = threading.Lock()
        self._waiting: deque[Told] = deque()
        self._left_out = 0
        self._aside: deque[Told] = deque(maxlen=KEPT)
        """Left to the chat: mailed after all when that turns out to be lost."""
        self._in_hand: Letter | None = None
        self._failures = 0
        self._failing = ""
        """The reason that is written down."""
        self._again_at: datetime | None = None
        self._last: datetime | None = None
        self._knows_last = False
        self._logged: datetime | None = None
        self.stopping = False

    def tell(self, told: Told) -> None:
        """Mail it, soon, if it is for the mail."""
        campaign = self._live.snapshot.campaign
        if campaign is not None and campaign.settings.staff.mail is None:
            return
        with self._lock:
            if told.kept and told.code not in SERIOUS and self._chat_works(campaign):
                self._aside.append(told)
                return
            if told.code == CHAT_LOST:
                self._waiting.extend(each for each in self._aside if told.at - each.at <= PATIENCE + SPACING / 2)
                self._aside.clear()
            self._waiting.append(told)
            while len(self._waiting) > KEPT:
                self._waiting.popleft()
                self._left_out += 1
        self._wake()

    def run_once(self, now: datetime) -> datetime | None:
        """Send what is due; when to look again."""
        campaign = self._live.snapshot.campaign
        if campaign is None or self.stopping:
            return None
        mail = campaign.settings.staff.mail
        if mail is None:
            self._forget()
            return None
        # Further off than we ever wait: the clock was put back.
        if self._again_at is not None and timedelta(0) < self._again_at - now <= timedelta(seconds=_LONGEST_WAIT_S):
            return self._again_at
        if self._in_hand is None:
            if not self._waiting:
                return None
            last = self._last_sent()
            if last is not None and timedelta(0) <= now - last < SPACING:
                return last + SPACING
            self._in_hand = self._written(campaign)
        return self._carry(self._in_hand, mail)

    def stop(self) -> None:
        """Begin no letter more; what waits is sent by ``close``."""
        self.stopping = True

    def close(self) -> None:
        """In the duty's own thread, at the end: what gathered has no later letter to wait for."""
        campaign = self._live.snapshot.campaign
        mail = campaign.settings.staff.mail if campaign is not None else None
        # A server that failed a moment ago would only keep the daemon from ending.
        if campaign is None or mail is None or self._failures or not (self._waiting or self._in_hand):
            return
        self._carry(self._in_hand or self._written(campaign), mail)

    def _carry(self, written: Letter, mail: Mail) -> datetime | None:
        try:
            outcome = self._postman(mail).deliver(written)
        except CampaignError as error:
            _log.warning("mail password not read", problem=error.code or type(error).__name__)
            outcome = AccountBroken("mail password not read")
        now = self._clock.now()
        if isinstance(outcome, NotSent | AccountBroken):
            return self._failed(outcome.reason, now)
        self._in_hand, self._again_at, self._failures, self._failing = None, None, 0, ""
        self._last, self._knows_last = now, True
        if isinstance(outcome, Rejected):
            # Sent again, it would be refused again, and keep back those that come after it.
            self._complain(outcome.reason, now)
            self._stand(Standing(ok=False, reason=outcome.reason, at=now))
        else:
            self._delivered(outcome, now)
        return now + SPACING if self._waiting else None

    def _delivered(self, posted: Posted, now: datetime) -> None:
        reason = "some addresses are refused" if posted.refused else ""
        if reason:
            self._complain(reason, now)
        _log.info("mailed", refused=posted.refused)
        self._stand(Standing(ok=True, reason=reason, at=now))

    def _failed(self, reason: str, now: datetime) -> datetime:
        self._failures += 1
        wait_s = min(_FIRST_WAIT_S * 2 ** min(self._failures - 1, 10), _LONGEST_WAIT_S)
        self._again_at = now + timedelta(seconds=wait_s)
        self._complain(reason, now)
        if reason != self._failing:
            self._failing = reason
            self._stand(Standing(ok=False, reason=reason, at=now))
        return self._again_at

    def _complain(self, reason: str, now: datetime) -> None:
        """In the log, once an hour."""
        if self._logged is None or not timedelta(0) <= now - self._logged < LOGGED_EVERY:
            self._logged = now
            _log.warning("mail not sent", reason=reason)

    def _written(self, campaign: Campaign) -> Letter:
        with self._lock:
            told, self._waiting = list(self._waiting), deque()
            left_out, self._left_out = self._left_out, 0
        settings = campaign.settings
        return letter(told, left_out, settings.campaign, settings.staff.language)

    def _forget(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._left_out = 0
        self._in_hand = self._again_at = None
        self._failures = 0

    def _chat_works(self, campaign: Campaign | None) -> bool:
        """As far as anybody knows: one that has said nothing yet is taken to."""
        if campaign is None or campaign.settings.staff.chat is None:
            return False
        if not any(account.network is NetworkName.TELEGRAM for account in campaign.settings.accounts.values()):
            return False
        try:
            known = chat_standing(self._outbox)
        except CampaignError:
            return False
        return known is None or known.ok

    def _last_sent(self) -> datetime | None:
        """Over restarts too: a daemon that falls and rises again must not write each time."""
        if not self._knows_last:
            self._knows_last = True
            try:
                kept = _kept(self._outbox)
            except CampaignError:
                return None
            self._last = datetime.fromisoformat(kept["last"]) if kept and kept["last"] else None
        return self._last

    def _stand(self, now: Standing) -> None:
        told = {"ok": now.ok, "reason": now.reason, "at": now.at.isoformat()}
        try:
            self._outbox.note(STANDING, json.dumps({**told, "last": self._last.isoformat() if self._last else ""}))
        except CampaignError as error:
            # A full disk is what some letters are about.
            _log.error("standing of the mail not kept", exc_info=error)
