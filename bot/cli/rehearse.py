"""``rehearse``: the whole campaign, played on this computer in seconds; nothing leaves it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from contextlib import closing, nullcontext
from datetime import datetime
from pathlib import Path

from bot.bootstrap.checking import check, complain
from bot.bootstrap.rehearsing import Performance, Rehearsal
from bot.campaign.model import Campaign
from bot.cli.output import json_option, line, print_json
from bot.cli.stopping import Stop
from bot.cli.watching import Lines, Screen
from bot.files.check import CheckReport
from bot.files.show import as_dict, block
from bot.rehearsal.report import Report, report
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
    language = checked.language
    if checked.errors or not checked.slots:
        return _refuse(options, checked)
    if options.book:
        # Known before the play, not after it.
        options.book.open("a", encoding="utf-8").close()
    rehearsal = Rehearsal(options.campaign, checked, approvals=not options.no_approvals)
    complain(say("rehearse-opening", language, **_days(rehearsal.first, rehearsal.last, language)))
    live = sys.stderr.isatty() and not (options.json or options.plain)
    view = Screen(rehearsal.total, language) if live else Lines(rehearsal.total)
    screen = view if isinstance(view, Screen) else nullcontext()
    # Closed here, whatever ends the play: the stand-ins' process and the temporary folder go with it.
    with screen, Stop() as stop, closing(rehearsal.moments(view.published)) as moments:
        for moment in moments:
            stop.obey()
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


def _refuse(options: Namespace, checked: CheckReport) -> int:
    """Say why there is no play; a machine gets the same shape as ever, with nothing in it, and the problems."""
    for problem in checked.errors:
        complain(block(problem, checked.loaded.sources, checked.language) + "\n")
    if checked.errors:
        complain(say("rehearse-not", checked.language, errors=len(checked.errors)))
    else:
        complain(say("no-posts", checked.language))
    if options.json:
        problems = [as_dict(problem, checked.language) for problem in checked.errors]
        print_json({**report([], [], 0.0).as_json(), "problems": problems})
    return 1


def _show(found: Report, language: str) -> None:
    facts = found.as_json()
    line()
    line(", ".join(f"{say(f'count-{name}', language)} {facts[name]}" for name in _COUNTS))
    photos = found.photos
    if photos.received:
        line(
            say(
                "rehearse-photos",
                language,
                received=photos.received,
                queued=photos.queued,
                reposted=photos.reposted,
                refused=photos.refused,
                withdrawn=photos.withdrawn,
                undecided=photos.undecided,
            )
        )
        ways = photos.by_way
        if any(ways.values()):
            line(
                say(
                    "rehearse-photos-ways",
                    language,
                    channels=ways["from_channels"],
                    chats=ways["from_chats"],
                    mail=ways["from_mail"],
                )
            )
        if not photos.good:
            line(
                say(
                    "rehearse-photos-bad",
                    language,
                    left=photos.left_after_withdrawal,
                    overlooked=photos.overlooked,
                    intruders=photos.intruders,
                    uncleaned=photos.uncleaned,
                )
            )
    line(say("rehearse-cost", language, cost=f"{found.x_cost_usd:.3f}", seconds=f"{found.seconds:.1f}"))
    line(say("rehearse-good" if found.good else "rehearse-bad", language, sent=found.sent))


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
