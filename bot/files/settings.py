"""``settings.yaml`` to ``bot.campaign.model.Settings``: every fault at once, and whatever is sound kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import ValidationError

from bot.campaign import calendar
from bot.campaign.model import Audience, Deadline, Mail, ReadBack, Settings, Staff
from bot.campaign.problem import Problem, Severity
from bot.files import accounts, faults, languages, photos, sections
from bot.files.addresses import password_in
from bot.files.faults import key_place, value_place
from bot.files.settings_schema import RESERVED, MailKeys, SettingsKeys
from bot.files.tree import plain
from bot.files.values import Known
from bot.files.yaml import Document

FILE = "settings.yaml"

_SECTIONS = frozenset({"deadlines", "audiences", "accounts"})
"""Of these one faulty item is left out; of anything else the whole key."""


@dataclass(frozen=True, slots=True)
class SettingsRead:
    """``settings`` is built from what is sound; ``None`` when nothing can be made of it."""

    settings: Settings | None
    known: Known
    """Every name the file uses, its faulty items' too: a schedule that names them is not at fault."""
    problems: tuple[Problem, ...]


def read(document: Document) -> SettingsRead:
    """Validate and build."""
    if document.root is None:
        return SettingsRead(None, Known(), document.problems)
    misplaced = sections.put_back(document, sections.OF_SETTINGS)
    data = plain(document.root)
    assert isinstance(data, dict)
    known = _known(data)
    keys, problems = validated(document, data, known)
    problems = [*misplaced, *problems]
    problems += [
        Problem("settings-reserved", key_place(document, (name,)), {"key": name}, Severity.NOTE)
        for name in RESERVED
        if name in data
    ]
    if keys is None:
        return SettingsRead(None, known, (*document.problems, *problems))
    if password_in(keys.database):
        problems.append(Problem("database-password", key_place(document, ("database",)), {}, Severity.NOTE))
    settings = _build(document, keys, problems)
    return SettingsRead(settings, known, (*document.problems, *problems))


def validated(document: Document, data: dict[str, object], known: Known) -> tuple[SettingsKeys | None, list[Problem]]:
    """The keys, without what is faulty in them; ``None`` when too little is left."""
    try:
        return SettingsKeys.model_validate(data, context=known), []
    except ValidationError as error:
        problems = faults.problems(document, error, SettingsKeys)
        locations = [details["loc"] for details in error.errors(include_url=False, include_input=False)]
    try:
        return SettingsKeys.model_validate(_without(data, locations), context=known), problems
    except ValidationError:  # a needed key is missing, or faulty as a whole
        return None, problems


def _without(data: Mapping[str, object], locations: Iterable[tuple[int | str, ...]]) -> dict[str, object]:
    """The data without each faulty item."""
    left = dict(data)
    for location in locations:
        key = str(location[0])
        section = left.get(key)
        if key in _SECTIONS and isinstance(section, dict) and len(location) > 1:
            left[key] = {name: item for name, item in section.items() if name != location[1]}
        else:
            left.pop(key, None)
    return left


def _known(data: Mapping[str, object]) -> Known:
    audiences = data.get("audiences")
    spoken = None
    if isinstance(audiences, dict):
        tags = [item.get("language") for item in audiences.values() if isinstance(item, dict)]
        # A misspelt language here must not become a fault of every schedule that spells it well.
        if len(tags) == len(audiences) and all(isinstance(tag, str) and languages.is_known(tag) for tag in tags):
            spoken = frozenset(map(str, tags))
    return Known(spoken, _names(audiences), _names(data.get("accounts")), _names(data.get("deadlines", {})))


def _names(section: object) -> frozenset[str] | None:
    return frozenset(section) if isinstance(section, dict) and section else None


def _build(document: Document, keys: SettingsKeys, problems: list[Problem]) -> Settings | None:
    built = accounts.build(document, keys.accounts, problems)
    audiences = {
        name: Audience(
            name,
            audience.language,
            audience.city,
            calendar.zone_of(audience.city) or calendar.UTC_ZONE,
            tuple(account for account in audience.accounts if account in built),
            key_place(document, ("audiences", name)),
        )
        for name, audience in keys.audiences.items()
    }
    problems.extend(_same_numbers(document, keys.staff.people))
    if not built or not audiences:
        return None
    return Settings(
        campaign=keys.campaign,
        hashtags=tuple(keys.hashtags),
        staff=Staff(keys.staff.language, keys.staff.chat, dict(keys.staff.people), _mail(keys.staff.mail)),
        deadlines=_deadlines(document, keys, problems),
        audiences=audiences,
        accounts=built,
        quiet_hours=keys.quiet_hours,
        if_late=keys.if_late,
        read_back=ReadBack(keys.read_back.after, keys.read_back.again),
        database=keys.database,
        poster=tuple(keys.poster),
        photos=photos.photos(document, keys, audiences, problems),
        mailbox=photos.mailbox(document, keys, problems),
    )


def _same_numbers(document: Document, people: Mapping[str, int]) -> Iterable[Problem]:
    """Whoever presses is known by the number alone: of two people with one the second could never say anything."""
    first: dict[int, str] = {}
    for name, number in people.items():
        other = first.setdefault(number, name)
        if other != name:
            place = value_place(document, ("staff", "people", name))
            yield Problem("people-same-number", place, {"name": name, "other": other})


def _mail(keys: MailKeys | None) -> Mail | None:
    if keys is None:
        return None
    host, port = keys.server
    return Mail(tuple(keys.to), keys.from_, host, port, keys.user or keys.from_)


def _deadlines(document: Document, keys: SettingsKeys, problems: list[Problem]) -> dict[str, Deadline]:
    deadlines = {}
    for name, meaning in keys.deadlines.items():
        deadline = Deadline(name, value_place(document, ("deadlines", name)))
        if isinstance(meaning, date):
            deadlines[name] = replace(deadline, day=meaning)
            continue
        try:
            instant = calendar.to_utc(meaning.local, meaning.zone)
        except calendar.WallTimeError as error:
            problems.append(faults.wall_time_problem(name, error, meaning.zone, deadline.place))
            continue
        deadlines[name] = replace(deadline, instant=instant, zone=meaning.zone)
    return deadlines
