"""Copies in the staff's chat: never two of one message, none left behind, whatever breaks the look off."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest

from bot.campaign.outcome import NotSent
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_loop import SharedBot
from bot.ports import Done, Looked
from tests.networks.posts import post
from tests.networks.stage import HANG, LOST, Asked, Reply, Stage
from tests.networks.telegram_channel import TOKEN, Channel, refusal, result, sought, told


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.fixture
def network(channel: Channel) -> Iterator[TelegramNetwork]:
    network = channel.open()
    yield network
    network.close()


def ids(found: object) -> list[str]:
    assert isinstance(found, Looked), found
    return [receipt.remote_id for receipt in found.found]


def until(number: int, then: Reply, go_on: Callable[[Asked], Reply]) -> Callable[[Asked], Reply]:
    """Answers as usual, save the call of that number."""
    calls = iter(range(1, 10_000))
    return lambda asked: then if next(calls) == number else go_on(asked)


def test_a_second_look_copies_nothing_again_but_reads_gaps_afresh(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told("Un autre"), 43: told("Encore")}
    assert ids(network.find_own_posts(sought())) == []
    channel.messages[44] = told()
    assert ids(network.find_own_posts(sought())) == ["44"]
    assert ids(network.find_own_posts(sought())) == ["44"]
    assert channel.forwarded == [41, 43, 44]
    assert channel.asked_for().count(42) == 3


def test_a_look_that_was_broken_off_goes_on_where_it_stopped(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told("Un autre"), 43: told("Encore"), 44: told()}
    wait = refusal(429, "Too Many Requests: retry after 40", retry_after=40)
    channel.stage.on("POST", f"/bot{TOKEN}/forwardMessage", until(4, wait, channel.forward))
    assert isinstance(network.find_own_posts(sought()), NotSent)
    assert ids(network.find_own_posts(sought())) == ["44"]
    assert channel.asked_for()[:6] == [41, 42, 43, 44, 42, 44]
    assert channel.forwarded == [41, 43, 44]


def test_a_gap_below_what_stood_there_already_is_not_asked_for_again(
    channel: Channel, network: TelegramNetwork
) -> None:
    wait = refusal(429, "Too Many Requests: retry after 40", retry_after=40)
    channel.stage.on("POST", f"/bot{TOKEN}/forwardMessage", until(4, wait, channel.forward))
    assert isinstance(network.find_own_posts(sought(highest="90")), NotSent)
    assert ids(network.find_own_posts(sought(highest="90"))) == []
    assert channel.asked_for()[:5] == [41, 42, 43, 44, 44]


def test_a_gap_that_was_the_channels_end_when_it_was_read_is_read_again(
    channel: Channel, network: TelegramNetwork
) -> None:
    """What came there since is no gap, although a higher id is known by now."""
    wait = refusal(429, "Too Many Requests: retry after 40", retry_after=40)
    channel.stage.on("POST", f"/bot{TOKEN}/forwardMessage", until(4, wait, channel.forward))
    assert isinstance(network.find_own_posts(sought()), NotSent)
    channel.messages = {42: told(), 43: told("Un autre")}
    assert ids(network.find_own_posts(sought(highest="43"))) == ["42"]


@pytest.mark.usefixtures("network")
def test_another_client_of_the_same_bot_knows_what_was_probed(channel: Channel) -> None:
    channel.messages = {41: told("Un autre")}
    for _ in range(2):
        other = channel.open()
        assert ids(other.find_own_posts(sought())) == []
        other.close()
    assert channel.forwarded == [41]


@pytest.mark.parametrize("reply", [refusal(429, "Too Many Requests", retry_after=1), Reply(502), LOST])
def test_a_copy_that_could_not_be_deleted_is_deleted_by_the_next_look(
    channel: Channel, network: TelegramNetwork, reply: Reply
) -> None:
    channel.messages = {41: told()}
    channel.stage.on("POST", f"/bot{TOKEN}/deleteMessage", reply, channel.delete)
    assert ids(network.find_own_posts(sought())) == ["41"]
    assert channel.copies == {901: 41}
    assert ids(network.find_own_posts(sought())) == ["41"]
    assert channel.copies == {}
    assert channel.forwarded == [41]


def test_a_copy_that_is_left_is_deleted_when_the_channel_is_closed(channel: Channel) -> None:
    channel.messages = {41: told()}
    network = channel.open()
    channel.stage.on("POST", f"/bot{TOKEN}/deleteMessage", Reply(502), channel.delete)
    network.find_own_posts(sought())
    assert channel.copies
    network.close()
    assert channel.copies == {}


def test_a_copy_that_telegram_never_deletes_is_not_asked_for_for_ever(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {41: told()}
    channel.answer("deleteMessage", refusal(400, "Bad Request: message can't be deleted"))
    for _ in range(3):
        assert ids(network.find_own_posts(sought())) == ["41"]
    assert len(channel.stage.requests("POST", ".*/deleteMessage")) == 1


def test_a_copy_is_deleted_even_when_it_cannot_be_made_sense_of(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told(forward_origin={"type": "channel", "date": 10**30, "chat": [], "message_id": {}})}
    network.find_own_posts(sought())
    assert channel.forwarded == [41]
    assert channel.copies == {}


def test_a_look_given_up_while_it_deletes_keeps_what_it_read(channel: Channel) -> None:
    channel.messages = {41: told()}
    channel.stage.on("POST", f"/bot{TOKEN}/deleteMessage", HANG, channel.delete)
    network = channel.open(deadline_s=1.5)
    assert isinstance(network.find_own_posts(sought()), NotSent)
    assert channel.copies == {901: 41}
    assert ids(network.find_own_posts(sought())) == ["41"]
    assert channel.forwarded == [41]
    assert channel.copies == {}
    network.close()


def test_a_forward_whose_answer_is_lost_ends_the_look_at_its_deadline(channel: Channel) -> None:
    channel.answer("forwardMessage", HANG)
    network = channel.open(deadline_s=0.3)
    assert isinstance(network.find_own_posts(sought()), NotSent)
    network.close()


def test_a_post_found_before_and_deleted_since_is_no_longer_found(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told()}
    assert ids(network.find_own_posts(sought())) == ["41"]
    del channel.messages[41]
    assert ids(network.find_own_posts(sought())) == []
    assert channel.forwarded == [41]


def test_what_we_changed_ourselves_is_read_anew(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told()}
    channel.answer("editMessageText", result({"message_id": 41, "date": 1, "chat": {"id": -1001, "type": "channel"}}))
    assert ids(network.find_own_posts(sought())) == ["41"]
    channel.messages[41] = told("Bonsoir")
    assert network.edit("41", post("Bonsoir")) == Done()
    assert ids(network.find_own_posts(sought())) == []
    assert ids(network.find_own_posts(sought("Bonsoir"))) == ["41"]


def test_two_who_look_at_once_make_no_second_copy(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = dict.fromkeys(range(41, 51), told("Un autre"))
    other = channel.open()
    threads = [threading.Thread(target=own.find_own_posts, args=(sought(),)) for own in (network, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
    other.close()
    assert channel.forwarded == list(range(41, 51))
    assert len(SharedBot._all) == 1
