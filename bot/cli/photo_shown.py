"""A photo as its reviewer reads it on the command line: in lines, as JSON, and its picture in a file."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import as_described, post_of, stops
from bot.bootstrap.photo_desk import PhotoDesk
from bot.bootstrap.reviewing import smaller
from bot.campaign.model import Post
from bot.campaign.post import DEFAULT_LIMITS
from bot.cli.output import iso, line
from bot.cli.photo_boxes import percent
from bot.errors import CampaignError, UsageError
from bot.ports import Photo
from bot.wording import coded, say
from bot.wording.photo_desk import state_text
from bot.wording.photo_rules import flag_text


def print_photo(photo: Photo, here: PhotoDesk) -> None:
    """All that a person must see before deciding."""
    line(f"{photo.id}  {state_text(photo.state, here.language)}{why(photo, here)}")
    line(f"   {photo.url or '–'}  {iso(photo.posted_at)}  {photo.tag}")
    for alike in here.alike(photo):
        line("   " + say("photo-alike", here.language, photo=alike.id, state=state_text(alike.state, here.language)))
    for text in (*(flag_text(flag, here.language) for flag in photo.flags), photo.city, photo.country, photo.alt):
        if text:
            line(f"   {text}")
    if photo.shows_faces:
        line("   " + say("photo-faces-may-be-seen", here.language))
    if photo.cover:
        line("   " + say("photo-covers", here.language, boxes=percent(photo.cover)))
    if photos.faces_are_open(photo, here.campaign):
        line("   " + say("desk-photo-faces-open", here.language))
    for stop in stops(photo, here.campaign):
        post = post_of(as_described(photo), stop, here.campaign, DEFAULT_LIMITS[stop.account.network])
        words = post.text if isinstance(post, Post) else "–"
        line(f"   → {stop.account.name}")
        for text in words.split("\n") if words else ():
            line(f"   │ {text}")


def write_picture(file: Path, photo: Photo, here: PhotoDesk) -> None:
    """The cleaned picture, covers and all."""
    _write(file, _read(photo, here))


def write_beside(file: Path, photo: Photo, here: PhotoDesk) -> None:
    """The same on the left, and on the right the nearest of those that look like it and are kept still."""
    own = _read(photo, here)
    kept = (here.cabinet.read(like.sha256) for like in here.alike(photo) if like.sha256)
    other = next((data for data in kept if data is not None), None)
    if other is None:
        raise coded(UsageError, "photo-none-alike", photo=photo.id)
    _write(file, smaller(own, other).data)


def _read(photo: Photo, here: PhotoDesk) -> bytes:
    data = here.cabinet.read(photo.sha256) if photo.sha256 else None
    if data is None:
        raise coded(UsageError, "photo-file-gone", photo=photo.id)
    return data


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise coded(CampaignError, "photo-not-written", file=file, reason=error.strerror or str(error)) from None


def why(photo: Photo, here: PhotoDesk) -> str:
    """Why it stands where it stands."""
    return f" ({say(f'photo reason: {photo.reason.value}', here.language)})" if photo.reason else ""


def as_json(photo: Photo, here: PhotoDesk) -> dict[str, object]:
    """The same for machines."""
    rows = photos.reposts_of(here.outbox, photo)
    return {
        "id": photo.id,
        "state": photo.state.value,
        "reason": photo.reason.value if photo.reason else "",
        "network": photo.network.value if photo.network else "mail",
        "source": photo.source.value,
        "path": photo.path.value,
        "url": photo.url or None,
        "posted_at": iso(photo.posted_at),
        "received_at": iso(photo.received_at),
        "tag": photo.tag,
        "language": photo.language,
        "city": photo.city,
        "country": photo.country,
        "alt": photo.alt,
        "flags": list(photo.flags),
        "pictures": photo.pictures,
        "sha256": photo.sha256 or None,
        "cover": [percent([each]) for each in photo.cover],
        "approved_by": photo.approved_by or None,
        "alike": [alike.id for alike in here.alike(photo)],
        "reposts": [{"key": row.key, "state": row.state.value, "url": row.url or None} for row in rows],
    }
