"""A Telegram channel: no key at all; ids with gaps and other people's posts; read by forwarding, id after id."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.campaign.model import Account, Limits, NetworkName
from bot.campaign.outcome import NotSent, Outcome, Rejected
from bot.networks.telegram_search import END, FIRST, MOST_UNGUIDED, Walk, behind, newest
from bot.ports import Blind, Looked, Sought
from tests.simulation.oracle import Call, Copy, Oracle, is_live
from tests.simulation.servers import SKEW, Moods, Server, is_it, receipt_of, sent
from tests.simulation.world import Dice, World

A_LOOK = 20
"""Copies in the staff's chat a minute, which is how long a look may take; what does not exist makes none."""
CLEARS = 0.1
"""How often somebody posts more than an album between two of ours, and deletes all of it."""


class _UnfinishedError(Exception):
    """The minute's copies are spent."""


def _earlier(last: int, until: datetime) -> dict[int, datetime]:
    """Posts up to the id ``last``, by no chance: three in ten were deleted, in some channels twenty in a row."""
    apart = timedelta(hours=(2, 12, 72)[last % 3])
    cleared = range(last // 2, last // 2 + 20) if last % 7 == 0 else ()
    kept = (own for own in range(1, last + 1) if own * 3 % 10 >= 3 and own not in cleared)
    return {own: until - (last + 1 - own) * apart for own in kept}


class TelegramServer(Server):
    """One channel, and, if there is one, the staff's chat to forward into."""

    def __init__(self, account: Account, limits: Limits, world: World, oracle: Oracle, moods: Moods) -> None:
        super().__init__(account, limits, world, oracle, moods)
        dice = world.dice
        self._staff_chat = dice.happens(0.7)
        self._last_id = dice.one_of(0, 0, dice.number(0, 400))
        self._foreign = dice.one_of(0.0, 0.3, 0.7)
        self._forwarded: set[int] = set()
        self._sources = 0
        self._gaps: set[int] = set()
        self._copies = 0
        self._clears = Dice(int(world.start.timestamp()) + self._last_id)
        """Dice of its own: worlds in which nobody clears anything away are what they were."""
        self.end = END
        """After so many ids that do not exist a look goes no further."""
        self._earlier = _earlier(self._last_id, world.start)
        """What stood there before, and when it was posted."""

    @property
    def can_be_read(self) -> bool:
        """Whether anybody but a person can look."""
        return self._staff_chat

    def execute(self, call: Call) -> Outcome:
        """Ids grow by more than one: service messages, deleted posts, and what other admins write."""
        if call.ready.post.repost_of in self.gone:
            return Rejected("400: message to forward not found")
        self._others_write()
        if self._clears.happens(CLEARS):
            self._last_id += self._clears.number(21, 40)
        self._last_id += self.world.dice.one_of(1, 1, 1, 2, 4)
        copy = sent(self.put(call, str(self._last_id)))
        self._others_write()
        return copy

    def a_source(self) -> str:
        """A post of another channel that the bot is in."""
        self._sources += 1
        return f"-1009/{self._sources}"

    def vanish(self, source: str) -> None:
        """What was forwarded stays, and nobody is told."""
        self.gone.add(source)

    def find(self, sought: Sought) -> Looked | NotSent | Blind:
        """As the forward probe does, twenty copies a minute; one that is broken off goes on there the next time."""
        if not self._staff_chat:
            return Blind("no staff chat")
        self._copies = 0
        try:
            return self._look(sought)
        except _UnfinishedError:
            return NotSent("not finished looking")

    def _look(self, sought: Sought) -> Looked | Blind:
        gaps: frozenset[int] = frozenset()
        highest = max([*self._forwarded, int(sought.highest_id or 0)])
        if sought.after_id:
            found, ended = self._walk(behind(int(sought.after_id), highest, end=self.end), gaps, sought)
        else:
            gaps = frozenset(self._gaps)
            found, ended = self._walk(behind(0, 0, MOST_UNGUIDED), gaps, sought)
            if not found and (known := self._search(sought)):
                found, ended = self._walk(behind(known, highest, end=self.end), gaps, sought)
        self._gaps.clear()
        if found or (sought.after_id and ended):
            return Looked(tuple(receipt_of(copy) for copy in found))
        return Blind("nothing known to begin after")

    def _walk(self, ids: Walk, gaps: frozenset[int], sought: Sought) -> tuple[list[Copy], bool]:
        """What is found, and whether that was the channel's end; ``gaps``: ids known not to exist."""
        posts = {int(copy.remote_id): copy for copy in self.oracle.live(self.account.name, self.world.now)}
        found = []
        try:
            own = next(ids)
            while True:
                others = str(own) in sought.not_these
                there = others or (own not in gaps and self._forward(own) is not None)
                if there and own in posts and not others and is_it(posts[own], sought):
                    found.append(posts[own])
                own = ids.send(there)
        except StopIteration as last:
            return found, last.value

    def _search(self, sought: Sought) -> int:
        """The newest post that is surely older; 0: none."""
        before = sought.since - SKEW
        early = [own for own in range(1, FIRST) if own in self._forwarded and (self._dated(own) or before) < before]
        search = newest(max(early, default=0))
        try:
            own = next(search)
            while True:
                dated = None if own in self._gaps else self._forward(own)
                own = search.send(None if dated is None else dated < before)
        except StopIteration as found:
            return int(found.value)

    def _forward(self, own: int) -> datetime | None:
        """When the message was posted, if it is there; what was read is remembered, gaps as long as a look lasts."""
        dated = self._dated(own)
        if own in self._forwarded:
            return dated
        if dated is None:
            self._gaps.add(own)
            return None
        self._copies += 1
        if self._copies > A_LOOK:
            raise _UnfinishedError
        self._forwarded.add(own)
        return dated

    def _dated(self, own: int) -> datetime | None:
        there = (copy for copy in self.oracle.live(self.account.name, self.world.now) if copy.remote_id == str(own))
        return next((copy.executed for copy in there), self._earlier.get(own))

    def _others_write(self) -> None:
        if not self.world.dice.happens(self._foreign):
            return
        self._last_id += self.world.dice.one_of(1, 2)
        now = self.world.now
        name, network = self.account.name, NetworkName.TELEGRAM
        words = "Somebody else's words."
        foreign = Copy(name, network, str(self._last_id), "", 0, words, (), (), now, now, now)
        self.oracle.copies.append(foreign)
        if self.world.dice.happens(0.2):
            foreign.deleted = now + timedelta(seconds=1)
        assert is_live(foreign, now), "it was there for a moment"
