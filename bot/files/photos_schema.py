"""``photos:`` and ``mailbox:`` as pydantic reads them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from bot.campaign import when
from bot.campaign.model import Moment
from bot.campaign.photo_settings import Photos, Repost
from bot.files.addresses import (
    base_address,
    read_imap_server,
    read_mail_address,
    read_mail_user,
    read_smtps_server,
)
from bot.files.choices import EVERYTHING
from bot.files.countries import country
from bot.files.keys import Keys
from bot.files.values import (
    FaultsError,
    Hashtags,
    known_name,
    no_twice,
    one_or_many,
    refuse,
    sentence,
    shown,
    text,
    unlike,
)

_MOST = 1000
"""Photos in an hour or a day: more is a slip of the hand."""
_LONGEST_FOLDER = 200
_DEFAULT = Photos()


class Faces(StrEnum):
    """``faces:`` of photos that are cleaned."""

    COVERED = "covered"
    AS_SENT = "as-sent"


def switched(value: object) -> object:
    """``yes`` is all defaults, ``no`` is none of it."""
    words = value.casefold() if isinstance(value, str) else value
    if words is True or words == "yes":
        return {}
    if words is False or words == "no":
        return None
    if value is None:
        refuse("photos-nothing")
    return value


def one_of(kind: type[StrEnum]) -> Callable[[object], StrEnum]:
    """One of a few words."""

    def check(value: object) -> StrEnum:
        words = text(value).strip()
        if words not in set(kind):
            raise FaultsError(unlike("unknown-choice", words, [str(one) for one in kind]))
        return kind(words)

    return check


def _audiences(value: object) -> object:
    return [] if isinstance(value, str) and value in EVERYTHING else one_or_many(value)


def _count(value: object) -> int:
    if value is None:
        refuse("value-missing")
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _MOST:
        refuse("photos-count-wrong", found=shown(value), most=_MOST)
    return value


def _countries(value: object) -> object:
    """``[]`` and ``none``: photos from everywhere are published."""
    if value == [] or (isinstance(value, str) and value.strip() == "none"):
        return []
    return one_or_many(value)


def _reading(value: object) -> Decimal:
    words = text(value).strip()
    if words.casefold() == "none":
        return Decimal(0)
    found = re.fullmatch(r"([0-9]{1,7}(?:\.[0-9]{1,2})?) USD (?:a|per) month", words)
    if found is None:
        refuse("x-reading-wrong", found=shown(words))
    return Decimal(found[1])


def _folder(value: object) -> str:
    words = text(value).strip()
    if not words.isprintable() or re.search(r"[*%]", words) or len(words) > _LONGEST_FOLDER:
        refuse("mailbox-folder-wrong", found=shown(words))
    return words


Span = Annotated[timedelta, PlainValidator(sentence(when.parse_duration))]
When = Annotated[date | Moment, PlainValidator(sentence(when.parse_day_or_moment))]
Servers = Annotated[
    list[Annotated[str, PlainValidator(base_address)]], BeforeValidator(one_or_many), AfterValidator(no_twice)
]
Countries = Annotated[
    list[Annotated[str, PlainValidator(country)]], BeforeValidator(_countries), AfterValidator(no_twice)
]


class PaceKeys(Keys):
    """``pace:`` of each account."""

    hour: Annotated[int, PlainValidator(_count)] = _DEFAULT.per_hour
    day: Annotated[int, PlainValidator(_count)] = _DEFAULT.per_day
    spacing: Span = _DEFAULT.spacing


class KeepKeys(Keys):
    """``keep:`` how long at most."""

    originals: Span = _DEFAULT.keep.originals
    undecided: Span = _DEFAULT.keep.undecided
    published: Span = _DEFAULT.keep.published


class PhotosKeys(Keys):
    """``photos:``."""

    from_: When | None = None
    until: When | None = None
    repost: Annotated[Repost, PlainValidator(one_of(Repost))] = _DEFAULT.repost
    tags: Hashtags = Field(default_factory=list)
    """Empty: the campaign's."""
    servers: Servers = Field(default_factory=list)
    to: Annotated[
        list[Annotated[str, PlainValidator(known_name("audience"))]],
        BeforeValidator(_audiences),
        AfterValidator(no_twice),
    ] = Field(default_factory=list)
    """Empty: all."""
    pace: PaceKeys = Field(default_factory=PaceKeys)
    delay: Span = _DEFAULT.delay
    faces: Annotated[Faces, PlainValidator(one_of(Faces))] = Faces.COVERED
    listed_countries: Countries = Field(default_factory=lambda: sorted(_DEFAULT.listed_countries))
    x_reading: Annotated[Decimal, PlainValidator(_reading)] = _DEFAULT.x_reading_usd_per_month
    keep: KeepKeys = Field(default_factory=KeepKeys)


class MailboxKeys(Keys):
    """``mailbox:``."""

    address: Annotated[str, PlainValidator(read_mail_address)]
    imap: Annotated[tuple[str, int], PlainValidator(read_imap_server)]
    smtp: Annotated[tuple[str, int], PlainValidator(read_smtps_server)]
    user: Annotated[str, PlainValidator(read_mail_user)] = ""
    """Empty: the address."""
    folder: Annotated[str, PlainValidator(_folder)] = "Photos"
