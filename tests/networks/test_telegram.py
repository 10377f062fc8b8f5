from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Rejected, Sent, Unknown
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_loop import SharedBot
from bot.ports import Identity, Media, Prepared
from tests.networks.posts import PNG, post, telegram
from tests.networks.stage import Asked, Reply, Stage

CHANNEL = {"id": -1001, "type": "channel", "title": "Azat", "username": "azat_fr"}


def result(value: object) -> Reply:
    return Reply(json={"ok": True, "result": value})


def refusal(status: int, description: str) -> Reply:
    return Reply(status, json={"ok": False, "error_code": status, "description": description})


def message(own: int, chat: object = CHANNEL) -> Reply:
    return result({"message_id": own, "chat": chat, "date": 1693396800})


@pytest.fixture
def network(stage: Stage) -> Iterator[TelegramNetwork]:
    stage.on("POST", "/bot123:abc/getMe", result({"id": 123, "is_bot": True, "first_name": "Azat"}))
    stage.on("POST", "/bot123:abc/getChat", result(CHANNEL))
    stage.on("POST", "/bot123:abc/getChatMember", result({"status": "creator"}))
    stage.on("POST", "/bot123:abc/sendMessage", message(41))
    stage.on("POST", "/bot123:abc/sendPhoto", message(42))
    network = telegram(stage)
    yield network
    network.close()


def test_a_text_is_plain_and_shows_no_preview(stage: Stage, network: TelegramNetwork) -> None:
    words = "*Où* <b>est</b> _Ազատ_ ? https://example.org #FreeAzat"
    assert isinstance(network.publish(Prepared(post(words)), "key"), Sent)
    assert stage.asked[0].form == {
        "chat_id": ["@azat_fr"],
        "text": [words],
        "disable_notification": ["false"],
        "link_preview_options": ['{"is_disabled": true}'],
    }


@pytest.mark.parametrize(
    ("length", "picture", "fits"),
    [(4096, None, True), (4097, None, False), (1024, PNG, True), (1025, PNG, False)],
)
def test_what_is_too_long_is_refused_before_anything_leaves(
    stage: Stage, network: TelegramNetwork, length: int, picture: Media | None, *, fits: bool
) -> None:
    ready = network.prepare(post("x" * length), picture)
    assert isinstance(ready, Prepared if fits else Rejected)
    assert stage.asked == []


def test_length_is_counted_in_utf16_units_as_entities_are(network: TelegramNetwork) -> None:
    assert isinstance(network.prepare(post("🎈" * 512), PNG), Prepared)
    assert isinstance(network.prepare(post("🎈" * 513), PNG), Rejected)


def test_a_picture_over_ten_megabytes_is_refused_before(network: TelegramNetwork) -> None:
    assert isinstance(network.prepare(post(), Media(bytes(10_000_001), "image/png", "0", "")), Rejected)


@pytest.mark.parametrize(
    ("handle", "chat", "url"),
    [
        ("@azat_fr", CHANNEL, "https://t.me/azat_fr/41"),
        ("-1001", CHANNEL, "https://t.me/azat_fr/41"),
        ("-1001", {"id": -1001, "type": "channel"}, ""),
    ],
)
def test_the_public_address_is_that_of_a_named_channel(stage: Stage, handle: str, chat: object, url: str) -> None:
    stage.on("POST", "/bot123:abc/sendMessage", message(41, chat))
    network = telegram(stage, handle)
    outcome = network.publish(Prepared(post()), "key")
    network.close()
    assert isinstance(outcome, Sent)
    assert (outcome.receipt.remote_id, outcome.receipt.url) == ("41", url)
    assert stage.asked[0].form["chat_id"] == [handle]


@pytest.mark.parametrize(
    ("chat", "member", "good"),
    [
        (CHANNEL, {"status": "administrator", "can_post_messages": True}, True),
        (CHANNEL, {"status": "administrator", "can_post_messages": False}, False),
        (CHANNEL, {"status": "creator"}, True),
        (CHANNEL, {"status": "left"}, False),
        (CHANNEL, {"status": "kicked"}, False),
        ({"id": -5, "type": "supergroup"}, {"status": "member"}, True),
        ({"id": -5, "type": "supergroup"}, {"status": "restricted", "can_send_messages": False}, False),
    ],
)
def test_a_bot_that_may_not_post_is_found_out_at_the_start(
    stage: Stage, network: TelegramNetwork, chat: object, member: object, *, good: bool
) -> None:
    stage.on("POST", "/bot123:abc/getChat", result(chat))
    stage.on("POST", "/bot123:abc/getChatMember", result(member))
    assert isinstance(network.identity(), Identity if good else AccountBroken)


def test_a_member_who_is_no_administrator_may_not_post_in_a_channel(stage: Stage, network: TelegramNetwork) -> None:
    stage.on("POST", "/bot123:abc/getChatMember", result({"status": "member"}))
    assert isinstance(network.identity(), AccountBroken)


def test_a_server_without_these_methods_is_given_the_benefit_of_the_doubt(
    stage: Stage, network: TelegramNetwork
) -> None:
    for method in ("getChat", "getChatMember"):
        stage.on("POST", f"/bot123:abc/{method}", refusal(404, "Not Found: method not found"))
    assert isinstance(network.identity(), Identity)


@pytest.mark.parametrize("body", [b"<html>try later</html>", b"{}", b'{"ok": true, "result": "try later"}'])
@pytest.mark.parametrize("method", ["getMe", "getChat", "getChatMember"])
@pytest.mark.parametrize("status", [200, 403, 404])
def test_a_proxys_page_is_nothing_that_a_server_said_of_the_account(
    stage: Stage, network: TelegramNetwork, method: str, status: int, body: bytes
) -> None:
    network._stands_in = False  # as Telegram itself
    page = body if status == 200 else b"<html>try later</html>"
    stage.on("POST", f"/bot123:abc/{method}", Reply(status, body=page))
    assert network.identity() == NotSent(f"unreadable answer: {status}")


def test_another_bot_or_another_channel_is_another_identity(stage: Stage, network: TelegramNetwork) -> None:
    first = network.identity()
    stage.on("POST", "/bot123:abc/getChat", result({**CHANNEL, "id": -1002}))
    second = network.identity()
    assert isinstance(first, Identity)
    assert isinstance(second, Identity)
    assert first.id != second.id
    assert first.url == "https://t.me/azat_fr"


@pytest.mark.parametrize(
    ("status", "description", "verdict"),
    [
        (400, "Bad Request: chat not found", AccountBroken),
        (400, "Bad Request: need administrator rights in the channel chat", AccountBroken),
        (400, "Bad Request: not enough rights to send text messages to the chat", AccountBroken),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN", AccountBroken),
        (400, "Bad Request: message is too long", Rejected),
        (400, "Bad Request: PHOTO_INVALID_DIMENSIONS", Rejected),
        (413, "Request Entity Too Large", Rejected),
        (401, "Unauthorized", AccountBroken),
        (403, "Forbidden: bot was kicked from the channel chat", AccountBroken),
        (404, "Not Found", AccountBroken),
        (429, "Too Many Requests: retry later", NotSent),
        (500, "Internal Server Error", Unknown),
        (502, "Bad Gateway", Unknown),
    ],
)
def test_telegrams_refusals_are_told_apart(
    stage: Stage, network: TelegramNetwork, status: int, description: str, verdict: type
) -> None:
    stage.on("POST", "/bot123:abc/sendMessage", refusal(status, description))
    outcome: Outcome = network.publish(Prepared(post()), "key")
    assert isinstance(outcome, verdict)


def test_an_answer_cut_anywhere_is_never_taken_for_a_whole_one(stage: Stage, network: TelegramNetwork) -> None:
    for at in range(0, len(message(41).on_the_wire()), 5):
        stage.on("POST", "/bot123:abc/sendMessage", Reply(json=message(41).json, bytes_written=at))
        assert isinstance(network.publish(Prepared(post()), "key"), Unknown), at


def test_channels_of_one_bot_share_it_and_are_answered_side_by_side(stage: Stage) -> None:
    together = threading.Barrier(2, timeout=30)

    def wait_for_the_other(asked: Asked) -> Reply:
        together.wait()
        return message(41)

    stage.on("POST", "/bot123:abc/sendMessage", wait_for_the_other)
    networks = [telegram(stage, "@azat_fr"), telegram(stage, "@azat_hy")]
    assert len(SharedBot._all) == 1
    outcomes: list[Outcome] = []
    threads = [
        threading.Thread(target=lambda own=own: outcomes.append(own.publish(Prepared(post()), "key")))
        for own in networks
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    networks[0].close()
    assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
    stage.on("POST", "/bot123:abc/sendMessage", message(43))
    assert isinstance(networks[1].publish(Prepared(post()), "key"), Sent), "closed for one is not closed for all"
    networks[1].close()
    assert SharedBot._all == {}
    assert SharedBot._loop is None


@pytest.mark.parametrize("module", ["bot.networks", "bot.networks.http"])
def test_what_needs_no_client_library_loads_none(module: str) -> None:
    """The libraries cost 0.2 s of processor each; checking and planning must not pay for them."""
    script = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert not {"tweepy", "mastodon", "telegram", "requests", "httpx"} & set(loaded.stdout.split())
