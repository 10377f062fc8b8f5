"""A network that plays what it is told, and the world behind it: what is really on it, whatever it answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName, Post
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from bot.clock import VirtualClock
from bot.ports import Blind, Done, Identity, Looked, Media, Prepared, Sought, at_once

LOST = Unknown("no answer in time")
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Standing:
    """A post on the network."""

    id: str
    text: str
    at: datetime
    """When it was executed."""


@dataclass
class Played:
    """Answers from a script and keeps what it was given. A silent script executes and says ``Sent``."""

    clock: VirtualClock
    script: list[Outcome | Callable[[], Outcome]] = field(default_factory=list)
    preparing: list[NotSent | Rejected | AccountBroken] = field(default_factory=list)
    who: list[Identity | NotSent | AccountBroken] = field(default_factory=list)
    reading: list[Looked | NotSent | Blind | AccountBroken | None] = field(default_factory=list)
    """What the next reads answer; ``None``: the truth."""
    stale: timedelta = AT_ONCE
    """How far behind the server is that reads are answered by."""
    published: list[tuple[Post, str]] = field(default_factory=list)
    world: list[Standing] = field(default_factory=list)
    looks: list[Sought] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    """Accounts for which somebody opened another client."""
    closed: int = 0
    on_prepare: Callable[[], None] = lambda: None
    on_connect: Callable[[], None] = lambda: None
    """Between the look that lets it begin and the one that lets it go."""

    def there(self) -> list[str]:
        """What stands on the network now."""
        return [post.text for post in self.world if post.at <= self.clock.now()]

    def execute(self, after: timedelta = AT_ONCE, text: str = "") -> Receipt:
        """The post that was published last, or another one, comes to stand there."""
        post = Standing(str(len(self.world) + 1), text or self.published[-1][0].text, self.clock.now() + after)
        self.world.append(post)
        return Receipt(post.id, f"http://here/{post.id}")

    def executed(self, answer: Outcome = LOST, after: timedelta = AT_ONCE) -> Callable[[], Outcome]:
        """For the script: it is executed, ``after`` a while perhaps, and answered so all the same."""

        def call() -> Outcome:
            self.execute(after)
            return answer

        return call

    def identity(self) -> Identity | NotSent | AccountBroken:
        """The next of ``who``; the campaign's own by default."""
        return self.who.pop(0) if self.who else Identity("1", "@small")

    def limits(self) -> Limits:
        """Mastodon's."""
        return DEFAULT_LIMITS[NetworkName.MASTODON]

    def prepare(self, post: Post, media: Media | None) -> Prepared | NotSent | Rejected | AccountBroken:
        """The next of ``preparing``; ready by default."""
        self.on_prepare()
        return self.preparing.pop(0) if self.preparing else Prepared(post, media)

    def publish(
        self,
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        """The next of the script, once it may go."""
        self.on_connect()
        if not may_leave():
            return NotSent("not let go")
        self.published.append((ready.post, key))
        may_listen()
        if not self.script:
            return Sent(self.execute())
        answer = self.script.pop(0)
        return answer() if callable(answer) else answer

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        """The next of ``reading``; by default what stands there, as a server that is ``stale`` knows it."""
        self.looks.append(sought)
        told = self.reading.pop(0) if self.reading else None
        if told is not None:
            return told
        known_until = self.clock.now() - self.stale
        return Looked(
            tuple(
                Receipt(post.id, f"http://here/{post.id}")
                for post in self.world
                if sought.since <= post.at <= known_until
                and post.text in sought.texts
                and post.id not in sought.not_these
            )
        )

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Take it off."""
        self.world = [post for post in self.world if post.id != remote_id]
        return Done()

    def edit(
        self, remote_id: str, post: Post, may_leave: Callable[[], bool] = at_once
    ) -> Done | NotSent | Rejected | Blind | AccountBroken:
        """Give it other words, once it may."""
        self.on_connect()
        if not may_leave():
            return NotSent("not let go")
        self.world = [Standing(one.id, post.text, one.at) if one.id == remote_id else one for one in self.world]
        return Done()

    def server_time(self) -> datetime | None:
        """The same as ours."""
        return self.clock.now()

    def close(self) -> None:
        """Counted."""
        self.closed += 1
