"""Reading again what is left when known faults are taken out: one fault must not hide the next from ``check``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.campaign.model import Campaign, Place
from bot.campaign.problem import Problem, Severity
from bot.files.gather import SETTINGS, language_of
from bot.files.read import Loaded, read_sources
from bot.files.repair import Repaired, repair

ROUNDS = 4
"""A file whose syntax is wrong in more places than this shows the others once these are corrected."""


@dataclass(frozen=True, slots=True)
class Seen:
    """``campaign``: as much as can be told of what was meant. ``problems``: of all readings."""

    campaign: Campaign | None
    problems: tuple[Problem, ...]
    settings: str
    """``settings.yaml`` as written."""
    repaired: Repaired | None = None

    @property
    def language(self) -> str:
        """What the staff speak: even settings that cannot be read may show it."""
        if self.campaign is not None:
            return self.campaign.settings.staff.language
        spoken = re.search(r"^staff:(?:.*\n(?=\s))*?.*\blanguage:\s*[\"']?(fr|en)\b", self.settings, re.MULTILINE)
        return spoken[1] if spoken else "en"

    def own(self, problem: Problem) -> bool:
        """Whether ``problem`` may come from a repair and not from the files."""
        if self.repaired is not None and self._made_by(self.repaired, problem):
            return True
        if not any(one.place.file == SETTINGS and one.severity is Severity.ERROR for one in self.problems):
            return False
        # A name that the settings hold, in a part that could not be read: nothing is known against it.
        facts = problem.args
        name = facts.get("found", facts.get("deadline"))
        if not problem.code.split(".")[-1].startswith(("unknown-", "no-deadlines")) or not isinstance(name, str):
            return False
        return re.search(rf"(?<![\\w-]){re.escape(name)}(?![\\w-])", self.settings) is not None

    def _made_by(self, repaired: Repaired, problem: Problem) -> bool:
        place = problem.place
        if repaired.touched(place):
            return True
        if problem.code.startswith("yaml-"):
            # Syntax that is wrong again on the line after what was blanked is wrong for the same reason.
            lines = repaired.sources[place.file].split("\n")
            above = place.line - 1
            while above > 1 and not lines[above - 1].strip() and not repaired.touched(Place(place.file, above)):
                above -= 1
            return repaired.touched(Place(place.file, above))
        if problem.code == "value-missing":
            # Nothing is left under the key.
            return repaired.touched(Place(place.file, place.line + 1))
        return problem.code == "key-missing" and place.file in repaired.lines


def see_through(loaded: Loaded, folder: Path | None) -> Seen:
    """Repair and read, until nothing new is found. Without a ``folder`` nothing is said of photos found meanwhile."""
    seen = Seen(loaded.campaign, loaded.problems, loaded.sources.get(SETTINGS, ""))
    sources, latest = loaded.sources, loaded.problems
    lines: dict[str, frozenset[int]] = {}
    for _ in range(ROUNDS):
        repaired = repair(sources, latest)
        if repaired is None:
            break
        sources = repaired.sources
        lines = {
            file: lines.get(file, frozenset()) | repaired.lines.get(file, frozenset())
            for file in {*lines, *repaired.lines}
        }
        as_written = seen.settings if SETTINGS in lines else ""
        campaign, latest = _read(sources, folder, seen.campaign, as_written)
        known = {(problem.code, problem.place) for problem in seen.problems}
        seen = replace(seen, campaign=campaign, repaired=Repaired(sources, lines))
        new = (
            problem
            for problem in latest
            if problem.severity is Severity.ERROR
            and (problem.code, problem.place) not in known
            and (folder is not None or not problem.code.startswith("photo-"))
        )
        seen = replace(seen, problems=(*seen.problems, *(problem for problem in new if not seen.own(problem))))
    return seen


def _read(
    sources: Mapping[str, str], folder: Path | None, before: Campaign | None, as_written: str
) -> tuple[Campaign | None, tuple[Problem, ...]]:
    """What the sources say now. Messages are never repaired: those read before serve again."""
    if before is not None:
        sources = {path: source for path, source in sources.items() if language_of(path) is None}
    again = read_sources(sources, folder or Path(), settings_as_written=as_written)
    if again.campaign is None or before is None:
        return again.campaign or before, again.problems
    return replace(again.campaign, catalogue=before.catalogue), again.problems
