"""Reading a channel back by forwarding its latest posts into the staff's chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.campaign.outcome import AccountBroken, NotSent, Receipt
from bot.networks.telegram import TelegramNetwork
from bot.ports import Blind, Looked
from tests.networks.stage import Asked, Reply, Stage
from tests.networks.telegram_channel import SINCE, TOKEN, Channel, refusal, result, sought, told

PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 4, "height": 3}]


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.fixture
def network(channel: Channel) -> Iterator[TelegramNetwork]:
    network = channel.open()
    yield network
    network.close()


def test_a_post_that_went_out_is_found_behind_the_last_known_one(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told("Un autre"), 42: told()}
    assert network.find_own_posts(sought()) == Looked((Receipt("42", "https://t.me/azat_fr/42"),))
    assert channel.copies == {}, "every copy is deleted at once"
    assert channel.silent == {"true"}


def test_a_post_that_did_not_go_out_is_absent_after_fifty_ids_that_do_not_exist(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {40: told(), 43: told("Un autre")}
    assert network.find_own_posts(sought()) == Looked()
    assert channel.asked_for() == list(range(41, 94))


def test_deleted_and_foreign_posts_between_do_not_end_the_look(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {50: told("Un autre"), 60: told()}
    found = network.find_own_posts(sought())
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["60"]


@pytest.mark.parametrize("cleared", [10, 20, 49])
def test_a_post_behind_all_that_somebody_posted_and_deleted_is_found(
    channel: Channel, network: TelegramNetwork, cleared: int
) -> None:
    """An album takes ten ids."""
    channel.messages = {41 + cleared: told()}
    found = network.find_own_posts(sought())
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == [str(41 + cleared)]


def test_nothing_ends_below_an_id_that_is_known(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {119: told()}
    found = network.find_own_posts(sought(highest="120"))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["119"]
    channel.messages = {}
    assert network.find_own_posts(sought(highest="120")) == Looked()
    assert channel.asked_for()[-1] == 170, "and the end is sought behind it"


def test_an_older_copy_behind_many_deleted_messages_is_found_from_its_younger_one_on(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {111: told(), 112: told()}
    found = network.find_own_posts(sought(highest="112"))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["111", "112"]


def test_where_the_highest_known_id_is_out_of_reach_nothing_is_absent(
    channel: Channel, network: TelegramNetwork
) -> None:
    assert network.find_own_posts(sought(highest="241")) == Blind("too many posts")
    assert network.find_own_posts(sought(highest="240")) == Looked()


def test_what_was_seen_in_the_channel_before_is_an_id_that_is_known(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {120: told("Un autre")}
    assert network.find_own_posts(sought(after="119")) == Looked()
    channel.messages = {119: told()}
    found = network.find_own_posts(sought())
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["119"]


def test_two_of_the_same_are_both_told_the_older_first(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told(), 42: told()}
    found = network.find_own_posts(sought())
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["41", "42"]


@pytest.mark.parametrize(
    ("message", "text", "picture"),
    [
        (told("Bonjour !"), "Bonjour", False),
        (told("Bonjour  Azat"), "Bonjour Azat", False),
        (told(), "Bonjour", True),
        (told(photo=PHOTO), "Bonjour", False),
        (told(at=SINCE - timedelta(minutes=11)), "Bonjour", False),
        (told(forward_origin={"type": "channel", "message_id": 7, "date": int(SINCE.timestamp())}), "Bonjour", False),
    ],
    ids=["other words", "other spaces", "no picture", "a picture", "too old", "forwarded from elsewhere"],
)
def test_another_post_is_not_taken_for_ours(
    channel: Channel, network: TelegramNetwork, message: dict[str, object], text: str, *, picture: bool
) -> None:
    channel.messages = {41: message}
    assert network.find_own_posts(sought(text, picture=picture)) == Looked()


@pytest.mark.parametrize(
    ("message", "text", "picture"),
    [
        (told(photo=PHOTO), "Bonjour", True),
        (told("e\u0301te\u0301"), "\u00e9t\u00e9", False),
        (told("deux mots"), " deux\tmots\n", False),
        (told("Bonjour", entities=[{"type": "bold", "offset": 0, "length": 7}]), "Bon\u202ajour\u202c", False),
        (told("a\u200c\u200fb"), "a\u200f\u200fb", False),
        (told(at=SINCE - timedelta(minutes=9)), "Bonjour", False),
        (told(photo=PHOTO), "Bonjour", None),
        (told(), "Bonjour", None),
    ],
    ids=["caption", "decomposed", "trimmed", "no controls", "marks", "a clock behind", "unrecorded", "nor a picture"],
)
def test_our_post_is_known_as_telegram_keeps_it(
    channel: Channel, network: TelegramNetwork, message: dict[str, object], text: str, *, picture: bool | None
) -> None:
    channel.messages = {41: message}
    found = network.find_own_posts(sought(text, picture=picture))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["41"]


def test_a_servers_clock_may_be_hours_behind_ours(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told(at=SINCE - timedelta(hours=2))}

    def two_hours_behind(asked: Asked) -> Reply:
        return replace(channel.forward(asked), headers={"Date": "Wed, 30 Aug 2023 10:03:00 GMT"})

    channel.stage.on("POST", f"/bot{TOKEN}/forwardMessage", two_hours_behind)
    found = network.find_own_posts(sought())
    assert isinstance(found, Looked)
    assert len(found.found) == 1


def test_posts_of_other_deliveries_are_neither_taken_nor_copied(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told(), 42: told()}
    found = network.find_own_posts(sought(others=("41",)))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["42"]
    assert 41 not in channel.asked_for()


def test_without_a_known_post_finding_counts_and_not_finding_proves_nothing(
    channel: Channel, network: TelegramNetwork
) -> None:
    channel.messages = {1: told("Un autre", service=True)}
    assert isinstance(network.find_own_posts(sought(after="")), Blind)
    assert channel.asked_for() == [*range(1, 21), *range(32, 42)]
    channel.messages[19] = told()
    found = network.find_own_posts(sought(after=""))
    assert isinstance(found, Looked)
    assert [receipt.remote_id for receipt in found.found] == ["19"]


def test_a_channel_full_of_other_posts_is_for_a_person_to_look_at(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = dict.fromkeys(range(41, 400), told("Un autre"))
    blind = network.find_own_posts(sought())
    assert blind == Blind("too many posts")
    assert channel.asked_for() == list(range(41, 291))
    assert channel.copies == {}


@pytest.mark.parametrize(
    "words",
    [
        "Bad Request: message can't be forwarded",
        "Bad Request: message has protected content and can't be forwarded",
        "Bad Request: CHAT_FORWARDS_RESTRICTED",
    ],
)
def test_protected_content_cannot_be_read_back(channel: Channel, network: TelegramNetwork, words: str) -> None:
    missing = refusal(400, "Bad Request: MESSAGE_ID_INVALID")
    channel.answer("forwardMessage", refusal(400, words), missing)
    assert network.find_own_posts(sought()) == Blind("protected content")


def test_a_service_message_does_not_hide_a_post_beside_it(channel: Channel, network: TelegramNetwork) -> None:
    channel.messages = {41: told(service=True), 42: told()}
    assert isinstance(network.find_own_posts(sought()), Looked)


def test_without_a_staff_chat_nothing_is_asked(stage: Stage, channel: Channel) -> None:
    network = channel.open(staff_chat=None)
    assert network.find_own_posts(sought()) == Blind("no staff chat")
    network.close()
    assert stage.asked == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (refusal(400, "Bad Request: chat not found"), "chat not found"),
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), "kicked"),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100777), "-100777"),
        (refusal(404, "Not Found: method not found"), "method not found"),
    ],
)
def test_a_staff_chat_that_cannot_be_written_to_blinds_but_does_not_break_the_account(
    channel: Channel, network: TelegramNetwork, reply: Reply, reason: str
) -> None:
    channel.answer("forwardMessage", reply)
    blind = network.find_own_posts(sought())
    assert isinstance(blind, Blind)
    assert blind.reason.startswith("staff chat unreachable: ")
    assert reason in blind.reason


def test_a_channel_that_moved_breaks_the_account_and_names_its_new_number(
    channel: Channel, network: TelegramNetwork
) -> None:
    moved = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100888)
    channel.answer("forwardMessage", moved)
    channel.answer("getChat", moved)
    assert network.find_own_posts(sought()) == AccountBroken("group moved: -100888")


def test_a_bot_that_was_put_out_does_not_take_its_blindness_for_absence(
    channel: Channel, network: TelegramNetwork
) -> None:
    """Telegram tells a stranger of every message that it is not found."""
    channel.answer("getChatMember", result({"status": "left"}))
    assert isinstance(network.find_own_posts(sought()), AccountBroken)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(502, body=b"<html>bad gateway</html>"),
        Reply(body=b"<html>welcome</html>"),
        Reply(json={"ok": True, "result": {}}),
        Reply(json={"ok": True, "result": {"message_id": "x"}}),
        Reply(json=[]),
        Reply(400, body=b"<html>message to forward not found</html>"),
    ],
)
def test_an_answer_that_shows_nothing_settles_nothing(channel: Channel, network: TelegramNetwork, reply: Reply) -> None:
    channel.answer("forwardMessage", reply)
    assert isinstance(network.find_own_posts(sought()), NotSent | Blind)


def test_a_revoked_token_is_the_accounts_fault(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("forwardMessage", refusal(401, "Unauthorized"))
    assert isinstance(network.find_own_posts(sought()), AccountBroken)


def test_a_rate_limit_names_its_end(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("forwardMessage", refusal(429, "Too Many Requests: retry after 40", retry_after=40))
    told_so = network.find_own_posts(sought())
    assert isinstance(told_so, NotSent)
    assert told_so.retry_at == SINCE + timedelta(minutes=3, seconds=40)
