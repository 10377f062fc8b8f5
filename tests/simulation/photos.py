"""Supporters' photos in a world: they come, people decide, their senders want them back, and their posts vanish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import cast

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.candidate import Candidate, Path, Source
from bot.campaign.marks import Marks
from bot.campaign.model import Account, Campaign, NetworkName, Photos
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import OVER, Reason, State
from bot.campaign.tags import Exact
from bot.daemon.means import Means
from bot.daemon.photos.kit import Kit
from bot.errors import CampaignError
from bot.ports import Cleaner, Found, Intake, Outbox, Photo, Seen, Vanished, Wanted
from tests.simulation.campaigns import Version, version_of
from tests.simulation.client import Client
from tests.simulation.mastodon import MastodonServer
from tests.simulation.servers import Server
from tests.simulation.world import Dice, World, WorldClock

SHARE = 1 / 8
"""Of worlds that have photos."""
TAG = "#FreeAzat"
CITIES = ("Lyon", "Gyumri", "Lille", "Córdoba")
"""No two mailed photos of a world say the same: see ``ends.Ends.is_a_twins`` for posts that do."""
LONGEST_CALL_S = 160.0


def with_photos(dice: Dice, version: Version, start: datetime) -> Version:
    """The same campaign, taking photos."""
    settings = version.rules.settings
    pace = dice.one_of(timedelta(minutes=10), timedelta(minutes=1))
    taking = Photos(
        opens=start - timedelta(days=1), closes=start + timedelta(days=30), tags=(TAG,), spacing=pace, per_hour=4
    )
    return version_of(replace(settings, photos=taking), version.rules.entries, version.mark)


@dataclass(slots=True)
class Origin:
    """A supporter's post, as its network shows it."""

    server: Server
    remote_id: str
    at: datetime
    picture: int = 0
    """Its author may put another in its place."""

    @property
    def fingerprint(self) -> str:
        """As the intake tells it."""
        return f"attachments of {self.remote_id}, {self.picture}"


class Drawer:
    """A cabinet in memory."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}

    def keep(self, data: bytes) -> str:
        """Its SHA-256."""
        name = hashlib.sha256(data).hexdigest()
        self._files[name] = data
        return name

    def read(self, sha256: str) -> bytes | None:
        """``None``: not there."""
        return self._files.get(sha256)

    def remove(self, sha256: str) -> None:
        """Gone already is fine."""
        self._files.pop(sha256, None)

    def all(self) -> frozenset[str]:
        """Every hash."""
        return frozenset(self._files)


class Looks:
    """As much of an ``Intake`` as is asked about a photo that is known."""

    def __init__(self, client: Client, origins: Mapping[str, Origin]) -> None:
        self._client = client
        self._origins = origins

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """As it is when the network answers."""
        trouble = self._client.ask("look")
        if trouble is not None:
            return trouble
        origin = self._origins[remote_id]
        if remote_id in origin.server.gone:
            return Vanished(Reason.DELETED)
        network = origin.server.account.network
        candidate = Candidate(remote_id, Source.PUBLIC_POST, origin.at, Exact(wanted.tags[0]), 1, network)
        return Seen(Found(candidate, remote_id, "", "", fingerprint=origin.fingerprint))

    def close(self) -> None:
        """Nothing to give back."""


class Supporters:
    """Everybody who has to do with photos, but for the daemon; no crash of it ends what they do."""

    def __init__(
        self,
        dice: Dice,
        world: World,
        clock: WorldClock,
        store: Outbox,
        servers: Mapping[str, Server],
        campaign: Callable[[], Campaign],
        wake: Callable[[], None],
        look: Callable[[], None],
    ) -> None:
        """``dice``: their own. ``look``: what every command does before it decides."""
        self._dice = dice
        self._world = world
        self._clock = clock
        self._store = store
        self._servers = servers
        self._campaign = campaign
        self._wake = wake
        self._look = look
        self._drawer = Drawer()
        self._origins: dict[str, Origin] = {}
        self._count = 0
        self.withdrawn: dict[str, datetime] = {}
        """Since when it is known that a photo is withdrawn; by a clock that was wrong nobody acts on it at once."""
        for server in servers.values():
            if isinstance(server, MastodonServer):
                server.boosts_again = dice.happens(0.7)

    def kit(self, means: Means, client: Callable[[Account], Client]) -> Kit:
        """What one life works with."""
        return Kit(
            means,
            marks=lambda: Marks(b"of no use to anybody"),
            cleaner=lambda: cast("Cleaner", None),
            cabinet=self._drawer,
            intakes=lambda account: cast("Intake", Looks(client(account), self._origins)),
            chance=lambda: "",
        )

    def come_and_go(self, until_s: float) -> None:
        """Arrange what happens when."""
        dice = self._dice
        for account in self._servers:
            for _ in range(dice.number(0, 2)):
                self._world.after(dice.between(0, until_s * 0.7), partial(self._posts, account))
        for number in range(dice.one_of(0, 0, 1, 2)):
            self._world.after(dice.between(0, until_s * 0.7), partial(self._mails, CITIES[number]))
        at = 0.0
        while at < until_s:
            self._world.after(at, self._review)
            at += dice.between(900, 20_000)

    def called_for(self, photo_id: str) -> None:
        """A repost is under way: just then somebody may change their mind."""
        if self._dice.happens(0.15):
            self._world.after(self._dice.between(0, LONGEST_CALL_S), lambda: self._withdraw(photo_id))

    def vanished(self, repost_of: str) -> bool:
        """Whether a network has taken reposts away by itself."""
        origin = self._origins.get(repost_of)
        return origin is not None and repost_of in origin.server.gone

    def _posts(self, name: str) -> None:
        server, now = self._servers[name], self._world.now
        origin = Origin(server, server.a_source(), now)
        self._origins[origin.remote_id] = origin
        network = server.account.network
        source = Source.CHANNEL_POST if network is NetworkName.TELEGRAM else Source.PUBLIC_POST
        self._take(
            Photo(
                self._id(),
                State.QUEUED,
                source,
                Path.NATIVE,
                f"origin {origin.remote_id}",
                now,
                now,
                now,
                network=network,
                account=name,
                remote_id=origin.remote_id,
                fingerprint=origin.fingerprint,
                tag=TAG,
                language="fr",
            )
        )
        if self._dice.happens(0.12):
            self._sometime(lambda: self._vanishes(origin))
        elif self._dice.happens(0.12):
            self._sometime(lambda: self._changes(origin))

    def _mails(self, city: str) -> None:
        now, sha256 = self._world.now, self._drawer.keep(city.encode())
        self._take(
            Photo(
                self._id(),
                State.QUEUED,
                Source.MAIL,
                Path.CLEANED,
                f"mail from {city}",
                now,
                now,
                now,
                language="fr",
                alt="Somebody shows the poster.",
                city=city,
                country="FR",
                sha256=sha256,
                shows_city=True,
            )
        )

    def _take(self, photo: Photo) -> None:
        self._tell(f"send photo {photo.id} of {photo.remote_id or photo.city}")
        assert self._store.take_photo(photo), "each origin is new"
        if self._dice.happens(0.4):
            self._sometime(lambda: self._withdraw(photo.id))

    def _sometime(self, what: Callable[[], None]) -> None:
        self._world.after(self._dice.one_of(self._dice.between(0, 9000), self._dice.between(0, 200_000)), what)

    def _review(self) -> None:
        """Somebody of the staff goes through the queue, and now and then through what was decided."""
        self._look()
        for photo in self._store.photos((State.QUEUED, State.APPROVED, State.REJECTED)):
            match photo.state:
                case State.QUEUED if self._dice.happens(0.85):
                    self._approve(photo)
                case State.QUEUED | State.APPROVED if self._dice.happens(0.04):
                    self._reject(photo)
                case State.REJECTED if self._dice.happens(0.2):
                    self._reconsider(photo)
                case _:
                    pass
        self._wake()

    def _approve(self, photo: Photo) -> None:
        campaign = self._campaign()
        seen = approval_of(photo, campaign)
        self._tell(f"approve {photo.id}")
        self._try(lambda now: photos.approve(self._store, photo, campaign, "Jean", now, seen=seen, faceless=True))

    def _reject(self, photo: Photo) -> None:
        self._tell(f"reject {photo.id}")
        self._try(lambda now: photos.reject(self._store, photo, Reason.REFUSED, "Jean", now, lambda _: self._wake()))

    def _reconsider(self, photo: Photo) -> None:
        self._tell(f"reconsider {photo.id}")
        self._try(lambda now: photos.reconsider(self._store, photo, now))

    def _withdraw(self, photo_id: str) -> None:
        self._look()
        photo = self._store.photo(photo_id)
        if photo is None or photo.state in OVER:
            return
        self._tell(f"withdraw {photo_id}")
        self._try(lambda now: photos.withdraw(self._store, photo, now, lambda _: self._wake()))
        if self._clock.off == timedelta(0):
            self.withdrawn[photo_id] = self._world.now

    def _vanishes(self, origin: Origin) -> None:
        self._tell(f"delete the post {origin.remote_id}")
        origin.server.vanish(origin.remote_id)

    def _changes(self, origin: Origin) -> None:
        self._tell(f"put another picture into {origin.remote_id}")
        origin.picture += 1

    def _try(self, act: Callable[[datetime], object]) -> None:
        try:
            act(self._clock.now())
        except CampaignError as refused:
            self._tell(f"are told: {refused.message}")

    def _id(self) -> str:
        self._count += 1
        return f"{self._count:016x}"

    def _tell(self, what: str) -> None:
        self._world.tell("supporters", what)
