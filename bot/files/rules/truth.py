"""Dates that messages spell out: each says for which deadline it was written, and that one has not moved since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from difflib import get_close_matches

from bot.campaign.calendar import local
from bot.campaign.catalogue import TrueFor
from bot.campaign.model import Deadline, Place
from bot.campaign.problem import Problem, Severity
from bot.files.rules.view import View


def stated(view: View) -> Iterator[Problem]:
    """Every ``# true for:`` against the settings: a deadline that moved makes what was written untrue."""
    deadlines = view.settings.deadlines
    for language in view.campaign.catalogue.languages:
        for one in view.campaign.catalogue.true_for(language):
            deadline = deadlines.get(one.deadline)
            if deadline is not None:
                yield from _moved(one, deadline)
            elif view.find(f"{one.deadline}:", Place("settings.yaml"), lines=10_000) is None:
                near = get_close_matches(one.deadline, deadlines, n=1)
                facts = {"deadline": one.deadline, "known": ", ".join(deadlines) or "—"}
                if near:
                    yield Problem("true-for-unknown-near", one.place, {**facts, "near": near[0]})
                else:
                    yield Problem("true-for-unknown", one.place, facts)


def _moved(one: TrueFor, deadline: Deadline) -> Iterator[Problem]:
    day, at = _written(deadline)
    if one.day == day and one.at in {None, at}:
        return
    facts = {
        "message": one.message,
        "deadline": one.deadline,
        "said": _shown(one.day, one.at),
        "now": _shown(day, at if one.at is not None or deadline.instant is not None else None),
        "file": deadline.place.file,
        "line": deadline.place.line,
    }
    yield Problem("true-for-another-date", one.place, facts)


def _written(deadline: Deadline) -> tuple[date, time | None]:
    """A deadline's day, and its time when it has one, as its own city's clocks show them."""
    if deadline.instant is None:
        assert deadline.day is not None, "a deadline is a day or an instant"
        return deadline.day, None
    wall = local(deadline.instant, deadline.zone)
    return wall.date(), wall.time()


def _shown(day: date, at: time | None) -> str:
    return f"{day.isoformat()} {at:%H:%M}" if at is not None else day.isoformat()


def spelled(view: View) -> Iterator[Problem]:
    """A message that spells a date out and does not say of which deadline: nobody would notice it becoming untrue.

    An error when the day's number is a deadline's; a date of something else (when he was arrested) is worth a note.
    """
    catalogue = view.campaign.catalogue
    deadlines = tuple(view.settings.deadlines.values())
    texts = _texts(view)
    said = set[tuple[str, str]]()
    for entry in view.campaign.entries.values():
        for audience, _ in view.reaches[entry.key]:
            key = (entry.message, audience.language)
            if entry.text or key in said or not catalogue.has(*key):
                continue
            said.add(key)
            if not catalogue.spells_a_date(*key) or catalogue.true_for(audience.language, entry.message):
                continue
            meant = next((one for one in deadlines if _names_day(texts.get(key, ""), one)), None)
            example = meant or next(iter(deadlines), None)
            if example is not None:
                comment = f"{example.name} {_written(example)[0]}"
                facts = {"message": entry.message, "language": audience.language, "comment": comment}
                severity = Severity.ERROR if meant else Severity.NOTE
                yield Problem("true-for-missing", catalogue.place(*key), facts, severity)


def _texts(view: View) -> Mapping[tuple[str, str], str]:
    """All that each message says in each language, at every number it meets."""
    texts: dict[tuple[str, str], set[str]] = {}
    for going in (*view.goings, *view.unscheduled):
        texts.setdefault((going.entry.message, going.language), set()).update((going.post.text, going.post.alt))
    return {key: "\n".join(sorted(said)) for key, said in texts.items()}


def _names_day(text: str, deadline: Deadline) -> bool:
    return re.search(rf"(?<!\d)0?{_written(deadline)[0].day}(?!\d)", text) is not None
