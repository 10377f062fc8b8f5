"""Listens to servers that tell at once when somebody posts under a tag: a wake-up for the collector, nothing more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import log
from bot.campaign.model import Account, NetworkName
from bot.daemon.photos.kit import Kit
from bot.errors import CampaignError

_log = log.logger("streams")

AGAIN = timedelta(minutes=5)
"""After credentials that could not be read."""
END_S = 2.0

Listen = Callable[[str, Callable[[], None], threading.Event], None]
"""Calls back whenever something happened under a tag, until the event is set; never raises."""


@dataclass(slots=True)
class _Stream:
    account: Account
    thread: threading.Thread
    stop: threading.Event = field(default_factory=threading.Event)


class Streams:
    """The duty: one thread for each tag on each account's own server, while photos are taken."""

    name = "streams"

    def __init__(self, kit: Kit, listeners: Callable[[Account], Listen], touch: Callable[[str], None]) -> None:
        """``listeners`` opens an account's, and may raise ``CampaignError``; ``touch``: this account has news."""
        self._kit = kit
        self._listeners = listeners
        self._touch = touch
        self._open: dict[tuple[str, str], _Stream] = {}
        self._ended: list[_Stream] = []

    def run_once(self, now: datetime) -> datetime | None:
        """Bring the threads in step with the files and the time; when to look again."""
        season = self._kit.season()
        if season is None or now >= season.closes:
            self.stop()
            # Should they take photos again, other threads listen then.
            self._ended += self._open.values()
            self._open.clear()
            return None
        if now < season.opens:
            return season.opens
        tags = season.photos.tags or season.settings.hashtags
        accounts = [one for one in season.settings.accounts.values() if one.network is NetworkName.MASTODON]
        wanted = {(account.name, tag): account for account in accounts for tag in tags}
        for place in [place for place, stream in self._open.items() if wanted.get(place) != stream.account]:
            self._open.pop(place).stop.set()
        begun = [self._begin(account, tag) for (name, tag), account in wanted.items() if (name, tag) not in self._open]
        return season.closes if all(begun) else now + AGAIN

    def stop(self) -> None:
        """From any thread: hang up."""
        for stream in list(self._open.values()):
            stream.stop.set()

    def close(self) -> None:
        """Give the threads a moment; they hold nothing that could be lost."""
        self.stop()
        for stream in (*self._open.values(), *self._ended):
            stream.thread.join(END_S)
        self._open.clear()
        self._ended.clear()

    def _begin(self, account: Account, tag: str) -> bool:
        try:
            listen = self._listeners(account)
        except CampaignError as error:
            _log.warning("not listening", account=account.name, reason=error.message)
            return False
        stop = threading.Event()
        thread = threading.Thread(
            target=listen,
            args=(tag, lambda: self._touch(account.name), stop),
            name=f"stream {account.name}",
            daemon=True,
        )
        self._open[account.name, tag] = _Stream(account, thread, stop)
        thread.start()
        return True
