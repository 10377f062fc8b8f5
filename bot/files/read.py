"""A campaign's folder to its plain values, every fault named, whatever is sound kept. Never raises for bad content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.campaign import catalogue
from bot.campaign.model import Campaign, Entry, Place
from bot.campaign.problem import Problem, Severity
from bot.files import languages, schedules, settings, text, tree, yaml
from bot.files.faults import node_at
from bot.files.gather import MESSAGES, SETTINGS, gather, is_schedule, language_of
from bot.files.photo_paths import photo_fault
from bot.files.schedules import Campaignwide
from bot.files.settings import SettingsRead
from bot.files.values import Known

_SPOKEN = re.compile(r"\blanguage:\s*[\"']?([A-Za-z-]+)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a campaign's files say.

    ``campaign`` is built from what is sound in them; ``None`` when ``settings.yaml`` leaves nothing to build on.
    ``broken`` names the files with an error: their own posts must wait, even where parts of them were sound.
    ``sources`` is every file's text by its path, for quoting, with nothing in it that looks like a secret.
    """

    campaign: Campaign | None
    problems: tuple[Problem, ...]
    broken: frozenset[str]
    sources: Mapping[str, str]


def read_campaign(folder: Path) -> Loaded:
    """Read the campaign in ``folder``."""
    gathered = gather(folder)
    return read_sources(gathered.sources, folder, gathered.problems)


def read_sources(
    sources: Mapping[str, str], folder: Path, problems: Iterable[Problem] = (), settings_as_written: str = ""
) -> Loaded:
    """Read a campaign from texts in memory; ``folder`` only says where its photos lie.

    ``settings_as_written``: where faulty parts were taken out of the settings, what they were.
    """
    with yaml.without_collecting():
        reader = _Reader(sources, folder, list(problems), settings_as_written)
        campaign = reader.read()
    broken = {problem.place.file for problem in reader.problems if problem.severity is Severity.ERROR}
    return Loaded(campaign, tuple(reader.problems), frozenset(broken | reader.broken), reader.shown)


class _Reader:
    """One reading, file by file."""

    def __init__(self, sources: Mapping[str, str], folder: Path, problems: list[Problem], as_written: str) -> None:
        self.sources = sources
        self.as_written = as_written
        self.photo_fault = photo_fault(folder)
        self.problems = problems
        self.broken: set[str] = set()
        self.shown = {path: text.for_people(source) for path, source in sources.items()}

    def read(self) -> Campaign | None:
        found = self._settings()
        entries = self._schedules(replace(found.known, photo_fault=self.photo_fault), Campaignwide.of(found.settings))
        words, problems = catalogue.build(self._messages())
        self.problems += problems
        if found.settings is None:
            return None
        return Campaign(found.settings, entries, words)

    def _settings(self) -> SettingsRead:
        if SETTINGS not in self.sources:
            return SettingsRead(None, Known(), ())
        document = yaml.read(SETTINGS, self.sources[SETTINGS])
        found = settings.read(document)
        self._report(document, found.problems)
        as_written = self.as_written or (document.text if document.problems else "")
        if found.known.languages is not None and as_written:
            # An audience that could not be read speaks its language all the same.
            spoken = found.known.languages.union(_SPOKEN.findall(as_written))
            return replace(found, known=replace(found.known, languages=spoken))
        return found

    def _schedules(self, known: Known, campaignwide: Campaignwide) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        first: dict[str, Place] = {}
        for path in sorted(filter(is_schedule, self.sources)):
            document = yaml.read(path, self.sources[path])
            found = schedules.read(document, known, campaignwide)
            self._report(document, found.problems)
            twice = {key for key in found.keys if key in first}
            self._defined_twice({key: (found.keys[key], first[key]) for key in found.keys if key in twice})
            first = {**found.keys, **first}
            entries |= {entry.key: entry for entry in found.entries if entry.key not in twice}
        return entries

    def _defined_twice(self, places: Mapping[str, tuple[Place, Place]]) -> None:
        """Entries of one file, each with its place and the one that it has already; a copied file is one fault."""
        count = Counter(first.file for _, first in places.values())
        said = set[str]()
        for key, (place, first) in places.items():
            other = first.file
            if count[other] == 1:
                facts: dict[str, object] = {"line": first.line, "column": first.column}
                self.problems.append(Problem("entry-twice", place, {"key": key, "other": other, **facts}))
            elif other not in said:
                facts = {"key": key, "other": other, "count": count[other]}
                self.problems.append(Problem("schedule-twice", place, facts))
            said.add(other)
            # Which of the two is meant is for a person to say: neither file's posts go out before.
            self.broken.add(other)

    def _messages(self) -> dict[str, dict[str, str]]:
        """Sound sources of messages by language, then by path."""
        files: dict[str, dict[str, str]] = {}
        strange = set()
        for path in sorted(self.sources):
            language = language_of(path)
            if language is None:
                continue
            if not languages.is_known(language):
                strange.add(language)
                continue
            problems = text.problems_in(path, self.sources[path])
            self.problems += problems
            if not any(problem.severity is Severity.ERROR for problem in problems):
                files.setdefault(language, {})[path] = text.without_bom(self.sources[path])
        for language in sorted(strange):
            near = languages.nearest(language)
            facts = {"found": language, "near": near}
            code = "messages-folder-near" if near else "messages-folder"
            self.problems.append(Problem(code, Place(f"{MESSAGES}/{language}"), facts, Severity.NOTE))
        return files

    def _report(self, document: yaml.Document, problems: tuple[Problem, ...]) -> None:
        self.problems += problems
        for problem in problems:
            if problem.code == "secret-in-file":
                self.shown[document.file] = _masked(document, problem.place, self.shown[document.file])


def _masked(document: yaml.Document, key: Place, shown: str) -> str:
    """The text with the value of the key at ``key`` struck out, its length kept so that other columns stay true."""
    assert document.root is not None
    for node in _values_at(document.root, key):
        for scalar in _scalars(node):
            shown = shown[: scalar.start] + _struck(shown[scalar.start : scalar.end]) + shown[scalar.end :]
    return shown


def _struck(words: str) -> str:
    return "".join(character if character in "\r\n" else "•" for character in words)


def _values_at(node: tree.Node, place: Place) -> Iterable[tree.Node]:
    if isinstance(node, tree.Mapping):
        for name, value in node.values.items():
            key = node.keys[name]
            if (key.line, key.column) == (place.line, place.column):
                yield node_at(value, ())
            yield from _values_at(value, place)
    elif isinstance(node, tree.Sequence):
        for item in node.items:
            yield from _values_at(item, place)


def _scalars(node: tree.Node) -> Iterable[tree.Scalar]:
    if isinstance(node, tree.Scalar):
        yield node
    else:
        for item in node.items if isinstance(node, tree.Sequence) else node.values.values():
            yield from _scalars(item)
