"""The staff's chat on a stage: what is asked of Telegram, and what its answers mean."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.telegram_chat import TelegramChat, cut
from bot.ports import Button, Done, Update
from tests.networks.stage import HANG, LOST, SLOW, Asked, Reply, Stage
from tests.networks.telegram_channel import TOKEN, refusal, result

STAFF = -100123
WRITTEN = result({"message_id": 7, "date": 1, "chat": {"id": STAFF, "type": "supergroup", "title": "Staff"}})


def on(stage: Stage, method: str, *replies: Reply) -> None:
    stage.on("POST", f"/bot{TOKEN}/{method}", *replies)


@pytest.fixture
def chat(stage: Stage) -> Iterator[TelegramChat]:
    on(stage, "sendMessage", WRITTEN)
    on(stage, "editMessageText", WRITTEN)
    on(stage, "answerCallbackQuery", result(value=True))
    chat = TelegramChat(TOKEN, stage.address, 5.0)
    yield chat
    chat.close()


def test_updates_are_handed_over_exactly_as_they_came(stage: Stage, chat: TelegramChat) -> None:
    raw = {
        "update_id": 8,
        "message": {"message_id": 1, "from": "nobody", "a_field_of_tomorrow": [{"é": 1.5, "n": None}]},
    }
    on(stage, "getUpdates", result([raw, {"update_id": 9, "an_update_of_tomorrow": {}}]))
    assert chat.updates(7, 3.0) == (Update(8, raw), Update(9, {"update_id": 9, "an_update_of_tomorrow": {}}))
    [asked] = stage.asked
    assert {name: json.loads(values[0]) for name, values in asked.form.items()} == {
        "offset": 8,
        "limit": 100,
        "timeout": 3,
        "allowed_updates": [
            *("message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member")
        ],
    }


def test_the_first_time_nothing_is_confirmed(stage: Stage, chat: TelegramChat) -> None:
    on(stage, "getUpdates", result([]))
    assert chat.updates(None, 0) == ()
    assert "offset" not in stage.asked[0].form


def test_what_is_no_update_is_left_out(stage: Stage, chat: TelegramChat) -> None:
    on(stage, "getUpdates", result([None, [], {"message": {}}, {"update_id": "x"}, {"update_id": 5}]))
    assert chat.updates(None, 0) == (Update(5, {"update_id": 5}),)


@pytest.mark.parametrize(
    ("reply", "verdict", "reason"),
    [
        (
            refusal(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance …"),
            NotSent,
            "another poller: ",
        ),
        (
            refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook …"),
            NotSent,
            "webhook set: ",
        ),
        (refusal(401, "Unauthorized"), AccountBroken, "account refused"),
        (refusal(404, "Not Found"), AccountBroken, "account refused"),
        (refusal(502, "Bad Gateway"), NotSent, "server fault"),
        (Reply(body=b"<html>welcome</html>"), NotSent, "unreadable answer"),
        (Reply(body=b"[" * 100_000), NotSent, "unreadable answer"),
        (Reply(json={"ok": True, "result": {"update_id": 1}}), NotSent, "unreadable answer"),
        (LOST, NotSent, "answer cut off"),
    ],
)
def test_what_hinders_listening(
    stage: Stage, chat: TelegramChat, reply: Reply, verdict: type[NotSent | AccountBroken], reason: str
) -> None:
    on(stage, "getUpdates", reply)
    told = chat.updates(None, 0)
    assert isinstance(told, verdict)
    assert told.reason.startswith(reason)


def test_a_rate_limit_says_when_to_come_back(stage: Stage, chat: TelegramChat) -> None:
    wait = refusal(429, "Too Many Requests: retry after 21", retry_after=21)
    for method in ("getUpdates", "sendMessage", "editMessageText"):
        on(stage, method, wait)
    for told in (chat.updates(None, 0), chat.say(STAFF, "Bonjour"), chat.rewrite(STAFF, 7, "Bonsoir")):
        assert isinstance(told, NotSent)
        assert told.retry_at == datetime(2023, 8, 30, 12, 3, 21, tzinfo=UTC)


@pytest.mark.parametrize("reply", [HANG, SLOW])
def test_a_poll_without_an_end_is_given_up_some_time_after_its_wait(stage: Stage, reply: Reply) -> None:
    on(stage, "getUpdates", reply)
    chat = TelegramChat(TOKEN, stage.address, 0.3)
    assert isinstance(chat.updates(None, 0), NotSent)
    chat.close()


def test_words_are_plain_and_buttons_stand_in_rows(stage: Stage, chat: TelegramChat) -> None:
    text = "*À 9 h* <b>Paris</b> _x_ https://example.org & fin"
    assert chat.say(STAFF, text, [[Button("Oui", "ok:1"), Button("Non", "no:1")], [Button("Voir", "é" * 32)]]) == 7
    assert chat.say(STAFF, "Sans bruit", silent=True) == 7
    first, second = (asked.form for asked in stage.asked)
    keys = json.loads(first.pop("reply_markup")[0])
    assert first == {
        "chat_id": [str(STAFF)],
        "text": [text],
        "disable_notification": ["false"],
        "link_preview_options": ['{"is_disabled": true}'],
    }
    assert keys == {
        "inline_keyboard": [
            [{"text": "Oui", "callback_data": "ok:1"}, {"text": "Non", "callback_data": "no:1"}],
            [{"text": "Voir", "callback_data": "é" * 32}],
        ]
    }
    assert second["disable_notification"] == ["true"]
    assert "reply_markup" not in second


@pytest.mark.parametrize("data", ["", "é" * 33, "x" * 65])
def test_a_button_that_telegram_would_refuse_is_never_sent(stage: Stage, chat: TelegramChat, data: str) -> None:
    assert isinstance(chat.say(STAFF, "Bonjour", [[Button("Oui", data)]]), Rejected)
    assert isinstance(chat.rewrite(STAFF, 7, "Bonjour", [[Button("Oui", data)]]), Rejected)
    assert stage.asked == []


def test_a_long_text_arrives_cut_rather_than_not_at_all(stage: Stage, chat: TelegramChat) -> None:
    chat.say(STAFF, "🎈" * 3000)
    chat.rewrite(STAFF, 7, "x" * 5000)
    chat.answer("55", "y" * 300)
    said, rewritten, answered = (asked.form["text"][0] for asked in stage.asked)
    assert said == "🎈" * 2047 + "…"
    assert rewritten == "x" * 4095 + "…"
    assert answered == "y" * 199 + "…"


@given(st.text(alphabet=st.characters(), max_size=60), st.integers(2, 40))
def test_a_cut_text_fits_and_begins_as_it_did(text: str, most: int) -> None:
    short = cut(text, most)
    assert len(short.encode("utf-16-le")) <= 2 * most
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert short == whole if len(whole.encode("utf-16-le")) <= 2 * most else whole.startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (refusal(400, "Bad Request: chat not found"), AccountBroken),
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), AccountBroken),
        (refusal(400, "Bad Request: message text is empty"), Rejected),
        (refusal(500, "Internal Server Error"), NotSent),
        (Reply(body=b"nonsense"), NotSent),
        (Reply(json={"ok": True, "result": True}), NotSent),
        (LOST, NotSent),
    ],
)
def test_what_became_of_words(stage: Stage, chat: TelegramChat, reply: Reply, verdict: type) -> None:
    on(stage, "sendMessage", reply)
    assert isinstance(chat.say(STAFF, "Bonjour"), verdict)


def test_a_staff_chat_that_moved_names_its_new_number(stage: Stage, chat: TelegramChat) -> None:
    moved = refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100777)
    on(stage, "sendMessage", moved)
    assert chat.say(STAFF, "Bonjour") == AccountBroken("group moved: -100777")


def test_a_message_that_reads_so_already_is_done_and_one_that_is_gone_is_refused(
    stage: Stage, chat: TelegramChat
) -> None:
    assert chat.rewrite(STAFF, 7, "Bonsoir") == Done()
    on(stage, "editMessageText", refusal(400, "Bad Request: message is not modified: specified new message content"))
    assert chat.rewrite(STAFF, 7, "Bonsoir") == Done()
    on(stage, "editMessageText", refusal(400, "Bad Request: message to edit not found"))
    assert isinstance(chat.rewrite(STAFF, 7, "Bonsoir"), Rejected)


@pytest.mark.parametrize(
    "reply",
    [
        refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"),
        LOST,
        Reply(502),
    ],
)
def test_a_press_that_is_answered_late_or_in_vain_is_nobodys_loss(
    stage: Stage, chat: TelegramChat, reply: Reply
) -> None:
    on(stage, "answerCallbackQuery", reply)
    chat.answer("55", "Fait")
    assert chat.say(STAFF, "Bonjour") == 7


def test_no_token_is_in_any_reason_or_log_line(
    stage: Stage, chat: TelegramChat, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    page = Reply(400, body=f"<html>{TOKEN}</html>".encode())
    quoted = refusal(400, f"Bad Request: {TOKEN} canary-AAF")
    odd = result([{"update_id": 5, "message": {"text": "private words", "date": "x"}}])
    told: list[object] = []
    for reply in (page, quoted, odd, LOST):
        for method in ("getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery"):
            on(stage, method, reply)
        chat.answer("5", "Fait")
        told += [chat.say(STAFF, "Bonjour"), chat.rewrite(STAFF, 7, "Bonsoir")]
        heard = chat.updates(None, 0)
        told += [heard] if reply is not odd else []
    read = str(told) + caplog.text
    assert "canary-AAF" not in read
    assert "private words" not in read


def test_closing_ends_what_other_threads_wait_for(stage: Stage) -> None:
    arrived = threading.Event()

    def hang(_: Asked) -> Reply:
        arrived.set()
        return HANG

    stage.on("POST", f"/bot{TOKEN}/getUpdates", hang)
    chat = TelegramChat(TOKEN, stage.address, 20.0)
    told: list[object] = []
    poller = threading.Thread(target=lambda: told.append(chat.updates(None, 30)))
    poller.start()
    assert arrived.wait(20)
    closer = threading.Thread(target=chat.close)
    closer.start()
    closer.join(timeout=10)
    poller.join(timeout=10)
    assert not closer.is_alive()
    assert not poller.is_alive()
    assert isinstance(told[0], NotSent)
    assert isinstance(chat.updates(None, 0), NotSent), "after close too"
    chat.close()
