"""A campaign that takes photos: a network that shows supporters' posts and takes reposts, and every duty about them."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast as typed

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.bootstrap.photo_kit import marks_of
from bot.campaign.candidate import AuthorIs, Candidate, Reach, Source
from bot.campaign.marks import Marks
from bot.campaign.model import Account, Campaign, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected
from bot.campaign.photo import Reason, State
from bot.campaign.tags import Exact, Match
from bot.daemon.errands import Errands
from bot.daemon.photos.caretaker import Caretaker
from bot.daemon.photos.collector import Collector
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.reposter import Reposter
from bot.daemon.photos.sources import Sources
from bot.daemon.photos.undoer import Undoer
from bot.photos.cabinet import FileCabinet
from bot.ports import (
    Box,
    Cleaned,
    Done,
    Found,
    Identity,
    Looked,
    Page,
    Photo,
    Refused,
    Saying,
    Seen,
    Shown,
    Sought,
    Unfetched,
    Vanished,
    Wanted,
)
from tests.daemon.cast import NOON, SETTINGS, Cast, cast
from tests.daemon.played import AT_ONCE, Played, Standing

TAKING = SETTINGS + "photos: {pace: {hour: 2, day: 12, spacing: 10 min}}\n"
SCHEDULE = "posts:\n  one:\n    when: 2030-06-08 at 11:00 in Paris\n    text: {fr: Un.}\n"
"""An hour before noon the campaign, and with it the time for photos, begins."""


@dataclass
class Reposting(Played):
    """Each repost stands there as what it reposts."""

    def execute(self, after: timedelta = AT_ONCE, text: str = "") -> Receipt:
        """The repost that was published last."""
        return super().execute(after, text or self.published[-1][0].repost_of or self.published[-1][0].text)

    def find_own_posts(self, sought: Sought) -> Looked | NotSent | AccountBroken:
        """Reposts by what they repost."""
        known = replace(sought, texts=sought.texts | {sought.repost_of})
        return typed("Looked | NotSent | AccountBroken", super().find_own_posts(known))

    def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
        """Without an id any of them."""
        there = (post.id for post in self.world if post.text == repost_of and post.at <= self.clock.now())
        return super().delete(remote_id or next(there, ""), repost_of)


@dataclass
class Supporters:
    """An intake whose timeline a test writes."""

    posts: list[Found] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    trouble: list[NotSent | AccountBroken] = field(default_factory=list)
    unfetched: dict[str, Unfetched | NotSent] = field(default_factory=dict)
    looks: dict[str, Vanished | NotSent] = field(default_factory=dict)
    page: int = 2
    asked: int = 0

    def cursors(self, wanted: Wanted) -> Sequence[str]:
        """One timeline a tag."""
        return wanted.tags

    def photos_since(self, tag: str, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """``page`` of them at a time, the oldest first."""
        assert tag in wanted.tags
        self.asked += 1
        if self.trouble:
            return self.trouble.pop(0)
        begin = int(cursor or "0")
        end = min(begin + self.page, len(self.posts))
        return Page(tuple(self.posts[begin:end]), cursor=str(end), more=end < len(self.posts))

    def sayings_since(self, cursor: str, wanted: Wanted) -> Page | NotSent | AccountBroken:
        """All of them."""
        assert wanted.tags
        begin = int(cursor or "0")
        return Page(sayings=tuple(self.sayings[begin:]), cursor=str(len(self.sayings)))

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """As it stands in the timeline now."""
        assert wanted.tags
        told = self.looks.get(remote_id)
        if told is not None:
            return told
        return Seen(next(found for found in self.posts if found.remote_id == remote_id))

    def fetch(self, picture: Shown) -> bytes | Unfetched | NotSent:
        """The address itself is the file."""
        return self.unfetched.get(picture.address) or picture.address.encode()

    def close(self) -> None:
        """Nothing is open."""


class Washing:
    """Takes any file for a picture, but those that say they are bad."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """What is left tells nothing of what came, but for its look."""
        if b"bad" in data:
            return Refused("photo-not-a-picture")
        digest = hashlib.sha256(data).digest()
        washed = b"washed " + digest + repr(cover).encode()
        return Cleaned(washed, 640, 480, hashlib.sha256(washed).hexdigest(), int.from_bytes(digest[:8]))


@dataclass
class PhotoCast:
    """Everything a test of the photos' duties needs."""

    cast: Cast
    kit: Kit
    supporters: Supporters
    collector: Collector
    reposter: Reposter
    undoer: Undoer
    caretaker: Caretaker
    errands: Errands
    network: Reposting
    numbers: itertools.count[int]

    @property
    def campaign(self) -> Campaign:
        """In force."""
        found = self.cast.live.snapshot.campaign
        assert found is not None
        return found

    def posted(
        self,
        name: str,
        at: datetime | None = None,
        *,
        by: str = "",
        author: frozenset[AuthorIs] = frozenset(),
        reach: Reach = Reach.PUBLIC,
        tag: Match = Exact("#Small"),  # noqa: B008 -- frozen
        network: NetworkName = NetworkName.MASTODON,
        sensitive: bool = False,
    ) -> Found:
        """A supporter posts a photo called ``name``."""
        candidate = Candidate(
            f"https://there/{name}",
            Source.PUBLIC_POST,
            at or self.cast.clock.now(),
            tag,
            1,
            network,
            reach,
            author,
            sensitive=sensitive,
            alts=("a poster",),
        )
        url = f"https://here/@somebody/{name}"
        picture = Shown(f"https://pictures/{name}", "a poster")
        found = Found(candidate, name, url, by or f"author of {name}", "fr", (picture,), f"attachments of {name}")
        self.supporters.posts.append(found)
        return found

    def change(self, name: str, **changes: object) -> None:
        """Its author edits it."""
        place = next(place for place, found in enumerate(self.supporters.posts) if found.remote_id == name)
        self.supporters.posts[place] = replace(self.supporters.posts[place], **changes)  # type: ignore[arg-type]

    def say(self, text: str, by: str, about: str = "") -> None:
        """A supporter replies to a post, or mentions the campaign."""
        identity = f"https://there/{about}" if about else ""
        self.supporters.sayings.append(Saying(by, text, identity, about, self.cast.clock.now(), "fr"))

    def collect(self, minutes: float = 0) -> datetime | None:
        """Later, the collector works."""
        return self.collector.run_once(self.turn(minutes))

    def turn(self, minutes: float) -> datetime:
        """Turn the clock."""
        self.cast.clock.set(self.cast.clock.now() + timedelta(minutes=minutes))
        return self.cast.clock.now()

    def photo(self, name: str) -> Photo:
        """As the store has it."""
        origin = self.kit.marks.of("origin", f"mastodon:https://there/{name}")
        found = self.cast.outbox.photo_from(origin)
        assert found is not None, f"{name} was not taken"
        return found

    def states(self) -> list[State]:
        """Of all, the first taken first."""
        return [photo.state for photo in self.cast.outbox.photos()]

    def begin_anew(self) -> None:
        """As in a process of its own: with the key that lies in the campaign's folder now."""
        folder, settings = self.cast.folder, self.campaign.settings
        vars(self.kit).pop("marks", None)
        vars(self.kit)["_marks"] = lambda: marks_of(folder, settings, folder / "var", self.cast.outbox)

    def approve(self, name: str) -> Photo:
        """A person says yes to what they see."""
        photo, now = self.photo(name), self.cast.clock.now()
        seen = approval_of(photo, self.campaign)
        return photos.approve(self.cast.outbox, photo, self.campaign, "Jean", now, seen=seen)

    def withdraw(self, name: str) -> None:
        """The staff take it back."""
        photos.withdraw(self.cast.outbox, self.photo(name), self.cast.clock.now(), self.cast.woken.append)

    def work(self, minutes: float = 0) -> None:
        """Later, everybody who carries something out has a turn, as the loop would give them."""
        self.turn(minutes)
        for _ in range(3):
            for duty in (self.reposter, self.undoer, self.errands):
                duty.run_once(self.cast.clock.now())
            self.cast.sender.run_once(self.cast.clock.now())

    def there(self) -> list[str]:
        """What stands on the network, but the campaign's own words."""
        return [post.text for post in self.network.world if post.text != "Un.\n#Small"]


def photo_cast(folder: Path, settings: str = TAKING, start: datetime = NOON, **messages: str) -> PhotoCast:
    """At ``start`` the campaign's one post of its own is out."""
    played = cast(folder, SCHEDULE, start, settings, **messages)
    network = Reposting(played.clock)
    supporters = Supporters()
    numbers = itertools.count(1)
    kit = Kit(
        played.means,
        marks=lambda: Marks(b"a key of sixteen bytes or more"),
        cleaner=Washing,
        cabinet=FileCabinet(folder / "var" / "photos"),
        intakes=lambda _: supporters,
        chance=lambda: f"{next(numbers):016x}",
    )
    sources = Sources(kit)

    def opened(_: Account) -> Reposting:
        return network

    object.__setattr__(played.means, "networks", opened)
    object.__setattr__(played.means, "fresh", sources.before)
    played.sender.network = network
    made = PhotoCast(
        played,
        kit,
        supporters,
        Collector(kit),
        Reposter(kit),
        Undoer(kit),
        Caretaker(kit),
        Errands(played.means),
        network,
        numbers,
    )
    played.outbox.pin("masto", Identity("1", "@small"), start)
    played.run(start)
    return made


def reasons(found: Sequence[Photo]) -> list[Reason | None]:
    """Why each stands where it stands."""
    return [photo.reason for photo in found]


__all__ = ["AT_ONCE", "NOON", "TAKING", "UTC", "PhotoCast", "Standing", "Supporters", "photo_cast", "reasons"]
