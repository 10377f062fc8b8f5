"""Which accounts are open: those of the settings in force, with the credentials there are now."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import datetime

from bot import log
from bot.bootstrap.sending import Crew
from bot.campaign.model import Account
from bot.daemon.door import Door
from bot.daemon.loop import Loop
from bot.daemon.sender import Sender
from bot.errors import CampaignError
from bot.wording import error_text

_log = log.logger("doors")


class Doors:
    """A duty that has something to do only after ``touch``: a new version is in force, or secrets were saved."""

    name = "doors"

    def __init__(self, crew: Crew, loop: Loop) -> None:
        self._crew = crew
        self._loop = loop
        self._touched = threading.Event()
        self._anew = threading.Event()
        self._lock = threading.Lock()
        self._doors: dict[Account, Door] = {}
        self._stopping = False
        self._owing: list[Sender] = []
        """Of accounts that were shut: the database could not yet take down what their last call came to."""

    def touch(self) -> None:
        """Look again, now."""
        self._touched.set()
        self._loop.wake(self.name)

    def open_anew(self) -> None:
        """Shut every account and open it again: whatever it waits for is forgotten."""
        self._anew.set()
        self.touch()

    def run_once(self, now: datetime) -> datetime | None:  # noqa: ARG002 -- what is open does not depend on the time
        """Shut the accounts that went or changed, open those that came, and those whose credentials changed anew."""
        self._collect()
        if not self._touched.is_set():
            return None
        self._touched.clear()
        try:
            self._settle()
        except BaseException:
            # Whatever broke: what was saved must not stay unseen.
            self._touched.set()
            raise
        return None

    def stop(self) -> None:
        """Every account finishes what is in hand and begins nothing more; no other is opened."""
        with self._lock:
            self._stopping = True
            for door in self._doors.values():
                door.sender.stopping = True

    def _settle(self) -> None:
        campaign = self._crew.live.snapshot.campaign
        wanted: Mapping[str, Account] = campaign.settings.accounts if campaign else {}
        anew = self._anew.is_set()
        self._anew.clear()
        for account in [account for account in self._doors if anew or wanted.get(account.name) != account]:
            self._shut(account)
        for account in wanted.values():
            self._renew(account)
        _log.info("running", accounts=len(self._doors))

    def _renew(self, account: Account) -> None:
        """One account that cannot be opened (its secrets are missing) does not keep the others shut."""
        door = self._doors.get(account)
        try:
            if door is not None and door.proof == self._crew.proof(account):
                return
            fresh = self._crew.open_door(account)
        except CampaignError as error:
            # An account that is open keeps the credentials it has: half a saved file must not silence it.
            code = "account-shut" if door is None else "secrets-unread"
            message, step = error_text(error, self._crew.live.snapshot.language)
            self._crew.means.alarm.tell(code, account=account.name, problem=f"{message} {step}".strip())
            return
        if door is not None:
            self._shut(account)
        with self._lock:
            if self._stopping:
                fresh.close()
                return
            self._doors[account] = fresh
            self._loop.add(fresh, lambda: self._leave(fresh))

    def _shut(self, account: Account) -> None:
        """Its own thread closes it, once what is in flight has ended."""
        with self._lock:
            door = self._doors.pop(account)
            door.sender.stopping = True
        self._loop.remove(door.name)

    def _leave(self, door: Door) -> None:
        """In its own thread, after its last step."""
        door.close()
        with self._lock:
            self._owing.append(door.sender)
        self._collect()

    def _collect(self) -> None:
        """Nobody else would ever look at a row that such a sender has in hand; every heartbeat asks again."""
        with self._lock:
            owing, self._owing = self._owing, []
        for sender in owing:
            try:
                sender.pay()
            except CampaignError as error:
                _log.warning("not written down yet", account=sender.account.name, exc_info=error)
                with self._lock:
                    self._owing.append(sender)
