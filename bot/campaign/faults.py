"""The problems found while planning: each once, however many audiences and days it touches."""

from __future__ import annotations

from dataclasses import replace

from bot.campaign.model import Entry, Place
from bot.campaign.problem import Problem, Severity
from bot.campaign.when_types import Span


class Faults:
    """Collects problems in the order they are found; those that differ by their ``city`` alone are one."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Place, tuple[tuple[str, str], ...]], Problem] = {}
        self._cities: dict[tuple[str, Place, tuple[tuple[str, str], ...]], dict[str, None]] = {}

    def at(self, place: Place, code: str, severity: Severity = Severity.ERROR, /, **facts: object) -> None:
        """Add one, unless it is known."""
        key = code, place, tuple((name, str(value)) for name, value in facts.items() if name != "city")
        self._found.setdefault(key, Problem(code, place, facts, severity))
        if "city" in facts:
            self._cities.setdefault(key, {})[str(facts["city"])] = None

    def first(self, place: Place, code: str, /, **facts: object) -> None:
        """Add an error; where ``code`` is known already, only the cities of the very same facts are added to it."""
        same = {key[2] for key in self._found if key[:2] == (code, place)}
        if not same or tuple((name, str(value)) for name, value in facts.items() if name != "city") in same:
            self.at(place, code, **facts)

    def when(self, entry: Entry, span: Span, code: str, **facts: object) -> None:
        """Add an error that points into the entry's ``when:``."""
        self.at(span.place(entry.at("when")), code, **facts)

    def note(self, entry: Entry, key: str, code: str, **facts: object) -> None:
        """Add something worth knowing about one of the entry's keys."""
        self.at(entry.at(key), code, Severity.NOTE, **facts)

    def all(self) -> tuple[Problem, ...]:
        """All of them; ``city`` names every city a fault was found in."""
        return tuple(
            replace(problem, args={**problem.args, "city": ", ".join(self._cities[key])})
            if key in self._cities
            else problem
            for key, problem in self._found.items()
        )
