"""A call that its network asks about before the first byte, asks about twice, or never asks about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.model import Post
from bot.campaign.outcome import NotSent, Outcome
from bot.daemon.ahead import Ahead
from bot.daemon.threshold import Threshold
from bot.daemon.verdicts import Ready
from bot.ports import Intent, Prepared, at_once
from tests.daemon.cast import NOON, SETTINGS, cast
from tests.daemon.watched import watched

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
POST = Post("Un.", "fr", length=3, limit=500)
INTENT = Intent("Un.", "", "key", (), (), "", NOON + timedelta(seconds=75))


def test_a_door_that_is_never_opened_is_no_call_and_the_post_is_tried_again_as_what_it_is(tmp_path: Path) -> None:
    seen = watched(tmp_path, ONE, SETTINGS)

    def shut(
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = at_once,
        may_listen: Callable[[], object] = at_once,
    ) -> Outcome:
        del ready, key, may_leave, may_listen
        return NotSent("connection refused")

    seen.cast.network.publish = shut  # type: ignore[method-assign] # nobody asks whether anything may leave
    again = NOON + timedelta(seconds=15)
    assert seen.cast.run(NOON) == again, "the account's spacing of a minute counts from calls, and there was none"
    assert seen.outbox.settled == [(State.PLANNED, "connection refused", NOON, again)]


def test_the_last_answer_is_the_one_that_counts(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    ahead = Ahead(played.clock, 0.0)
    threshold = Threshold(played.only(), POST, INTENT, NOON, played.means, ahead, lambda *_: Ready(POST))
    assert (threshold.refusal, threshold.crossed) == ("", None), "not asked yet"
    assert threshold.may_leave()
    assert (threshold.refusal, threshold.crossed) == ("", NOON)
    played.outbox.pause("masto", "Maria", "news", NOON)
    assert not threshold.may_leave()
    assert (threshold.refusal, threshold.crossed) == ("paused just before sending", None)
    played.outbox.resume("masto")
    later = NOON + timedelta(seconds=1)
    played.clock.set(later)
    assert threshold.may_leave()
    assert (threshold.refusal, threshold.crossed) == ("", later)
