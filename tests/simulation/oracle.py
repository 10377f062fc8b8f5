"""What was really published, when, and what became of it: the truth that the store's rows are held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.campaign.model import NetworkName
from bot.ports import Delivery, Prepared

OURS = "https://simulated.example/"


@dataclass(slots=True)
class Copy:
    """One post on a network."""

    account: str
    network: NetworkName
    remote_id: str
    key: str
    """The delivery's; empty: somebody else's post."""
    generation: int
    text: str
    media_ids: tuple[str, ...]
    media_keys: tuple[str, ...]
    began: datetime
    """When the call began that published it; true time, like the rest."""
    executed: datetime
    shown: datetime
    """From when readers see it."""
    deleted: datetime | None = None
    repost_of: str = ""
    """What it reposts; empty: a post of our own words."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"{OURS}{self.account}/{self.remote_id}"


@dataclass(frozen=True, slots=True)
class Call:
    """One call that may publish, as the server gets it."""

    delivery: Delivery
    ready: Prepared
    key: str
    """The idempotency key."""
    began: datetime


class Oracle:
    """All networks' posts."""

    def __init__(self) -> None:
        self.copies: list[Copy] = []
        self.reads: dict[str, list[datetime]] = {}
        """By account, when it was read back in full."""
        self.on_published: Callable[[Copy], None] = lambda _: None
        self.put_back = False
        """A store that was put back from a copy does not know how often people had a post sent again since."""

    def publish(self, copy: Copy) -> None:
        """It is out."""
        self.copies.append(copy)
        self.on_published(copy)

    def of(self, key: str, generation: int | None = None) -> list[Copy]:
        """A delivery's copies, gone or not, the first first."""
        return [
            copy
            for copy in self.copies
            if copy.key == key
            and (
                generation is None or copy.generation == generation or (self.put_back and copy.generation > generation)
            )
        ]

    def has(self, row: Delivery) -> bool:
        """Whether the post that a row believes to be its own ever was.

        Said again by somebody who could not wait, it may be the first call's. A store that was put back knows nothing
        of calls since: of posts with the same words, a day apart, it cannot tell which is whose; each must be one. X
        takes no second post with the same words: of two that were called for within minutes, one is there.
        """
        twin = (copy.account == row.account and copy.remote_id == row.remote_id for copy in self.copies)
        return bool(self.of(row.key)) or ((self.put_back or row.network is NetworkName.X) and any(twin))

    def live(self, account: str, now: datetime) -> Iterator[Copy]:
        """What stands on an account at ``now``."""
        return (copy for copy in self.copies if copy.account == account and is_live(copy, now))


def is_live(copy: Copy, now: datetime) -> bool:
    """Whether it stands there at ``now``."""
    return copy.executed <= now and (copy.deleted is None or copy.deleted > now)
