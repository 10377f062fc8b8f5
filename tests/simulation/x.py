"""X: no key, but words that it remembers are refused as a duplicate; for how long, and how surely, it does not say."""

from __future__ import annotations

from datetime import timedelta

from bot.campaign.model import Account, Limits
from bot.campaign.outcome import NotSent, Outcome, Unknown
from bot.ports import Blind, Looked, Sought
from tests.simulation.oracle import Call, Oracle
from tests.simulation.servers import Moods, Server, receipt_of, sent
from tests.simulation.world import World

LIES = 0.002
"""How often it calls a duplicate what it never published."""


class XServer(Server):
    """One account's."""

    def __init__(self, account: Account, limits: Limits, world: World, oracle: Oracle, moods: Moods) -> None:
        super().__init__(account, limits, world, oracle, moods)
        dice = world.dice
        self._remembers = timedelta(minutes=dice.between(2, 600))
        self._forgets = dice.one_of(0.0, 0.1, 0.5)
        self._last_id = 1_700_000_000_000_000_000

    def execute(self, call: Call) -> Outcome:
        """The answer to a duplicate names no post."""
        if source := call.ready.post.repost_of:
            # 403 "already retweeted", or that all is well: either is one retweet, under the post's own id.
            there = self.reposts(source)
            return sent(there[0]) if there else self.repost(call, lambda: source)
        dice, now = self.world.dice, self.world.now
        again = any(
            copy.text == call.ready.post.text and now - copy.executed < self._remembers
            for copy in self.oracle.live(self.account.name, now)
        )
        if (again and not dice.happens(self._forgets)) or dice.happens(LIES * (self.moods.faulty > 0)):
            return Unknown("duplicate: 403 You are not allowed to create a Tweet with duplicate content.")
        self._last_id += dice.number(1_000, 1_000_000)
        return sent(self.put(call, str(self._last_id)))

    def find(self, sought: Sought) -> Looked | NotSent | Blind:
        """The account's own timeline, only what came after the last post that is known."""
        after = int(sought.after_id) if sought.after_id else 0
        found = [copy for copy in self.seen(sought) if copy.repost_of or int(copy.remote_id) > after]
        return Looked(tuple(receipt_of(copy) for copy in found))

    def a_source(self) -> str:
        """Ids hold their time."""
        self._last_id += 1_000
        return str(self._last_id)
