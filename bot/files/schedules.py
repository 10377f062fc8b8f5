"""A schedule's entries as values: what each says itself, else its file's ``defaults:``, else the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from bot.campaign.model import Entry, IfLate, PictureKind, Place, QuietHours, Settings
from bot.campaign.problem import Problem, Severity
from bot.files import faults, sections
from bot.files.faults import key_place, value_place
from bot.files.keys import alias_of
from bot.files.schedule_schema import NOT_IN_DEFAULTS, DefaultKeys, EntryKeys, ScheduleKeys
from bot.files.tree import Mapping as MappingNode
from bot.files.tree import plain
from bot.files.values import Known
from bot.files.yaml import Document


@dataclass(frozen=True, slots=True)
class Campaignwide:
    """What the settings say for every entry that does not say otherwise."""

    audiences: tuple[str, ...] = ()
    quiet_hours: QuietHours | None = None
    if_late: IfLate = field(default_factory=IfLate)

    @classmethod
    def of(cls, settings: Settings | None) -> Campaignwide:
        """From the settings; when these are unusable, nothing: the entries are then only checked."""
        if settings is None:
            return cls()
        return cls(tuple(settings.audiences), settings.quiet_hours, settings.if_late)


@dataclass(frozen=True, slots=True)
class ScheduleRead:
    """The entries without fault, in the file's order, and every entry's key with its place."""

    entries: tuple[Entry, ...]
    keys: Mapping[str, Place]
    problems: tuple[Problem, ...]


def read(document: Document, known: Known, campaignwide: Campaignwide) -> ScheduleRead:
    """Validate and build."""
    if document.root is None:
        return ScheduleRead((), {}, document.problems)
    problems = [*document.problems, *sections.put_back(document, sections.OF_SCHEDULES)]
    data = plain(document.root)
    assert isinstance(data, dict)
    for section in ("posts", "defaults"):
        if section in data and data[section] is None:
            # A section whose items are all commented out.
            data[section] = {}
    if data.get("posts") == {}:
        problems.append(Problem("schedule-no-posts", key_place(document, ("posts",)), {}, Severity.NOTE))
    keys, found = _validated(document, data, known)
    problems += found
    entries: list[Entry] = []
    if keys is not None:
        for name, entry in keys.posts.items():
            both = _both(document, name, entry, keys.defaults)
            problems += both
            if not both:
                entries.append(_entry(document, name, entry, keys.defaults, campaignwide))
    return ScheduleRead(tuple(entries), _keys(document), tuple(problems))


def _validated(document: Document, data: dict[str, object], known: Known) -> tuple[ScheduleKeys | None, list[Problem]]:
    try:
        return ScheduleKeys.model_validate(data, context=known), []
    except ValidationError as error:
        problems = [_about_defaults(problem) for problem in faults.problems(document, error, ScheduleKeys)]
        locations = [details["loc"] for details in error.errors(include_url=False, include_input=False)]
    try:
        return ScheduleKeys.model_validate(_without(data, locations), context=known), problems
    except ValidationError:  # ``posts`` is missing, or no mapping
        return None, problems


def _about_defaults(problem: Problem) -> Problem:
    """``when`` and its like are keys, but not of ``defaults``."""
    if problem.code.startswith("unknown-key") and problem.args.get("found") in NOT_IN_DEFAULTS:
        return Problem("key-not-in-defaults", problem.place, {"key": problem.args["found"]})
    return problem


def _without(data: Mapping[str, object], locations: Iterable[tuple[int | str, ...]]) -> dict[str, object]:
    """The data without each faulty entry. Faulty ``defaults`` go whole: their file waits in any case."""
    left = dict(data)
    faulty = {location[1] for location in locations if location[0] == "posts" and len(location) > 1}
    posts = left.get("posts")
    if isinstance(posts, dict):
        left["posts"] = {name: entry for name, entry in posts.items() if name not in faulty}
    for location in locations:
        if location[0] != "posts":
            left.pop(str(location[0]), None)
    return left


def _keys(document: Document) -> dict[str, Place]:
    assert document.root is not None
    posts = document.root.values.get("posts")
    if not isinstance(posts, MappingNode):
        return {}
    return {name: Place(document.file, key.line, key.column) for name, key in posts.keys.items()}


def _both(document: Document, name: str, entry: EntryKeys, defaults: DefaultKeys) -> list[Problem]:
    """Keys of one entry that contradict each other."""
    given = entry.model_fields_set
    found = []
    for one, other, code in (("photo", "picture", "picture-and-photo"), ("text", "message", "text-and-message")):
        if one in given and other in given:
            found.append(Problem(code, key_place(document, ("posts", name, one)), {"entry": name}))
    if not given & {"photo", "picture"} and {"photo", "picture"} <= defaults.model_fields_set:
        found.append(Problem("picture-and-photo", key_place(document, ("defaults", "photo")), {"entry": name}))
    return found


def _entry(document: Document, name: str, own: EntryKeys, defaults: DefaultKeys, wide: Campaignwide) -> Entry:
    given, places = own.model_fields_set, {}
    for key in given:
        places[alias_of(key)] = value_place(document, ("posts", name, alias_of(key)))
    for key in defaults.model_fields_set - given:
        places[alias_of(key)] = value_place(document, ("defaults", alias_of(key)))

    def said(key: str) -> DefaultKeys:
        return own if key in given else defaults

    # An entry's own picture replaces its file's photo, and the other way round.
    pictured = own if given & {"photo", "picture"} else defaults
    picture = PictureKind.PHOTO if pictured.photo else pictured.picture
    visibility, by_language = said("visibility").visibility
    accounts = said("accounts").accounts
    quiet = said("quiet_hours")
    return Entry(
        key=name,
        message=own.message or name,
        when=own.when,
        place=key_place(document, ("posts", name)),
        to=tuple(said("to").to) or wide.audiences,
        languages=said("languages").languages,
        accounts=frozenset(accounts) if accounts else None,
        except_days=frozenset(said("except_").except_),
        hashtags=tuple(said("hashtags").hashtags),
        picture=picture,
        photo=pictured.photo,
        visibility=visibility,
        visibility_by_language=by_language,
        silent=said("silent").silent,
        warning=said("warning").warning,
        text=own.text,
        hold=said("hold").hold,
        only_if=said("only_if").only_if,
        true_until=said("true_until").true_until,
        if_late=said("if_late").if_late or wide.if_late,
        quiet_hours=quiet.quiet_hours if "quiet_hours" in quiet.model_fields_set else wide.quiet_hours,
        places=places,
    )
