"""Reposting a channel's post: the forward, its refusals, finding it again, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.campaign.model import Account, NetworkName, Post
from bot.campaign.model import Place as Where
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected, Sent, Unknown
from bot.networks.telegram import TelegramNetwork
from bot.ports import Blind, Done, Looked, Prepared, Sought
from tests.networks.stage import HANG, LOST, Reply, Stage
from tests.networks.telegram_channel import CHANNEL, SINCE, STAFF, TOKEN, Channel, refusal, result, sought, told

THEIRS = {"id": -1009, "type": "channel", "title": "Lyon", "username": "Lyon_libre"}
FORWARDED = result({"message_id": 43, "date": 1, "chat": CHANNEL})
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 4, "height": 3}]


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.fixture
def network(channel: Channel) -> Iterator[TelegramNetwork]:
    network = channel.open()
    yield network
    network.close()


def post(repost_of: str = "-1009/55", *, silent: bool = False) -> Prepared:
    return Prepared(Post("", "fr", 0, 4096, silent=silent, repost_of=repost_of))


def reposted(repost_of: str = "-1009/55", after: str = "40") -> Sought:
    return replace(sought("", after=after, picture=None), repost_of=repost_of)


def theirs(message: int = 55, chat: Mapping[str, object] = THEIRS) -> dict[str, object]:
    """A message of our channel that forwards one of theirs, weeks older than the call."""
    at = int((SINCE - timedelta(days=20)).timestamp())
    origin = {"type": "channel", "chat": chat, "message_id": message, "date": at}
    return told("Ici aussi #FreeAzat", photo=PHOTO, forward_origin=origin)


@pytest.mark.parametrize(
    ("repost_of", "chat"), [("-1009/55", "-1009"), ("@Lyon_libre/55", "@Lyon_libre"), ("Lyon_libre/55", "@Lyon_libre")]
)
@pytest.mark.parametrize("silent", [False, True])
def test_a_repost_is_one_forward_of_their_message_to_our_channel(
    channel: Channel, network: TelegramNetwork, repost_of: str, chat: str, *, silent: bool
) -> None:
    channel.answer("forwardMessage", FORWARDED)
    ready = network.prepare(post(repost_of, silent=silent).post, None)
    assert isinstance(ready, Prepared)
    assert network.publish(ready, "photos/1/native/telegram") == Sent(Receipt("43", "https://t.me/azat_fr/43"))
    [asked] = channel.stage.asked
    assert asked.form == {
        "chat_id": ["@azat_fr"],
        "from_chat_id": [chat],
        "message_id": ["55"],
        "disable_notification": ["true" if silent else "false"],
    }


@pytest.mark.parametrize("repost_of", ["55", "-1009/", "/55", "-1009/5 5", "https://t.me/x/55", "@a/b/5", "-1009/٥"])
def test_what_names_no_message_of_telegrams_is_refused_before_anything_leaves(
    channel: Channel, network: TelegramNetwork, repost_of: str
) -> None:
    assert isinstance(network.prepare(post(repost_of).post, None), Rejected)
    assert isinstance(network.publish(post(repost_of), "k"), Rejected)
    assert channel.stage.asked == []


def test_a_repost_that_may_not_leave_does_not(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("forwardMessage", FORWARDED)
    assert isinstance(network.publish(post(), "k", lambda: False), NotSent)
    assert channel.stage.asked == []


@pytest.mark.parametrize(
    ("reply", "verdict", "why"),
    [
        (refusal(400, "Bad Request: message to forward not found"), Rejected, "reposted post gone"),
        (refusal(400, "Bad Request: MESSAGE_ID_INVALID"), Rejected, "reposted post gone"),
        (refusal(400, "Bad Request: the message can't be forwarded"), Rejected, "reposted post protected"),
        (refusal(400, "Bad Request: CHAT_FORWARDS_RESTRICTED"), Rejected, "reposted post protected"),
        (refusal(400, "Bad Request: chat not found"), Rejected, "reposted post out of reach"),
        (refusal(403, "Forbidden: bot is not a member of the channel chat"), Rejected, "reposted post out of reach"),
        (refusal(403, "Forbidden: bot was kicked from the channel chat"), Rejected, "reposted post out of reach"),
        (refusal(400, "Bad Request: not enough rights to send photos to the chat"), AccountBroken, "account refused"),
        (refusal(400, "Bad Request: need administrator rights in the channel chat"), AccountBroken, "account refused"),
        (refusal(401, "Unauthorized"), AccountBroken, "account refused"),
        (refusal(429, "Too Many Requests: retry after 9", retry_after=9), NotSent, "rate limit"),
        (refusal(500, "Internal Server Error"), Unknown, "server fault"),
        (Reply(body=b"<html>welcome</html>"), Unknown, "unreadable answer"),
        (result({"date": 1}), Unknown, "unreadable answer"),
        (LOST, Unknown, "answer cut off"),
    ],
)
def test_what_a_refused_repost_means(
    channel: Channel, network: TelegramNetwork, reply: Reply, verdict: type, why: str
) -> None:
    channel.answer("forwardMessage", reply)
    outcome = network.publish(post(), "k")
    assert isinstance(outcome, verdict)
    assert not isinstance(outcome, Sent)
    assert outcome.reason.startswith(why)


@pytest.mark.parametrize(
    ("method", "reply", "verdict"),
    [
        ("getChat", refusal(400, "Bad Request: chat not found"), AccountBroken),
        ("getChatMember", result({"status": "left"}), AccountBroken),
        ("getMe", refusal(500, "Internal Server Error"), NotSent),
    ],
)
def test_a_chat_that_is_not_found_may_be_our_own(
    channel: Channel, network: TelegramNetwork, method: str, reply: Reply, verdict: type
) -> None:
    channel.answer("forwardMessage", refusal(400, "Bad Request: chat not found"))
    channel.answer(method, reply)
    assert isinstance(network.publish(post(), "k"), verdict)


def test_a_repost_without_an_answer_is_unsure_at_the_deadline(channel: Channel) -> None:
    network = channel.open(deadline_s=0.4)
    channel.answer("forwardMessage", HANG)
    assert isinstance(network.publish(post(), "k"), Unknown)
    network.close()


@pytest.mark.parametrize("repost_of", ["-1009/55", "@lyon_LIBRE/55"])
def test_a_repost_is_known_again_by_what_it_forwards_and_by_nothing_else(
    channel: Channel, network: TelegramNetwork, repost_of: str
) -> None:
    elsewhere = {**THEIRS, "id": -1008, "username": "other"}
    channel.messages = {
        41: told("Ici aussi #FreeAzat", photo=PHOTO),
        42: theirs(56),
        43: theirs(),
        44: theirs(chat=elsewhere),
        45: theirs(chat={"id": -1009, "type": "channel"}) if repost_of.startswith("-") else theirs(),
    }
    found = network.find_own_posts(reposted(repost_of))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["43", "45"]
    assert found.found[0].url == "https://t.me/azat_fr/43"
    assert channel.copies == {}


def test_a_post_of_another_channel_under_the_same_number_is_a_forward_all_the_same(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {41: theirs(41), 42: told("Ici aussi #FreeAzat", photo=PHOTO)}
    found = network.find_own_posts(reposted("-1009/41"))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["41"]
    ours = network.find_own_posts(sought("Ici aussi #FreeAzat", picture=True))
    assert isinstance(ours, Looked)
    assert [receipt.remote_id for receipt in ours.found] == ["42"], "and no post of ours"


def test_a_repost_in_a_channel_known_by_its_number_is_not_given_their_address(channel: Channel) -> None:
    address = channel.stage.address
    account = Account("telegram", NetworkName.TELEGRAM, Where("settings.yaml"), address=address, handle="-1001")
    network = TelegramNetwork(account, {"bot_token": TOKEN}, 10.0, STAFF)
    shown = result({**theirs(), "message_id": 950})
    channel.answer("forwardMessage", shown, refusal(400, "Bad Request: message to forward not found"))
    channel.answer("deleteMessage", result(value=True))
    assert network.find_own_posts(reposted()) == Looked((Receipt("41", ""),))
    network.close()


def test_our_own_message_is_no_repost_of_itself(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told()}
    assert network.find_own_posts(reposted("@azat_fr/41")) == Looked()


def test_servers_before_2024_name_a_forwards_origin_in_other_fields(channel: Channel, network: TelegramNetwork) -> None:
    old = {"forward_from_chat": THEIRS, "forward_from_message_id": 55, "forward_date": 1}
    shown = {"message_id": 950, "date": 2, "text": "Ici", **old}
    missing = refusal(400, "Bad Request: message to forward not found")
    channel.answer("forwardMessage", result(shown), missing)
    channel.answer("deleteMessage", result(value=True))
    found = network.find_own_posts(reposted())
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["41"]


def test_a_repost_that_is_not_there_is_absent_and_without_a_staff_chat_nobody_can_say(channel: Channel) -> None:
    network = channel.open()
    channel.messages = {41: told("Un autre")}
    assert network.find_own_posts(reposted()) == Looked()
    network.close()
    blind = channel.open(staff_chat=None)
    assert blind.find_own_posts(reposted()) == Blind("no staff chat")
    blind.close()


def test_taking_a_repost_back_deletes_our_message_alone(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("deleteMessage", result(value=True))
    assert network.delete("43", "-1009/55") == Done()
    [asked] = channel.stage.requests("POST", ".*/deleteMessage")
    assert asked.form == {"chat_id": ["@azat_fr"], "message_id": ["43"]}
