"""What a life of the daemon is made of: the product as it is, unless a broken build says otherwise; and its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, PictureRequest
from bot.daemon.alarms import Alarms
from bot.daemon.live import Live, Snapshot
from bot.daemon.means import Means
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.undoer import Undoer
from bot.daemon.reconciler import Reconciler
from bot.daemon.reloader import Files
from bot.ports import Duty, Media, Network, Outbox
from tests.simulation.campaigns import Version
from tests.simulation.servers import Server


@dataclass(slots=True)
class OnDisk:
    """The campaign's files, and the last good copy of them: what outlives the daemon beside the store."""

    present: Version
    good: Version

    def as_files(self) -> Files[Version]:
        """As the reloader sees them."""
        return Files(lambda _: self.present, self._keep, lambda _: self.good)

    def _keep(self, version: Version, _now: datetime) -> None:
        self.good = version


def limits_of(account: Account) -> Limits:
    """As long as each network says."""
    return DEFAULT_LIMITS[account.network]


class Painter:
    """Pictures whose bytes nobody looks at."""

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Equal requests give equal pictures."""
        return Media(b"", "image/png", sha256(repr(request).encode()).hexdigest(), alt)


class Build:
    """The product as it is; a broken build overrides a part."""

    always_photos = False
    """Whether it is played in worlds with photos alone: there is nothing else for it to break."""

    def live(self) -> Live:
        """What keeps the snapshot in force."""
        return Live(Snapshot(None))

    def in_force(self, live: Live) -> Snapshot:
        """What the files say, whatever the build makes of it."""
        return live.snapshot

    def outbox(self, outbox: Outbox) -> Outbox:
        """The store as the duties see it."""
        return outbox

    def network(self, network: Network) -> Network:
        """A client of an account."""
        return network

    def server(self, server: Server) -> Server:
        """An account on a network, which also reads itself back as the adapter does."""
        return server

    def alarms(self, alarms: Alarms) -> Alarms:
        """How people are told."""
        return alarms

    def reconciler(self, means: Means) -> Duty:
        """Who finds out what became of lost answers."""
        return Reconciler(means)

    def undoer(self, kit: Kit) -> Duty:
        """Who takes back what is out of photos that may not be."""
        return Undoer(kit)
