"""A schedule as pydantic reads it: the keys of an entry, and how each value is written."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, ValidationInfo

from bot.campaign import when
from bot.campaign.model import IfLate, Moment, OnlyIf, PictureKind, QuietHours, Visibility
from bot.campaign.photo_settings import RESERVED
from bot.campaign.when_types import When
from bot.files.choices import EVERYTHING, Languages, known_names, read_languages, read_visibility, read_words
from bot.files.keys import Keys
from bot.files.values import (
    ASCII_NAME,
    Days,
    FaultsError,
    Hashtags,
    Text,
    YesOrNo,
    known_name,
    no_twice,
    one_or_many,
    refuse,
    sentence,
    shown,
    text,
    unlike,
)

NOT_IN_DEFAULTS = frozenset({"when", "text", "message"})
"""What belongs to one entry alone."""


def _audiences(value: object) -> object:
    return [] if isinstance(value, str) and value in EVERYTHING else one_or_many(value)


def _picture(value: object) -> PictureKind:
    words = text(value)
    if words == PictureKind.PHOTO:
        refuse("picture-photo")
    if words == PictureKind.SUPPORTER:
        refuse("picture-supporter")
    drawn = [PictureKind.COUNTDOWN.value, PictureKind.POSTER.value, PictureKind.MOSAIC.value]
    if words not in drawn:
        if "/" in words or re.search(r"\.\w+$", words):
            refuse("picture-photo")
        raise FaultsError(unlike("unknown-picture", words, drawn))
    return PictureKind(words)


def _photo(value: object, info: ValidationInfo) -> str:
    words = text(value)
    if fault := known_names(info).photo_fault(words):
        raise FaultsError(fault)
    return words


def _hold(value: object) -> bool:
    if value is False or (isinstance(value, str) and value.casefold() == "no"):
        return False
    if value is None:
        refuse("value-missing")
    if not isinstance(value, str) or " ".join(value.split()).casefold() != "until approved":
        refuse("hold-wrong", found=shown(value))
    return True


def _only_if(value: object, info: ValidationInfo) -> OnlyIf | None:
    words = text(value)
    if words.casefold() == "none":
        return None
    found = re.fullmatch(r"(\S+)\s+is\s+([^\W\d_][\w-]*)", words.strip())
    if found is None:
        refuse("only-if-wrong", found=shown(words))
    known = known_names(info).deadlines
    if known is not None and found[1] not in known:
        raise FaultsError(unlike("unknown-deadline", found[1], known))
    if found[2] != "open" and get_close_matches(found[2].casefold(), ["open"], 1, 0.7):
        # It would wait for ever for two people to state a word that nobody means.
        refuse("outcome-near-open", offset=found.start(2), found=found[2])
    return OnlyIf(found[1], found[2])


def _until(value: object) -> Moment | None:
    if isinstance(value, str) and value.strip().casefold() == "none":
        return None
    return sentence(when.parse_until)(value)


def _message(value: object) -> str:
    words = text(value)
    if not ASCII_NAME.fullmatch(words):
        refuse("message-wrong", found=shown(words))
    return words


def _entry_key(value: object) -> str:
    words = str(value)
    if not ASCII_NAME.fullmatch(words):
        refuse("entry-key-wrong", found=shown(words))
    if words == RESERVED:
        refuse("entry-key-reserved", found=words)
    return words


class DefaultKeys(Keys):
    """What a file's ``defaults:`` may say for all its entries."""

    to: Annotated[
        list[Annotated[str, PlainValidator(known_name("audience"))]],
        BeforeValidator(_audiences),
        AfterValidator(no_twice),
    ] = Field(default_factory=list)
    """Empty: all."""
    languages: Annotated[Languages | None, PlainValidator(read_languages)] = None
    accounts: Annotated[
        list[Annotated[str, PlainValidator(known_name("account"))]],
        BeforeValidator(_audiences),
        AfterValidator(no_twice),
    ] = Field(default_factory=list)
    """Empty: all."""
    hashtags: Hashtags = Field(default_factory=list)
    picture: Annotated[PictureKind | None, PlainValidator(_picture)] = None
    photo: Annotated[str, PlainValidator(_photo)] = ""
    visibility: Annotated[tuple[Visibility, dict[str, Visibility]], PlainValidator(read_visibility)] = (
        Visibility.PUBLIC,
        {},
    )
    silent: YesOrNo = False
    warning: YesOrNo = False
    hold: Annotated[bool, PlainValidator(_hold)] = False
    only_if: Annotated[OnlyIf | None, PlainValidator(_only_if)] = None
    true_until: Annotated[Moment | None, PlainValidator(_until)] = None
    if_late: Annotated[IfLate | None, PlainValidator(sentence(when.parse_if_late))] = None
    quiet_hours: Annotated[QuietHours | None, PlainValidator(sentence(when.parse_quiet_hours))] = None
    except_: Days = Field(default_factory=list)


class EntryKeys(DefaultKeys):
    """One entry."""

    when: Annotated[When, PlainValidator(sentence(when.parse))]
    message: Annotated[str, PlainValidator(_message)] = ""
    text: Annotated[dict[str, str], PlainValidator(read_words)] = Field(default_factory=dict)


EntryKey = Annotated[str, PlainValidator(_entry_key)]


class ScheduleKeys(Keys):
    """The whole of a schedule."""

    title: Text = ""
    defaults: DefaultKeys = Field(default_factory=DefaultKeys)
    posts: dict[EntryKey, EntryKeys]
