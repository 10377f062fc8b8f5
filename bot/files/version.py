"""Which version of the campaign may run now: the files as they are or, for broken ones, as they last were good.

Decision 14: a broken file's own posts wait, those of other files go out, and a person may choose to go on with the
broken file's last good version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from bot.campaign.deliveries import Deliveries
from bot.campaign.model import DEFAULT_LIMITS, Campaign, Entry, Limits, Slot
from bot.campaign.plan import accounts_of
from bot.campaign.problem import Problem, Severity
from bot.files.check import CheckReport, check_loaded
from bot.files.gather import SETTINGS, gather, language_of
from bot.files.last_good import LastGood, digest_of
from bot.files.read import Loaded, read_sources


@dataclass(frozen=True, slots=True)
class Running:
    """What may run. ``waiting``: delivery key → the broken file it waits for."""

    campaign: Campaign | None
    plan: Deliveries = field(default_factory=lambda: Deliveries(None))
    problems: tuple[Problem, ...] = ()
    """Of the files as they are."""
    broken: frozenset[str] = frozenset()
    """Files that cannot be used as they are."""
    held: frozenset[str] = frozenset()
    """Those of them whose posts wait: nobody chose to go on without them, or there is nothing to go on with."""
    earlier: frozenset[str] = frozenset()
    """Files of which a last good version is kept."""
    language: str = "en"
    """What the staff speak, as far as the settings can be read."""
    waiting: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    """The files as they are, for quoting."""
    sound: Mapping[str, str] | None = None
    """The texts to keep as the last good version; ``None`` when there is an error in them."""
    mark: str = ""
    """Of a sound version: the same while files, program and limits are. Empty: nobody said which program this is."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots that may run, by due time."""
        return self.plan.slots


FOLLOWS_FROM_A_GAP = frozenset(
    {"message-missing", "message-missing-near", "translation-missing", "photo-words-missing", "photo-words-no-city"}
)
"""What a file of messages that had to be left out makes other files say: its own entries wait, the others do not."""


def digest(source: str) -> str:
    """What a person's choice to go on without ``source`` holds for: this very text."""
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()


def version(
    folder: Path,
    kept: LastGood,
    limits: Mapping[str, Limits],
    gone_on: Callable[[str], str | None],
    now: datetime,
    previous: Running | None = None,
    program: str = "",
) -> Running:
    """Read, check, and choose; changes nothing on disk.

    ``gone_on``: for a file, the digest of the broken text that a person chose to go on without. ``previous`` comes
    back itself when it was sound and nothing has changed since. ``program`` names all that judges files beside their
    own text: what the same program found sound, with the same limits, is not checked again.
    """
    gathered = gather(folder)
    if previous is not None and previous.sound == gathered.sources and not gathered.problems:
        return previous
    loaded = read_sources(gathered.sources, folder, gathered.problems)
    mark = _mark(loaded.campaign, gathered.sources, limits, program)
    if mark and kept.found_sound() == mark and _is_clean(loaded):
        assert loaded.campaign is not None, "a mark is a campaign's"
        language = loaded.campaign.settings.staff.language
        plan = Deliveries(loaded.campaign)
        sources, sound = loaded.sources, gathered.sources
        return Running(loaded.campaign, plan, language=language, sources=sources, sound=sound, mark=mark)
    report = check_loaded(loaded, limits, now)
    if not report.errors:
        return Running(
            report.loaded.campaign,
            report.plan,
            report.problems,
            language=report.language,
            sources=report.loaded.sources,
            sound=gathered.sources,
            mark=mark,
        )
    last = kept.restore()
    good = last.sources if last else {}
    broken = _to_blame(report, good, gathered.sources)
    mended = last.mended(gathered.sources, broken) if last else _without(gathered.sources, broken)
    running = check_loaded(read_sources(mended, folder), limits, now)
    left = {problem.place.file for problem in running.errors if problem.code not in FOLLOWS_FROM_A_GAP}
    if left and good:
        # Broken files apart, the rest does not fit together either: the whole last good version, every change waits.
        broken |= _changed(good, gathered.sources)
        running = check_loaded(read_sources(good, folder), limits, now)
    else:
        broken |= left
    held = frozenset(
        path for path in broken if gone_on(path) != digest(gathered.sources.get(path, "")) or path not in good
    )
    campaign = running.loaded.campaign
    return Running(
        campaign,
        running.plan,
        report.problems,
        broken=frozenset(broken),
        held=held,
        earlier=frozenset(good),
        language=report.language,
        waiting=dict(_waiting(campaign, running.slots, held)) if campaign else {},
        sources=report.loaded.sources,
    )


def keep(running: Running, kept: LastGood, now: datetime) -> None:
    """Make a version without errors the last good one."""
    if running.sound is not None and running.campaign is not None:
        photos = {entry.photo for entry in running.campaign.entries.values() if entry.photo}
        kept.keep(running.sound, photos, now, running.mark)


def last_good(folder: Path, kept: LastGood, limits: Mapping[str, Limits], now: datetime) -> Running:
    """The version kept, when the files as they are may not be used."""
    last = kept.restore()
    if last is None:
        return Running(None)
    report = check_loaded(read_sources(last.sources, folder), limits, now)
    return Running(report.loaded.campaign, report.plan, sources=report.loaded.sources)


def _mark(campaign: Campaign | None, sources: Mapping[str, str], limits: Mapping[str, Limits], program: str) -> str:
    """Of these files, judged by this program with these limits; empty when nobody says which program."""
    if campaign is None or not program:
        return ""
    # What a server tells that is what was assumed of it changes nothing, nor how big its pictures may be.
    measured = sorted(
        (account.name, repr(replace(limits.get(account.name, DEFAULT_LIMITS[account.network]), picture_bytes=0)))
        for account in campaign.settings.accounts.values()
    )
    return digest("\0".join([program, digest_of(sources), repr(measured)]))


def _is_clean(loaded: Loaded) -> bool:
    """Photos, and what else is looked at on the disk at every reading, may have gone since."""
    return not any(problem.severity is Severity.ERROR for problem in loaded.problems)


def _to_blame(report: CheckReport, good: Mapping[str, str], sources: Mapping[str, str]) -> set[str]:
    """The files whose posts wait: those that cannot be read, else those with an error that are not as they were.

    A fault in one file shows in others (a message that cannot be read is missing everywhere): a file that is as it
    was when all was good is not at fault.
    """
    unreadable = set(report.loaded.broken)
    named = {problem.place.file for problem in report.problems if problem.severity is Severity.ERROR}
    changed = _changed(good, sources)
    return unreadable | (named & changed) or (changed if good else set()) or named


def _changed(good: Mapping[str, str], sources: Mapping[str, str]) -> set[str]:
    """Files that came, went, or say something else than when all was good."""
    return {path for path in good.keys() | sources.keys() if good.get(path) != sources.get(path)}


def _without(sources: Mapping[str, str], broken: set[str]) -> Mapping[str, str]:
    """Nothing earlier to go on with: the sound files alone."""
    return {path: text for path, text in sources.items() if path not in broken}


def _waiting(campaign: Campaign, slots: tuple[Slot, ...], held: frozenset[str]) -> Iterator[tuple[str, str]]:
    for slot in slots:
        language = slot.audience.language
        file = _held_by(campaign, slot.entry, language, held)
        if file is not None:
            yield from ((slot.key(account.name), file) for account in accounts_of(slot, campaign.settings))


def _held_by(campaign: Campaign, entry: Entry, language: str, held: frozenset[str]) -> str | None:
    """The broken file that this entry, in this language, waits for."""
    if SETTINGS in held:
        return SETTINGS
    if entry.file in held:
        return entry.file
    if entry.text:
        return None
    if not campaign.catalogue.has(entry.message, language):
        return next((path for path in sorted(held) if language_of(path) == language), None)
    path = campaign.catalogue.place(entry.message, language).file
    return path if path in held else None
