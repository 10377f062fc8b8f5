"""When a sender comes back: after a refusal, a limit, an empty purse, another daemon's call; and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent, Outcome, Sent
from bot.daemon.sender import Sender
from bot.errors import StoreError
from tests.daemon.cast import NOON, SETTINGS, at, cast
from tests.daemon.test_ahead import LEAD, early
from tests.daemon.watched import FAST, ON_X, Seen, watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n    if-late: send\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
KEY = "one/once/france/masto"
SECOND = "two/once/france/masto"


def waits(seen: Seen, most: int) -> Sequence[float]:
    """The seconds between tries, until none follows."""
    now, told = NOON, []
    for _ in range(most):
        again = seen.cast.run(now)
        if again is None:
            break
        told.append((again - now).total_seconds())
        now = again
    return told


@pytest.mark.parametrize(("jitter", "first"), [(0.0, 15.0), (1.0, 22.5)])
def test_what_was_not_sent_is_tried_ever_later_and_after_eight_calls_waits_for_its_account(
    tmp_path: Path, jitter: float, first: float
) -> None:
    seen = watched(tmp_path, ONE, means={"jitter": lambda: jitter})
    seen.cast.network.script = [NotSent("connection refused")] * 9
    assert waits(seen, 20) == [min(first * 2**n, 900) for n in range(7)]
    assert len(seen.texts) == 8
    assert {settled[:2] for settled in seen.outbox.settled[:-1]} == {(State.PLANNED, "connection refused")}
    row = seen.cast.only()
    assert (row.state, row.reason) == (State.HELD, "account")
    assert seen.heard.told == [("delivery-held", {"key": KEY, "account": "masto", "reason": "connection refused"})]


def test_what_waited_to_be_tried_again_is_judged_by_now_not_by_when_it_was_to_be_tried(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE.replace("if-late: send", "if-late: up to 3 hours"))
    seen.cast.network.script = [NotSent("connection refused")]
    again = seen.cast.run(NOON)
    assert again == NOON + timedelta(seconds=15)
    uploads: list[datetime] = []
    seen.cast.network.on_prepare = lambda: uploads.append(seen.cast.clock.now())
    seen.cast.run(NOON + timedelta(hours=4))
    assert uploads == []
    assert seen.texts == ["Un."], "called once, and then too late"
    assert [state for state, *_ in seen.outbox.settled] == [State.PLANNED, State.MISSED]


def test_what_is_made_ready_ahead_is_not_tried_again_before_its_time(tmp_path: Path) -> None:
    played = early(cast(tmp_path, ONE, start=at(8), settings=FAST))
    played.network.script = [NotSent("connection refused")]
    again = played.run(NOON - LEAD)
    not_before = played.only().not_before
    assert again is not None
    assert not_before is not None
    assert again == not_before - LEAD
    played.run(again)
    (post,) = played.network.world
    assert not_before <= post.at < not_before + LEAD


@pytest.mark.parametrize(("minutes", "told"), [(15, False), (16, True)])
def test_a_network_that_wants_to_be_left_alone_for_long_is_told_with_its_time(
    tmp_path: Path,
    minutes: int,
    told: bool,  # noqa: FBT001 -- a column of the table
) -> None:
    seen = watched(tmp_path, ONE)
    later = NOON + timedelta(minutes=minutes)
    seen.cast.network.script = [NotSent("429: slow down", later)]
    assert seen.cast.run(NOON) == later
    assert seen.outbox.settled == [(State.PLANNED, "429: slow down", NOON, later)]
    facts = {"account": "masto", "time": f"2030-06-08 10:{minutes} UTC", "reason": "429: slow down"}
    assert seen.heard.told == ([("account-limited", facts)] if told else [])


@pytest.mark.parametrize("skew_s", [0, -1, -300], ids=["of no length", "just over", "told by a clock that is slow"])
def test_a_wait_that_is_over_already_is_no_reason_to_ask_in_a_circle(tmp_path: Path, skew_s: float) -> None:
    seen = watched(tmp_path, TWO)
    network, clock = seen.cast.network, seen.cast.clock
    network.script = [lambda: NotSent("429: slow down", clock.now() + timedelta(seconds=skew_s))] * 3
    assert waits(seen, 2) == [15, 30]
    assert seen.texts == ["Un.", "Un."], "the whole account is left alone, not this post"
    assert seen.heard.told == []


def test_a_wait_of_a_moment_is_five_seconds(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.script = [NotSent("429: slow down", NOON + timedelta(milliseconds=1))]
    assert waits(seen, 20) == [5]
    assert seen.texts == ["Un.", "Un."]


@pytest.mark.parametrize("told", [None, NOON], ids=["that fails", "that is put off until now"])
def test_an_upload_is_tried_ever_later_and_after_eight_times_waits_for_its_account(
    tmp_path: Path, told: datetime | None
) -> None:
    seen = watched(tmp_path, ONE)
    tried: list[datetime] = []
    seen.cast.network.on_prepare = lambda: tried.append(seen.cast.clock.now())
    seen.cast.network.preparing = [NotSent("server fault: 500", told)] * 9
    assert waits(seen, 20) == [min(15 * 2**n, 900) for n in range(7)]
    assert len(tried) == 8
    row = seen.cast.only()
    assert (row.state, row.reason, row.attempts) == (State.HELD, "account", 0)
    facts = {"key": KEY, "account": "masto", "reason": "server fault: 500"}
    assert seen.heard.told == [("delivery-held", facts)]
    later = NOON + timedelta(hours=1)
    seen.cast.outbox.expedite(KEY, "Maria", later)
    seen.cast.network.preparing = [NotSent("server fault: 500")]
    again = seen.cast.run(later)
    assert again == later + timedelta(seconds=15), "whoever lets it go on gives it all its tries"


def test_uploads_that_failed_are_forgotten_with_the_first_that_did_not(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.network.preparing = [NotSent("server fault: 500")] * 6
    seen.cast.network.script = [NotSent("connection refused")]
    assert waits(seen, 20) == [15, 30, 60, 120, 240, 480, 15]
    assert seen.texts == ["Un.", "Un."]


def test_a_post_that_the_money_does_not_reach_waits_with_its_account_for_the_next_month(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, ON_X)
    account = replace(seen.cast.sender.account, budget_usd_per_month=Decimal("0.001"))
    running = seen.cast.live.snapshot
    plan = {key: replace(due, account=account) for key, due in running.plan.items()}
    seen.cast.live.replace(replace(running, plan=plan))
    sender = Sender(account, seen.cast.network, seen.cast.means)
    assert sender.run_once(NOON) is None
    assert seen.texts == []
    assert seen.outbox.settled == [(State.PLANNED, "budget used up", NOON, None)]
    assert seen.heard.told == [("account-budget-used", {"account": "masto", "reason": "budget used up"})]
    assert (sender.standing.broken, sender.standing.ask_at) == (True, datetime(2030, 7, 1, tzinfo=UTC))


def test_a_month_nearly_spent_is_told_once_with_what_was_spent_of_what(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO, ON_X)
    account = replace(seen.cast.sender.account, budget_usd_per_month=Decimal("0.035"))
    running = seen.cast.live.snapshot
    plan = {key: replace(due, account=account) for key, due in running.plan.items()}
    seen.cast.live.replace(replace(running, plan=plan))
    Sender(account, seen.cast.network, seen.cast.means).run_once(NOON)
    assert seen.texts == ["Un.", "Deux."]
    ((code, facts),) = seen.heard.told
    assert code == "account-budget-near"
    assert facts == {"account": "masto", "spent": Decimal("0.030"), "budget": Decimal("0.035")}


def test_by_hand_one_post_goes_out_and_no_other(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO)
    seen.cast.clock.set(NOON)
    assert seen.cast.sender.send_one(SECOND) is None
    assert seen.texts == ["Deux."]
    assert seen.cast.sender.send_one(SECOND) is None
    assert seen.texts == ["Deux."], "what is out does not go again"
    assert seen.cast.sender.send_one(KEY) is None
    assert seen.texts == ["Deux.", "Un."]


def test_by_hand_too_the_account_keeps_its_spacing_and_says_when_it_is_free(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO, SETTINGS)
    seen.cast.sender.send_one(KEY)
    assert seen.cast.sender.send_one(SECOND) == NOON + timedelta(seconds=60)
    assert seen.texts == ["Un."]
    seen.cast.clock.set(NOON + timedelta(seconds=60))
    assert seen.cast.sender.send_one(SECOND) is None
    assert seen.texts == ["Un.", "Deux."]


def test_by_hand_too_an_answer_that_could_not_be_written_is_written_first(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO)
    seen.outbox.before_begin = lambda: (_ for _ in ()).throw(StoreError("disk full"))
    with pytest.raises(StoreError):
        seen.cast.sender.send_one(KEY)
    seen.outbox.before_begin = lambda: None
    seen.cast.sender.send_one(SECOND)
    assert seen.outbox.settled == [(State.PLANNED, "", NOON, None)]
    assert seen.texts == ["Deux."]


def test_what_is_ahead_says_when_to_come_back_and_nothing_ahead_says_nothing(tmp_path: Path) -> None:
    seen = watched(
        tmp_path, ONE + "  later:\n    when: 2030-06-08 at 15:00 in Paris\n    text: {fr: Trois.}\n", SETTINGS
    )
    assert seen.cast.run(NOON) == at(13)
    assert seen.cast.run(at(13)) is None
    assert seen.texts == ["Un.", "Trois."]


def test_a_pause_leaves_nothing_to_come_back_for(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE)
    seen.cast.outbox.pause("masto", "Maria", "news", NOON)
    assert seen.cast.run(NOON) is None
    assert seen.texts == []


def test_a_pause_during_a_call_leaves_nothing_to_come_back_for_either(tmp_path: Path) -> None:
    seen = watched(tmp_path, TWO)

    def paused() -> Outcome:
        seen.cast.outbox.pause("masto", "Maria", "news", NOON)
        return Sent(seen.cast.network.execute())

    seen.cast.network.script = [paused]
    assert seen.cast.run(NOON) is None, "the other one is due, and the account is free: only who resumes wakes us"
    assert seen.texts == ["Un."]


def test_many_late_posts_are_told_together_and_wait(tmp_path: Path) -> None:
    seen = watched(tmp_path, "posts:\n" + "".join(ONE.partition("\n")[2].replace("one:", f"p{n}:") for n in range(7)))
    assert seen.cast.run(NOON + timedelta(hours=1)) is None
    assert seen.outbox.settled == [(State.HELD, "late", NOON + timedelta(hours=1), None)], "one for all"
    assert {(row.state, row.reason) for row in seen.cast.rows()} == {(State.HELD, "late")}
    assert [code for code, _ in seen.heard.told] == ["many-late"]


def test_what_the_gates_hold_is_told_unless_somebody_told_it_already(tmp_path: Path) -> None:
    decided = ONE + "    only-if: rally is freed\n"
    seen = watched(tmp_path, decided)
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.HELD, "decision", NOON, None)]
    assert seen.heard.told == [("delivery-held", {"key": KEY, "account": "masto", "reason": "decision"})]


def test_a_clock_in_doubt_holds_without_a_word_for_the_timekeeper_has_told_it(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, means={"clock_trusted": lambda: False})
    seen.cast.run(NOON)
    assert seen.outbox.settled == [(State.HELD, "clock", NOON, None)]
    assert seen.heard.told == []


def test_what_is_too_late_is_missed_and_told_with_the_reason(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE.replace("if-late: send", "if-late: up to 3 hours"), FAST)
    seen.cast.run(at(14))
    ((state, reason, _, not_before),) = seen.outbox.settled
    assert (state, reason, not_before) == (State.MISSED, "too late", None)
    assert seen.heard.told == [("delivery-missed", {"key": KEY, "account": "masto", "reason": "too late"})]
