"""Telegram's verbs against the sandbox: people who write, press and post, floods, and another program that listens."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.campaign.model import Account, NetworkName, Place, Post
from bot.campaign.outcome import NotSent, Outcome, Sent
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_chat import TelegramChat
from bot.networks.telegram_loop import SharedBot
from bot.ports import Blind, Button, Done, Looked, Media, Prepared, Sought, Update
from tests.sandbox.driver import Sandbox, png

TOKEN, STAFF = "123:ABC", -100123
NOW = datetime(2023, 8, 30, 12, 0, tzinfo=UTC)
JEAN = {"id": 12345678, "first_name": "Jean"}
PNG = Media(png(), "image/png", "0" * 64, "")


@pytest.fixture(scope="module")
def process() -> Iterator[Sandbox]:
    sandbox = Sandbox()
    yield sandbox
    sandbox.close()


@pytest.fixture
def sandbox(process: Sandbox) -> Sandbox:
    process.fresh()
    process.clock(NOW.isoformat())
    return process


@pytest.fixture
def chat(sandbox: Sandbox) -> Iterator[TelegramChat]:
    chat = TelegramChat(TOKEN, sandbox.at["telegram"], 10.0)
    drained = chat.updates(None, 0)
    while isinstance(drained, tuple) and drained:
        drained = chat.updates(drained[-1].id, 0)
    yield chat
    chat.close()


def channel(sandbox: Sandbox, handle: str = "@example_fr") -> TelegramNetwork:
    place = Place("settings.yaml")
    account = Account("telegram", NetworkName.TELEGRAM, place, address=sandbox.at["telegram"], handle=handle)
    return TelegramNetwork(account, {"bot_token": TOKEN}, 10.0, STAFF)


@pytest.fixture
def network(sandbox: Sandbox) -> Iterator[TelegramNetwork]:
    network = channel(sandbox)
    yield network
    network.close()


def published(network: TelegramNetwork, text: str, media: Media | None = None) -> str:
    outcome = network.publish(Prepared(Post(text, "fr", len(text), 4096), media), "key")
    assert isinstance(outcome, Sent)
    return outcome.receipt.remote_id


def sought(text: str, after: str, *, picture: bool = False) -> Sought:
    return Sought(frozenset({text}), frozenset(), frozenset(), picture, NOW, after)


def act(sandbox: Sandbox, **action: object) -> dict[str, object]:
    [done] = sandbox.control("POST", "people", [{"network": "telegram", **action}])
    assert isinstance(done, dict)
    return done


def listened(chat: TelegramChat, after: int | None = None, wait_s: float = 0) -> list[Update]:
    told = chat.updates(after, wait_s)
    assert not isinstance(told, NotSent), told
    assert isinstance(told, tuple)
    return list(told)


def in_staff_chat(sandbox: Sandbox) -> list[object]:
    copies = [post for post in sandbox.posts() if post["account_id"] == str(STAFF)]
    return [post["text"] for post in copies if not post.get("deleted_at")]


def test_a_post_whose_answer_was_lost_is_found_and_leaves_no_trace(sandbox: Sandbox, network: TelegramNetwork) -> None:
    known = published(network, "Dans 3 jours : Ազատ 🎈\n#FreeAzat")
    sandbox.say("Une autre main")
    sandbox.fault("telegram", "cut_after", {"path": "*/sendPhoto"}, times=1, bytes=0)
    words = "  Dans 2 jours : https://example.org #FreeAzat\n"
    network.publish(Prepared(Post(words, "fr", 44, 1024), PNG), "key")
    found = network.find_own_posts(sought(words, known, picture=True))
    assert isinstance(found, Looked)
    [receipt] = found.found
    assert receipt.remote_id == str(int(known) + 2)
    assert receipt.url == f"https://t.me/example_fr/{receipt.remote_id}"
    assert network.find_own_posts(sought(words, known)) == Looked(), "without a picture it is another post"
    assert in_staff_chat(sandbox) == []


def test_a_post_that_never_left_is_absent(sandbox: Sandbox, network: TelegramNetwork) -> None:
    known = published(network, "Bonjour")
    sandbox.fault("telegram", "cut_before", {"path": "*/sendMessage"}, times=1)
    network.publish(Prepared(Post("Bonsoir", "fr", 7, 4096)), "key")
    assert network.find_own_posts(sought("Bonsoir", known)) == Looked()


def test_a_flooded_staff_chat_delays_the_look_and_doubles_nothing(sandbox: Sandbox, network: TelegramNetwork) -> None:
    """Twenty messages a minute may go to a group; thirty posts stand between."""
    known = published(network, "Bonjour")
    for number in range(30):
        sandbox.clock(NOW.replace(minute=number).isoformat())
        sandbox.say(f"Une autre main {number}")
    published(network, "Bonsoir")
    looks = 0
    while isinstance(told := network.find_own_posts(sought("Bonsoir", known)), NotSent):
        looks += 1
        assert isinstance(told.retry_at, datetime)
        sandbox.clock(told.retry_at.isoformat())
    assert isinstance(told, Looked)
    assert [receipt.remote_id for receipt in told.found] == [str(int(known) + 31)]
    assert looks > 0
    copies = [post["text"] for post in sandbox.posts() if post["account_id"] == str(STAFF)]
    assert len(copies) == len(set(copies)) == 31
    assert in_staff_chat(sandbox) == []


def test_a_protected_channel_is_blind(sandbox: Sandbox, network: TelegramNetwork) -> None:
    known = published(network, "Bonjour")
    sandbox.say("Bonsoir", protect_content=True)
    assert isinstance(network.find_own_posts(sought("Bonsoir", known)), Blind)


def test_a_post_is_corrected_and_taken_back_and_both_again(sandbox: Sandbox, network: TelegramNetwork) -> None:
    own = published(network, "Bonjour")
    for _ in range(2):
        assert network.edit(own, Post("Bonsoir", "fr", 7, 4096)) == Done()
    assert [post["text"] for post in sandbox.posts()] == ["Bonsoir"]
    for _ in range(2):
        assert network.delete(own) == Done()
    assert sandbox.posts()[0]["deleted_at"]


def test_the_sandbox_tells_its_own_time(network: TelegramNetwork) -> None:
    assert network.server_time() == NOW


def test_a_person_writes_and_presses_and_is_answered(sandbox: Sandbox, chat: TelegramChat) -> None:
    own = chat.say(STAFF, "Envoyer ?", [[Button("Oui", "send:1"), Button("Non", "hold:1")]])
    assert isinstance(own, int)
    act(sandbox, do="press", person=JEAN, chat=STAFF, message_id=own, button="Oui")
    act(sandbox, do="write", person=JEAN, text="/status")
    pressed, written = listened(chat)
    query, message = pressed.body["callback_query"], written.body["message"]
    assert isinstance(query, dict)
    assert isinstance(message, dict)
    assert (query["from"]["id"], query["data"], query["message"]["message_id"]) == (JEAN["id"], "send:1", own)
    assert message["text"] == "/status"
    chat.answer(query["id"], "Envoyé")
    assert chat.rewrite(STAFF, own, "Envoyé par Jean") == Done()
    assert chat.rewrite(STAFF, own, "Envoyé par Jean") == Done()
    [press] = sandbox.control("GET", "people")
    assert press["answer"]["text"] == "Envoyé"


def test_a_press_answered_too_late_changes_nothing(sandbox: Sandbox, chat: TelegramChat) -> None:
    own = chat.say(STAFF, "Envoyer ?", [[Button("Oui", "send:1")]])
    act(sandbox, do="press", person=JEAN, chat=STAFF, message_id=own, button="Oui")
    [pressed] = listened(chat)
    query = pressed.body["callback_query"]
    assert isinstance(query, dict)
    sandbox.clock(NOW.replace(minute=30).isoformat())
    chat.answer(query["id"], "Trop tard")
    [press] = sandbox.control("GET", "people")
    assert press["answer"] is None


def test_ten_thousand_updates_come_page_by_page_each_once(sandbox: Sandbox, chat: TelegramChat) -> None:
    writes = [{"network": "telegram", "do": "write", "person": JEAN, "text": f"mot {number}"} for number in range(2000)]
    for _ in range(5):
        sandbox.control("POST", "people", writes)
    heard: list[Update] = []
    pages = 0
    while page := listened(chat, heard[-1].id if heard else None):
        heard += page
        pages += 1
    assert (len(heard), pages) == (10_000, 100)
    ids = [update.id for update in heard]
    assert ids == list(range(ids[0], ids[0] + 10_000))
    assert listened(chat, ids[-1]) == []


def test_what_was_not_confirmed_comes_again(sandbox: Sandbox, chat: TelegramChat) -> None:
    act(sandbox, do="write", person=JEAN, text="Bonjour")
    first = listened(chat)
    assert listened(chat) == first
    assert listened(chat, first[0].id) == []
    assert listened(chat) == []


def test_two_channels_post_while_their_bot_listens(sandbox: Sandbox, chat: TelegramChat) -> None:
    networks = [channel(sandbox, handle) for handle in ("@example_fr", "@example_hy")]
    assert len(SharedBot._all) == 1
    heard: list[list[Update]] = []
    poller = threading.Thread(target=lambda: heard.append(listened(chat, None, 30)))
    poller.start()
    outcomes: list[Outcome] = []
    posters = [
        threading.Thread(
            target=lambda own=own: outcomes.append(own.publish(Prepared(Post("Bonjour", "fr", 7, 4096)), "key"))
        )
        for own in networks
    ]
    for poster in posters:
        poster.start()
    for poster in posters:
        poster.join(timeout=60)
    assert [type(outcome) for outcome in outcomes] == [Sent, Sent]
    assert poller.is_alive(), "nobody wrote: the poll still waits"
    act(sandbox, do="write", person=JEAN, text="Bonjour")
    poller.join(timeout=60)
    assert len(heard[0]) == 1
    for network in networks:
        network.close()


def test_channels_that_wait_for_leave_keep_nobody_from_the_bot(sandbox: Sandbox, chat: TelegramChat) -> None:
    waiting, other = channel(sandbox, "@example_fr"), channel(sandbox, "@example_hy")
    ready = Prepared(Post("Bonjour", "fr", 7, 4096))
    meanwhile: list[Outcome] = []

    def may_leave() -> bool:
        meanwhile.append(other.publish(ready, "key"))
        return True

    assert isinstance(waiting.publish(ready, "key", may_leave), Sent)
    assert [type(outcome) for outcome in meanwhile] == [Sent]
    for network in (waiting, other):
        network.close()


def test_a_channel_that_lets_others_out_before_it_listens_keeps_nobody_from_the_bot(
    sandbox: Sandbox, chat: TelegramChat
) -> None:
    waiting, other = channel(sandbox, "@example_fr"), channel(sandbox, "@example_hy")
    ready = Prepared(Post("Bonjour", "fr", 7, 4096))
    meanwhile: list[Outcome] = []
    assert isinstance(
        waiting.publish(ready, "key", may_listen=lambda: meanwhile.append(other.publish(ready, "key"))), Sent
    )
    assert [type(outcome) for outcome in meanwhile] == [Sent]
    for network in (waiting, other):
        network.close()


def test_a_second_program_that_listens_is_named(sandbox: Sandbox, chat: TelegramChat) -> None:
    told: list[object] = []
    poller = threading.Thread(target=lambda: told.append(chat.updates(None, 30)))
    poller.start()
    while poller.is_alive():
        sandbox.telegram("getUpdates", json={"timeout": 0})
    assert isinstance(told[0], NotSent)
    assert told[0].reason.startswith("another poller: ")
