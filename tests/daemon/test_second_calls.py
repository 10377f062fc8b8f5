"""Matrix rows 11 and 13: the second call for a post whose first one was executed after all."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import Outcome, Unknown
from tests.daemon.cast import NOON, cast
from tests.daemon.days import days
from tests.daemon.played import LOST

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
DUPLICATE = Unknown("duplicate: 403 You are not allowed to create a Tweet with duplicate content.")
FAULT = Unknown("500 to a key that is known")


@pytest.mark.parametrize("answer", [DUPLICATE, FAULT], ids=["a duplicate on X", "500 to Mastodon's own key"])
@pytest.mark.parametrize("seen_after_s", [0, 30, 100])
def test_a_second_call_that_a_server_refuses_because_of_the_first_is_sent_with_the_firsts_id(
    tmp_path: Path, answer: Unknown, seen_after_s: int
) -> None:
    """Twice nothing is found, so it is called for again; in that very moment the server executes the first call."""
    played = cast(tmp_path, ONE)

    def refused() -> Outcome:
        played.network.execute(after=timedelta(seconds=seen_after_s))
        return answer

    played.network.script = [LOST, refused]
    days(played).until(NOON + timedelta(hours=3))
    assert len(played.network.published) == 2
    assert len({key for _, key in played.network.published}) == 1
    (there,) = played.network.world
    row = played.only()
    assert (row.state, row.remote_id) == (State.SENT, there.id)
    assert played.alarms() == []


@pytest.mark.parametrize("answer", [DUPLICATE, FAULT], ids=["a duplicate on X", "500 to Mastodon's own key"])
def test_the_first_call_refused_like_that_is_sent_when_its_post_is_found(tmp_path: Path, answer: Unknown) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed(answer)]
    days(played).until(NOON + timedelta(hours=3))
    assert (len(played.network.published), played.only().state) == (1, State.SENT)
    assert played.only().remote_id == played.network.world[0].id
