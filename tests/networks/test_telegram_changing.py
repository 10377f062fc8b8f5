"""Taking back, correcting, and asking Telegram its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.campaign.model import PictureKind, PictureRequest, Post
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.telegram import TelegramNetwork
from bot.ports import Done
from tests.networks.stage import HANG, LOST, Reply, Stage
from tests.networks.telegram_channel import Channel, refusal, result

PICTURE = PictureRequest(PictureKind.POSTER, "fr")
CHANGED = result({"message_id": 41, "date": 1, "chat": {"id": -1001, "type": "channel"}})
NOT_THERE = refusal(400, "Bad Request: message to edit not found")


@pytest.fixture
def channel(stage: Stage) -> Channel:
    return Channel(stage)


@pytest.fixture
def network(channel: Channel) -> Iterator[TelegramNetwork]:
    network = channel.open()
    yield network
    network.close()


def words(text: str = "Bonsoir", picture: PictureRequest | None = None) -> Post:
    return Post(text, "fr", len(text), 4096, picture=picture)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (result(value=True), Done),
        (refusal(400, "Bad Request: message to delete not found"), Done),
        (refusal(400, "Bad Request: MESSAGE_ID_INVALID"), Done),
        (refusal(400, "Bad Request: message can't be deleted"), Rejected),
        (refusal(400, "Bad Request: message can't be deleted for everyone"), Rejected),
        (refusal(400, "Bad Request: chat not found"), AccountBroken),
        (refusal(401, "Unauthorized"), AccountBroken),
        (refusal(403, "Forbidden: bot was kicked from the channel chat"), AccountBroken),
        (refusal(500, "Internal Server Error"), NotSent),
        (result(value=False), NotSent),
        (Reply(body=b"<html>welcome</html>"), NotSent),
        (Reply(404, body=b"<html>message to delete not found</html>"), AccountBroken),
        (LOST, NotSent),
    ],
)
def test_what_a_deletion_came_to(channel: Channel, network: TelegramNetwork, reply: Reply, verdict: type) -> None:
    channel.answer("deleteMessage", reply)
    assert isinstance(network.delete("41"), verdict)
    [asked] = channel.stage.requests("POST", ".*/deleteMessage")
    assert asked.form == {"chat_id": ["@azat_fr"], "message_id": ["41"]}


def test_a_deletion_at_a_rate_limit_says_when_to_come_back(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("deleteMessage", refusal(429, "Too Many Requests: retry after 57", retry_after=57))
    told = network.delete("41")
    assert isinstance(told, NotSent)
    assert told.retry_at == datetime(2023, 8, 30, 12, 3, 57, tzinfo=UTC)


@pytest.mark.parametrize("own", ["", "41/2", "-41", "https://t.me/azat_fr/41", "٤١"])
def test_what_is_no_message_of_telegrams_is_refused_before_anything_leaves(
    channel: Channel, network: TelegramNetwork, own: str
) -> None:
    assert isinstance(network.delete(own), Rejected)
    assert isinstance(network.edit(own, words()), Rejected)
    assert channel.stage.asked == []


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (CHANGED, Done),
        (refusal(400, "Bad Request: message is not modified: specified new message content …"), Done),
        (NOT_THERE, Rejected),
        (refusal(400, "Bad Request: message can't be edited"), Rejected),
        (refusal(400, "Bad Request: need administrator rights in the channel chat"), AccountBroken),
        (refusal(429, "Too Many Requests: retry after 57", retry_after=57), NotSent),
        (refusal(502, "Bad Gateway"), NotSent),
        (LOST, NotSent),
    ],
)
@pytest.mark.parametrize("picture", [None, PICTURE])
def test_what_an_edit_came_to(
    channel: Channel, network: TelegramNetwork, reply: Reply, verdict: type, picture: PictureRequest | None
) -> None:
    channel.answer("editMessageCaption" if picture else "editMessageText", reply)
    assert isinstance(network.edit("41", words(picture=picture)), verdict)


def test_an_edited_text_stays_plain_and_without_preview(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("editMessageText", CHANGED)
    network.edit("41", words("*Où* <b>est</b> https://example.org"))
    [asked] = channel.stage.asked
    assert asked.form == {
        "chat_id": ["@azat_fr"],
        "message_id": ["41"],
        "text": ["*Où* <b>est</b> https://example.org"],
        "link_preview_options": ['{"is_disabled": true}'],
    }


def test_an_edited_caption_keeps_the_picture(channel: Channel, network: TelegramNetwork) -> None:
    channel.answer("editMessageCaption", CHANGED)
    network.edit("41", words(picture=PICTURE))
    [asked] = channel.stage.asked
    assert asked.form == {"chat_id": ["@azat_fr"], "message_id": ["41"], "caption": ["Bonsoir"]}


@pytest.mark.parametrize("picture", [None, PICTURE])
def test_a_post_whose_entry_gained_or_lost_its_picture_since_is_edited_as_it_stands(
    channel: Channel, network: TelegramNetwork, picture: PictureRequest | None
) -> None:
    asked_first, asked_then = ("Caption", "Text") if picture else ("Text", "Caption")
    part = "caption" if picture else "text"
    channel.answer(f"editMessage{asked_first}", refusal(400, f"Bad Request: there is no {part} in the message to edit"))
    channel.answer(f"editMessage{asked_then}", CHANGED)
    assert network.edit("41", words(picture=picture)) == Done()


@pytest.mark.parametrize("allowed", [0, 1])
def test_each_try_of_an_edit_asks_for_leave_and_changes_nothing_without(
    channel: Channel, network: TelegramNetwork, allowed: int
) -> None:
    channel.answer("editMessageText", refusal(400, "Bad Request: there is no text in the message to edit"))
    channel.answer("editMessageCaption", CHANGED)
    answers = [True, False] if allowed else [False]
    assert isinstance(network.edit("41", words(), lambda: answers.pop(0)), NotSent)
    assert (answers, len(channel.stage.asked)) == ([], allowed)


@pytest.mark.parametrize(
    ("length", "picture", "fits"),
    [(4096, None, True), (4097, None, False), (1024, PICTURE, True), (1025, PICTURE, False)],
)
def test_an_edit_that_would_not_fit_is_refused_before_anything_leaves(
    channel: Channel, network: TelegramNetwork, length: int, picture: PictureRequest | None, *, fits: bool
) -> None:
    channel.answer("editMessageText", CHANGED)
    channel.answer("editMessageCaption", CHANGED)
    assert isinstance(network.edit("41", words("x" * length, picture)), Done if fits else Rejected)
    assert bool(channel.stage.asked) is fits


def test_a_group_that_moved_names_its_new_number_wherever_it_is_met(channel: Channel, network: TelegramNetwork) -> None:
    moved = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100888)
    for method in ("deleteMessage", "editMessageText"):
        channel.answer(method, moved)
    assert network.delete("41") == AccountBroken("group moved: -100888")
    assert network.edit("41", words()) == AccountBroken("group moved: -100888")


@pytest.mark.parametrize(
    ("reply", "time"),
    [
        (result({"id": 123}), datetime(2023, 8, 30, 12, 3, tzinfo=UTC)),
        (refusal(401, "Unauthorized"), datetime(2023, 8, 30, 12, 3, tzinfo=UTC)),
        (Reply(json={"ok": True}), None),
        (Reply(headers={"Date": "yesterday"}), None),
        (HANG, None),
    ],
)
def test_the_servers_time_is_its_date_header(channel: Channel, reply: Reply, time: datetime | None) -> None:
    network = channel.open(deadline_s=0.4)
    channel.answer("getMe", reply)
    assert network.server_time() == time
    network.close()
