from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.daemon.loop import AFTER_A_FAULT, BEAT, Loop, pause_s

PATIENCE_S = 15.0
"""Less than the time between two heartbeats: what is waited for was not brought by one."""


class Step:
    """A duty that does what it is told, and can be waited for."""

    def __init__(self, name: str, *does: Callable[[datetime], datetime | None]) -> None:
        self.name = name
        self.steps = threading.Semaphore(0)
        self.threads: set[int] = set()
        self._does = list(does)

    def run_once(self, now: datetime) -> datetime | None:
        """The next thing it was told; then nothing."""
        self.threads.add(threading.get_ident())
        try:
            return self._does.pop(0)(now) if self._does else None
        finally:
            self.steps.release()

    def stepped(self, patience_s: float = PATIENCE_S) -> bool:
        """Whether it took one more step."""
        return self.steps.acquire(timeout=patience_s)


@given(st.datetimes(datetime(2023, 8, 30), datetime(2040, 1, 1)), st.floats(1.001, 3600))  # noqa: DTZ001 -- pure
def test_no_heartbeat_comes_when_posts_are_due_and_none_later_than_it_should(now: datetime, heartbeat_s: float) -> None:
    pause = pause_s(now, heartbeat_s)
    assert heartbeat_s - 1 < pause <= heartbeat_s
    beat = (now + timedelta(seconds=pause) - BEAT).microsecond
    assert min(beat, 1_000_000 - beat) <= 2


def test_a_watch_that_wants_more_than_one_sign_a_second_gets_them() -> None:
    assert pause_s(datetime(2030, 6, 8, 12, 0, 0, 900_000, UTC), 0.5) == 0.5


@pytest.fixture
def faults() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def loop(faults: list[tuple[str, str]]) -> Iterator[Loop]:
    made = Loop(SystemClock(), lambda duty, fault: faults.append((duty, repr(fault))))
    made.start()
    yield made
    made.stop(PATIENCE_S)


def nothing(_now: datetime) -> None:
    """Nothing to do, and nothing ahead."""


def broken(_now: datetime) -> datetime | None:
    raise LookupError("lost")


def test_a_duty_takes_its_first_step_at_once_and_then_sleeps(loop: Loop) -> None:
    duty = Step("one")
    loop.add(duty)
    assert duty.stepped()
    assert not duty.stepped(0.05)


def test_a_duty_is_woken_at_the_instant_it_asked_for(loop: Loop) -> None:
    duty = Step("one", lambda now: now + timedelta(seconds=0.2))
    began = monotonic()
    loop.add(duty)
    assert duty.stepped()
    assert duty.stepped()
    assert 0.19 <= monotonic() - began < PATIENCE_S


def test_an_instant_that_is_over_wakes_at_once(loop: Loop) -> None:
    duty = Step("one", lambda _: datetime(2023, 9, 2, tzinfo=UTC))
    loop.add(duty)
    assert duty.stepped()
    assert duty.stepped()


def test_waking_one_wakes_no_other_and_waking_all_wakes_every_one(loop: Loop) -> None:
    one, two = Step("one"), Step("two")
    for duty in (one, two):
        loop.add(duty)
        assert duty.stepped()
    loop.wake("one")
    loop.wake("nobody")
    assert one.stepped()
    assert not two.stepped(0.05)
    loop.wake_all()
    assert one.stepped()
    assert two.stepped()


def test_a_call_during_a_step_is_not_lost(loop: Loop) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(_now: datetime) -> None:
        inside.set()
        assert go_on.wait(PATIENCE_S)

    duty = Step("one", slow)
    loop.add(duty)
    assert inside.wait(PATIENCE_S)
    loop.wake("one")
    go_on.set()
    assert duty.stepped()
    assert duty.stepped()


def test_a_duty_has_one_thread_of_its_own(loop: Loop) -> None:
    one, two = Step("one"), Step("two")
    for duty in (one, two):
        loop.add(duty)
        assert duty.stepped()
        loop.wake(duty.name)
        assert duty.stepped()
    assert len(one.threads) == len(two.threads) == 1
    assert one.threads != two.threads


def test_a_duty_that_fails_is_told_of_and_tried_again_and_the_others_go_on(
    loop: Loop, faults: list[tuple[str, str]]
) -> None:
    bad, good = Step("bad", broken, nothing), Step("good")
    loop.add(bad)
    loop.add(good)
    assert bad.stepped()
    assert good.stepped()
    loop.wake("bad")
    assert bad.stepped()
    assert faults == [("bad", "LookupError('lost')")]


def test_a_failed_duty_has_an_appointment_to_be_tried_again(loop: Loop) -> None:
    bad = Step("bad", broken)
    began = SystemClock().now()
    worker = loop.add(bad)
    assert bad.stepped()
    worker.stop()
    worker.thread.join(PATIENCE_S)
    job = loop._scheduler.get_job("bad")
    assert began + AFTER_A_FAULT <= job.trigger.run_date <= SystemClock().now() + AFTER_A_FAULT


def test_whoever_is_told_of_a_fault_may_fail_as_well(loop: Loop) -> None:
    def deaf(_duty: str, _fault: Exception) -> None:
        raise OSError("disk full")

    loop._tell = deaf
    bad = Step("bad", broken)
    loop.add(bad)
    assert bad.stepped()
    loop.wake("bad")
    assert bad.stepped(), "its thread must live on"


def test_a_removed_duty_is_woken_no_more_and_its_name_is_free(loop: Loop) -> None:
    old = Step("one", lambda now: now + timedelta(seconds=0.1))
    loop.add(old)
    assert old.stepped()
    loop.remove("one")
    new = Step("one")
    loop.add(new)
    assert new.stepped()
    assert not old.stepped(0.2)
    assert not new.stepped(0.0), "the old one's appointment went with it"


def test_a_removed_duty_that_ends_its_step_late_does_not_take_over_its_successors_appointment(loop: Loop) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(now: datetime) -> datetime:
        inside.set()
        assert go_on.wait(PATIENCE_S)
        return now + timedelta(days=1)

    old = Step("one", slow)
    worker = loop.add(old)
    assert inside.wait(PATIENCE_S)
    loop.remove("one")
    new = Step("one", lambda now: now + timedelta(seconds=0.3))
    loop.add(new)
    assert new.stepped()
    go_on.set()
    worker.thread.join(PATIENCE_S)
    assert new.stepped(), "woken at its own time, not a day later"


def test_a_stop_waits_for_the_step_in_hand_and_names_what_did_not_end(loop: Loop) -> None:
    inside, never = threading.Event(), threading.Event()

    def stuck(_now: datetime) -> None:
        inside.set()
        never.wait(PATIENCE_S)

    loop.add(Step("stuck", stuck))
    loop.add(Step("idle"))
    assert inside.wait(PATIENCE_S)
    assert loop.stop(0.1) == ("stuck",)
    never.set()
    assert loop.stop(PATIENCE_S) == ()


def test_a_stop_also_waits_for_a_duty_that_was_removed_with_a_step_in_hand(loop: Loop) -> None:
    inside, go_on = threading.Event(), threading.Event()

    def slow(_now: datetime) -> None:
        inside.set()
        assert go_on.wait(PATIENCE_S)

    loop.add(Step("slow", slow))
    assert inside.wait(PATIENCE_S)
    loop.remove("slow")
    assert loop.stop(0.05) == ("slow",)
    go_on.set()
    assert loop.stop(PATIENCE_S) == ()


def test_a_duty_added_while_all_are_being_stopped_takes_no_step_and_still_ends_well(loop: Loop) -> None:
    assert loop.stop(PATIENCE_S) == ()
    late, closed = Step("late"), threading.Event()
    worker = loop.add(late, closed.set)
    worker.thread.join(PATIENCE_S)
    assert not worker.thread.is_alive()
    assert closed.is_set()
    assert not late.stepped(0.0)


def test_what_a_duty_holds_is_given_back_in_its_own_thread_after_its_last_step(loop: Loop) -> None:
    order: list[tuple[str, int]] = []
    ended = threading.Event()

    def step(_now: datetime) -> None:
        order.append(("step", threading.get_ident()))

    def close() -> None:
        order.append(("closed", threading.get_ident()))
        ended.set()

    duty = Step("one", step)
    loop.add(duty, close)
    assert duty.stepped()
    loop.remove("one")
    assert ended.wait(PATIENCE_S)
    assert [what for what, _ in order] == ["step", "closed"]
    assert order[0][1] == order[1][1]


def test_a_loop_that_never_began_can_be_stopped() -> None:
    assert Loop(SystemClock()).stop(0.1) == ()


def test_two_duties_of_one_name_are_a_mistake_of_ours(loop: Loop) -> None:
    loop.add(Step("one"))
    with pytest.raises(AssertionError, match="runs already"):
        loop.add(Step("one"))
