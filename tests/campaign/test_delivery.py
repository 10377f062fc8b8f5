from __future__ import annotations

import re
from pathlib import Path

from bot.campaign.delivery import EDITABLE, NO_LONGER_PLANNED, OPEN, POSTED, TRANSITIONS, HeldFor, State, may_follow
from bot.wording.reasons import SENTENCES

PAGE = (
    (Path(__file__).parents[2] / "docs" / "states.md").read_text(encoding="utf-8").split("# The states of a photo")[0]
)
FINISHED = frozenset({State.MISSED, State.REJECTED})
OVER = FINISHED | {State.PAST, State.CANCELLED}
"""Nothing went out, and nothing will unless the files change."""


def _drawn() -> set[tuple[str, str]]:
    return set(re.findall(r"^ +(\w+) --> (\w+)$", PAGE, re.MULTILINE))


def _rows(title: str) -> list[str]:
    after = PAGE.split(f"| {title} |", 1)[1]
    lines = [line for line in after.split("\n\n", 1)[0].splitlines() if line.startswith("| `")]
    return [re.findall(r"`([^`]+)`", line)[0] for line in lines]


def test_the_page_draws_exactly_the_table_of_transitions() -> None:
    table = {(before.value, after.value) for before, afters in TRANSITIONS.items() for after in afters}
    assert _drawn() == table


def test_every_state_has_one_sentence_on_the_page_and_a_line_in_the_table() -> None:
    assert sorted(_rows("State")) == sorted(State)
    assert set(TRANSITIONS) == set(State)


def test_every_reason_to_hold_says_on_the_page_what_ends_it() -> None:
    assert sorted(_rows("Reason")) == sorted(HeldFor)


def test_nothing_goes_from_sending_straight_to_a_second_call() -> None:
    assert not TRANSITIONS[State.SENDING] & {State.SENDING, State.CLAIMED}
    assert {state for state in State if may_follow(state, State.SENDING)} == {State.CLAIMED}


def test_what_may_be_out_is_never_declared_unsent_by_time_or_by_an_edit() -> None:
    for state in (State.SENDING, State.UNKNOWN, State.ASK, State.SENT):
        assert not TRANSITIONS[state] & {State.MISSED, State.PAST}
        assert state not in EDITABLE


def test_what_was_sent_can_only_be_taken_back() -> None:
    assert TRANSITIONS[State.SENT] == {State.RETRACTING}


def test_what_was_deleted_is_only_ever_said_anew() -> None:
    assert TRANSITIONS[State.RETRACTED] == {State.PLANNED}


def test_finished_states_lead_nowhere_and_open_ones_somewhere() -> None:
    assert all(not TRANSITIONS[state] for state in FINISHED)
    assert all(TRANSITIONS[state] for state in OPEN)
    assert not OPEN & FINISHED


def test_every_state_is_open_or_posted_or_over_and_only_one_of_these() -> None:
    assert sorted([*OPEN, *POSTED, *OVER]) == sorted(State)


def test_an_edit_moves_and_removes_only_what_nobody_called_for_and_no_person_took_out() -> None:
    assert {State.PLANNED, State.HELD, State.PAST} == EDITABLE


def test_every_reason_to_hold_or_to_drop_a_post_is_one_that_people_can_read() -> None:
    for reason in (*HeldFor, NO_LONGER_PLANNED):
        assert f"reason: {reason}" in SENTENCES


def test_every_state_can_be_reached_from_planned_held_or_past() -> None:
    reached, frontier = set[State](), {State.PLANNED, State.HELD, State.PAST}
    while frontier:
        reached |= frontier
        frontier = {after for state in frontier for after in TRANSITIONS[state]} - reached
    assert reached == set(State)
