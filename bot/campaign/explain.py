"""A ``when:`` said back in natural English or French, so that an organiser can check what was understood."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from bot.campaign.cities import UTC_ZONE, city_of
from bot.campaign.model import Moment, Unit
from bot.campaign.when_types import EVERY_DAY, WEEKDAYS, Before, Edge, Every, Once, When, write_list, write_time

_NBSP = "\N{NO-BREAK SPACE}"
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June", "July"),
        *("August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
        *("août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
_DAYS = {"en": WEEKDAYS, "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")}
_AND = {"en": "and", "fr": "et"}


def explain(when: When | Moment, language: str) -> str:
    """One clause without a full stop: « 3 et 2 jours avant « rally », à 9 h dans la ville de chaque public »."""
    language = "fr" if language == "fr" else "en"
    match when:
        case Before():
            return _before(when, language)
        case Every():
            return _every(when, language)
        case Once():
            return _moment(when.moment, language)
        case Moment():
            return _moment(when, language)


def explain_date(day: date, language: str) -> str:
    """``1 September 2023``, « 1er septembre 2023 »."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {_MONTHS[language][day.month - 1]} {day.year}"


def explain_time(wall: time | datetime, language: str) -> str:
    """``09:00``, « 9 h », « 18 h 30 »."""
    if language != "fr":
        return write_time(wall)
    parts = [f"{wall.hour}{_NBSP}h"]
    if wall.second:
        parts.append(f"{wall.minute:02}{_NBSP}min{_NBSP}{wall.second:02}{_NBSP}s")
    elif wall.minute:
        parts.append(f"{wall.minute:02}")
    return _NBSP.join(parts)


def _at(wall: time | datetime, zone: str, language: str) -> str:
    words = f"{'à' if language == 'fr' else 'at'} {explain_time(wall, language)}"
    if not zone:
        return f"{words} {'dans la ville de chaque public' if language == 'fr' else 'in each audience’s city'}"
    if zone == UTC_ZONE:
        return f"{words} UTC"
    city = city_of(zone, language)
    if language == "fr" and city.startswith("Le "):
        return f"{words} au {city.removeprefix('Le ')}"
    return f"{words} {'à' if language == 'fr' else 'in'} {city}"


def _moment(moment: Moment, language: str) -> str:
    on = "le " if language == "fr" else "on "
    return f"{on}{explain_date(moment.local.date(), language)} {_at(moment.local, moment.zone, language)}"


def _quoted(name: str, language: str) -> str:
    return f"«{_NBSP}{name}{_NBSP}»" if language == "fr" else f"“{name}”"


def _list(parts: Sequence[object], language: str) -> str:
    return write_list([str(part) for part in parts], _AND[language])


def _before(when: Before, language: str) -> str:
    name = _quoted(when.deadline, language)
    if when.unit is Unit.HOURS:
        one, many = ("heure", "heures") if language == "fr" else ("hour", "hours")
        unit = one if when.numbers == (1,) or (language == "fr" and when.numbers == (0,)) else many
        return f"{_list(when.numbers, language)} {unit} {'avant' if language == 'fr' else 'before'} {name}"
    counted = [number for number in when.numbers if number]
    parts = []
    if counted:
        one, many = ("jour", "jours") if language == "fr" else ("day", "days")
        unit = one if counted == [1] else many
        parts.append(f"{_list(counted, language)} {unit} {'avant' if language == 'fr' else 'before'} {name}")
    if len(counted) < len(when.numbers):
        itself = ("le jour même", "le jour de") if language == "fr" else ("on the day itself", "on the day of")
        parts.append(itself[0] if counted else f"{itself[1]} {name}")
    assert when.at is not None, "a count of days has a time of day"
    return f"{_list(parts, language)}, {_at(when.at, when.zone, language)}"


def _every(when: Every, language: str) -> str:
    if when.weekdays == EVERY_DAY:
        days = "jour" if language == "fr" else "day"
    else:
        days = _list([_DAYS[language][day] for day in when.weekdays], language)
    first, last = _edge(when.start, language), _edge(when.end, language)
    every = "chaque" if language == "fr" else "every"
    between = f"du {first} au {last}" if language == "fr" and when.start.day and when.end.day else ""
    if not between:
        since, until = ("du" if when.start.day else "de"), ("au" if when.end.day else "à")
        between = f"à partir {since} {first}, jusqu’{until} {last}" if language == "fr" else f"from {first} to {last}"
    return f"{every} {days} {_at(when.at, when.zone, language)}, {between}"


def _edge(edge: Edge, language: str) -> str:
    if edge.day is not None:
        return explain_date(edge.day, language)
    name = _quoted(edge.deadline, language)
    if not edge.number:
        return name
    units = {"days": ("jour", "jours"), "weeks": ("semaine", "semaines")} if language == "fr" else {}
    one, many = units.get(edge.unit.value, (edge.unit.value[:-1], edge.unit.value))
    return f"{edge.number} {one if edge.number == 1 else many} {'avant' if language == 'fr' else 'before'} {name}"
