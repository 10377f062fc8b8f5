from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.retry import as_told, next_try
from tests.campaign.plan_world import utc

NOW = utc("2023-09-02 12:00")
shares = st.floats(0, 1)


def waits(jitter: float) -> list[float | None]:
    """The seconds between nine attempts."""
    at = [next_try(attempt, NOW, jitter) for attempt in range(1, 10)]
    return [None if again is None else (again - NOW).total_seconds() for again in at]


def test_the_wait_doubles_from_15_seconds_to_15_minutes_and_ends_with_the_eighth_attempt() -> None:
    assert waits(0.0) == [15, 30, 60, 120, 240, 480, 900, None, None]


def test_jitter_lengthens_a_wait_by_up_to_a_half() -> None:
    assert waits(1.0) == [22.5, 45, 90, 180, 360, 720, 900, None, None]


@given(st.integers(1, 7), shares)
def test_no_wait_is_shorter_than_15_seconds_or_longer_than_15_minutes(attempt: int, jitter: float) -> None:
    again = next_try(attempt, NOW, jitter)
    assert again is not None
    assert timedelta(seconds=15) <= again - NOW <= timedelta(minutes=15)


@given(st.integers(1, 6), shares)
def test_whatever_the_chance_a_wait_is_no_shorter_than_the_plain_one_before(attempt: int, jitter: float) -> None:
    again, plain = next_try(attempt + 1, NOW, jitter), next_try(attempt, NOW, 0.0)
    assert again is not None
    assert plain is not None
    assert again > plain


@pytest.mark.parametrize(("attempt", "jitter"), [(0, 0.0), (-1, 0.0), (1, -0.1), (1, 1.1)])
def test_an_attempt_that_never_was_and_a_chance_that_is_none_are_mistakes_of_ours(attempt: int, jitter: float) -> None:
    with pytest.raises(AssertionError):
        next_try(attempt, NOW, jitter)


@given(st.floats(-86_400, 86_400))
def test_what_a_network_says_counts_if_it_lies_ahead_and_never_in_a_tighter_circle_than_five_seconds(s: float) -> None:
    told = NOW + timedelta(seconds=s)
    again = as_told(told, NOW)
    if told <= NOW:
        assert again is None
    else:
        assert again == max(told, NOW + timedelta(seconds=5))


def test_a_network_that_says_nothing_of_coming_back_leaves_it_to_us() -> None:
    assert as_told(None, NOW) is None
