"""Mastodon and its forks: an idempotency key for an hour, that some ignore and some keep too late.

Known holes: reference, reliability, 1.5 (mastodon#21840, #37879, #40399).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.campaign.model import Account, Limits
from bot.campaign.outcome import NotSent, Outcome, Unknown
from bot.ports import Blind, Looked, Sought
from tests.simulation.oracle import Call, Copy, Oracle, is_live
from tests.simulation.servers import Moods, Server, receipt_of, sent
from tests.simulation.world import World

KEY_KEPT = timedelta(hours=1)


class MastodonServer(Server):
    """One account's."""

    def __init__(self, account: Account, limits: Limits, world: World, oracle: Oracle, moods: Moods) -> None:
        super().__init__(account, limits, world, oracle, moods)
        dice = world.dice
        self._honours_keys = dice.happens(0.6)
        self._answers_500_to_a_known_key = dice.happens(0.3)
        self._key_late_s = dice.between(0, 30) if dice.happens(0.3) else 0.0
        self._keys: dict[str, tuple[datetime, Copy]] = {}
        self._attached: set[str] = set()
        self._last_id = 100
        self.boosts_again = True
        """Another boost of the same post is another one (GoToSocial); else it answers with the one there is."""

    def execute(self, call: Call) -> Outcome:
        """A key that is known answers with the post it made; a picture can be attached once."""
        if source := call.ready.post.repost_of:
            known_boosts = [] if self.boosts_again else self.reposts(source)
            return sent(known_boosts[0]) if known_boosts else self.repost(call, self._next_id)
        now = self.world.now
        known = self._keys.get(call.key) if self._honours_keys else None
        if known is not None and known[0] <= now < known[1].executed + KEY_KEPT and is_live(known[1], now):
            if self._answers_500_to_a_known_key:
                return Unknown("500 to a key that is known")
            return sent(known[1])
        if self._attached & set(call.ready.media_ids):
            return Unknown("422: the picture is attached already")
        self._attached |= set(call.ready.media_ids)
        copy = self.put(call, self._next_id())
        self._keys[call.key] = (now + timedelta(seconds=self._key_late_s), copy)
        return sent(copy)

    def a_source(self) -> str:
        """Numbers go up for everybody's posts."""
        return self._next_id()

    def find(self, sought: Sought) -> Looked | NotSent | Blind:
        """The account's own statuses."""
        return Looked(tuple(receipt_of(copy) for copy in self.seen(sought)))

    def _next_id(self) -> str:
        self._last_id += self.world.dice.number(1, 5)
        return str(self._last_id)
