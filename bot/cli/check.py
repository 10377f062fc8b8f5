"""``check``: every problem at once."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.bootstrap.checking import check, with_finder
from bot.campaign.problem import Severity
from bot.cli.output import json_option, line, print_json
from bot.files.check import CheckReport
from bot.files.show import as_dict, block
from bot.wording import say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``check [--json]``."""
    json_option(parser)


def run(options: Namespace) -> int:
    """Print what was found; 1 when there is an error."""
    report = with_finder(check(options.campaign))
    language = report.language
    if options.json:
        print_json(
            {
                "problems": [as_dict(problem, language) for problem in report.problems],
                "posts": report.posts,
                "deliveries": report.deliveries,
                "x_cost_usd": float(report.x_cost_usd),
            }
        )
        return 1 if report.errors else 0
    for problem in report.problems:
        line(block(problem, report.loaded.sources, language))
        line()
    line(summary(report, language))
    return 1 if report.errors else 0


def summary(report: CheckReport, language: str) -> str:
    """The last line: good, or how many faults."""
    errors = len(report.errors)
    notes = sum(problem.severity is Severity.NOTE for problem in report.problems)
    if errors:
        return say("check-bad", language, errors=errors, notes=notes)
    days = [slot.due.date() for slot in report.slots]
    return say(
        "check-good",
        language,
        posts=report.posts,
        deliveries=report.deliveries,
        first=min(days).isoformat() if days else "–",
        last=max(days).isoformat() if days else "–",
        cost=f"{report.x_cost_usd:.2f}",
        notes=notes,
    )
