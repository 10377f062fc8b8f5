"""A campaign that takes photos on the stand-in's X: the real intake, the real adapter, every duty about photos."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.photos.collector import Collector
from bot.daemon.sender import Sender
from bot.networks.fetch import Fetcher
from bot.networks.x import XNetwork
from bot.networks.x_intake import XIntake
from bot.ports import PHOTOS, Delivery, Network, Photo, Seen, Vanished, Wanted
from tests.contracts.stage_venues import X_SECRETS
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast
from tests.sandbox.driver import Sandbox, png

ANNA = {"network": "x", "person": {"handle": "anna"}, "account": "anna"}
DEADLINE_S = 20.0


def shown(colour: str = "navy") -> dict[str, object]:
    """As the stand-in takes it."""
    return {"data": b64encode(png(colour=colour)).decode()}


class Eyes(XIntake):
    """Its looks are counted."""

    def __init__(self, account: Account, looked: list[str]) -> None:
        super().__init__(account, X_SECRETS, DEADLINE_S, Fetcher(insecure_loopback=True).fetch)
        self._looked = looked

    def look_at(self, remote_id: str, wanted: Wanted) -> Seen | Vanished | NotSent | AccountBroken:
        """Counted."""
        self._looked.append(remote_id)
        return super().look_at(remote_id, wanted)


@dataclass
class Bird:
    """Anna on X, the campaign's account there, and its staff."""

    sandbox: Sandbox
    scene: PhotoCast
    looked: list[str] = field(default_factory=list)
    sender: Sender = field(init=False)

    def __post_init__(self) -> None:
        settings = self.scene.campaign.settings
        bird = settings.accounts["bird"]
        masto = self.scene.supporters
        self.scene.kit.intakes = lambda account: Eyes(account, self.looked) if account == bird else masto
        network = XNetwork(bird, X_SECRETS, DEADLINE_S)

        def opened(account: Account) -> Network:
            return network if account == bird else self.scene.network

        object.__setattr__(self.scene.cast.means, "networks", opened)
        self.sender = Sender(bird, network, self.scene.cast.means)
        self.turn(0)
        # The campaign's own post first, and its spacing.
        self.sender.run_once(self.scene.cast.clock.now())
        self.turn(10)

    def turn(self, minutes: float) -> None:
        """Both clocks."""
        self.sandbox.clock(self.scene.turn(minutes).isoformat())

    def post(self, text: str = "Ici #Small") -> str:
        """Anna shows a photo; its id."""
        [made] = self.sandbox.people({**ANNA, "do": "post", "text": text, "pictures": [shown()]})
        return str(made["id"])

    def edit(self, identity: str, **changed: object) -> str:
        """Anna edits it; the newer version's id."""
        [made] = self.sandbox.people({**ANNA, "do": "edit", "id": identity, **changed})
        return str(made["id"])

    def delete(self, identity: str) -> None:
        """Anna deletes it."""
        self.sandbox.people({**ANNA, "do": "delete", "id": identity})

    def collect(self, minutes: float = 16) -> None:
        """Later, the collector works."""
        self.turn(minutes)
        self.scene.collector.run_once(self.scene.cast.clock.now())

    def begin_anew(self) -> None:
        """As in a process of its own: nothing is remembered but what the store knows."""
        self.scene.collector.close()
        self.scene.collector = Collector(self.scene.kit)

    def approve(self) -> Photo:
        """A person says yes to the one that there is."""
        photo = self.photo()
        seen, now = approval_of(photo, self.scene.campaign), self.scene.cast.clock.now()
        return photos.approve(self.scene.cast.outbox, photo, self.scene.campaign, "Jean", now, seen=seen)

    def work(self, minutes: float = 0) -> None:
        """Later, everybody who carries something out has a turn, as the loop would give them."""
        for step in range(3):
            self.turn(0 if step else minutes)
            now = self.scene.cast.clock.now()
            for duty in (self.scene.reposter, self.scene.undoer, self.scene.errands, self.sender):
                duty.run_once(now)
            self.turn(0.1)

    def found(self, text: str = "Ici #Small") -> str:
        """Anna's photo waits for a person; its id."""
        identity = self.post(text)
        self.collect(1)
        return identity

    def say(self, text: str, about: str) -> None:
        """Anna replies to a post."""
        self.sandbox.people({**ANNA, "do": "post", "reply_to": about, "text": f"@small {text}"})

    def reposted(self, text: str = "Ici #Small") -> str:
        """Anna's photo is found, approved, and out; its id."""
        identity = self.found(text)
        self.approve()
        self.work()
        assert self.retweets() == [identity]
        return identity

    def photo(self) -> Photo:
        """There is one."""
        (photo,) = self.scene.cast.outbox.photos()
        return photo

    def row(self) -> Delivery:
        """Its repost."""
        (row,) = self.scene.cast.outbox.deliveries(entry=PHOTOS)
        return row

    def retweets(self) -> list[str]:
        """What the campaign retweets now."""
        posts = self.sandbox.posts()
        return [post["repost_of"] for post in posts if post["repost_of"] and post["deleted_at"] is None]

    def spent(self) -> Decimal:
        """Of the money for reading X, this month."""
        return Decimal(self.scene.cast.outbox.noted("photos of bird cost: 2030-06") or "0")


def bird(folder: Path, sandbox: Sandbox) -> Bird:
    """At noon."""
    sandbox.control("DELETE", "posts")
    sandbox.control("DELETE", "faults")
    sandbox.control("DELETE", "settings")
    sandbox.control("POST", "accounts", [{"network": "x", "handle": "@small", **X_SECRETS}])
    settings = TAKING.replace("[masto]", "[masto, bird]").replace(
        "accounts:\n  masto:", f'accounts:\n  bird: {{kind: x, account: "@small", api: "{sandbox.at["x"]}"}}\n  masto:'
    )
    return Bird(sandbox, photo_cast(folder, settings))
