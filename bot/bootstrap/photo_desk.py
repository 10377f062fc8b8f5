"""What the command ``photos`` works with, beside what every command's desk has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.actions.photo_wall import wall_of
from bot.actions.photos import reposts_of
from bot.bootstrap.desk import Desk
from bot.bootstrap.duties import wall_keeper
from bot.bootstrap.reviewing import resolved
from bot.bootstrap.traces import needles, search
from bot.campaign.delivery import AT_REST
from bot.campaign.model import Campaign
from bot.daemon.photos import mosaics
from bot.daemon.photos.kit import Kit, is_begun
from bot.daemon.photos.letters import code_mark
from bot.daemon.photos.undoer import Undoer
from bot.ports import Cabinet, Cleaner, Clock, Consent, Outbox, Photo, Wall
from bot.ports.cities import Answer


@dataclass(frozen=True, slots=True)
class PhotoDesk:
    """One command's view of the photos."""

    desk: Desk
    campaign: Campaign
    kit: Kit

    @property
    def outbox(self) -> Outbox:
        """The campaign's store."""
        return self.desk.outbox

    @property
    def clock(self) -> Clock:
        """The computer's."""
        return self.desk.clock

    @property
    def language(self) -> str:
        """The staff's."""
        return self.desk.language

    @property
    def cleaner(self) -> Cleaner:
        """Made when a picture is to be cleaned."""
        return self.kit.cleaner

    @property
    def cabinet(self) -> Cabinet:
        """Where pictures lie."""
        return self.kit.cabinet

    def wake(self, _duty: str) -> None:
        """The daemon is woken when the command ends."""

    def consent_of(self, code: int) -> Consent | None:
        """What a withdrawal code was given for. Raises ``SecretsError``; no key is made where there is none."""
        return self.outbox.consent_of(code_mark(self.kit.marks, code)) if is_begun(self.outbox) else None

    def place(self, photo: Photo) -> Answer:
        """Which town its sender's words mean."""
        settings = self.campaign.settings.photos
        return resolved(photo.city, photo.language, settings.listed_countries if settings else frozenset())

    def alike(self, photo: Photo) -> Sequence[Photo]:
        """Others that look like it, the nearest first."""
        return self.outbox.alike(photo)

    def undo(self, ended: Sequence[Photo], wait_s: float) -> int:
        """See what is out of these taken back, by the daemon that runs or else by ourselves; how many stay so far."""
        ids = {photo.id for photo in ended}
        keys = [row.key for row, shown in mosaics.out(self.outbox) if shown & ids]
        keys += [row.key for photo in ended for row in reposts_of(self.outbox, photo)]

        def left() -> int:
            rows = [self.outbox.get(key) for key in keys]
            return sum(row is not None and row.state not in AT_REST for row in rows)

        if not keys:
            return 0
        if not self.desk.running:
            # What it orders is carried out below.
            self._undoer().run_once(self.clock.now())
        if left():
            self.desk.carry_out(keys, lambda: not left(), wait_s)
        self._undoer().run_once(self.clock.now())
        return left()

    def _undoer(self) -> Undoer:
        return Undoer(self.kit, wall_keeper(self.kit, self.desk.folder / "var").run_once)

    def wall(self) -> Wall:
        """What hangs on the wall now: nothing while a file ``STOP`` lies there."""
        photos = self.campaign.settings.photos
        if photos is None or self.kit.means.stopped():
            return Wall()
        return wall_of(self.outbox, photos.listed_countries)

    def forget(self, photo: Photo) -> Sequence[str] | None:
        """Wipe one that is over, in the database and on the disk; the files in which a trace of it was still found.

        ``None``: all that could be looked for had been wiped before.
        """
        wanted = needles(photo, self.cabinet)
        loose = self.outbox.forget_photo(photo.id)
        # A contact is a file of its own only where no mailbox keeps it; the picture may serve another photo too.
        for sha256 in {*loose, photo.contact} - {""}:
            self.cabinet.remove(sha256)
        self.outbox.scrub()
        return search(self.desk.folder / "var", wanted) if wanted else None


def photo_desk(desk: Desk) -> PhotoDesk:
    """Of a campaign whose settings could be read."""
    campaign = desk.version.campaign
    assert campaign is not None, "else there is no desk"
    return PhotoDesk(desk, campaign, desk.crew().kit)
