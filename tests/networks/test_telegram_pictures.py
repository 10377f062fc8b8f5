"""Pictures in chats: shown to the staff, reworded, deleted; and fetched when people sent them."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.telegram_chat import TelegramChat
from bot.ports import Button, Done, Media, Unfetched
from tests.networks.stage import HANG, LOST, SLOW, Reply, Stage, payload
from tests.networks.telegram_channel import TOKEN, refusal, result

STAFF = -100123
PICTURE = Media(b"\xff\xd8 the pixels", "image/jpeg", "0" * 64, "")
WRITTEN = result({"message_id": 7, "date": 1, "chat": {"id": STAFF, "type": "supergroup", "title": "Staff"}})
NO_TEXT = refusal(400, "Bad Request: there is no text in the message to edit")
PATH = "photos/file_12.jpg"
FILE = result({"file_id": "AgAC", "file_unique_id": "u", "file_size": 12, "file_path": PATH})


def on(stage: Stage, method: str, *replies: Reply) -> None:
    stage.on("POST", f"/bot{TOKEN}/{method}", *replies)


def keep(stage: Stage, *replies: Reply, path: str = PATH) -> None:
    stage.on("GET", f"/file/bot{TOKEN}/{path}", *replies)


@pytest.fixture
def chat(stage: Stage) -> Iterator[TelegramChat]:
    on(stage, "sendPhoto", WRITTEN)
    on(stage, "getFile", FILE)
    chat = TelegramChat(TOKEN, stage.address, 5.0)
    yield chat
    chat.close()


def test_a_picture_is_shown_behind_a_spoiler_and_cannot_be_passed_on(stage: Stage, chat: TelegramChat) -> None:
    assert chat.show(STAFF, PICTURE, "Paris, #FreeAzat", [[Button("Oui", "ok:1")]], silent=True) == 7
    [asked] = stage.asked
    parts = {name: payload(part) for name, part in asked.parts.items()}
    assert parts.pop("photo") == PICTURE.data
    assert json.loads(parts.pop("reply_markup")) == {"inline_keyboard": [[{"text": "Oui", "callback_data": "ok:1"}]]}
    assert parts == {
        "chat_id": str(STAFF).encode(),
        "caption": b"Paris, #FreeAzat",
        "has_spoiler": b"true",
        "protect_content": b"true",
        "disable_notification": b"true",
    }


def test_a_message_that_stands_gets_a_picture_behind_a_spoiler(stage: Stage, chat: TelegramChat) -> None:
    on(stage, "sendMessage", WRITTEN)
    on(stage, "editMessageMedia", WRITTEN)
    assert chat.say(STAFF, "Une photo", protected=True) == 7
    assert chat.illustrate(STAFF, 7, PICTURE, "🎈" * 600, [[Button("Oui", "ok:1")]]) == Done()
    placed, asked = stage.asked
    assert placed.form["protect_content"] == ["true"]
    parts = {name: payload(part) for name, part in asked.parts.items()}
    media = json.loads(parts.pop("media"))
    assert parts.pop(media.pop("media").removeprefix("attach://")) == PICTURE.data
    assert media == {"type": "photo", "caption": "🎈" * 511 + "…", "has_spoiler": True}
    assert parts.pop("chat_id") == str(STAFF).encode()
    assert parts.pop("message_id") == b"7"
    assert json.loads(parts.pop("reply_markup"))["inline_keyboard"]
    assert parts == {}
    assert isinstance(chat.illustrate(STAFF, 7, PICTURE, "Paris", [[Button("Oui", "x" * 65)]]), Rejected)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (refusal(400, "Bad Request: message is not modified: specified new …"), Done),
        (refusal(400, "Bad Request: message to edit not found"), Rejected),
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), AccountBroken),
        (LOST, NotSent),
        (HANG, NotSent),
    ],
)
def test_what_comes_of_putting_a_picture_there(stage: Stage, reply: Reply, verdict: type[object]) -> None:
    on(stage, "editMessageMedia", reply)
    chat = TelegramChat(TOKEN, stage.address, 1.0)
    assert isinstance(chat.illustrate(STAFF, 7, PICTURE, "Paris"), verdict)
    chat.close()


def test_a_long_caption_is_cut_and_a_long_button_refused(stage: Stage, chat: TelegramChat) -> None:
    assert chat.show(STAFF, PICTURE, "🎈" * 600) == 7
    assert payload(stage.asked[0].parts["caption"]).decode() == "🎈" * 511 + "…"
    assert isinstance(chat.show(STAFF, PICTURE, "Paris", [[Button("Oui", "x" * 65)]]), Rejected)
    assert len(stage.asked) == 1


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), AccountBroken),
        (refusal(400, "Bad Request: IMAGE_PROCESS_FAILED"), Rejected),
        (refusal(500, "Internal Server Error"), NotSent),
        (LOST, NotSent),
    ],
)
def test_what_became_of_a_picture(stage: Stage, chat: TelegramChat, reply: Reply, verdict: type) -> None:
    on(stage, "sendPhoto", reply)
    assert isinstance(chat.show(STAFF, PICTURE, "Paris"), verdict)


def test_a_pictures_words_are_its_caption(stage: Stage, chat: TelegramChat) -> None:
    on(stage, "editMessageText", NO_TEXT)
    on(stage, "editMessageCaption", WRITTEN)
    assert chat.rewrite(STAFF, 7, "x" * 2000, [[Button("Non", "no:1")]]) == Done()
    caption = stage.asked[-1].form
    assert caption["caption"] == ["x" * 1023 + "…"]
    assert (caption["chat_id"], caption["message_id"]) == ([str(STAFF)], ["7"])
    assert "no:1" in caption["reply_markup"][0]
    on(stage, "editMessageCaption", refusal(400, "Bad Request: message is not modified: specified new …"))
    assert chat.rewrite(STAFF, 7, "Paris") == Done()
    on(stage, "editMessageCaption", refusal(400, "Bad Request: message to edit not found"))
    assert isinstance(chat.rewrite(STAFF, 7, "Paris"), Rejected)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (result(value=True), Done),
        (refusal(400, "Bad Request: message to delete not found"), Done),
        (refusal(400, "Bad Request: message can't be deleted for everyone"), Rejected),
        (refusal(403, "Forbidden: bot was blocked by the user"), AccountBroken),
        (refusal(502, "Bad Gateway"), NotSent),
        (LOST, NotSent),
    ],
)
def test_what_became_of_a_message_to_erase(stage: Stage, chat: TelegramChat, reply: Reply, verdict: type) -> None:
    on(stage, "deleteMessage", reply)
    assert isinstance(chat.erase(STAFF, 7), verdict)
    assert stage.asked[0].form == {"chat_id": [str(STAFF)], "message_id": ["7"]}


def test_a_file_is_fetched_from_where_the_server_says_it_lies(stage: Stage, chat: TelegramChat) -> None:
    keep(stage, Reply(body=b"\x00\xffjpeg", headers={"Content-Type": "application/octet-stream"}))
    assert chat.fetch("AgAC") == b"\x00\xffjpeg"
    asked, fetched = stage.asked
    assert asked.form == {"file_id": ["AgAC"]}
    assert fetched.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("length", [10, 11])
def test_no_more_than_so_many_bytes_are_taken_whatever_the_server_said(
    stage: Stage, chat: TelegramChat, length: int
) -> None:
    keep(stage, Reply(body=b"x" * length))
    told = chat.fetch("AgAC", 10)
    assert told == (b"x" * 10 if length == 10 else Unfetched("picture file too big"))


@pytest.mark.parametrize(
    ("reply", "verdict", "why"),
    [
        (refusal(400, "Bad Request: file is too big"), Unfetched, "picture file too big"),
        (refusal(400, "Bad Request: invalid file_id"), Unfetched, "picture withheld"),
        (
            refusal(400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
            NotSent,
            "picture not loaded",
        ),
        (refusal(401, "Unauthorized"), NotSent, "account refused"),
        (refusal(429, "Too Many Requests: retry after 9", retry_after=9), NotSent, "rate limit"),
        (refusal(500, "Internal Server Error"), NotSent, "server fault"),
        (result({"file_id": "AgAC"}), NotSent, "unreadable answer"),
        (LOST, NotSent, "answer cut off"),
        (result({"file_path": "/var/lib/telegram-bot-api/1/photos/a.jpg"}), Unfetched, "picture answer unusable"),
        (result({"file_path": "../../bot/getMe"}), Unfetched, "picture answer unusable"),
        (result({"file_path": "https://evil.example/a.jpg"}), Unfetched, "picture answer unusable"),
        (result({"file_path": "photos/a.jpg?x=1"}), Unfetched, "picture answer unusable"),
    ],
)
def test_a_file_that_the_server_does_not_name(
    stage: Stage, chat: TelegramChat, reply: Reply, verdict: type, why: str
) -> None:
    on(stage, "getFile", reply)
    told = chat.fetch("AgAC")
    assert isinstance(told, verdict)
    assert not isinstance(told, bytes)
    assert told.reason.startswith(why)
    assert len(stage.asked) == 1, "nothing is fetched from anywhere else"


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(404, json={"ok": False, "error_code": 404, "description": "Not Found"}), NotSent),
        (Reply(500, body=b""), NotSent),
        (Reply(302, body=b"", headers={"Location": "http://127.0.0.1:1/elsewhere"}), NotSent),
        (LOST, NotSent),
        (Reply(body=b"x" * 1000, bytes_written=300), NotSent),
        (Reply(body=b""), Unfetched),
        (Reply(body=b"\x1f\x8b\x08", headers={"Content-Encoding": "gzip"}), Unfetched),
    ],
)
def test_a_file_that_does_not_come_whole(stage: Stage, chat: TelegramChat, reply: Reply, verdict: type) -> None:
    keep(stage, reply)
    assert isinstance(chat.fetch("AgAC"), verdict)


@pytest.mark.parametrize("reply", [HANG, SLOW])
def test_a_file_without_an_end_is_given_up_at_the_deadline(stage: Stage, reply: Reply) -> None:
    on(stage, "getFile", FILE)
    keep(stage, reply)
    chat = TelegramChat(TOKEN, stage.address, 0.4)
    assert chat.fetch("AgAC") == NotSent("picture not loaded: no answer in time")
    chat.close()
    assert isinstance(chat.fetch("AgAC"), NotSent), "after close too"


def test_the_files_address_holds_the_token_and_is_told_nowhere(
    stage: Stage, chat: TelegramChat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    told: list[object] = []
    page = Reply(404, body=f"<html>{TOKEN}</html>".encode())
    for reply in (page, LOST, Reply(body=b"x" * 30), Reply(body=b"x", headers={"Content-Length": "x"})):
        keep(stage, reply)
        told.append(chat.fetch("AgAC", 10))
    on(stage, "getFile", refusal(400, f"Bad Request: no file at /file/bot{TOKEN}/a.jpg"))
    told.append(chat.fetch("AgAC"))
    on(stage, "getFile", result({"file_path": f"../bot{TOKEN}/x"}))
    told.append(chat.fetch("AgAC"))
    assert not any(isinstance(one, bytes) for one in told)
    assert "canary-AAF" not in str(told) + caplog.text
