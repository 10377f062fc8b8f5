from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import NetworkName
from bot.ports import Delivery
from bot.rehearsal.report import Report, report
from bot.rehearsal.stage import Received

NOON = datetime(2023, 9, 2, 12, 0, tzinfo=UTC)


def row(
    key: str = "who", account: str = "x", state: State = State.SENT, reason: str = "", picture: str = "p"
) -> Delivery:
    """A delivery as the outbox has it at the end of the play."""
    network = NetworkName.X if account == "x" else NetworkName.MASTODON
    return Delivery(
        key=f"{key}/once/france/{account}",
        entry=key,
        occurrence="once",
        audience="france",
        account=account,
        network=network,
        language="fr",
        due=NOON,
        text=f"Words of {key}.",
        state=state,
        reason=reason,
        attempts=1,
        generation=0,
        fence=1,
        owner="",
        lease_until=None,
        not_before=None,
        approved_by="",
        approved_text="",
        picture_sha256=picture,
        sent_at=NOON,
        remote_id="1",
        url="",
        updated_at=NOON,
    )


def got(sent: Delivery) -> Received:
    """What its stand-in received."""
    return Received(sent.account, sent.text, sent.picture_sha256, "alt", "fr", "", "", silent=False, url="", at="")


def counts(found: Report) -> tuple[int, int, bool]:
    return found.lost, found.twice, found.good


ONE, TWO = row("one"), row("two", "mastodon")


def test_what_arrived_exactly_once_is_good() -> None:
    found = report([ONE, TWO], [got(TWO), got(ONE)], 1.5)
    assert counts(found) == (0, 0, True)
    assert (found.planned, found.sent, found.seconds) == (2, 2, 1.5)


def test_a_post_that_did_not_arrive_is_lost_whatever_the_outbox_believes() -> None:
    found = report([ONE, TWO], [got(ONE)], 0)
    assert counts(found) == (1, 0, False)
    assert found.sent == 2
    assert (found.accounts["mastodon"]["lost"], found.accounts["x"]["lost"]) == (1, 0)


def test_a_post_that_arrived_again_is_twice() -> None:
    found = report([ONE, TWO], [got(ONE), got(ONE), got(TWO)], 0)
    assert counts(found) == (0, 1, False)
    assert found.accounts["x"]["twice"] == 1


@pytest.mark.parametrize("change", [{"text": "Words of one!"}, {"picture_sha256": "q"}, {"account": "mastodon"}])
def test_other_words_another_picture_or_another_account_is_one_lost_and_one_never_due(change: dict[str, str]) -> None:
    other = replace(got(ONE), **change)  # type: ignore[arg-type]  # these fields are strings
    assert counts(report([ONE], [other], 0)) == (1, 1, False)


def test_a_post_that_was_never_planned_is_counted_where_it_arrived() -> None:
    stray = replace(got(ONE), account="stranger")
    found = report([ONE], [got(ONE), stray], 0)
    assert counts(found) == (0, 1, False)
    assert found.accounts["stranger"] == {"planned": 0, "sent": 0, "received": 1, "lost": 0, "twice": 1, "reposts": 0}


def test_the_same_words_planned_twice_must_arrive_twice() -> None:
    again = replace(ONE, key="one/again/france/x")
    assert counts(report([ONE, again], [got(ONE)], 0)) == (1, 0, False)
    assert counts(report([ONE, again], [got(ONE), got(ONE)], 0)) == (0, 0, True)


@pytest.mark.parametrize("state", [State.PLANNED, State.CLAIMED, State.SENDING, State.UNKNOWN, State.ASK])
def test_a_post_that_was_due_and_never_ended_is_lost(state: State) -> None:
    found = report([row("one", state=state)], [], 0)
    assert counts(found) == (1, 0, False)


def test_an_answer_that_was_lost_is_not_good_even_if_the_post_arrived() -> None:
    unsure = row("one", state=State.UNKNOWN)
    found = report([unsure], [got(unsure)], 0)
    assert (found.lost, found.twice, found.ask, found.good) == (0, 0, 1, False)


@pytest.mark.parametrize("reason", [HeldFor.APPROVAL, HeldFor.CHANGED])
def test_what_nobody_approved_was_not_due(reason: HeldFor) -> None:
    found = report([row("one", state=State.HELD, reason=reason.value)], [], 0)
    assert counts(found) == (0, 0, True)
    assert found.held == 1


@pytest.mark.parametrize("reason", [HeldFor.ACCOUNT, HeldFor.LATE, HeldFor.BROKEN_FILE])
def test_what_is_held_for_any_other_reason_was_due_and_is_lost(reason: HeldFor) -> None:
    assert counts(report([row("one", state=State.HELD, reason=reason.value)], [], 0)) == (1, 0, False)


@pytest.mark.parametrize("state", [State.MISSED, State.REJECTED])
def test_what_was_missed_or_refused_is_not_good_but_not_lost_a_second_time(state: State) -> None:
    assert counts(report([row("one", state=state)], [], 0)) == (0, 0, False)


def test_what_is_held_or_refused_and_arrived_all_the_same_is_twice() -> None:
    for state, reason in ((State.HELD, "approval"), (State.REJECTED, ""), (State.CANCELLED, "")):
        stray = row("one", state=state, reason=reason)
        assert report([stray], [got(stray)], 0).twice == 1


def test_x_bills_what_arrived_there() -> None:
    found = report([ONE, TWO], [got(ONE), got(ONE), got(TWO)], 0)
    assert float(found.x_cost_usd) == pytest.approx(2 * (0.015 + 0.005))


def test_the_shape_for_machines_is_plain_json() -> None:
    found = report([ONE], [got(ONE)], 1.23456).as_json()
    assert found["accounts"] == {"x": {"planned": 1, "sent": 1, "received": 1, "lost": 0, "twice": 0, "reposts": 0}}
    assert (found["seconds"], found["x_cost_usd"]) == (1.23, 0.02)
