"""``decide``: say what came of a deadline, and see what that stops and publishes."""

from __future__ import annotations

import difflib
import re
from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Sequence

from bot.actions import decisions
from bot.bootstrap.desk import Desk, deciding, reading
from bot.campaign.decisions import decidable, outcomes
from bot.campaign.model import Campaign
from bot.cli.output import ask, iso, json_option, known_or_refuse, line, print_json, who
from bot.cli.planning import plan_if_possible
from bot.errors import UsageError
from bot.ports import Delivery
from bot.wording import coded, say

NEAR = 0.7
"""How alike two words must be to be taken for one."""
WORD = re.compile(r"[^\W\d_][\w-]*")
"""What an ``only-if`` can name."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``decide [DEADLINE OUTCOME] [--by NAME] [--yes] [--json]``."""
    parser.add_argument("deadline", nargs="?", help="a deadline that posts depend on; without it, what is stated")
    parser.add_argument("outcome", nargs="?", help="what came of it; open takes back what you said before")
    parser.add_argument("--by", metavar="NAME", default="", help="who says so, one of staff.people (your user name)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    json_option(parser)


def run(options: Namespace) -> int:
    """Show what is stated, or state it."""
    if options.deadline is None:
        with reading(options.campaign) as desk:
            _show(desk, _campaign(desk), decidable(_campaign(desk)), options)
        return 0
    with deciding(options.campaign) as desk:
        campaign = _campaign(desk)
        deadline = options.deadline
        known_or_refuse("decide-deadline", deadline, decidable(campaign))
        known = outcomes(campaign, deadline)
        if options.outcome is None:
            raise coded(UsageError, "decide-alone", known=", ".join(known))
        _not_a_slip(options.outcome, known)
        person = speaker(options.by, desk.settings.staff.people)
        # Another daemon's plan, or none yet: what it would stop must be there to be counted. But nobody must fail to
        # stop posts because of somebody's edit.
        plan_if_possible(desk)
        if not options.json:
            _show(desk, campaign, [deadline], options)
        question = say("ask-decide", desk.language, person=person, deadline=deadline, outcome=options.outcome)
        if not options.yes and not ask(question):
            raise coded(UsageError, "not-done")
        done = decisions.state(campaign, desk.outbox, deadline, options.outcome, person, desk.clock.now())
        desk.wake_daemon()
        _tell(desk, options, person, done)
    return 0


def speaker(given: str, people: Collection[str]) -> str:
    """Who speaks: where the settings list people, one of them."""
    name = who(given)
    if not people:
        return name
    same = [person for person in people if person.casefold() == name.casefold()]
    if len(same) == 1:
        return same[0]
    known_or_refuse("decide-person", name, people)
    return name


def _not_a_slip(outcome: str, known: Collection[str]) -> None:
    """Any word may be stated: nobody must fail to stop posts for want of the right one. But not a misspelt one."""
    if outcome in known:
        return
    near = difflib.get_close_matches(outcome.casefold(), known, 3, NEAR)
    if near:
        raise coded(UsageError, "decide-outcome", given=outcome, known=", ".join(near))
    if not WORD.fullmatch(outcome):
        raise coded(UsageError, "decide-word", given=outcome, known=", ".join(known))


def _campaign(desk: Desk) -> Campaign:
    campaign = desk.version.campaign
    assert campaign is not None, "a desk has settings"
    return campaign


def _show(desk: Desk, campaign: Campaign, deadlines: Sequence[str], options: Namespace) -> None:
    if options.json:
        print_json({"deadlines": {name: _as_json(desk, campaign, name) for name in deadlines}})
        return
    if not deadlines:
        line(say("decide-nothing", desk.language))
    for deadline in deadlines:
        statements = desk.outbox.statements(deadline)
        if not statements:
            line(say("decide-unstated", desk.language, deadline=deadline))
        for said in statements:
            facts = {"person": said.person, "outcome": said.outcome, "at": iso(said.at)}
            line(say("decide-stated", desk.language, deadline=deadline, **facts))
        for effect in decisions.effects(campaign, desk.outbox, deadline):
            code = "decide-effect" if effect.needs_two else "decide-effect-open"
            counted = {**_counted("going", effect.going), **_counted("stopped", effect.stopped)}
            line(say(code, desk.language, outcome=effect.outcome, **counted))


def _counted(name: str, rows: Sequence[Delivery]) -> dict[str, object]:
    return {name: len(rows), f"{name}_next": _next(rows) or "–"}


def _next(rows: Sequence[Delivery]) -> str | None:
    return iso(rows[0].due) if rows else None


def _as_json(desk: Desk, campaign: Campaign, deadline: str) -> dict[str, object]:
    return {
        "statements": [
            {"person": said.person, "outcome": said.outcome, "at": iso(said.at)}
            for said in desk.outbox.statements(deadline)
        ],
        "outcomes": {
            effect.outcome: {
                "stands": effect.standing.value,
                "people_needed": 2 if effect.needs_two else 1,
                "publishes": len(effect.going),
                "publishes_next": _next(effect.going),
                "stops": len(effect.stopped),
                "stops_next": _next(effect.stopped),
            }
            for effect in decisions.effects(campaign, desk.outbox, deadline)
        },
    }


def _tell(desk: Desk, options: Namespace, person: str, done: decisions.Done) -> None:
    facts = {"deadline": options.deadline, "outcome": options.outcome}
    text = say("decided", desk.language, person=person, stopped=len(done.stopped), going=len(done.going), **facts)
    if options.json:
        keys = {"stopped": done.stopped, "going": done.going, "waiting": done.waiting}
        print_json(
            {"done": text, "person": person, **facts, "contested": dict(done.contested)}
            | {name: [row.key for row in rows] for name, rows in keys.items()}
        )
        return
    line(text)
    if done.waiting:
        line(say("decided-second", desk.language, waiting=len(done.waiting), **facts))
    if done.contested:
        words = ", ".join(f"{name}: {outcome}" for name, outcome in done.contested.items())
        line(say("decided-contested", desk.language, deadline=options.deadline, words=words))
