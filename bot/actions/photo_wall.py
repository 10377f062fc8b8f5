"""Which photos stand now, and which of them may be copied into a mosaic or onto the wall."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from bot.actions.photo_places import shown_city
from bot.campaign.candidate import Path
from bot.campaign.delivery import State as Row
from bot.campaign.moderation import Flag
from bot.campaign.photo import PUBLISHABLE, State
from bot.ports import PHOTOS, Delivery, Hung, Outbox, Photo, Wall
from bot.wording.replies import SHOWN_TOGETHER


def may_stay(photo: Photo | None) -> bool:
    """Whether what is out of it may stay out."""
    return photo is not None and photo.state in PUBLISHABLE


def wall_of(outbox: Outbox, listed: Collection[str]) -> Wall:
    """As it stands at this moment; ``listed``: countries of which nothing is shown."""
    rows: dict[str, list[Delivery]] = {}
    for row in outbox.deliveries(states=(Row.SENT,), entry=PHOTOS):
        rows.setdefault(row.occurrence, []).append(row)
    if not rows:
        return Wall()
    standing = [
        photo
        for photo in outbox.photos((State.APPROVED,))
        # One that a copy brought back may be gone: it is looked for first.
        if photo.id in rows and may_stay(photo) and Flag.RESTORED not in photo.flags
    ]
    cities = {_folded(shown_city(photo)) for photo in standing} - {""}
    shown = [photo for photo in standing if _may_be_copied(photo, rows[photo.id], outbox, listed)]
    shown.sort(key=lambda photo: (max(row.sent_at or row.due for row in rows[photo.id]), photo.id), reverse=True)
    return Wall(len(standing), len(cities), tuple(map(_hung, shown)))


def _may_be_copied(photo: Photo, rows: Collection[Delivery], outbox: Outbox, listed: Collection[str]) -> bool:
    """Only what its sender gave us, with a yes to this too, and only the very pixels that are out."""
    if photo.path is not Path.CLEANED or photo.state not in PUBLISHABLE or photo.country in listed:
        return False
    # Of one that has long been out nobody has the picture any more.
    if not photo.sha256 or not any(row.picture_sha256 == photo.sha256 for row in rows):
        return False
    consent = outbox.consent(photo.consent) if photo.consent else None
    agreed = consent is not None and consent.agreed_at is not None and consent.withdrawn_at is None
    return consent is not None and agreed and consent.notice in SHOWN_TOGETHER


def _hung(photo: Photo) -> Hung:
    return Hung(photo.id, photo.sha256, photo.alt, " ".join(shown_city(photo).split()), photo.language)


def _folded(city: str) -> str:
    return " ".join(unicodedata.normalize("NFC", city).casefold().split())
