"""Photos that were sent to the campaign, approved, and are out: what a mosaic and the wall are made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path as FilePath

from PIL import Image

from bot.actions.photo_wall import wall_of
from bot.campaign.candidate import Path, Source
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.campaign.photo import Reason, State
from bot.daemon.errands import Errands
from bot.daemon.photos.undoer import Undoer
from bot.ports import PHOTOS, Consent, Delivery, Intent, Outbox, Photo, Planned, Wall
from bot.wording.replies import NOTICE
from tests.daemon.cast import NOON, Cast
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast
from tests.daemon.played import Played

ACCOUNT = "masto"


def jpeg(number: int) -> bytes:
    """One colour for each number, as the encoder would leave it."""
    out = BytesIO()
    Image.new("RGB", (320, 240), (40 * number % 256, 90 * number % 256, 200)).save(out, "JPEG", quality=90)
    return out.getvalue()


def name(number: int) -> str:
    """The photo's id."""
    return f"{number:016x}"


@dataclass
class Gallery:
    """A campaign with photos that are out."""

    scene: PhotoCast
    numbers: list[int] = field(default_factory=list)

    @property
    def cast(self) -> Cast:
        """The campaign's."""
        return self.scene.cast

    @property
    def outbox(self) -> Outbox:
        """Its store."""
        return self.cast.outbox

    def take(self, number: int, *, notice: str = NOTICE, agreed: bool = True, **facts: object) -> Photo:
        """Sent, agreed to and approved; not out yet."""
        now, photo_id = self.cast.clock.now(), name(number)
        consent = Consent(f"consent {number}", notice, "fr", "mail", f"code {number}", now)
        self.outbox.keep_consent(replace(consent, agreed_at=now) if agreed else consent)
        data = jpeg(number)
        told: dict[str, object] = {
            "source": Source.MAIL,
            "path": Path.CLEANED,
            "origin": f"origin {number}",
            "posted_at": now,
            "received_at": now,
            "updated_at": now,
            "sha256": self.scene.kit.cabinet.keep(data),
            "alt": f"poster {number}",
            "city": f"City {number}",
            "language": "fr",
            "country": "FR",
            "consent": consent.id,
            "shows_city": True,
            **facts,
        }
        assert self.outbox.take_photo(Photo(photo_id, State.FOUND, **told))  # type: ignore[arg-type] # by name
        for state in (State.QUEUED, State.APPROVED):
            assert self.outbox.step_photo(self.photo(number), state, None, now)
        self.numbers.append(number)
        return self.photo(number)

    def photo(self, number: int) -> Photo:
        """As it is now."""
        found = self.outbox.photo(name(number))
        assert found is not None
        return found

    def send(self, number: int, picture: str | None = None) -> None:
        """It goes out, with these pixels."""
        photo, now = self.photo(number), self.cast.clock.now()
        key, text = f"{PHOTOS}/{photo.id}/france/{ACCOUNT}", f"Photo {number}"
        self.outbox.add_delivery(
            Planned(key, PHOTOS, photo.id, "france", ACCOUNT, NetworkName.MASTODON, "fr", now, text)
        )
        claimed = self.outbox.claim(ACCOUNT, now, "test:2", 300.0, key)
        assert claimed is not None
        shown = photo.sha256 if picture is None else picture
        intent = Intent(text, hashlib.sha256(text.encode()).hexdigest(), key, (), (), shown, now + timedelta(minutes=2))
        assert self.outbox.begin(claimed, intent, now)
        # It stands on the network as any other post does.
        receipt = self.scene.network.execute(text=text)
        assert self.outbox.sent(claimed, Receipt(receipt.remote_id, receipt.url), now)

    def hang(self, *numbers: int, **facts: object) -> None:
        """Photos that are out."""
        for number in numbers:
            self.take(number, **facts)  # type: ignore[arg-type] # by name
            self.send(number)

    def end(self, number: int, state: State = State.WITHDRAWN, reason: Reason = Reason.STOP) -> None:
        """Its sender says stop."""
        assert self.outbox.step_photo(self.photo(number), state, reason, self.cast.clock.now())

    def wall(self, *listed: str) -> Wall:
        """As it stands."""
        return wall_of(self.outbox, listed)

    def shown(self, *listed: str) -> list[int]:
        """Numbers of the photos that hang there."""
        return sorted(int(hung.id, 16) for hung in self.wall(*listed).pictures)

    def undo(self, undoer: Undoer) -> None:
        """The undoer and whoever carries out what it orders have their turns."""
        errands = Errands(self.cast.means)
        for _ in range(3):
            undoer.run_once(self.cast.clock.now())
            errands.run_once(self.cast.clock.now())
            self.cast.clock.set(self.cast.clock.now() + timedelta(seconds=5))

    def rows(self, entry: str) -> list[Delivery]:
        """Of one entry."""
        return list(self.outbox.deliveries(entry=entry))

    @property
    def network(self) -> Played:
        """The account's."""
        return self.scene.network


def gallery(folder: FilePath, settings: str = TAKING, start: datetime = NOON) -> Gallery:
    """Nothing hangs there yet."""
    return Gallery(photo_cast(folder, settings, start))
