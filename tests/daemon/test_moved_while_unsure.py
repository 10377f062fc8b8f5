"""An edit that moves a post while it is in hand, or unsure: it goes out at the instant that the files give it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent, Outcome, Unknown
from bot.daemon.reconciler import Reconciler
from tests.daemon.cast import NOON, Cast, at, cast
from tests.daemon.watched import FAST, Seen, watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Venez.}\n"
TOMORROW = ONE.replace("06-08 at 12:00", "06-09 at 18:00")
MOVED_TO = at(16, day=9)
KEY = "one/once/france/masto"


def save(played: Cast, schedule: str = TOMORROW) -> None:
    """Save the files and put them in force, as the reloader does."""
    played.write(schedule, FAST)
    played.load()


def reconciled(played: Cast) -> None:
    """Whether it is out is found out."""
    reconciler = Reconciler(played.means)
    for seconds in range(5, 600, 15):
        played.clock.set(NOON + timedelta(seconds=seconds))
        reconciler.run_once(played.clock.now())
    assert played.only().state is State.PLANNED, "it is not there"


def waits_for_tomorrow(played: Cast) -> None:
    """As the files say, to the staff and to the sender alike."""
    row = played.only()
    assert (row.state, row.due, row.not_before, row.reason) == (State.PLANNED, MOVED_TO, None, "moved by an edit")


def test_a_post_that_was_moved_while_nobody_knew_whether_it_is_out_waits_for_its_new_time(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, settings=FAST)
    played.network.script = [Unknown("no answer in time")]
    played.run(NOON)
    save(played)
    reconciled(played)
    assert played.run(NOON + timedelta(minutes=10)) == MOVED_TO
    assert len(played.network.published) == 1
    waits_for_tomorrow(played)
    played.run(MOVED_TO)
    assert [post.text for post, _ in played.network.published[1:]] == ["Venez.\n#Small"]


def test_moved_back_it_goes_out_as_it_was_to(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, settings=FAST)
    played.network.script = [Unknown("no answer in time")]
    played.run(NOON)
    save(played)
    reconciled(played)
    played.run(NOON + timedelta(minutes=10))
    save(played, ONE.replace("12:00", "12:30"))
    assert played.run(NOON + timedelta(minutes=11)) == NOON + timedelta(minutes=30)
    played.run(NOON + timedelta(minutes=30))
    assert played.only().state is State.SENT


@pytest.mark.parametrize("answer", ["upload", "intent", "call"])
def test_a_post_that_was_moved_while_it_was_in_hand_waits_for_its_new_time(tmp_path: Path, answer: str) -> None:
    seen: Seen = watched(tmp_path, ONE)
    played = seen.cast

    def refused() -> Outcome:
        save(played)
        return NotSent("connection refused")

    points: dict[str, Callable[[], None]] = {
        "upload": lambda: setattr(played.network, "on_prepare", lambda: save(played)),
        "intent": lambda: setattr(seen.outbox, "after_begin", lambda: save(played)),
        "call": lambda: played.network.script.append(refused),
    }
    points[answer]()
    played.run(NOON)
    later = NOON + timedelta(seconds=15)
    assert played.run(later) == MOVED_TO
    assert len(played.network.published) == (answer == "call")
    waits_for_tomorrow(played)


def test_what_a_person_wants_out_now_does_not_wait_for_the_files(tmp_path: Path) -> None:
    played = cast(tmp_path, TOMORROW, settings=FAST)
    played.outbox.expedite(KEY, "Maria", NOON)
    played.run(NOON)
    assert (played.only().state, played.only().sent_at) == (State.SENT, NOON)


def test_what_a_person_says_to_send_again_does_not_wait_for_the_files(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, settings=FAST)
    played.network.script = [Unknown("no answer in time")]
    played.run(NOON)
    save(played)
    later = NOON + timedelta(minutes=2)
    played.outbox.resolve(KEY, State.PLANNED, "Maria", later)
    played.run(later)
    assert played.only().state is State.SENT
