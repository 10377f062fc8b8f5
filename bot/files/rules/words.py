"""Words: variables an entry cannot fill, plural forms a number needs, texts too long, mentions and links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.campaign.counting import x_has_url
from bot.campaign.fluent_faults import CITY
from bot.campaign.model import Entry, NetworkName, Place
from bot.campaign.problem import Problem, Severity
from bot.campaign.when_types import Before
from bot.files.repair import NEVER
from bot.files.rules.view import View

MENTION = re.compile(r"(?<![\w.@/+-])@[A-Za-z0-9_]{2,}(?:@[A-Za-z0-9.-]+)?")
"""An account named so that it is told; not the middle of an e-mail address."""


SAID_ELSEWHERE = frozenset(
    {"message-missing", "translation-missing", "alt-missing", "card-missing", "warning-missing", "words-without-number"}
)
"""What rendering finds for each slot, and a rule of its own once, for entries without a moment too."""


def unrenderable(view: View) -> Iterator[Problem]:
    """What keeps a post from being made; of texts too long, at each place and network, the longest."""
    worst: dict[tuple[object, ...], Problem] = {}
    for problem in view.faults:
        if problem.code in SAID_ELSEWHERE:
            continue
        if problem.code == "words-not-printable" and problem.place.file in view.broken:
            # The file's own fault is told already, where it stands.
            continue
        over = problem.args.get("over")
        key = (problem.code.removesuffix("-at"), problem.place, problem.args.get("network"))
        known = worst.get(key)
        if known is None or (isinstance(over, int) and over > int(str(known.args["over"]))):
            worst[key] = problem
    yield from worst.values()


def strangers(view: View) -> Iterator[Problem]:
    """A message that tells somebody else: campaigns mention nobody who has not written first."""
    own = {account.handle.removeprefix("@").casefold() for account in view.settings.accounts.values()}
    said = set[Place]()
    for going in (*view.goings, *view.unscheduled):
        for found in MENTION.finditer(going.post.text):
            if found[0].removeprefix("@").casefold() in own:
                continue
            words = view.words_place(going.entry, going.language, going.account.network.value)
            place = view.find(found[0], words) or words
            if place not in said:
                said.add(place)
                yield Problem("mentions-somebody", place, {"mention": found[0], "language": going.language})


def links(view: View) -> Iterator[Problem]:
    """A link in what goes out on X: it costs as much as thirteen posts, and often nobody meant it."""
    said = set[Place]()
    for going in view.firsts:
        if going.account.network is not NetworkName.X or not x_has_url(going.post.text):
            continue
        place = view.words_place(going.entry, going.language, "x")
        if place not in said:
            said.add(place)
            facts = {"message": going.entry.message, "language": going.language}
            yield Problem("link-on-x", place, facts, Severity.NOTE)


def variables(view: View) -> Iterator[Problem]:
    """``$days`` where nothing is counted in days, ``$hours`` where nothing is counted in hours."""
    said = set[tuple[str, str, str]]()
    for entry, language in _worded(view):
        counted = entry.when.unit.value if isinstance(entry.when, Before) else ""
        for variable in sorted(view.campaign.catalogue.variables(entry.message, language) - {counted}):
            if (entry.message, language, variable) in said:
                continue
            said.add((entry.message, language, variable))
            words = view.words_place(entry, language)
            facts = {"message": entry.message, "language": language, "entry": entry.key, "variable": variable}
            code = f"variable-counted-in-{counted}" if counted else "variable-not-counted"
            if variable == CITY:
                code = "variable-of-photos"
            yield Problem(code, view.find(f"${variable}", words) or words, facts)


def plurals(view: View) -> Iterator[Problem]:
    """A plural form that a number of the plan needs and the message lacks."""
    numbers: dict[tuple[str, str], set[int]] = {}
    for entry, language in _worded(view):
        if isinstance(entry.when, Before):
            numbers.setdefault((entry.message, language), set()).update(entry.when.numbers)
    for (message, language), met in numbers.items():
        yield from view.campaign.catalogue.missing_forms(message, language, met)


def _worded(view: View) -> Iterator[tuple[Entry, str]]:
    """Entries that say a message, with each language that has it; what their ``when`` counts is known."""
    for entry in view.campaign.entries.values():
        if entry.text or str(entry.when) == NEVER:
            continue
        for language in dict.fromkeys(audience.language for audience, _ in view.reaches[entry.key]):
            if view.campaign.catalogue.has(entry.message, language):
                yield entry, language
