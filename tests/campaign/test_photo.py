from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from bot.campaign.photo import (
    OVER,
    PUBLISHABLE,
    REASONS,
    REMEMBERED,
    TRANSITIONS,
    WITH_SENDER,
    WITH_STAFF,
    Reason,
    State,
    may_follow,
    may_say,
    must_be_undone,
)

PAGE = (
    (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8").split("# The states of a photo")[1]
)

STEPS = {
    State.FOUND: "asked waiting queued rejected quarantined withdrawn gone expired",
    State.ASKED: "waiting queued rejected withdrawn gone expired",
    State.WAITING: "queued rejected withdrawn gone expired",
    State.QUEUED: "approved rejected asked withdrawn gone expired",
    State.APPROVED: "queued rejected withdrawn gone expired",
    State.REJECTED: "queued withdrawn gone expired",
    State.QUARANTINED: "found rejected withdrawn gone expired",
    State.WITHDRAWN: "",
    State.GONE: "",
    State.EXPIRED: "",
}
"""The table once more, as it was meant: a changed edge must be changed here too."""


def _rows(title: str) -> list[list[str]]:
    lines = PAGE.split(f"| {title} |", 1)[1].split("\n\n", 1)[0].splitlines()
    return [re.findall(r"`([^`]+)`", line) for line in lines if line.startswith("| `")]


@pytest.mark.parametrize(("before", "after"), list(itertools.product(State, State)))
def test_every_pair_of_states_follows_or_not_as_it_is_meant(before: State, after: State) -> None:
    assert may_follow(before, after) == (after in STEPS[before].split())


def test_the_page_draws_exactly_the_table_of_transitions() -> None:
    drawn = re.findall(r"^ +(\w+) --> (\w+)$", PAGE, re.MULTILINE)
    table = {(before.value, after.value) for before, afters in TRANSITIONS.items() for after in afters}
    assert set(drawn) == table
    assert len(drawn) == len(table)
    assert "    [*] --> found\n" in PAGE


def test_every_state_has_one_sentence_on_the_page_and_a_line_in_each_table() -> None:
    assert sorted(row[0] for row in _rows("State of a photo")) == sorted(State)
    assert set(TRANSITIONS) == set(REASONS) == set(State)


def test_every_reason_is_on_the_page_beside_the_state_it_explains() -> None:
    told = {(reason, state) for reason, state in (row[:2] for row in _rows("Reason of a photo"))}
    assert told == {(reason.value, state.value) for state, reasons in REASONS.items() for reason in reasons}


def test_every_state_can_be_reached_from_found() -> None:
    reached, frontier = set[State](), {State.FOUND}
    while frontier:
        reached |= frontier
        frontier = {after for state in frontier for after in TRANSITIONS[state]} - reached
    assert reached == set(State)


@pytest.mark.parametrize("state", [state for state in State if state not in OVER])
def test_from_every_state_that_keeps_something_a_photo_can_be_withdrawn_vanish_and_expire(state: State) -> None:
    assert TRANSITIONS[state] >= OVER


def test_nothing_follows_what_is_over() -> None:
    assert all(not TRANSITIONS[state] for state in OVER)
    assert {state for state in State if not TRANSITIONS[state]} == OVER


def test_only_a_review_leads_to_an_approval() -> None:
    assert {state for state in State if may_follow(state, State.APPROVED)} == {State.QUEUED}
    assert {State.APPROVED} == PUBLISHABLE


def test_whatever_is_no_longer_approved_is_taken_back_and_nothing_else_is() -> None:
    for before, after in itertools.product(State, State):
        assert must_be_undone(before, after) == (before is State.APPROVED and after is not State.APPROVED)


def test_nobody_is_waited_for_in_two_places() -> None:
    assert not WITH_SENDER & WITH_STAFF
    assert not (WITH_SENDER | WITH_STAFF) & (OVER | PUBLISHABLE)


def test_what_its_sender_or_author_took_away_is_never_collected_again() -> None:
    assert {State.WITHDRAWN, State.GONE} == REMEMBERED


def test_every_reason_explains_one_state_and_no_other() -> None:
    for state, reason in itertools.product(State, Reason):
        assert may_say(state, reason) == (reason in REASONS[state])
    assert sorted(itertools.chain.from_iterable(REASONS.values())) == sorted(Reason)


def test_only_the_ordinary_course_needs_no_reason() -> None:
    assert {state for state in State if may_say(state, None)} == {State.FOUND, State.QUEUED, State.APPROVED}
