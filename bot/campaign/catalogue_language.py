"""One language's messages and terms, from all its files: what they hold and how they hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from fluent.syntax.ast import Message, Term

from bot.campaign.fluent_faults import of_entry, of_part
from bot.campaign.fluent_parts import Part, Reference, flat_text, part_of, target
from bot.campaign.fluent_source import Parsed, Source, parse, start_of
from bot.campaign.model import Place
from bot.campaign.problem import Problem
from bot.campaign.true_for import TrueFor, read

PartKey = tuple[str, str]
"""Owner (``launch``, ``-heure``) and attribute (empty: the value)."""


TRIPS = frozenset({"ftl-unknown-function", "ftl-function-arguments", "ftl-string-escape"})


@dataclass(slots=True)
class LanguageWords:
    """The entries of one language by name, and their parts."""

    language: str
    entries: dict[str, tuple[Message | Term, Source]] = field(default_factory=dict)
    parts: dict[PartKey, Part] = field(default_factory=dict)
    true_for: list[TrueFor] = field(default_factory=list)
    lost: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    unprintable: set[str] = field(default_factory=set)
    """Entries that would make the library fall over, or never come back: they are never compiled."""

    @classmethod
    def read(cls, language: str, files: Iterable[tuple[str, str]]) -> LanguageWords:
        """Read ``files`` (path, text) as one."""
        words = cls(language)
        parsed = [parse(path, text) for path, text in files]
        words.lost = frozenset().union(*(one.lost for one in parsed))
        for one in parsed:
            words._add(one)
        words._judge()
        return words

    def _add(self, parsed: Parsed) -> None:
        source = parsed.source
        self.problems.extend(parsed.problems)
        for comment in parsed.loose_comments:
            self._keep(read(source, comment, ""))
        twice: list[tuple[Place, str, Place]] = []
        for entry in parsed.entries:
            name = name_of_entry(entry)
            if name in self.entries:
                first, there = self.entries[name]
                twice.append((source.place(start_of_name(entry)), name, there.place(start_of_name(first))))
                continue
            self.entries[name] = entry, source
            if entry.comment is not None:
                self._keep(read(source, entry.comment, name))
            if entry.value is not None:
                self.parts[name, ""] = part_of(name, "", start_of_name(entry), entry.value)
            for attribute in entry.attributes:
                key = name, attribute.id.name
                self.parts[key] = part_of(*key, start_of(attribute), attribute.value)

        self._say_twice(twice)

    def _say_twice(self, twice: Sequence[tuple[Place, str, Place]]) -> None:
        """Messages of one file that are there already: where, what, and where first. A copied file is one fault."""
        count = Counter(first.file for place, _, first in twice if first.file != place.file)
        said = set[str]()
        for place, name, first in twice:
            if count[first.file] <= 1:
                facts: dict[str, object] = {"name": name, "file": first.file, "line": first.line}
                self.problems.append(Problem("message-twice", place, facts))
            elif first.file not in said:
                facts = {"name": name, "file": first.file, "count": count[first.file]}
                self.problems.append(Problem("messages-twice", place, facts))
            said.add(first.file)

    def _keep(self, found: Iterator[TrueFor | Problem]) -> None:
        for one in found:
            if isinstance(one, Problem):
                self.problems.append(one)
            else:
                self.true_for.append(one)

    def _judge(self) -> None:
        for entry, source in self.entries.values():
            self.problems.extend(of_entry(source, entry))
        for (owner, _), part in self.parts.items():
            found = tuple(of_part(self.entries[owner][1], part, self.parts, self.lost))
            self.problems.extend(found)
            if any(problem.code in TRIPS for problem in found):
                self.unprintable.add(owner)
        for owner, attribute in self._circles():
            part = self.parts[owner, attribute]
            shown = f"{owner}.{attribute}" if attribute else owner
            self.problems.append(Problem("ftl-circle", self.place(owner, part.attribute), {"name": shown}))

    def _circles(self) -> Iterator[PartKey]:
        for key, part in self.parts.items():
            if any(key in self.reach([target(reference)]) for reference in part.references):
                yield key

    def place(self, name: str, attribute: str = "") -> Place:
        """Where a message, or one of its attributes, stands."""
        entry, source = self.entries[name]
        part = self.parts.get((name, attribute)) if attribute else None
        return source.place(part.start if part else start_of_name(entry))

    def parts_of(self, name: str) -> list[PartKey]:
        """A message's own parts: its value and attributes."""
        return [key for key in self.parts if key[0] == name]

    def reach(self, start: Sequence[PartKey]) -> dict[PartKey, Part]:
        """``start`` and every part it refers to, however far, in order."""
        found: dict[PartKey, Part] = {}
        waiting = list(start)
        while waiting:
            key = waiting.pop()
            part = self.parts.get(key)
            if part is not None and key not in found:
                found[key] = part
                waiting.extend(target(reference) for reference in part.references)
        return found

    def flat(self, key: PartKey) -> str:
        """All that the part can print, every variant on a line of its own."""
        return self._flat(key, frozenset())

    def _flat(self, key: PartKey, inside: frozenset[PartKey]) -> str:
        part = self.parts.get(key)
        if part is None or key in inside:
            return ""

        def refer(reference: Reference) -> str:
            return self._flat(target(reference), inside | {key})

        return flat_text(part.pattern, refer)


def name_of_entry(entry: Message | Term) -> str:
    """``launch``; a term with its sign, ``-heure``."""
    name: str = entry.id.name
    return f"-{name}" if isinstance(entry, Term) else name


def start_of_name(entry: Message | Term) -> int:
    """Where the entry's own name stands: its comment, above, is part of it for the parser."""
    return start_of(entry.id) - isinstance(entry, Term)
