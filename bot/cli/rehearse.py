"""``rehearse``: the whole campaign, played on this computer in seconds; nothing leaves it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from bot.bootstrap.checking import check, complain, staff_language
from bot.bootstrap.rehearsing import Performance, Rehearsal
from bot.campaign.model import Campaign
from bot.cli.output import json_option, line, print_json
from bot.cli.watching import Lines, Screen
from bot.files.show import block
from bot.rehearsal.report import Report
from bot.wording import say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``rehearse [--book FILE] [--no-approvals] [--json]``."""
    json_option(parser)
    parser.add_argument("--book", metavar="FILE", type=Path, help="write the picture book: every post in one HTML file")
    parser.add_argument("--no-approvals", action="store_true", help="nobody approves what is held")
    parser.add_argument("--plain", action="store_true", help="no live view, only lines")


def run(options: Namespace) -> int:
    """Play it; 0 only if every post that was due reached its stand-in exactly once."""
    checked = check(options.campaign)
    language = staff_language(checked)
    if checked.errors or not checked.slots:
        for problem in checked.errors:
            complain(block(problem, checked.loaded.sources, language) + "\n")
        complain(say("rehearse-not", language, errors=len(checked.errors)))
        return 1
    rehearsal = Rehearsal(options.campaign, checked, approvals=not options.no_approvals)
    complain(say("rehearse-opening", language, **_days(rehearsal.first, rehearsal.last, language)))
    live = sys.stderr.isatty() and not (options.json or options.plain)
    view = Screen(rehearsal.total, language) if live else Lines(rehearsal.total, language, quiet=options.json)
    with view if isinstance(view, Screen) else nullcontext():
        for moment in rehearsal.moments(view.published):
            view.turned(moment)
    view.done()
    performance = rehearsal.performance
    if options.json:
        print_json(performance.report.as_json())
    else:
        _show(performance.report, language)
    if options.book and checked.loaded.campaign:
        _write_book(options.book, checked.loaded.campaign, performance, language)
    return 0 if performance.report.good else 1


def _show(report: Report, language: str) -> None:
    facts = report.as_json()
    line()
    line(", ".join(f"{say(f'count-{name}', language)} {facts[name]}" for name in _COUNTS))
    line(say("rehearse-cost", language, cost=f"{report.x_cost_usd:.3f}", seconds=f"{report.seconds:.1f}"))
    line(say("rehearse-good" if report.good else "rehearse-bad", language, sent=report.sent))


_COUNTS = ("planned", "sent", "missed", "held", "rejected", "ask", "lost", "twice")


def _write_book(target: Path, campaign: Campaign, performance: Performance, language: str) -> None:
    from bot.bootstrap.binding import bind  # noqa: PLC0415 -- the templates, only when a book is wanted

    target.write_text(bind(campaign, performance, language), encoding="utf-8")
    complain(say("book-written", language, file=str(target)))


def _days(first: datetime, last: datetime, language: str) -> dict[str, str]:
    """“30 August” and “4 September 2023”."""
    from babel.dates import format_date  # noqa: PLC0415 -- 30 ms, only here

    same_year = first.year == last.year
    return {
        "first": format_date(first, "d MMMM" if same_year else "d MMMM y", locale=language),
        "last": format_date(last, "d MMMM y", locale=language),
    }
