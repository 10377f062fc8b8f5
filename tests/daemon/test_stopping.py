"""What stops a post before its first byte: a file, a clock, a person's word, a process that slept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import people
from bot.bootstrap.stopping import stop_file
from bot.campaign.delivery import State
from bot.daemon.halt import Halt, stopped_anywhere
from bot.daemon.sender import Sender
from bot.ports import EVERYTHING, Delivery, Intent, Outbox
from tests.daemon.cast import NOON, Cast, at, cast

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
OPEN = ONE + "    only-if: rally is open\n"
FREED = ONE + "    only-if: rally is freed\n    if-late: send\n"
SOON = timedelta(minutes=2)


def watching(played: Cast, stopped: Callable[[], bool] = lambda: False, *, trusted: bool = True) -> Cast:
    """The same cast, whose sender looks at a STOP file and a clock."""
    means = replace(played.means, stopped=stopped, clock_trusted=lambda: trusted)
    return replace(played, means=means, sender=Sender(played.sender.account, played.network, means))


class Meddling:
    """The real outbox; ``after_begin`` happens between the committed intent and the first byte."""

    def __init__(self, outbox: Outbox, after_begin: Callable[[], object]) -> None:
        self._outbox = outbox
        self._after_begin = after_begin

    def __getattr__(self, name: str) -> object:
        return getattr(self._outbox, name)

    def begin(self, claimed: Delivery, intent: Intent, now: object) -> bool:
        begun = self._outbox.begin(claimed, intent, now)  # type: ignore[arg-type]
        self._after_begin()
        return begun


def meddled(played: Cast, after_begin: Callable[[], object], **means: object) -> Sender:
    outbox: Outbox = Meddling(played.outbox, after_begin)  # type: ignore[assignment]
    changed = replace(played.means, outbox=outbox, **means)  # type: ignore[arg-type]
    return Sender(played.sender.account, played.network, changed)


@pytest.mark.parametrize("name", ["STOP", "stop", "Stop.txt", "STOP.txt.docx"])
def test_a_stop_file_of_any_spelling_keeps_everything_planned_until_it_is_gone(tmp_path: Path, name: str) -> None:
    played = watching(cast(tmp_path, ONE), stop_file(tmp_path))
    (tmp_path / name).touch()
    assert played.run(NOON) is None
    assert (played.network.published, played.only().state) == ([], State.PLANNED)
    (tmp_path / name).unlink()
    played.run(NOON + SOON)
    assert len(played.network.published) == 1


@pytest.mark.parametrize("name", ["stop-words.txt", "nonstop", ".stop"])
def test_other_names_stop_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    assert stop_file(tmp_path)() is False


def test_a_folder_that_cannot_be_read_stops_everything(tmp_path: Path) -> None:
    assert stop_file(tmp_path / "gone")() is True


def test_a_stop_file_between_the_intent_and_the_first_byte_stops_the_post(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    sender = meddled(played, (tmp_path / "STOP").touch, stopped=stop_file(tmp_path))
    sender.run_once(NOON)
    assert played.network.published == []
    assert (played.only().state, played.only().reason) == (State.PLANNED, "stopped just before sending")
    assert played.only().attempts == 0, "what was not sent is no attempt"


def test_staff_hear_once_that_a_stop_file_is_there_and_once_that_it_is_gone(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    halt = Halt(played.outbox, played.means.alarm, stop_file(tmp_path))
    for minute, there in enumerate([False, True, True, False, False, True]):
        (tmp_path / "STOP").touch() if there else (tmp_path / "STOP").unlink(missing_ok=True)
        played.clock.set(at(10, minute))
        halt.run_once(at(10, minute))
        # A restart knows what was told.
        halt = Halt(played.outbox, played.means.alarm, stop_file(tmp_path))
    assert played.alarms() == ["stop-file", "stop-file-gone", "stop-file"]


def shared(folder: Path) -> tuple[Cast, Halt]:
    """Our daemon, and the halt of one beside us that has the campaign in ``folder``."""
    played = cast(folder / "ours", ONE)
    played.outbox.shared = True
    played = watching(played, stopped=stopped_anywhere(played.outbox, stop_file(folder / "ours")))
    return played, Halt(played.outbox, played.means.alarm, stop_file(folder), "beside:campaign")


def test_in_a_shared_store_a_stop_file_beside_another_daemon_stops_us_too(tmp_path: Path) -> None:
    played, beside = shared(tmp_path)
    (tmp_path / "STOP").touch()
    beside.run_once(at(10, 0))
    assert people.files_elsewhere(played.outbox) == ["beside:campaign"]
    played.run(NOON)
    assert (played.network.published, played.only().state) == ([], State.PLANNED)
    # Our own halt has nothing to say of it.
    Halt(played.outbox, played.means.alarm, stop_file(tmp_path / "ours"), "ours:campaign").run_once(NOON)
    assert played.alarms() == ["stop-file"]
    (tmp_path / "STOP").unlink()
    beside.run_once(NOON)
    played.run(NOON + SOON)
    assert len(played.network.published) == 1
    assert played.alarms() == ["stop-file", "stop-file-gone"]


def test_it_stops_us_between_the_intent_and_the_first_byte(tmp_path: Path) -> None:
    played, beside = shared(tmp_path)
    (tmp_path / "STOP").touch()
    sender = meddled(played, lambda: beside.run_once(NOON), stopped=played.means.stopped)
    sender.run_once(NOON)
    assert played.network.published == []
    assert played.only().reason == "stopped just before sending"


def test_what_a_dead_daemon_said_is_taken_back_by_resume_and_a_living_one_says_it_again(tmp_path: Path) -> None:
    played, beside = shared(tmp_path)
    (tmp_path / "STOP").touch()
    beside.run_once(at(10, 0))
    people.resume(played.outbox, EVERYTHING)
    assert not played.means.stopped()
    beside.run_once(at(10, 1))
    assert played.means.stopped()


def test_a_clock_in_doubt_holds_what_is_due_without_a_word_for_each(tmp_path: Path) -> None:
    played = watching(cast(tmp_path, ONE), trusted=False)
    played.run(NOON)
    assert (played.network.published, played.alarms()) == ([], [])
    assert (played.only().state, played.only().reason) == (State.HELD, "clock")
    played.outbox.release("clock", NOON)
    watching(played).run(NOON + SOON)
    assert len(played.network.published) == 1


def test_one_persons_word_between_the_intent_and_the_first_byte_stops_the_post(tmp_path: Path) -> None:
    played = cast(tmp_path, OPEN)
    meddled(played, lambda: played.outbox.state_outcome("rally", "freed", "Jean", NOON)).run_once(NOON)
    assert played.network.published == []
    assert (played.only().state, played.only().reason) == (State.HELD, "decision")


def test_a_pause_between_the_intent_and_the_first_byte_stops_the_post(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    meddled(played, lambda: played.outbox.pause("masto", "Maria", "", NOON)).run_once(NOON)
    assert (played.network.published, played.only().state) == ([], State.PLANNED)


def test_a_stop_file_while_a_slow_server_opens_its_door_keeps_every_byte_back(tmp_path: Path) -> None:
    played = watching(cast(tmp_path, ONE), stop_file(tmp_path))

    def connected() -> None:
        played.clock.set(NOON + timedelta(seconds=9))
        (tmp_path / "STOP").touch()

    played.network.on_connect = connected
    played.run(NOON)
    assert (played.network.published, played.only().state) == ([], State.PLANNED)
    played.network.on_connect = lambda: None
    (tmp_path / "STOP").unlink()
    played.run(NOON + SOON)
    assert len(played.network.published) == 1


def test_the_next_post_keeps_its_distance_from_when_a_slow_server_got_this_one(tmp_path: Path) -> None:
    two = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
    played = cast(tmp_path, two)
    played.network.on_connect = lambda: played.clock.set(NOON + timedelta(seconds=9))
    assert played.run(NOON) == NOON + timedelta(seconds=69)
    assert len(played.network.published) == 1


def test_a_process_that_slept_past_its_lease_sends_nothing(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    meddled(played, lambda: played.clock.set(NOON + timedelta(minutes=6))).run_once(NOON)
    # It claims anew: late, but on time enough, and once.
    assert len(played.network.published) == 1
    outcomes = [attempt.outcome for attempt in played.outbox.attempts_of(played.only().key)]
    assert outcomes == ["planned", "sent"]


def test_a_process_that_slept_sends_nothing_that_another_has_taken_over(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)

    def other_daemon() -> None:
        played.clock.set(NOON + timedelta(minutes=6))
        played.outbox.recover("the other", played.clock.now())

    meddled(played, other_daemon).run_once(NOON)
    assert (played.network.published, played.only().state) == ([], State.UNKNOWN)


def test_a_fault_in_the_last_look_sends_nothing_and_is_tried_later(tmp_path: Path) -> None:
    played = cast(tmp_path, OPEN)

    begun: list[bool] = []

    def broken_by_then() -> bool:
        if begun:
            raise KeyError("a bug")
        return True

    meddled(played, lambda: begun.append(True), clock_trusted=broken_by_then).run_once(NOON)
    assert begun
    row = played.only()
    assert (played.network.published, row.state) == ([], State.PLANNED)
    assert row.not_before == NOON + timedelta(minutes=5)


def test_a_word_taken_back_in_time_lets_the_post_go(tmp_path: Path) -> None:
    played = cast(tmp_path, OPEN)
    played.outbox.state_outcome("rally", "freed", "Jean", NOON)
    played.run(NOON)
    assert played.only().reason == "decision"
    played.outbox.state_outcome("rally", "open", "Jean", NOON)
    played.outbox.release("decision", NOON)
    played.run(NOON + SOON)
    assert len(played.network.published) == 1


def test_what_an_outcome_publishes_goes_only_after_a_second_person(tmp_path: Path) -> None:
    played = cast(tmp_path, FREED)
    for minutes, persons in ((0, []), (2, ["Jean"]), (4, ["Jean"]), (6, ["Jean", "Maria"])):
        for person in persons:
            played.outbox.state_outcome("rally", "freed", person, NOON)
        played.outbox.release("decision", NOON)
        played.run(NOON + timedelta(minutes=minutes))
        assert len(played.network.published) == (len(persons) == 2)


def test_everybody_hears_whose_word_it_was_once(tmp_path: Path) -> None:
    played = cast(tmp_path, OPEN)
    played.outbox.state_outcome("rally", "freed", "Jean", NOON)
    for _ in range(3):
        Halt(played.outbox, played.means.alarm, lambda: False).run_once(NOON)
    assert played.alarms() == ["outcome-stated"]
    assert "Jean states that rally is freed" in played.outbox.alarms()[0].text


def test_a_word_taken_back_and_given_again_within_the_hour_is_heard_each_time(tmp_path: Path) -> None:
    played = cast(tmp_path, OPEN)
    halt = Halt(played.outbox, played.means.alarm, lambda: False)
    for minutes, outcome in ((0, "freed"), (5, "open"), (10, "freed")):
        now = NOON + timedelta(minutes=minutes)
        played.clock.set(now)
        played.outbox.state_outcome("rally", outcome, "Jean", now)
        halt.run_once(now)
    assert played.alarms() == ["outcome-stated"] * 3
