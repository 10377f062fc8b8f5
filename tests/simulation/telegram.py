"""A Telegram channel: no key at all; ids with gaps and other people's posts; read by forwarding, id after id."""

from __future__ import annotations

from datetime import timedelta

from bot.campaign.model import Account, Limits, NetworkName
from bot.campaign.outcome import NotSent, Outcome, Rejected
from bot.ports import Blind, Looked, Sought
from tests.simulation.oracle import Call, Copy, Oracle, is_live
from tests.simulation.servers import Moods, Server, is_it, receipt_of, sent
from tests.simulation.world import World

A_LOOK = 20
"""Forwards a minute, which is how long a look may take."""
GAPS = 10
MOST = 200
MOST_UNGUIDED = 20


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

    @property
    def can_be_read(self) -> bool:
        """Whether anybody but a person can look."""
        return self._staff_chat

    def execute(self, call: Call) -> Outcome:
        """Ids grow by more than one: service messages, deleted posts, and what other admins write."""
        if call.ready.post.repost_of in self.gone:
            return Rejected("400: message to forward not found")
        self._others_write()
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
        """As the forward probe does, twenty ids a minute; one that is broken off goes on there the next time."""
        if not self._staff_chat:
            return Blind("no staff chat")
        known = int(sought.after_id) if sought.after_id else None
        first, most = (1, MOST_UNGUIDED) if known is None else (known + 1, MOST)
        posts = {int(copy.remote_id): copy for copy in self.oracle.live(self.account.name, self.world.now)}
        missing = forwards = 0
        found: list[Copy] = []
        for own in range(first, first + most):
            copy = posts.get(own)
            missing = 0 if copy else missing + 1
            if str(own) not in sought.not_these and own not in self._forwarded:
                forwards += 1
                if forwards > A_LOOK:
                    return NotSent("not finished looking")
                if copy is not None or own < self._last_id:
                    self._forwarded.add(own)
            if copy is not None and str(own) not in sought.not_these and is_it(copy, sought):
                found.append(copy)
            if missing == GAPS and known is not None:
                break
        if found:
            return Looked(tuple(receipt_of(copy) for copy in found))
        return Blind("nothing known to begin after") if known is None or missing < GAPS else Looked()

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
