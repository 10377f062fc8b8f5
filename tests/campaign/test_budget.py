"""What an account may still do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.budget import WINDOWS, Call, counts_from, free_at, month_after, month_of, spent_usd
from bot.campaign.model import NetworkName

NOON = datetime(2030, 6, 8, 10, tzinfo=UTC)


def calls(number: int, apart_s: float, *, picture: bool = False) -> list[Call]:
    """So many calls, the last at noon."""
    return [Call(NOON - timedelta(seconds=apart_s * back), picture) for back in reversed(range(number))]


def test_the_three_hundred_and_first_status_waits_until_the_first_is_three_hours_old() -> None:
    full = calls(300, 30)
    assert free_at(NetworkName.MASTODON, full) == full[0].at + timedelta(hours=3)
    assert free_at(NetworkName.MASTODON, full[1:]) is None


def test_only_pictures_count_for_the_pictures_limit() -> None:
    assert free_at(NetworkName.MASTODON, calls(30, 10)) is None
    pictured = calls(30, 10, picture=True)
    assert free_at(NetworkName.MASTODON, pictured) == pictured[0].at + timedelta(minutes=30)


def test_a_telegram_chat_hears_one_message_a_second_and_twenty_a_minute() -> None:
    assert free_at(NetworkName.TELEGRAM, calls(1, 1)) == NOON + timedelta(seconds=1)
    assert free_at(NetworkName.TELEGRAM, calls(20, 2)) == NOON - timedelta(seconds=38) + timedelta(minutes=1)


@given(
    network=st.sampled_from([NetworkName.MASTODON, NetworkName.TELEGRAM]),
    gaps=st.lists(st.floats(0, 120), min_size=1, max_size=60),
    pictures=st.booleans(),
)
def test_calls_that_wait_for_their_turn_never_break_a_window(
    network: NetworkName, gaps: list[float], *, pictures: bool
) -> None:
    made: list[Call] = []
    now = NOON
    for gap in gaps:
        now += timedelta(seconds=gap)
        now = max(now, free_at(network, [call for call in made if call.at >= counts_from(network, now)]) or now)
        made.append(Call(now, pictures))
    for window in WINDOWS[network]:
        if window.pictures and not pictures:
            continue
        for index in range(window.most, len(made)):
            assert made[index].at - made[index - window.most].at >= window.within


def test_a_month_is_billed_by_the_calendar_in_utc() -> None:
    paris = timedelta(hours=2)
    assert month_of(NOON) == datetime(2030, 6, 1, tzinfo=UTC)
    assert month_after(datetime(2030, 12, 31, 23, tzinfo=UTC)) == datetime(2031, 1, 1, tzinfo=UTC)
    assert month_after(datetime(2030, 1, 31, tzinfo=UTC)) == datetime(2030, 2, 1, tzinfo=UTC)
    made = [Call(datetime(2030, 5, 31, 23, 59, tzinfo=UTC), usd=Decimal(5)), Call(NOON - paris, usd=Decimal("0.2"))]
    assert spent_usd(made, NOON) == Decimal("0.2")
    assert counts_from(NetworkName.X, NOON) == month_of(NOON)
