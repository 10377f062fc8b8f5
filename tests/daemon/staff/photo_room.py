"""A staff chat where supporters' photos are reviewed: real pictures in a real cabinet, and a cleaner that blots."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path as Folder
from typing import Any

from PIL import Image

from bot.actions.photos import cover
from bot.campaign.candidate import Path, Source
from bot.campaign.model import Campaign, NetworkName
from bot.campaign.photo import Reason, State
from bot.daemon.staff.review import Review
from bot.files.countries import CODES
from bot.photos.cabinet import FileCabinet
from bot.photos.cities import resolve
from bot.photos.small import small
from bot.ports import Box, Cleaned, Photo, Refused
from tests.daemon.staff.chatroom import HELD, JEAN, SETTINGS, STAFF, Chatroom

__all__ = ["HELD", "JEAN", "LINK", "TAKING", "WORDS", "PhotoRoom", "answered", "jpeg"]

TAKING = SETTINGS + "photos: {to: [france]}\n"
WORDS = "supporter-photo = Photo : { $city }\n    .no-city = Une photo\n"
LINK = "https://there/@somebody/"


def jpeg(colour: tuple[int, int, int] = (200, 30, 30), size: tuple[int, int] = (320, 240)) -> bytes:
    """A picture, as our own encoder might write one."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


class Blotter:
    """Draws the covers, and refuses what says that it is bad."""

    def clean(self, data: bytes, boxes: Sequence[Box] = ()) -> Cleaned | Refused:
        """A JPEG of another look for each picture and each cover."""
        if data.startswith(b"bad"):
            return Refused("photo-broken")
        digest = hashlib.sha256(data + repr(boxes).encode()).digest()
        made = jpeg((digest[0], digest[1], digest[2]))
        return Cleaned(made, 320, 240, hashlib.sha256(made).hexdigest(), 1)


class PhotoRoom(Chatroom):
    """A campaign that takes photos, and its chat."""

    def __init__(self, folder: Folder, language: str = "en") -> None:
        self.plain = SETTINGS.replace("LANGUAGE", language)
        """Settings without photos."""
        self.cabinet = FileCabinet(folder / "var" / "photos")
        self.review = Review(self.cabinet, Blotter, small, resolve, CODES.__contains__)
        super().__init__(folder, HELD, language, settings=TAKING, photos=WORDS)
        self._made = itertools.count(1)

    @property
    def campaign(self) -> Campaign:
        """In force."""
        found = self.cast.live.snapshot.campaign
        assert found is not None
        return found

    def queue(
        self,
        *,
        mailed: bool = False,
        city: str = "",
        country: str = "",
        alt: str = "a poster",
        likeness: int | None = None,
        flags: tuple[str, ...] = (),
        state: State = State.QUEUED,
        reason: Reason | None = None,
        at: datetime | None = None,
        size: tuple[int, int] = (320, 240),
    ) -> Photo:
        """One more waits, or stands in ``state``."""
        number = next(self._made)
        now = at or self.cast.clock.now()
        now -= timedelta(seconds=100 - number)
        # Likenesses far apart, and bits in all their bytes.
        own = int.from_bytes(hashlib.sha256(str(number).encode()).digest()[:8]) if likeness is None else likeness
        file = self.cabinet.keep(jpeg((number * 20 % 250, 60, 90), size))
        where: dict[str, Any] = (
            {"source": Source.MAIL, "path": Path.CLEANED, "original": file, "city": city, "shows_city": bool(city)}
            if mailed
            else {
                "source": Source.PUBLIC_POST,
                "path": Path.NATIVE,
                "network": NetworkName.MASTODON,
                "account": "masto",
                "remote_id": f"remote-{number}",
                "url": f"{LINK}{number}",
                "fingerprint": f"attachments of {number}",
                "tag": "#Small",
            }
        )
        found = Photo(
            id=f"{number:08x}{number:08x}",
            state=State.FOUND,
            origin=f"origin of {number}",
            posted_at=self.cast.clock.now(),
            received_at=now,
            updated_at=now,
            language="fr",
            alt=alt,
            country=country,
            flags=flags,
            likeness=own,
            sha256=file,
            **where,
        )
        assert self.cast.outbox.take_photo(found)
        return self.step(found, state, reason)

    def step(self, photo: Photo, state: State, reason: Reason | None = None) -> Photo:
        """Something became of it."""
        assert self.cast.outbox.step_photo(self.now(photo), state, reason, self.cast.clock.now())
        return self.now(photo)

    def now(self, photo: Photo) -> Photo:
        """As the store has it."""
        found = self.cast.outbox.photo(photo.id)
        assert found is not None
        return found

    def cover(self, photo: Photo, *boxes: Box) -> Photo:
        """Somebody covers it on the command line."""
        return cover(self.cast.outbox, self.now(photo), boxes, Blotter(), self.cabinet, self.cast.clock.now())

    def pictures(self) -> list[str]:
        """Words under the pictures that stand in the chat, the oldest first."""
        return [shown.text for shown in self.chat.messages.values() if shown.picture is not None]

    def later(self, **much: float) -> None:
        """The desk looks, some time later: by the minute, as the pace lets it."""
        self.at(self.cast.clock.now() + timedelta(**much))

    def texts(self) -> str:
        """All that can be read in the chat."""
        return "\n\n".join(shown.text for shown in self.chat.messages.values())


def answered(person: int, message: int, text: str, chat: int = STAFF) -> dict[str, object]:
    """A reply to a message of the bot's: https://core.telegram.org/bots/api#message."""
    place = {"id": chat, "type": "supergroup", "title": "staff"}
    replied = {"message_id": message, "date": 1, "chat": place, "from": {"id": 123, "is_bot": True, "first_name": "B"}}
    who = {"id": person, "is_bot": False, "first_name": "Petronella"}
    told = {"message_id": 901, "date": 1, "chat": place, "from": who, "text": text, "reply_to_message": replied}
    return {"message": told}
