"""Whether a supporter's channel post still stands: what the staff's chat is shown of it, and what refusals mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason
from bot.campaign.tags import Exact, Nothing
from bot.networks.telegram_intake import TelegramIntake
from bot.networks.telegram_supporters import heard
from bot.ports import Found, Intake, Page, Seen, Shown, Unfetched, Vanished
from tests.networks.stage import HANG, LOST, Reply, Stage
from tests.networks.telegram_channel import STAFF, TOKEN, refusal, result
from tests.networks.telegram_updates import AT, HIDDEN, LYON, WANTED, caption, message, photo, tagged, update

MISSING = refusal(400, "Bad Request: message to forward not found")
NO_CHAT = refusal(400, "Bad Request: chat not found")
OUTSIDER = refusal(403, "Forbidden: bot is not a member of the channel chat")
MEMBER = result({"status": "administrator", "user": {"id": 123}})


def on(stage: Stage, method: str, *replies: Reply) -> None:
    stage.on("POST", f"/bot{TOKEN}/{method}", *replies)


def copy(told: dict[str, Any], chat: dict[str, Any] = LYON) -> Reply:
    """What forwarding ``told`` to the staff's chat answers."""
    origin = {"type": "channel", "chat": chat, "message_id": 55, "date": int(AT.timestamp())}
    place = {"id": STAFF, "type": "supergroup"}
    return result({**told, "chat": place, "message_id": 900, "date": 1, "forward_origin": origin})


def open_intake(stage: Stage, staff_chat: int | None = STAFF, deadline_s: float = 5.0) -> TelegramIntake:
    account = Account("tg", NetworkName.TELEGRAM, Place("settings.yaml"), address=stage.address, handle="@azat_fr")
    return TelegramIntake(account, {"bot_token": TOKEN}, deadline_s, staff_chat)


@pytest.fixture
def intake(stage: Stage) -> Iterator[TelegramIntake]:
    on(stage, "deleteMessage", result(value=True))
    on(stage, "getChatMember", MEMBER)
    intake = open_intake(stage)
    yield intake
    intake.close()


def test_a_post_that_stands_is_seen_as_it_was_heard_and_its_copy_is_deleted(
    stage: Stage, intake: TelegramIntake
) -> None:
    on(stage, "forwardMessage", copy(tagged(LYON)))
    [first] = heard(update(tagged(LYON)), WANTED)
    assert isinstance(first, Found)
    assert intake.look_at(first.remote_id, WANTED) == Seen(first)
    forward, delete = stage.asked
    assert forward.form == {
        "chat_id": [str(STAFF)],
        "from_chat_id": ["-1009"],
        "message_id": ["55"],
        "disable_notification": ["true"],
    }
    assert delete.form == {"chat_id": [str(STAFF)], "message_id": ["900"]}


def test_a_post_whose_tag_or_picture_changed_shows_it(stage: Stage, intake: TelegramIntake) -> None:
    on(stage, "forwardMessage", copy(message(LYON, photo=photo("b"), **caption("Ici"))), copy(tagged(LYON)))
    seen = intake.look_at("-1009/55", WANTED)
    assert isinstance(seen, Seen)
    assert (seen.found.fingerprint, seen.found.candidate.tag) == ("ub", Nothing())
    again = intake.look_at("@lyon_libre/55", WANTED)
    assert isinstance(again, Seen)
    assert (again.found.fingerprint, again.found.candidate.tag) == ("ua", Exact("#FreeAzat"))


@pytest.mark.parametrize(
    ("reply", "member", "told"),
    [
        (MISSING, MEMBER, Vanished(Reason.DELETED)),
        (MISSING, result({"status": "left"}), Vanished(Reason.NOT_PUBLIC)),
        (MISSING, OUTSIDER, Vanished(Reason.NOT_PUBLIC)),
        (MISSING, NO_CHAT, Vanished(Reason.NOT_PUBLIC)),
        (OUTSIDER, OUTSIDER, Vanished(Reason.NOT_PUBLIC)),
        (refusal(400, "Bad Request: CHAT_FORWARDS_RESTRICTED"), MEMBER, Vanished(Reason.NOT_PUBLIC)),
        (copy(tagged(LYON), HIDDEN), MEMBER, Vanished(Reason.NOT_PUBLIC)),
    ],
)
def test_a_post_that_is_gone_or_hidden_has_vanished(
    stage: Stage, intake: TelegramIntake, reply: Reply, member: Reply, told: Vanished
) -> None:
    on(stage, "forwardMessage", reply)
    on(stage, "getChatMember", member)
    assert intake.look_at("-1009/55", WANTED) == told


@pytest.mark.parametrize(
    ("reply", "member", "verdict", "why"),
    [
        (NO_CHAT, MEMBER, NotSent, "staff chat unreachable"),
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), MEMBER, NotSent, "staff chat unreachable"),
        (MISSING, refusal(500, "Internal Server Error"), NotSent, "server fault"),
        (MISSING, LOST, NotSent, "answer cut off"),
        (MISSING, result({}), NotSent, "unreadable answer"),
        (refusal(500, "Internal Server Error"), MEMBER, NotSent, "server fault"),
        (refusal(429, "Too Many Requests: retry after 9", retry_after=9), MEMBER, NotSent, "rate limit"),
        (Reply(400, body=b"<html>message to forward not found</html>"), MEMBER, NotSent, "unreadable answer"),
        (Reply(body=b"<html>welcome</html>"), MEMBER, NotSent, "unreadable answer"),
        (result({"message_id": 900, "photo": photo()}), MEMBER, NotSent, "unreadable answer"),
        (LOST, MEMBER, NotSent, "answer cut off"),
        (refusal(401, "Unauthorized"), MEMBER, AccountBroken, "account refused"),
    ],
)
def test_what_cannot_be_asked_proves_nothing(
    stage: Stage, intake: TelegramIntake, reply: Reply, member: Reply, verdict: type, why: str
) -> None:
    on(stage, "forwardMessage", reply)
    on(stage, "getChatMember", member)
    told = intake.look_at("-1009/55", WANTED)
    assert isinstance(told, verdict)
    assert isinstance(told, NotSent | AccountBroken)
    assert told.reason.startswith(why)


def test_a_copy_that_could_not_be_deleted_is_deleted_the_next_time(stage: Stage, intake: TelegramIntake) -> None:
    on(stage, "forwardMessage", copy(tagged(LYON)), MISSING)
    on(stage, "deleteMessage", LOST, result(value=True))
    assert isinstance(intake.look_at("-1009/55", WANTED), Seen)
    intake.look_at("-1009/55", WANTED)
    intake.look_at("-1009/55", WANTED)
    assert len(stage.requests("POST", ".*/deleteMessage")) == 2


def test_without_a_staff_chat_or_an_answer_nothing_is_known(stage: Stage) -> None:
    blind = open_intake(stage, None)
    assert blind.look_at("-1009/55", WANTED) == NotSent("no staff chat")
    assert blind.look_at("no post", WANTED) == Vanished(Reason.DELETED)
    blind.close()
    assert stage.asked == []
    on(stage, "forwardMessage", HANG)
    hasty = open_intake(stage, deadline_s=0.3)
    assert isinstance(hasty.look_at("-1009/55", WANTED), NotSent)
    hasty.close()


def test_what_is_new_is_not_asked_for(stage: Stage, intake: TelegramIntake) -> None:
    asked: Intake = intake
    assert list(asked.cursors(WANTED)) == []
    assert asked.photos_since("#FreeAzat", "c", WANTED) == asked.sayings_since("c", WANTED) == Page(cursor="c")
    assert stage.asked == []


def test_a_picture_is_fetched_by_its_id(stage: Stage, intake: TelegramIntake) -> None:
    on(stage, "getFile", result({"file_path": "photos/a.jpg"}), refusal(400, "Bad Request: file is too big"))
    stage.on("GET", f"/file/bot{TOKEN}/photos/a.jpg", Reply(body=b"pixels"))
    assert intake.fetch(Shown("a")) == b"pixels"
    assert isinstance(intake.fetch(Shown("a")), Unfetched)
