"""The campaign's files, read and checked; the light part that every command starts with."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from bot.bootstrap.finding import unfit
from bot.bootstrap.remembered import remembered_limits
from bot.campaign.itinerary import Item, itinerary
from bot.campaign.model import Limits, Place
from bot.campaign.problem import Problem, Severity
from bot.clock import SystemClock
from bot.files import check as checker
from bot.files.check import CheckReport
from bot.files.settings import FILE
from bot.wording import say


def check(folder: Path) -> CheckReport:
    """Everything wrong with the campaign in ``folder``, measured with the limits its servers last told."""
    return checker.check(folder, remembered_limits(folder), SystemClock().now())


def with_finder(report: CheckReport) -> CheckReport:
    """With a note, where faces would be looked for and what looks for them cannot."""
    campaign = report.loaded.campaign
    why = unfit(campaign.settings.photos) if campaign is not None else ""
    if not why:
        return report
    note = Problem("faces-unfit", Place(FILE), {"why": say(why, report.language)}, Severity.NOTE)
    return replace(report, problems=checker.in_order([*report.problems, note]))


def staff_language(folder: Path) -> str:
    """The staff's language, as far as the settings in ``folder`` can be read; else English. Never fails."""
    try:
        return checker.check(folder).language
    except Exception:  # noqa: BLE001 -- asked for when something else has gone wrong, and that is to be told
        return "en"


def items(report: CheckReport, limits: Mapping[str, Limits]) -> tuple[Item, ...]:
    """Every delivery as it would read when due."""
    campaign = report.loaded.campaign
    return tuple(itinerary(campaign, report.slots, limits)) if campaign else ()


def complain(text: str) -> None:
    """A line for a person that must not get into what a machine reads."""
    sys.stderr.write(text + "\n")
