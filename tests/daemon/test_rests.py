from __future__ import annotations

from datetime import timedelta

from bot.daemon.rests import Rests
from tests.daemon.cast import NOON

HOUR = timedelta(hours=1)


def test_what_is_put_off_waits_until_then_and_no_longer() -> None:
    rests = Rests[str]()
    rests.put_off("news", NOON, NOON + HOUR)
    assert rests.until("news", NOON) == NOON + HOUR
    assert rests.until("news", NOON + HOUR) is None
    assert rests.until("other", NOON) is None


def test_the_last_word_counts_and_may_be_taken_back() -> None:
    rests = Rests[str]()
    rests.put_off("news", NOON, NOON + HOUR)
    rests.put_off("news", NOON, NOON + 2 * HOUR)
    assert rests.until("news", NOON + HOUR) == NOON + 2 * HOUR
    rests.forget("news")
    assert rests.until("news", NOON) is None


def test_nothing_waits_for_an_instant_of_a_clock_that_has_been_set_back() -> None:
    rests = Rests[str]()
    tomorrow = NOON + 24 * HOUR
    rests.put_off("news", tomorrow, tomorrow + HOUR)
    assert rests.until("news", NOON) is None
