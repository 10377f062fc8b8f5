"""What the three networks' servers have in common: when they are down, deaf or angry, and how they publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.campaign.model import Account, Limits, NetworkName
from bot.campaign.outcome import NotSent, Outcome, Receipt, Rejected, Sent
from bot.ports import Blind, Looked, Sought
from tests.simulation.oracle import Call, Copy, Oracle
from tests.simulation.world import World

SKEW = timedelta(minutes=10)
"""How far back an adapter looks beyond the first call."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A while in which something is wrong with a server."""

    begins: datetime
    ends: datetime


@dataclass(slots=True)
class Moods:
    """How badly one server behaves."""

    faulty: float = 0.0
    """Share of calls with a fault."""
    very_late: float = 0.0
    """Share of calls executed long after the quiet period: nothing a client can do about it but find out."""
    stale_s: float = 0.0
    """Readers see a post up to so much later."""
    slow: float = 0.2
    """Share of reads that take long enough for something to happen meanwhile."""
    down: list[Spell] = field(default_factory=list)
    """It answers nothing."""
    unreadable: list[Spell] = field(default_factory=list)
    """It publishes, but cannot be read."""
    broken: list[Spell] = field(default_factory=list)
    """Our credentials are refused."""
    limited: list[Spell] = field(default_factory=list)
    """It takes no posts, and says until when."""


class Server:
    """One account on one network, as the network sees it."""

    def __init__(self, account: Account, limits: Limits, world: World, oracle: Oracle, moods: Moods) -> None:
        self.account = account
        self.limits = limits
        self.world = world
        self.oracle = oracle
        self.moods = moods
        self._uploads = 0
        self.gone: set[str] = set()
        """Supporters' posts that are not there any more."""

    def upload(self) -> tuple[str, str]:
        """A picture's id and key."""
        self._uploads += 1
        return f"m{self._uploads}", f"3_{self._uploads}"

    def execute(self, call: Call) -> Outcome:
        """Do what ``call`` asks, now, and answer."""
        raise NotImplementedError

    def find(self, sought: Sought) -> Looked | NotSent | Blind:
        """What a reader finds, now."""
        raise NotImplementedError

    def put(self, call: Call, remote_id: str) -> Copy:
        """Publish."""
        now = self.world.now
        copy = Copy(
            self.account.name,
            self.account.network,
            remote_id,
            call.delivery.key,
            call.delivery.generation,
            call.ready.post.text,
            call.ready.media_ids,
            call.ready.media_keys,
            call.began,
            now,
            now + timedelta(seconds=self.world.dice.between(0, self.moods.stale_s)),
            repost_of=call.ready.post.repost_of,
        )
        what = copy.repost_of or repr(copy.text)
        self.world.tell(self.account.name, f"PUBLISHED {copy.key}#{copy.generation} as {remote_id}: {what}")
        self.oracle.publish(copy)
        return copy

    def seen(self, sought: Sought) -> list[Copy]:
        """What a reader sees that is the post sought, oldest first."""
        now = self.world.now
        return [
            copy
            for copy in self.oracle.live(self.account.name, now)
            if copy.shown <= now and copy.remote_id not in sought.not_these and is_it(copy, sought)
        ]

    def repost(self, call: Call, remote_id: Callable[[], str]) -> Outcome:
        """What is gone cannot be reposted."""
        if call.ready.post.repost_of in self.gone:
            return Rejected("404: what is to be reposted is gone")
        return sent(self.put(call, remote_id()))

    def reposts(self, source: str) -> list[Copy]:
        """Those of ``source`` that stand there."""
        return [copy for copy in self.oracle.live(self.account.name, self.world.now) if copy.repost_of == source]

    def a_source(self) -> str:
        """A supporter posts; the post's name on this server."""
        raise NotImplementedError

    def vanish(self, source: str) -> None:
        """A supporter deletes a post, and reposts of it go with it."""
        self.gone.add(source)
        for copy in self.reposts(source):
            copy.deleted = self.world.now

    def delete(self, remote_id: str, repost_of: str = "") -> bool:
        """Whether there was anything to delete. Of a repost only what is one of ``repost_of``, any without an id."""
        for copy in self.oracle.live(self.account.name, self.world.now):
            if copy.remote_id == (remote_id or copy.remote_id) and self._is_meant(copy, repost_of):
                copy.deleted = self.world.now
                self.world.tell(self.account.name, f"DELETED {remote_id} of {copy.key}")
                return True
        return False

    def _is_meant(self, copy: Copy, repost_of: str) -> bool:
        # A retweet goes by the post's id, under which X deletes nothing of ours.
        any_post = not repost_of and self.account.network is not NetworkName.X
        return copy.repost_of == repost_of or any_post

    def edit(self, remote_id: str, text: str) -> bool | Rejected:
        """Whether it could."""
        for copy in self.oracle.live(self.account.name, self.world.now):
            if copy.remote_id == remote_id:
                copy.text = text
                return True
        return Rejected("404: no such post")

    def in_spell(self, spells: list[Spell]) -> Spell | None:
        """The spell the server is in."""
        return next((spell for spell in spells if spell.begins <= self.world.now < spell.ends), None)


def is_it(copy: Copy, sought: Sought) -> bool:
    """By its picture, else by its words and time, as the adapters do; a repost by what it reposts."""
    if sought.repost_of or copy.repost_of:
        # A forward tells the time of what it forwards, not its own.
        in_time = copy.network is not NetworkName.MASTODON or copy.executed >= sought.since - SKEW
        return copy.repost_of == sought.repost_of and in_time
    if sought.media_ids & set(copy.media_ids) or sought.media_keys & set(copy.media_keys):
        return True
    if copy.executed < sought.since - SKEW or (copy.media_ids and sought.has_picture is False):
        return False
    return copy.text in sought.texts


def receipt_of(copy: Copy) -> Receipt:
    """What the network says of a post."""
    return Receipt(copy.remote_id, copy.url)


def sent(copy: Copy) -> Sent:
    """The answer to a call that worked."""
    return Sent(receipt_of(copy))
