"""Where a channel is read back of which no post is known: behind the newest one that is older than the call."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.outcome import NotSent, Receipt
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_search import GAPS, NEAR, newest
from bot.ports import Blind, Looked
from tests.networks.stage import Stage
from tests.networks.telegram_channel import SINCE, TOKEN, Channel, refusal, sought, told

HOUR = timedelta(hours=1)


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.fixture
def network(channel: Channel) -> Iterator[TelegramNetwork]:
    network = channel.open()
    yield network
    network.close()


def filled(channel: Channel, last: int, apart: timedelta = HOUR) -> None:
    """Others' posts up to ``last``; one in four was deleted."""
    channel.messages = {
        own: told("Un autre", at=SINCE - HOUR - (last - own) * apart)
        for own in range(1, last + 1)
        if own % 4 or own == last
    }


def searched(posts: dict[int, bool], older: int = 0) -> tuple[int, list[int]]:
    """What the search ends with, and what it asked for; ``posts``: whether each that exists is older."""
    asked: list[int] = []
    search = newest(older)
    try:
        own = next(search)
        while True:
            asked.append(own)
            own = search.send(posts.get(own))
    except StopIteration as found:
        return int(found.value), asked


@given(
    gaps=st.lists(st.integers(1, GAPS), min_size=1, max_size=600),
    share=st.floats(0, 1),
)
def test_with_gaps_of_less_than_ten_it_ends_at_an_older_post_close_to_the_newest_older_one(
    gaps: list[int], share: float
) -> None:
    ids = [sum(gaps[:number]) for number in range(1, len(gaps) + 1)]
    older = ids[: int(len(ids) * share)]
    early = max((own for own in older if own < 32), default=0)
    found, asked = searched({own: own in older for own in ids}, early)
    assert found in {early, *older}
    assert max(older, default=0) - found < NEAR + GAPS
    assert len(asked) < 20 * GAPS


@pytest.mark.parametrize("last", [40, 300, 1000, 1230, 2500, 5000])
def test_where_only_every_tenth_post_was_kept_it_still_ends_close_to_the_newest_older_one(last: int) -> None:
    found, asked = searched({own: own <= last for own in range(10, 2 * last, 10)}, 30)
    assert last - NEAR - GAPS < found <= last
    assert len(asked) == len(set(asked)) < 20 * GAPS


def test_a_post_in_an_old_channel_is_found_without_any_post_being_known(
    channel: Channel, network: TelegramNetwork
) -> None:
    filled(channel, 400)
    channel.messages[403] = told()
    assert network.find_own_posts(sought(after="")) == Looked((Receipt("403", "https://t.me/azat_fr/403"),))
    assert channel.copies == {}, "every copy is deleted at once"
    assert len(channel.forwarded) < 100
    # A second look copies nothing again.
    assert isinstance(network.find_own_posts(sought(after="")), Looked)
    assert len(channel.forwarded) == len(set(channel.forwarded))


@pytest.mark.parametrize("last", [2, 19, 21, 31, 32, 33, 63, 64, 100, 257, 1000])
def test_a_post_is_found_however_many_stand_before_it_and_that_none_is_found_proves_nothing(
    channel: Channel, network: TelegramNetwork, last: int
) -> None:
    filled(channel, last)
    assert network.find_own_posts(sought(after="")) == Blind("no earlier post known")
    channel.messages[last + 1] = told()
    found = network.find_own_posts(sought(after=""))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == [str(last + 1)]


def test_a_post_behind_what_somebody_cleared_away_is_not_taken_for_absent(
    channel: Channel, network: TelegramNetwork
) -> None:
    filled(channel, 39)
    channel.messages[100] = told()
    assert network.find_own_posts(sought(after="")) == Blind("no earlier post known")


def test_a_post_that_is_newer_than_the_call_is_nothing_to_begin_after(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {own: told("Un autre", at=SINCE + HOUR) for own in range(30, 50)}
    channel.messages[25] = told()
    assert network.find_own_posts(sought(after="")) == Blind("no earlier post known")


def test_a_message_that_cannot_be_read_behind_the_newest_older_one_may_be_ours(
    channel: Channel, network: TelegramNetwork
) -> None:
    filled(channel, 50)
    channel.messages[52] = told(service=True)
    assert network.find_own_posts(sought(after="")) == Blind("protected content")


def test_a_search_that_is_broken_off_settles_nothing_and_goes_on_the_next_time(
    channel: Channel, network: TelegramNetwork
) -> None:
    filled(channel, 100)
    channel.messages[101] = told()
    missing = refusal(400, "Bad Request: message to forward not found")
    limit = refusal(429, "Too Many Requests: retry after 40", retry_after=40)
    channel.answer("forwardMessage", *[missing] * 20, limit)
    assert isinstance(network.find_own_posts(sought(after="")), NotSent)
    channel.stage.on("POST", f"/bot{TOKEN}/forwardMessage", channel.forward)
    before = len(channel.asked_for())
    assert isinstance(network.find_own_posts(sought(after="")), Looked)
    assert not set(channel.asked_for()[before:]) & set(range(1, 21)), "what was missing a moment ago is not asked again"
    assert isinstance(network.find_own_posts(sought(after="")), Looked)
