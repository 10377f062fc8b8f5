"""``settings.yaml`` as pydantic reads it: the keys there are, and how each value is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator

from bot.campaign import when
from bot.campaign.cities import nearest_city, zones_of
from bot.campaign.model import IfLate, Moment, NetworkName, QuietHours
from bot.files import languages
from bot.files.addresses import (
    base_address,
    read_channel,
    read_handle,
    read_mail_address,
    read_mail_server,
    read_mail_user,
    without_password,
)
from bot.files.keys import Keys
from bot.files.photos_schema import MailboxKeys, PhotosKeys, switched
from bot.files.values import (
    ASCII_NAME,
    NAME,
    FaultsError,
    Hashtags,
    Text,
    WholeNumber,
    known_name,
    listed,
    no_twice,
    one_or_many,
    refuse,
    sentence,
    shown,
    text,
    unlike,
    whole_number,
)

RESERVED = ("console", "decisions")
"""Top-level keys of features to come: accepted, not read."""

_WORDS_OF_TIME = frozenset({"at", "in", "from", "to", "until", "before", "is", "none", "all"})
"""A deadline of that name could not be told from the words of the sentences it stands in."""


def _kind(value: object) -> NetworkName:
    words = text(value)
    if words not in set(NetworkName):
        raise FaultsError(unlike("unknown-kind", words, [str(name) for name in NetworkName]))
    return NetworkName(words)


def _credentials(value: object) -> str:
    words = text(value)
    if not ASCII_NAME.fullmatch(words):
        refuse("credentials-wrong")  # what stands here by mistake may be the secret itself: it is not repeated
    return words


def _public(value: object) -> int:
    found = re.fullmatch(r"([0-9]{1,4}) (?:a|per) day", text(value).strip())
    if found is None:
        refuse("public-wrong", found=shown(value))
    return int(found[1])


def _budget(value: object) -> Decimal:
    found = re.fullmatch(r"([0-9]{1,7}(?:\.[0-9]{1,2})?) USD (?:a|per) month", text(value).strip())
    if found is None:
        refuse("budget-wrong", found=shown(value))
    return Decimal(found[1])


def _seconds(value: object) -> float:
    duration: timedelta = sentence(when.parse_duration)(value)
    return duration.total_seconds()


def _city(value: object) -> str:
    words = text(value)
    zones = zones_of(words)
    if not zones:
        near = nearest_city(words)
        refuse("unknown-city-near" if near else "unknown-city", found=shown(words), near=near)
    if len(zones) > 1:
        refuse("city-ambiguous", found=words, zones=listed(zones), example=zones[0])
    return words


def _language(value: object) -> str:
    words = text(value)
    if not languages.is_known(words):
        near = languages.nearest(words)
        refuse("unknown-tag-near" if near else "unknown-tag", found=shown(words), near=near)
    return words


def _staff_language(value: object) -> str:
    words = text(value)
    if words not in {"fr", "en"}:
        refuse("staff-language-wrong", found=shown(words))
    return words


def _database(value: object) -> str:
    words = text(value).strip()
    if not re.match(r"sqlite:///.|postgresql(\+psycopg)?://.", words):
        refuse("database-wrong", found=without_password(words))
    return words


def _name(pattern: re.Pattern[str], code: str, reserved: frozenset[str] = frozenset()) -> Callable[[object], str]:
    """Checks a name that an organiser gives to something: a mapping's key."""

    def check(value: object) -> str:
        words = str(value)
        if not pattern.fullmatch(words):
            refuse(code, found=shown(words))
        if words.casefold() in reserved:
            refuse("name-reserved", found=words)
        return words

    return check


def _not_empty(value: object) -> object:
    if value == {}:
        refuse("value-missing")
    return value


Name = Annotated[str, PlainValidator(_name(NAME, "name-wrong"))]
AccountName = Annotated[str, PlainValidator(_name(ASCII_NAME, "name-wrong-ascii"))]
DeadlineName = Annotated[str, PlainValidator(_name(NAME, "name-wrong", _WORDS_OF_TIME))]
Language = Annotated[str, PlainValidator(_language)]
City = Annotated[str, PlainValidator(_city)]
Seconds = Annotated[float, PlainValidator(_seconds)]
Address = Annotated[str, PlainValidator(base_address)]
MailAddress = Annotated[str, PlainValidator(read_mail_address)]
Accounts = Annotated[
    list[Annotated[str, PlainValidator(known_name("account"))]], BeforeValidator(one_or_many), AfterValidator(no_twice)
]
DeadlineWords = Annotated[date | Moment, PlainValidator(sentence(when.parse_deadline))]


class MailKeys(Keys):
    """``mail:`` of ``staff:``."""

    to: Annotated[list[MailAddress], BeforeValidator(one_or_many), AfterValidator(no_twice)]
    from_: MailAddress
    server: Annotated[tuple[str, int], PlainValidator(read_mail_server)]
    user: Annotated[str, PlainValidator(read_mail_user)] = ""


class StaffKeys(Keys):
    """``staff:``."""

    language: Annotated[str, PlainValidator(_staff_language)] = "en"
    chat: Annotated[int | None, PlainValidator(whole_number)] = None
    people: dict[str, WholeNumber] = Field(default_factory=dict)
    mail: MailKeys | None = None


class AudienceKeys(Keys):
    """One of ``audiences:``."""

    language: Language
    city: City
    accounts: Accounts


class AccountKeys(Keys):
    """One of ``accounts:``, of any kind; which keys fit which kind is looked at afterwards, to say it plainly."""

    kind: Annotated[NetworkName, PlainValidator(_kind)]
    server: Address = ""
    api: Address = ""
    account: Annotated[str, PlainValidator(read_handle)] = ""
    channel: Annotated[str, PlainValidator(read_channel)] = ""
    credentials: Annotated[str, PlainValidator(_credentials)] = ""
    public: Annotated[int | None, PlainValidator(_public)] = None
    spacing: Seconds = 60.0
    budget: Annotated[Decimal | None, PlainValidator(_budget)] = None


class ReadBackKeys(Keys):
    """``read-back:``."""

    after: Seconds = 150.0
    again: Seconds = 75.0


class SettingsKeys(Keys):
    """The whole of ``settings.yaml``."""

    campaign: Text
    hashtags: Hashtags = Field(default_factory=list)
    staff: StaffKeys = Field(default_factory=StaffKeys)
    deadlines: dict[DeadlineName, DeadlineWords] = Field(default_factory=dict)
    audiences: Annotated[dict[Name, AudienceKeys], BeforeValidator(_not_empty)]
    accounts: Annotated[dict[AccountName, AccountKeys], BeforeValidator(_not_empty)]
    quiet_hours: Annotated[QuietHours | None, PlainValidator(sentence(when.parse_quiet_hours))] = None
    if_late: Annotated[IfLate, PlainValidator(sentence(when.parse_if_late))] = IfLate()
    read_back: ReadBackKeys = Field(default_factory=ReadBackKeys)
    database: Annotated[str, PlainValidator(_database)] = "sqlite:///var/campaign.db"
    poster: Annotated[list[Text], BeforeValidator(one_or_many)] = Field(default_factory=list)
    photos: Annotated[PhotosKeys | None, BeforeValidator(switched)] = None
    mailbox: MailboxKeys | None = None
    console: object = None
    decisions: object = None
