"""When a post that may be out is looked for, and what a look proves."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, ReadBack
from bot.campaign.outcome import Receipt
from bot.campaign.readback import (
    ACCOUNT_GONE,
    DUPLICATE_NOT_FOUND,
    NOBODY_CAN_LOOK,
    NOT_FOUND,
    SAID_ALREADY,
    SOON,
    TOO_MANY_CALLS,
    Again,
    Case,
    Found,
    Settled,
    Verdict,
    blind,
    explains,
    first_look,
    not_yet,
    read,
    read_again,
)
from bot.wording.reasons import SENTENCES, reason_text

NOON = datetime(2030, 6, 8, 10, tzinfo=UTC)
TIMES = ReadBack()
CASE = Case(NetworkName.MASTODON, NOON, attempts=1)
RECEIPT = Receipt("7", "http://here/7")


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def test_a_free_network_is_looked_at_soon_and_one_that_bills_reads_when_the_call_has_surely_ended() -> None:
    assert first_look(NetworkName.MASTODON, NOON, after(60), TIMES) == after(65)
    assert first_look(NetworkName.TELEGRAM, NOON, after(1), TIMES) == after(6)
    assert first_look(NetworkName.X, NOON, after(60), TIMES) == after(150)
    assert not_yet(replace(CASE, network=NetworkName.X), after(149), TIMES) == after(150)
    assert not_yet(replace(CASE, network=NetworkName.X), after(150), TIMES) is None
    assert not_yet(CASE, after(1), TIMES) is None


def test_what_is_found_counts_at_once_and_the_oldest_is_ours() -> None:
    double = Receipt("8")
    assert read(CASE, (RECEIPT, double), after(3), after(4), TIMES) == Found(RECEIPT, (double,))


def test_an_absence_before_the_call_has_surely_ended_proves_nothing() -> None:
    assert read(replace(CASE, absent=1), (), after(149), after(151), TIMES) == Again(after(151), 0)


def test_only_the_second_absence_proves_that_it_may_go_again() -> None:
    first = read(CASE, (), after(150), after(152), TIMES)
    assert first == Again(after(152 + 75), 1)
    second = read(replace(CASE, absent=1), (), after(227), after(228), TIMES)
    assert second == Settled(State.PLANNED, NOT_FOUND)


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (replace(CASE, reason="duplicate: Status is a duplicate."), DUPLICATE_NOT_FOUND),
        (replace(CASE, attempts=8), TOO_MANY_CALLS),
        (replace(CASE, attempts=9, reason="no answer in time"), TOO_MANY_CALLS),
    ],
)
def test_a_person_is_asked_when_the_network_contradicts_itself_or_eight_calls_brought_nothing(
    case: Case, why: str
) -> None:
    assert isinstance(read(case, (), after(150), after(150), TIMES), Again)
    assert read(replace(case, absent=1), (), after(200), after(200), TIMES) == Settled(State.ASK, why)


REFUSED = replace(CASE, reason="duplicate: Status is a duplicate.", absent=1, attempts=2)
TWIN = "one/once/france/x"


def concluded(case: Case) -> Verdict:
    return read(case, (), after(200), after(200), TIMES)


def test_a_duplicate_of_another_deliverys_post_is_refused_for_good_and_its_reason_names_the_other() -> None:
    refused = concluded(replace(REFUSED, said_by=TWIN))
    assert refused == Settled(State.REJECTED, f"{SAID_ALREADY}: {TWIN}")
    said = f"the network has these words already, as another post ({TWIN})"
    assert reason_text(f"{SAID_ALREADY}: {TWIN}", "en") == said
    assert (
        reason_text(f"{SAID_ALREADY}: {TWIN}", "fr")
        == f"le réseau a déjà ces mots, dans une autre publication ({TWIN})"
    )


def test_a_duplicate_of_another_deliverys_post_is_absent_twice_before_it_is_refused_and_may_still_be_found() -> None:
    case = replace(REFUSED, said_by=TWIN, absent=0)
    assert read(case, (), after(150), after(152), TIMES) == Again(after(152 + 75), 1)
    assert read(replace(case, absent=1), (RECEIPT,), after(200), after(200), TIMES) == Found(RECEIPT)


def test_a_duplicate_that_is_to_have_other_words_or_to_be_taken_back_is_not_refused_for_its_words() -> None:
    ordered = replace(REFUSED, said_by=TWIN, ordered=True)
    assert concluded(ordered) == Settled(State.PLANNED, NOT_FOUND)
    assert concluded(replace(ordered, attempts=8)) == Settled(State.ASK, TOO_MANY_CALLS)
    assert concluded(replace(ordered, said_by="")) == Settled(State.ASK, DUPLICATE_NOT_FOUND)


def test_what_the_network_did_not_refuse_goes_again_whoever_says_the_same() -> None:
    lost = replace(REFUSED, reason="no answer in time", said_by=TWIN)
    assert concluded(lost) == Settled(State.PLANNED, NOT_FOUND)


def test_only_a_post_of_the_day_before_the_call_explains_a_duplicate() -> None:
    for posted_s, does in ((1, False), (0, True), (-1, True), (-86_400, True), (-86_401, False)):
        assert explains(after(posted_s), NOON) is does


def test_a_person_is_not_asked_to_look_before_the_call_has_surely_ended() -> None:
    assert blind(CASE, "no staff chat", after(10), after(11), TIMES) == Again(after(150), 0)
    assert blind(CASE, "no staff chat", after(150), after(150), TIMES) == Settled(State.ASK, "no staff chat")
    assert blind(CASE, "", after(150), after(150), TIMES) == Settled(State.ASK, NOBODY_CAN_LOOK)
    restored = replace(CASE, began=None)
    assert blind(restored, "no staff chat", NOON, after(1), TIMES) == Again(after(150), 0)
    assert blind(replace(restored, looks=1), "no staff chat", NOON, NOON, TIMES) == Settled(State.ASK, "no staff chat")


def test_what_is_to_be_gone_is_looked_for_at_once_whatever_that_costs_and_again_while_its_call_may_go_on() -> None:
    for case in (replace(CASE, urgent=True), replace(CASE, urgent=True, network=NetworkName.X)):
        assert not_yet(case, after(1), TIMES) is None
        assert read(case, (), after(1), after(2), TIMES) == Again(after(2) + SOON, 0)
        assert read(case, (), after(140), after(141), TIMES) == Again(after(150), 0)
        assert read(case, (), after(149), after(152), TIMES) == Again(after(152), 0)
        assert read(case, (), after(150), after(151), TIMES) == Again(after(226), 1), "its absence is proved as ever"


def test_a_case_begins_unread_and_without_a_reason_and_no_verdict_can_be_changed() -> None:
    assert (CASE.absent, CASE.looks, CASE.reason, CASE.said_by, CASE.ordered, CASE.urgent) == (
        *(0, 0, "", ""),
        *(False, False),
    )
    for verdict in (CASE, Found(RECEIPT), Settled(State.ASK, NOT_FOUND), Again(NOON, 0)):
        assert {verdict: "kept"}[verdict] == "kept"


def test_every_reason_that_a_look_ends_with_is_one_that_people_can_read() -> None:
    for reason in (NOT_FOUND, DUPLICATE_NOT_FOUND, SAID_ALREADY, TOO_MANY_CALLS, NOBODY_CAN_LOOK, ACCOUNT_GONE):
        assert f"reason: {reason}" in SENTENCES


def test_a_post_of_an_earlier_copy_of_the_store_waits_one_quiet_period_from_when_it_was_first_heard_of() -> None:
    restored = replace(CASE, began=None)
    assert read(restored, (), NOON, NOON, TIMES) == Again(after(150), 0)
    assert read(replace(restored, looks=1), (), after(150), after(150), TIMES) == Again(after(225), 1)
    on_x = replace(restored, network=NetworkName.X)
    assert not_yet(on_x, NOON, TIMES) == after(150)
    assert not_yet(replace(on_x, looks=1), after(150), TIMES) is None


def test_a_network_that_cannot_be_read_is_asked_less_and_less_often_but_always_again() -> None:
    waits = [(read_again(failures, NOON, 0.0) - NOON).total_seconds() for failures in range(1, 30)]
    assert waits[:3] == [15, 30, 60]
    assert waits == sorted(waits)
    assert waits[-1] == 900
    assert read_again(1, NOON, 0.0, told=after(3600)) == after(3600)
    assert read_again(5, NOON, 0.0, told=after(1)) > after(200)


SECONDS = st.floats(0, 400)
LOOKS = st.lists(st.tuples(SECONDS, st.floats(0, 60)), max_size=12)
"""How much later than the earliest the read begins, how long it takes."""


def looked_until_settled(case: Case, looks: list[tuple[float, float]], executed: float | None) -> list[Verdict]:
    """Every verdict, when the post stands there from ``executed`` on; a server answers as of the read's beginning."""
    verdicts: list[Verdict] = []
    earliest = first_look(case.network, NOON, NOON, TIMES)
    for late_s, takes_s in looks:
        asked = earliest + timedelta(seconds=late_s)
        there = executed is not None and after(executed) <= asked
        verdict = read(case, (RECEIPT,) if there else (), asked, asked + timedelta(seconds=takes_s), TIMES)
        verdicts.append(verdict)
        if not isinstance(verdict, Again):
            break
        earliest, case = verdict.at, replace(case, absent=verdict.absent, looks=case.looks + 1)
    return verdicts


@given(looks=LOOKS, executed=st.floats(0, 150), network=st.sampled_from(NetworkName))
def test_nothing_that_a_server_executed_within_the_quiet_period_is_ever_sent_again(
    looks: list[tuple[float, float]], executed: float, network: NetworkName
) -> None:
    verdicts = looked_until_settled(replace(CASE, network=network), looks, executed)
    assert not any(isinstance(verdict, Settled) for verdict in verdicts)


@given(looks=LOOKS, network=st.sampled_from(NetworkName), attempts=st.integers(1, 7))
def test_what_was_never_executed_goes_again_after_two_reads_apart_and_not_before(
    looks: list[tuple[float, float]], network: NetworkName, attempts: int
) -> None:
    case = replace(CASE, network=network, attempts=attempts)
    verdicts = looked_until_settled(case, looks, None)
    counted = [verdict for verdict in verdicts if not (isinstance(verdict, Again) and verdict.absent == 0)]
    assert [type(verdict) for verdict in counted] in ([], [Again], [Again, Settled])
    if len(counted) == 2:
        first, second = counted
        assert isinstance(first, Again)
        assert first.at >= after(150 + 75)
        assert isinstance(second, Settled)
        assert second.state is State.PLANNED
    assert len(verdicts) <= 4, "an early look, one at the end of the quiet period, and the two that count"
