"""Every problem of a campaign at once: what its files say wrong, and what only shows when they are read together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from bot.campaign.deliveries import Deliveries
from bot.campaign.model import Limits, Slot
from bot.campaign.plan import plan
from bot.campaign.problem import Problem, Severity
from bot.files import causes, yaml
from bot.files.again import Seen, see_through
from bot.files.read import Loaded, read_campaign
from bot.files.rules import cost, entries, hashtags, messages, pace, photos, pictures, reach, repeats, truth, words
from bot.files.rules.view import View, look

Rule = Callable[[View], Iterable[Problem]]

RULES: tuple[Rule, ...] = (
    messages.missing,
    messages.unused,
    messages.unspoken,
    words.variables,
    words.plurals,
    words.unrenderable,
    words.strangers,
    words.links,
    pictures.alt,
    pictures.cards,
    pictures.mosaics,
    pictures.warnings,
    hashtags.hashtags,
    repeats.duplicates,
    pace.public_posts,
    pace.spacing,
    truth.stated,
    truth.spelled,
    cost.budget,
    photos.words,
    photos.open_some_time,
    reach.nobody,
    reach.inline,
    reach.idle_audiences,
    reach.idle_accounts,
    reach.same_remote,
    entries.nobody_approves,
    entries.carried_by_nothing,
    entries.over,
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What ``check`` found. Without a campaign (its settings cannot be read) everything but ``problems`` is empty."""

    loaded: Loaded
    problems: tuple[Problem, ...]
    """By file, line and column, each once."""
    plan: Deliveries = field(default_factory=lambda: Deliveries(None))
    posts: int = 0
    """How many slots reach somebody."""
    deliveries: int = 0
    x_cost_usd: Decimal = Decimal(0)
    """For the whole campaign, US dollars."""
    x_cost_by_month: Mapping[tuple[str, int, int], Decimal] = field(default_factory=dict)
    """The same by account, year and month."""

    language: str = "en"
    """What the staff speak, as far as the settings can be read."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """By due time."""
        return self.plan.slots

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps a file from being used."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)


def check(folder: Path, limits: Mapping[str, Limits] | None = None, now: datetime | None = None) -> CheckReport:
    """Read the campaign in ``folder`` and apply every rule; see ``check_loaded``."""
    return check_loaded(read_campaign(folder), limits or {}, now, folder)


def check_loaded(
    loaded: Loaded, limits: Mapping[str, Limits], now: datetime | None = None, folder: Path | None = None
) -> CheckReport:
    """Apply every rule to what was read.

    ``limits``: by account, as its server told; without, its network's published ones. ``now`` (UTC): lets it say
    that the campaign is over. ``folder``: where the campaign's photos lie, to look for those of faulty entries.
    """
    with yaml.without_collecting():  # one more burst of small objects that all live
        return _check(loaded, see_through(loaded, folder), limits, now)


def _check(loaded: Loaded, seen: Seen, limits: Mapping[str, Limits], now: datetime | None) -> CheckReport:
    campaign = seen.campaign
    if campaign is None:
        return CheckReport(loaded, in_order(causes.alone(seen.problems)), language=seen.language)
    slots, unplanned = plan(campaign.settings, campaign.entries.values())
    broken = loaded.broken | {one.place.file for one in seen.problems if one.severity is Severity.ERROR}
    view = look(campaign, slots, limits, loaded.sources, broken, now)
    found = [*seen.problems, *(problem for problem in unplanned if not seen.own(problem))]
    for rule in RULES:
        found.extend(rule(view))
    if loaded.campaign is not campaign:
        # What is planned is what was read, not what was made of it to look further.
        planned = Deliveries(loaded.campaign)
    else:
        planned = Deliveries(campaign, slots)
        planned.texts.update(view.texts)
    return CheckReport(
        loaded,
        in_order(causes.alone(found)),
        planned,
        len({id(slot) for slot, _ in view.deliveries}),
        len(view.deliveries),
        cost.total(view),
        cost.by_month(view),
        seen.language,
    )


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By file, line and column; the same fault at the same place once."""
    once = {(problem.code, problem.place, str(sorted(problem.args.items()))): problem for problem in problems}
    return tuple(sorted(once.values(), key=_position))


def _position(problem: Problem) -> tuple[str, int, int, bool, str]:
    place = problem.place
    note = problem.severity is Severity.NOTE
    return (place.file, place.line, place.column, note, problem.code)
