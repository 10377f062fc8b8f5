"""Posts on X that their authors edited: each version is a post of its own, and the latest is what counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason
from bot.campaign.tags import Nothing
from bot.networks.x_found import Told, found_in, is_latest
from bot.networks.x_intake import XIntake
from bot.ports import Seen, Vanished
from tests.networks.stage import Reply, Stage
from tests.networks.test_x_intake_hostile import opened
from tests.networks.x_square import START, WANTED, Square, all_of, ids, page_of, shown

LATER = START + timedelta(minutes=1)
LOOK_USD = Decimal("0.015")


def seen(told: object) -> Seen:
    assert isinstance(told, Seen), told
    return told


@pytest.mark.parametrize("every", [False, True])
def test_a_post_that_was_edited_before_it_is_found_is_found_once_as_it_reads_now(
    square: Square, intake: XIntake, *, every: bool
) -> None:
    square.set(x_finds_every_version=every)
    first = square.post("un #FreeAzat")
    third = square.edit(square.edit(first, text="deux #FreeAzat"), text="trois #FreeAzat")
    square.at(LATER)
    found, cursor = all_of(intake)
    assert [(one.remote_id, one.candidate.identity, one.candidate.edited) for one in found] == [(third, first, True)]
    assert all_of(intake, cursor)[0] == []


@pytest.mark.parametrize("change", [{"text": "sans le mot-dièse"}, {"pictures": []}])
def test_what_an_edit_left_behind_is_passed_by_though_it_had_the_tag_and_a_picture(
    square: Square, intake: XIntake, change: dict[str, Any]
) -> None:
    square.set(x_finds_every_version=True)
    square.edit(square.post("un #FreeAzat"), **change)
    square.at(LATER)
    other = square.post("autre #FreeAzat")
    square.at(LATER + timedelta(minutes=1))
    assert ids(all_of(intake)[0]) == [other]


def test_a_post_that_is_edited_after_it_was_found_is_found_again_under_the_same_identity(
    square: Square, intake: XIntake
) -> None:
    first = square.post("un #FreeAzat")
    square.at(LATER)
    [before], cursor = all_of(intake)
    second = square.edit(first, text="deux #FreeAzat", pictures=[shown("red")])
    square.at(LATER + timedelta(minutes=1))
    [after], _ = all_of(intake, cursor)
    assert (before.remote_id, after.remote_id) == (first, second)
    assert before.candidate.identity == after.candidate.identity == first
    assert before.fingerprint != after.fingerprint


@pytest.mark.parametrize("answers", ["that", "latest"])
def test_a_look_at_an_earlier_version_shows_the_latest_and_each_that_x_shows_is_paid_for(
    square: Square, intake: XIntake, answers: str
) -> None:
    square.set(x_asked_for_an_earlier_version=answers)
    first = square.post("un #FreeAzat")
    third = square.edit(square.edit(first, text="deux #FreeAzat"), text="trois")
    told = seen(intake.look_at(first, WANTED))
    assert (told.found.remote_id, told.found.candidate.identity) == (third, first)
    assert isinstance(told.found.candidate.tag, Nothing)
    assert told.cost_usd == LOOK_USD * (1 if answers == "latest" else 2)


def test_of_an_edited_post_that_is_deleted_every_version_is_gone(square: Square, intake: XIntake) -> None:
    first = square.post("un #FreeAzat")
    square.delete(square.edit(first, text="deux #FreeAzat"))
    assert intake.look_at(first, WANTED) == Vanished(Reason.DELETED)


def tweet(number: int, *history: int, name: str = "edit_history_tweet_ids") -> Reply:
    versions = [str(one) for one in history]
    return Reply(json={"data": {"id": str(number), "text": "#FreeAzat", "author_id": "9", name: versions}})


@pytest.fixture
def strange(stage: Stage) -> Iterator[XIntake]:
    intake = opened(stage)
    yield intake
    intake.close()


@pytest.mark.parametrize("name", ["edit_history_tweet_ids", "edit_history_post_ids"])
def test_the_history_is_known_by_its_old_and_its_new_name(stage: Stage, strange: XIntake, name: str) -> None:
    stage.on("GET", "/2/tweets/5", tweet(5, 5, 6, name=name))
    stage.on("GET", "/2/tweets/6", Reply(json={"errors": [{"type": "https://x/problems/resource-not-found"}]}))
    assert strange.look_at("5", WANTED) == Vanished(Reason.DELETED, Decimal("0.005")), "what was read was paid for"


def test_one_that_is_edited_while_it_is_looked_at_is_read_once_more(stage: Stage, strange: XIntake) -> None:
    stage.on("GET", "/2/tweets/5", tweet(5, 5, 6))
    stage.on("GET", "/2/tweets/6", tweet(6, 5, 6, 7))
    stage.on("GET", "/2/tweets/7", Reply(json={"errors": [{"type": "https://x/problems/not-authorized-for-resource"}]}))
    assert strange.look_at("5", WANTED) == Vanished(Reason.NOT_PUBLIC, Decimal("0.010"))


def test_an_x_that_names_newer_versions_for_ever_is_not_followed(stage: Stage, strange: XIntake) -> None:
    for number in range(5, 12):
        stage.on("GET", f"/2/tweets/{number}", tweet(number, number, number + 1))
    assert isinstance(strange.look_at("5", WANTED), NotSent)
    assert len(stage.asked) == 3


def test_a_version_that_cannot_be_read_is_not_taken_for_the_one_before(stage: Stage, strange: XIntake) -> None:
    stage.on("GET", "/2/tweets/5", tweet(5, 5, 6))
    stage.on("GET", "/2/tweets/6", Reply(503))
    assert isinstance(strange.look_at("5", WANTED), NotSent)


def test_a_page_on_which_only_earlier_versions_stand_moves_the_cursor_all_the_same(
    square: Square, intake: XIntake
) -> None:
    square.set(x_finds_every_version=True)
    square.edit(square.post("un #FreeAzat"), text="rien")
    square.at(LATER)
    [name] = intake.cursors(WANTED)
    page = page_of(intake.photos_since(name, "", WANTED))
    assert (page.found, page.more) == ((), False)
    assert page.cost_usd > 0
    after = page_of(intake.photos_since(name, page.cursor, WANTED))
    assert (after.found, after.cost_usd) == ((), Decimal(0))


@given(st.lists(st.integers(1, 9), max_size=6), st.integers(1, 9))
def test_of_the_versions_of_a_post_one_is_the_latest_and_all_have_one_identity(history: list[int], own: int) -> None:
    versions = sorted({*history, own})
    told = [{"id": str(one), "edit_history_tweet_ids": [str(each) for each in versions]} for one in versions]
    assert [is_latest(one) for one in told] == [one == versions[-1] for one in versions]
    assert {found_in(one, Told(), WANTED, "").candidate.identity for one in told} == {str(versions[0])}
