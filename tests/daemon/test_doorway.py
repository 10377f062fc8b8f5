"""Who has an answer to take down lets the posts out first whose instant has come."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.outcome import Outcome, Receipt, Sent
from bot.daemon.doorway import PATIENCE_S, Doorway
from bot.daemon.sender import Sender
from tests.daemon.cast import NOON, cast

LONG_S = 30.0
SHORT_S = 0.001


def test_an_answer_waits_until_the_post_at_the_door_is_out() -> None:
    doorway, inside, out = Doorway(), threading.Event(), threading.Event()

    def stand() -> None:
        with doorway.standing(NOON):
            inside.set()
            out.wait(LONG_S)

    post = threading.Thread(target=stand)
    post.start()
    assert inside.wait(LONG_S)
    assert not doorway.let_out(NOON, SHORT_S), "it stands there still, and nobody waits for ever"
    waited = threading.Thread(target=doorway.let_out, args=(NOON, LONG_S))
    waited.start()
    out.set()
    waited.join(LONG_S / 2)
    assert not waited.is_alive()
    assert doorway.let_out(NOON, SHORT_S)
    post.join()


def test_nobody_waits_for_a_post_whose_instant_is_far_off() -> None:
    doorway = Doorway()
    with doorway.standing(NOON + timedelta(seconds=1)):
        assert doorway.let_out(NOON, SHORT_S)
        assert not doorway.let_out(NOON + timedelta(seconds=1), SHORT_S)


def test_each_of_many_posts_is_waited_for_and_one_that_failed_is_not() -> None:
    doorway = Doorway()
    with doorway.standing(NOON):
        with pytest.raises(ValueError, match="cut"), doorway.standing(NOON):
            raise ValueError("cut")
        assert not doorway.let_out(NOON, SHORT_S), "the other one"
    assert doorway.let_out(NOON, SHORT_S)


def test_a_sender_lets_others_out_before_it_listens_and_again_before_it_takes_the_answer_down(tmp_path: Path) -> None:
    told: list[str] = []

    class Seen(Doorway):
        def let_out(self, now: datetime, patience_s: float = PATIENCE_S) -> bool:
            told.append("others")
            return super().let_out(now, patience_s)

    def answer() -> Outcome:
        told.append("answer")
        return Sent(Receipt("1", "http://here/1"))

    played = cast(tmp_path, "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n")
    played.network.script = [answer]
    means = replace(played.means, doorway=Seen())
    replace(played, means=means, sender=Sender(played.sender.account, played.network, means)).run(NOON)
    assert told == ["others", "answer", "others"]
