"""Messages: missing, not translated, unused, and languages nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from bot.campaign.fluent_faults import SUPPORTER_PHOTO
from bot.campaign.model import Entry, Place
from bot.campaign.problem import Problem, Severity
from bot.files.gather import SCHEDULES, is_schedule
from bot.files.languages import nearest
from bot.files.rules.view import View


def missing(view: View) -> Iterator[Problem]:
    """An entry whose message no language has, or a language it goes out in has not."""
    catalogue = view.campaign.catalogue
    said = set[tuple[str, str]]()
    silent = _silent(view)
    yield from silent.values()
    for entry, spoken in _spoken(view):
        languages = [language for language in spoken if language not in silent]
        if not languages and spoken:
            continue
        having = [language for language in catalogue.languages if catalogue.has(entry.message, language)]
        if not having:
            if not any(written_but_broken(view, entry.message, language) for language in catalogue.languages):
                yield _nowhere(view, entry)
            continue
        for language in languages:
            if language in having or (entry.message, language) in said:
                continue
            said.add((entry.message, language))
            if written_but_broken(view, entry.message, language):
                continue
            stands = catalogue.place(entry.message, having[0])
            file = stands.file.replace(f"/{having[0]}/", f"/{language}/", 1)
            facts = {"entry": entry.key, "message": entry.message, "language": language, "file": file}
            yield Problem("translation-missing", entry.place, {**facts, "like": stands.file})


def _silent(view: View) -> Mapping[str, Problem]:
    """Languages that audiences speak, and that have no folder of messages while others have: one problem for each."""
    having = view.campaign.catalogue.languages
    folders = {name.split("/")[1] for name in (*view.sources, *view.broken) if name.startswith("messages/")}
    silent: dict[str, Problem] = {}
    for audience in view.settings.audiences.values():
        language = audience.language
        if not having or language in having or language in folders or language in silent:
            continue
        meant = [folder for folder in sorted(folders) if folder not in having and nearest(folder) == language]
        place, facts = audience.place, {"language": language, "audience": audience.name}
        if meant:
            silent[language] = Problem("folder-misspelt", Place(f"messages/{meant[0]}"), {**facts, "found": meant[0]})
        elif any(language in spoken for _, spoken in _spoken(view)):
            silent[language] = Problem("language-silent", place, facts)
    return silent


def is_silent(view: View, language: str) -> bool:
    """Whether it is said already that a whole language has no messages."""
    return language in _silent(view)


def unused(view: View) -> Iterator[Problem]:
    """A message no entry names: a draft, or a name misspelt. Said once, where the first language has it."""
    catalogue = view.campaign.catalogue
    if any(name == SCHEDULES or (is_schedule(name) and name not in view.sources) for name in view.broken):
        return  # a schedule that nobody could read may name it
    used = {entry.message for entry in view.campaign.entries.values() if not entry.text}
    if view.settings.photos is not None or "settings.yaml" in view.broken:
        used.add(SUPPORTER_PHOTO)
    unread = "\n".join(
        text
        for name, text in view.sources.items()
        if name.startswith("schedules/") and view.broken & {name, "settings.yaml"}
    )
    quoted = "\n".join(text for name, text in view.sources.items() if name.endswith(".ftl"))
    holders: dict[str, list[str]] = {}
    for language in sorted(catalogue.languages):
        for message in catalogue.messages(language):
            holders.setdefault(message, []).append(language)
    for message, languages in holders.items():
        if message in used or _mentions(unread, message) or re.search(rf"\{{\s*{re.escape(message)}[\s.}}]", quoted):
            continue
        place = catalogue.place(message, languages[0])
        facts = {"message": message, "languages": ", ".join(languages)}
        yield Problem("message-unused", place, facts, Severity.NOTE)


def unspoken(view: View) -> Iterator[Problem]:
    """A folder of messages in a language no audience speaks."""
    spoken = {audience.language for audience in view.settings.audiences.values()}
    if "settings.yaml" in view.broken:
        return  # an audience that could not be read may speak it
    for language in sorted(set(view.campaign.catalogue.languages) - spoken):
        files = sorted(name for name in view.sources if name.startswith(f"messages/{language}/"))
        if not files:
            continue
        close = get_close_matches(language, sorted(spoken), n=1, cutoff=0.5)
        facts = {"language": language, "spoken": ", ".join(sorted(spoken)), "near": close[0] if close else ""}
        yield Problem("language-unspoken", Place(files[0]), facts, Severity.NOTE)


def _spoken(view: View) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Entries whose words are messages, with the languages they go out in."""
    for entry in view.campaign.entries.values():
        if not entry.text:
            yield entry, tuple(dict.fromkeys(audience.language for audience, _ in view.reaches[entry.key]))


def _nowhere(view: View, entry: Entry) -> Problem:
    catalogue = view.campaign.catalogue
    known = sorted({message for language in catalogue.languages for message in catalogue.messages(language)})
    close = get_close_matches(entry.message, known, n=1)
    facts = {"entry": entry.key, "message": entry.message}
    place = entry.at("message")
    if close:
        return Problem("message-missing-near", place, {**facts, "near": close[0]})
    return Problem("message-missing", place, facts)


def written_but_broken(view: View, message: str, language: str) -> bool:
    """Whether a file that has faults of its own seems to hold the message: its faults are reported already."""
    start = re.compile(rf"^\s*{re.escape(message)}\s*(?:=|$)", re.MULTILINE)
    for name in view.broken:
        if f"{name}/".startswith(f"messages/{language}/"):
            text = view.sources.get(name)
            # What cannot be read at all may hold it.
            if text is None or "\0" in text or start.search(text):
                return True
    return False


def _mentions(text: str, message: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(message)}(?![\w-])", text) is not None
