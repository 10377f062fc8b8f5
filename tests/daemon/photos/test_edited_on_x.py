"""A post on X that its author edits: the newer version, which is a post of its own, is what counts."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from bot.campaign.delivery import State as Row
from bot.campaign.moderation import Flag
from bot.campaign.photo import Reason, State
from bot.daemon.photos.sources import EDITED
from bot.daemon.reconciler import Reconciler
from tests.daemon.photos.photo_cast import SCHEDULE
from tests.daemon.photos.x_cast import Bird, bird, shown
from tests.sandbox.driver import Sandbox


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    running = Sandbox()
    yield running
    running.close()


@pytest.fixture
def square(tmp_path: Path, sandbox: Sandbox) -> Iterator[Bird]:
    made = bird(tmp_path, sandbox)
    yield made
    made.scene.collector.close()
    made.sender.network.close()


AWAY: list[tuple[dict[str, Any], Reason]] = [
    ({"text": "sans le mot-dièse"}, Reason.TAG_REMOVED),
    ({"pictures": []}, Reason.PICTURE_CHANGED),
    ({"pictures": [shown("red")]}, Reason.PICTURE_CHANGED),
]
LOOK = Decimal("0.015")


def ended(square: Bird) -> tuple[State, Reason | None]:
    return square.photo().state, square.photo().reason


@pytest.mark.parametrize(("changed", "reason"), AWAY)
def test_a_repost_whose_source_is_edited_is_taken_back(square: Bird, changed: dict[str, Any], reason: Reason) -> None:
    first = square.reposted()
    square.turn(5)
    square.edit(first, **changed)
    square.collect(30)
    assert ended(square) == (State.GONE, reason)
    square.work()
    assert (square.retweets(), square.row().state) == ([], Row.RETRACTED)


def test_an_edit_in_the_last_minutes_of_its_hour_is_noticed_once_the_hour_is_over(square: Bird) -> None:
    first = square.reposted()
    square.collect(40)
    square.turn(17)
    square.edit(first, text="sans le mot-dièse")
    square.collect(10)
    square.work()
    assert (ended(square), square.retweets()) == ((State.GONE, Reason.TAG_REMOVED), [])


def test_an_edit_that_is_made_when_the_time_for_photos_is_over_counts_all_the_same(square: Bird) -> None:
    settings = (
        (square.scene.cast.folder / "settings.yaml")
        .read_text()
        .replace("photos: {", "photos: {until: 2030-06-08 at 12:30 in Paris, ")
    )
    square.scene.cast.write(SCHEDULE, settings)
    square.scene.cast.load()
    first = square.reposted()
    square.turn(30)
    square.edit(first, text="sans le mot-dièse")
    square.collect(10)
    assert ended(square) == (State.GONE, Reason.TAG_REMOVED)


def test_an_edit_of_the_words_alone_takes_nothing_back(square: Bird) -> None:
    first = square.reposted()
    square.edit(first, text="Ici, sans faute #Small")
    for _ in range(8):
        square.collect()
        square.work()
    assert (square.photo().state, square.retweets()) == (State.APPROVED, [first])


def test_what_was_retweeted_is_taken_back_by_its_own_id_although_there_is_a_newer_version(square: Bird) -> None:
    first = square.reposted()
    square.edit(first, text="Ici, sans faute #Small")
    square.collect()
    square.say("STOP", first)
    square.collect()
    square.work()
    assert (square.photo().state, square.retweets()) == (State.WITHDRAWN, [])


def test_a_repost_is_looked_at_while_it_may_be_edited_and_once_when_it_may_not(square: Bird) -> None:
    square.reposted()
    looks = [looks_of(square, square.collect) for _ in range(20)]
    assert looks == [0, 1, 0, 1, *[0] * 16]
    assert square.spent() == LOOK * 4, "found, looked at before it went out, and these two"


def test_no_restart_repeats_a_look_that_is_paid_for(square: Bird) -> None:
    square.reposted()
    looks = []
    for _ in range(12):
        looks.append(looks_of(square, square.collect))
        square.begin_anew()
    assert looks == [0, 0, 0, 1, *[0] * 8]


def test_what_is_reposted_when_its_hour_is_over_is_not_looked_at_again(square: Bird) -> None:
    square.post()
    square.collect(1)
    square.turn(66)
    square.approve()
    square.work()
    assert looks_of(square, square.work) == 0
    assert sum(looks_of(square, square.collect) for _ in range(8)) == 0


def test_one_that_cannot_be_looked_at_when_its_hour_is_over_is_looked_at_in_the_next_rounds(square: Bird) -> None:
    first = square.reposted()
    square.turn(50)
    square.edit(first, text="sans le mot-dièse")
    square.sandbox.control(
        "POST", "faults", [{"network": "x", "when": {"path": "/2/tweets/*"}, "do": "status", "status": 503}]
    )
    square.collect(20)
    square.begin_anew()
    square.collect()
    assert square.photo().state is State.APPROVED
    square.sandbox.control("DELETE", "faults")
    square.collect()
    assert ended(square) == (State.GONE, Reason.TAG_REMOVED)


def test_no_money_left_for_searching_keeps_nobody_from_looking(square: Bird) -> None:
    first = square.reposted()
    square.scene.cast.outbox.note("photos of bird cost: 2030-06", "5")
    square.collect()
    square.edit(first, text="sans le mot-dièse")
    square.collect(40)
    assert ended(square) == (State.GONE, Reason.TAG_REMOVED)
    assert square.spent() == 5 + 2 * LOOK, "both versions"


@pytest.mark.parametrize("out", [False, True])
@pytest.mark.parametrize("every", [False, True])
def test_a_search_that_finds_the_newer_version_with_another_picture_ends_the_photo_at_once(
    square: Bird, *, out: bool, every: bool
) -> None:
    square.sandbox.control("POST", "settings", {"x_finds_every_version": every})
    first = square.reposted() if out else square.found()
    square.edit(first, pictures=[shown("red")])
    assert looks_of(square, square.collect) == 0
    assert ended(square) == (State.GONE, Reason.PICTURE_CHANGED)
    square.work()
    assert square.retweets() == []


@pytest.mark.parametrize("every", [False, True])
def test_a_photo_that_is_found_under_two_ids_is_one_and_its_newer_version_goes_out(
    square: Bird, *, every: bool
) -> None:
    square.sandbox.control("POST", "settings", {"x_finds_every_version": every})
    second = square.edit(square.found(), text="Ici, sans faute #Small")
    square.collect()
    assert (square.photo().state, square.photo().remote_id) == (State.QUEUED, second)
    assert Flag.EDITED in square.photo().flags
    square.approve()
    for _ in range(3):
        square.work(20)
    assert (square.retweets(), square.row().repost_of) == ([second], second)


@pytest.mark.parametrize("every", [False, True])
def test_both_versions_on_one_page_are_one_photo(square: Bird, *, every: bool) -> None:
    square.sandbox.control("POST", "settings", {"x_finds_every_version": every})
    second = square.edit(square.post(), text="Ici, sans faute #Small")
    square.collect()
    assert (square.photo().state, square.photo().remote_id) == (State.QUEUED, second)


@pytest.mark.parametrize(("changed", "reason"), AWAY)
def test_what_is_edited_between_the_yes_and_its_turn_does_not_go_out(
    square: Bird, changed: dict[str, Any], reason: Reason
) -> None:
    first = square.found()
    square.approve()
    square.edit(first, **changed)
    for _ in range(3):
        square.work(20)
    assert (ended(square), square.retweets(), square.row().state) == ((State.GONE, reason), [], Row.CANCELLED)


def test_of_what_is_reworded_between_the_yes_and_its_turn_the_newer_version_goes_out_once(
    square: Bird, caplog: pytest.LogCaptureFixture
) -> None:
    first = square.found()
    square.approve()
    second = square.edit(first, text="Ici, sans faute #Small")
    with caplog.at_level(logging.INFO, "bot"):
        for _ in range(3):
            square.work(20)
    assert square.retweets() == [second]
    assert square.looked == [first, second], "it goes out as it was looked at last"
    told = [record.fields.get("reason") for record in caplog.records if hasattr(record, "fields")]
    assert told.count(EDITED) == 1
    assert (square.photo().state, square.photo().remote_id) == (State.APPROVED, second)
    assert (square.row().repost_of, square.row().remote_id) == (second, second)
    square.say("STOP", second)
    square.collect()
    square.work()
    assert (square.photo().state, square.retweets()) == (State.WITHDRAWN, [])


def test_what_was_called_for_keeps_the_id_it_was_called_for_by_whatever_is_edited_since(square: Bird) -> None:
    first = square.found()
    square.approve()
    when = {"method": "POST", "path": "/2/users/*/retweets"}
    fault = {"network": "x", "when": when, "do": "cut_after", "bytes": 0, "times": 1}
    square.sandbox.control("POST", "faults", [fault])
    square.work()
    assert (square.row().state, square.retweets()) == (Row.UNKNOWN, [first])
    square.edit(first, text="Ici, sans faute #Small")
    square.collect(40)
    assert square.photo().remote_id == first
    reconciler = Reconciler(square.scene.cast.means)
    for _ in range(5):
        square.turn(1)
        reconciler.run_once(square.scene.cast.clock.now())
    assert (square.row().state, square.row().repost_of) == (Row.SENT, first)
    assert square.retweets() == [first]


def looks_of(square: Bird, work: Callable[[], None]) -> int:
    """How many posts are looked at meanwhile."""
    before = len(square.looked)
    work()
    return len(square.looked) - before
