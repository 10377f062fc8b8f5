"""The bar: accounts pointed at servers that are not ours get every post of a day once, with picture and alt text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import SystemClock
from tests.foreign.arrivals import Count
from tests.foreign.day import OneDay


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OneDay]:
    folder: Path = tmp_path_factory.mktemp("one_day")
    day = OneDay(folder, SystemClock().now())
    yield day
    day.close()


@pytest.fixture(scope="module")
def count(day: OneDay) -> Count:
    return day.run()


def test_every_post_arrives_once_as_written_through_two_restarts(day: OneDay, count: Count) -> None:
    assert count.faults == (), day.log()
    assert (count.once, count.intact, count.told) == (count.posts, count.pictures, count.alts)
    assert (count.posts, count.pictures, count.alts) == (112, 56, 48)


def test_every_request_to_x_was_as_its_document_says_and_signed(day: OneDay, count: Count) -> None:
    assert [why for server in day.simulators.values() for why in server.violations] == []
    for server in day.simulators.values():
        assert server.asked.count("POST /2/tweets") == 16
        assert server.asked.count("POST /2/media/metadata") == 8


def test_no_upload_was_left_over(day: OneDay, count: Count) -> None:
    assert all(made.status for made in day.gotosocial.media.values())
    assert len(day.gotosocial.media) == 8
