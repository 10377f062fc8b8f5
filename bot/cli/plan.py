"""``plan``: what goes out, where and when, as a table, JSON or a calendar."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.bootstrap.checking import check, complain, items
from bot.bootstrap.remembered import remembered_limits
from bot.campaign.itinerary import Item
from bot.campaign.when import explain
from bot.cli import streams
from bot.cli.output import iso, json_option, known_or_refuse, line, local_iso, print_json
from bot.errors import FilesError
from bot.files.check import CheckReport
from bot.wording import coded, say

MANY_DAYS = 100_000
"""No campaign is as long; more would lead out of the calendar."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``plan [--entry KEY] [--audience NAME] [--days N --from DATE] [--json | --ical FILE | --explain]``."""
    shape = parser.add_mutually_exclusive_group()
    json_option(shape)
    shape.add_argument("--ical", metavar="FILE", type=Path, help="write an iCalendar file (- for standard output)")
    shape.add_argument("--explain", action="store_true", help="say each entry's time in words")
    parser.add_argument("--entry", metavar="KEY", help="only this entry")
    parser.add_argument("--audience", metavar="NAME", help="only this audience")
    parser.add_argument("--from", dest="since", metavar="DATE", type=_date, help="from this day on (UTC)")
    parser.add_argument("--days", metavar="N", type=_days, help="only so many days, from the first post or --from")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is not a date like 2023-09-02") from error


def _days(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < MANY_DAYS:
        return int(text)
    raise ArgumentTypeError(f"“{text}” is not a number of days")


def run(options: Namespace) -> int:
    """Print the plan; 1 when the files have errors (what can be planned is shown all the same)."""
    report = check(options.campaign)
    campaign = report.loaded.campaign
    if campaign is None:
        raise coded(FilesError, "settings-unusable")
    known_or_refuse("no-such-entry", options.entry, campaign.entries)
    known_or_refuse("no-such-audience", options.audience, campaign.settings.audiences)
    chosen = list(_chosen(items(report, remembered_limits(options.campaign)), options))
    if options.json:
        print_json([as_json(item) for item in chosen])
    elif options.ical:
        _write_calendar(options.ical, chosen, campaign.settings.campaign)
    elif options.explain:
        for entry in campaign.entries.values():
            if options.entry in {None, entry.key}:
                line(f"{entry.key}: {explain(entry.when, campaign.settings.staff.language)}")
    else:
        _table(chosen, campaign.settings.staff.language)
    return incomplete(report)


def incomplete(report: CheckReport) -> int:
    """1, and a word about it, when errors in the files keep something from being shown; else 0."""
    if not report.errors:
        return 0
    complain(say("plan-incomplete", report.language, errors=len(report.errors)))
    return 1


def _chosen(found: Sequence[Item], options: Namespace) -> Iterator[Item]:
    since = options.since or min((item.slot.due.date() for item in found), default=date.min)
    last = since.toordinal() + options.days - 1 if options.days is not None else date.max.toordinal()
    for item in found:
        slot = item.slot
        wanted = options.entry in {None, slot.entry.key} and options.audience in {None, slot.audience.name}
        if wanted and since.toordinal() <= slot.due.date().toordinal() <= last:
            yield item


def as_json(item: Item) -> dict[str, object]:
    """The contract's shape."""
    slot, post = item.slot, item.post
    return {
        "key": item.key,
        "entry": slot.entry.key,
        "message": slot.entry.message,
        "audience": slot.audience.name,
        "language": slot.audience.language,
        "account": item.account.name,
        "network": item.account.network.value,
        "due": iso(slot.due),
        "local": local_iso(slot.due, slot.audience.zone),
        "text": post.text,
        "length": post.length,
        "limit": post.limit,
        "alt": post.alt or None,
        "picture": post.picture.kind.value if post.picture else None,
        "hold": slot.entry.hold,
        "visibility": post.visibility.value,
        "warning": post.warning or None,
        "silent": post.silent,
        "valid_until": iso(slot.valid_until),
    }


def _table(chosen: Sequence[Item], language: str) -> None:
    """A line a slot and audience, under its day; the accounts it goes to and their lengths at the end."""
    day = None
    slots: dict[tuple[str, str, str], list[Item]] = {}
    for item in chosen:
        slots.setdefault((item.slot.entry.key, item.slot.occurrence, item.slot.audience.name), []).append(item)
    for together in slots.values():
        slot = together[0].slot
        local = slot.due.astimezone(ZoneInfo(slot.audience.zone))
        if slot.due.date() != day:
            day = slot.due.date()
            line()
            line(f"{day.isoformat()}  {say(f'day-{day.isoweekday()}', language)}")
        where = " · ".join(f"{item.account.name} {item.post.length}/{item.post.limit}" for item in together)
        held = f"  [{say('plan-held', language)}]" if slot.entry.hold else ""
        name = slot.entry.key if slot.occurrence == "once" else f"{slot.entry.key} ({slot.occurrence})"
        line(
            f"  {slot.due:%H:%M} UTC  {local:%H:%M} {slot.audience.city:<10.10} {slot.audience.language:<5} "
            f"{name:<32} {where}{held}"
        )
    line()
    line(say("plan-total", language, posts=len(slots), deliveries=len(chosen)))


def _write_calendar(target: Path, chosen: Sequence[Item], name: str) -> None:
    from bot.cli.calendar_file import calendar  # noqa: PLC0415 -- only who asks for a calendar pays for it

    text = calendar(chosen, name)
    if str(target) == "-":
        streams.speak_utf8()
        sys.stdout.write(text.decode())
    else:
        target.write_bytes(text)
        complain(str(target))
