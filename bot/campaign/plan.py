"""Entries become slots: who, when and what, for the whole campaign at once.

Pure: the same files give the same plan, whatever the time is. A slot that something is wrong with is left out and
a problem says why, so nothing that a problem names can be sent.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from bot.campaign import calendar, truth
from bot.campaign.faults import Faults
from bot.campaign.model import Account, Audience, Deadline, Entry, NetworkName, Settings, Slot, Unit
from bot.campaign.moments import Context, Written, wall_time_facts, written
from bot.campaign.problem import Problem, Severity
from bot.campaign.quiet import after_quiet
from bot.campaign.when_types import Before, Every, Once, Span


def plan(settings: Settings, entries: Iterable[Entry]) -> tuple[tuple[Slot, ...], tuple[Problem, ...]]:
    """Every slot of the campaign, by due time, then file and audience order; and what is wrong."""
    faults = Faults()
    slots = [slot for entry in entries for slot in _of_entry(entry, settings, faults)]
    slots.sort(key=lambda slot: slot.due)
    return tuple(slots), faults.all()


def slot_of(settings: Settings, entry: Entry, audience: Audience, occurrence: str) -> Slot | None:
    """The one slot of ``plan`` that these name, at the cost of one; ``None`` when the plan has no such slot."""
    faults = Faults()
    deadlines = _deadlines(entry, settings, faults)
    if not occurrence or deadlines is None or audience.name not in entry.to:
        return None
    context = Context(entry, audience, deadlines, faults, occurrence)
    slots = (_slot(moment, context, settings) for moment in written(context) if moment.day not in entry.except_days)
    return next((slot for slot in slots if slot is not None), None)


def languages_on(entry: Entry, network: NetworkName) -> frozenset[str] | None:
    """The languages in which the entry goes out on ``network``; ``None``: all of its audiences'."""
    languages = entry.languages.get(network) if entry.languages is not None else None
    if not entry.text:
        return languages
    return frozenset(entry.text) if languages is None else languages & frozenset(entry.text)


def accounts_of(slot: Slot, settings: Settings) -> tuple[Account, ...]:
    """The accounts the slot goes out on, in the audience's order."""
    return _accounts(slot.entry, slot.audience, settings)


def _accounts(entry: Entry, audience: Audience, settings: Settings) -> tuple[Account, ...]:
    wanted = (settings.accounts[name] for name in audience.accounts if entry.accounts is None or name in entry.accounts)
    return tuple(account for account in wanted if _speaks(entry, account.network, audience.language))


def _speaks(entry: Entry, network: NetworkName, language: str) -> bool:
    languages = languages_on(entry, network)
    return languages is None or language in languages


def _of_entry(entry: Entry, settings: Settings, faults: Faults) -> Iterator[Slot]:
    deadlines = _deadlines(entry, settings, faults)
    if deadlines is None:
        return
    met: set[date] = set()
    for name in entry.to:
        audience = settings.audiences[name]
        if not _accounts(entry, audience, settings):
            continue
        context = Context(entry, audience, deadlines, faults)
        for moment in written(context):
            if moment.day in entry.except_days:
                met.add(moment.day)
            elif (slot := _slot(moment, context, settings)) is not None:
                yield slot
    for day in sorted(entry.except_days - met):
        faults.note(entry, "except", "when.except-matches-nothing", date=day)


def _deadlines(entry: Entry, settings: Settings, faults: Faults) -> dict[str, Deadline] | None:
    """The deadlines the sentence names, or ``None`` when one is unknown."""
    match entry.when:
        case Before() as when:
            named = [(when.deadline, when.deadline_span)]
        case Every() as when:
            named = [(edge.deadline, edge.span) for edge in (when.start, when.end) if edge.deadline]
        case Once():
            named = []
    for name, span in named:
        if name not in settings.deadlines:
            _unknown(name, span, entry, settings, faults)
    if any(name not in settings.deadlines for name, _ in named):
        return None
    return {name: settings.deadlines[name] for name, _ in named}


def _unknown(name: str, span: Span, entry: Entry, settings: Settings, faults: Faults) -> None:
    near = difflib.get_close_matches(name, settings.deadlines, n=1, cutoff=0.5)
    if near:
        faults.when(entry, span, "when.unknown-deadline-near", deadline=name, near=near[0])
    elif settings.deadlines:
        faults.when(entry, span, "when.unknown-deadline", deadline=name, known=", ".join(settings.deadlines))
    else:
        faults.when(entry, span, "when.no-deadlines", deadline=name)


def _slot(moment: Written, context: Context, settings: Settings) -> Slot | None:
    entry, audience = context.entry, context.audience
    due = after_quiet(moment.at, entry.quiet_hours, audience.zone)
    slot = Slot(entry, moment.occurrence, audience, due, moment.at, moment.countdown)
    if due != moment.at and not _may_move(slot, moment, context):
        return None
    if entry.true_until is None and moment.countdown is None:
        return slot
    try:
        until = truth.valid_until(slot, settings)
    except calendar.WallTimeError as error:
        context.faults.at(entry.at("true-until"), error.code, **wall_time_facts(error, context.city(error.zone)))
        return None
    if not truth.still_true(slot, settings, due):
        _never_true(slot, moment, until, context)
        return None
    return replace(slot, valid_until=until)


def _may_move(slot: Slot, moment: Written, context: Context) -> bool:
    """Whether quiet hours may move the slot: a note says where it lands, or an error that its number breaks."""
    zone = context.audience.zone
    was, lands = calendar.local(slot.written_for, zone), calendar.local(slot.due, zone)
    facts = {"city": context.audience.city, "time": f"{was:%H:%M}", "lands": f"{lands:%H:%M}"}
    next_day = lands.date() != was.date()
    if moment.countdown is not None and (next_day or moment.countdown.unit is Unit.HOURS):
        number = moment.countdown.number
        code = "when.quiet-breaks-hours" if moment.countdown.unit is Unit.HOURS else "when.quiet-breaks-days"
        context.faults.when(context.entry, moment.span, code, number=number, **facts)
        return False
    place = moment.span.place(context.entry.at("when"))
    code = "when.quiet-next-day" if next_day else "when.quiet"
    context.faults.at(place, code, Severity.NOTE, **facts)
    return True


def _never_true(slot: Slot, moment: Written, until: datetime | None, context: Context) -> None:
    """The slot is due when it has already stopped being true, or is about to."""
    assert until is not None, "only a limit makes a slot untrue"
    zone, entry = context.audience.zone, context.entry
    due, ends = calendar.local(slot.due, zone), calendar.local(until, zone)
    facts = {"city": context.audience.city, "due": f"{due:%Y-%m-%d %H:%M}", "until": f"{ends:%Y-%m-%d %H:%M}"}
    if entry.true_until is not None and until == calendar.instant(entry.true_until, zone):
        context.faults.first(entry.at("true-until"), "when.after-true-until", **facts)
    else:
        context.faults.when(entry, moment.span, "when.too-near-midnight", **facts)
