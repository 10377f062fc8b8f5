"""``photos:`` and ``mailbox:`` from their keys to the campaign's values, with what only shows beside the rest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from bot.campaign import calendar
from bot.campaign.model import Audience, Mailbox, Moment, NetworkName, Photos
from bot.campaign.photo_settings import Keep
from bot.campaign.problem import Problem, Severity
from bot.files.faults import key_place, value_place, wall_time_problem
from bot.files.photos_schema import Faces, MailboxKeys, PhotosKeys
from bot.files.settings_schema import SettingsKeys
from bot.files.yaml import Document


def photos(
    document: Document, keys: SettingsKeys, audiences: Mapping[str, Audience], problems: list[Problem]
) -> Photos | None:
    """What the campaign takes of supporters; ``None``: nothing. Times without a city are the first audience's."""
    found = keys.photos
    if found is None:
        return None
    tags = tuple(found.tags or keys.hashtags)
    # Where the hashtags themselves are at fault, that is said already.
    if not tags and not _is_faulty(document, keys, "hashtags"):
        problems.append(Problem("photos-without-tags", key_place(document, ("photos",))))
    if found.keep.undecided < found.delay or not found.keep.undecided:
        problems.append(_too_short(document, found))
    telegram = any(account.kind is NetworkName.TELEGRAM for account in keys.accounts.values())
    if telegram and keys.staff.chat is None and not _is_faulty(document, keys, "staff"):
        problems.append(Problem("photos-without-chat", key_place(document, ("photos",)), {}, Severity.NOTE))
    city = next(iter(audiences.values()))
    return Photos(
        opens=_instant(document, "from", found.from_, city, problems),
        closes=_instant(document, "until", found.until, city, problems),
        repost=found.repost,
        tags=tags,
        servers=tuple(found.servers),
        audiences=tuple(name for name in found.to or audiences if name in audiences),
        per_hour=found.pace.hour,
        per_day=found.pace.day,
        spacing=found.pace.spacing,
        delay=found.delay,
        faces_covered=found.faces is Faces.COVERED,
        listed_countries=frozenset(found.listed_countries),
        x_reading_usd_per_month=found.x_reading,
        keep=Keep(found.keep.originals, found.keep.undecided, found.keep.published),
    )


def mailbox(document: Document, keys: SettingsKeys, problems: list[Problem]) -> Mailbox | None:
    """Where photos are mailed to."""
    found = keys.mailbox
    if found is None:
        return None
    if keys.photos is None and not _is_faulty(document, keys, "photos"):
        problems.append(Problem("mailbox-without-photos", key_place(document, ("mailbox",))))
    if found.folder.casefold() == "inbox":
        place = value_place(document, ("mailbox", "folder"))
        problems.append(Problem("mailbox-inbox", place, {"folder": found.folder}, Severity.NOTE))
    return _mailbox(found)


def _mailbox(found: MailboxKeys) -> Mailbox:
    (host, port), (smtp_host, smtp_port) = found.imap, found.smtp
    return Mailbox(found.address, host, port, found.user or found.address, found.folder, smtp_host, smtp_port)


def _is_faulty(document: Document, keys: SettingsKeys, key: str) -> bool:
    """Whether the file has ``key`` and something in it kept it from being read."""
    assert document.root is not None
    return key in document.root.values and key not in keys.model_fields_set


def _too_short(document: Document, found: PhotosKeys) -> Problem:
    written = ("keep", "undecided") if "undecided" in found.keep.model_fields_set else ("delay",)
    place = value_place(document, ("photos", *written))
    facts = {"undecided": _said(found.keep.undecided), "delay": _said(found.delay)}
    return Problem("photos-keep-short" if found.keep.undecided else "photos-keep-nothing", place, facts)


def _said(span: timedelta) -> str:
    """``36 h``, in either language."""
    return f"{span / timedelta(hours=1):g} h"


def _instant(
    document: Document, key: str, meaning: date | Moment | None, city: Audience, problems: list[Problem]
) -> datetime | None:
    """``from`` a day: its beginning; ``until`` one: its end."""
    if meaning is None:
        return None
    if not isinstance(meaning, Moment):
        return calendar.first_instant(meaning + timedelta(days=int(key == "until")), city.zone)
    zone = meaning.zone or city.zone
    try:
        return calendar.to_utc(meaning.local, zone)
    except calendar.WallTimeError as error:
        problems.append(wall_time_problem(key, error, zone, value_place(document, ("photos", key))))
        return None
