"""A channel and a staff chat on a stage: what ``forwardMessage`` and ``deleteMessage`` answer, by tdlib's wordings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.telegram import TelegramNetwork
from bot.ports import Sought
from tests.networks.stage import Asked, Reply, Stage

CHANNEL = {"id": -1001, "type": "channel", "title": "Azat", "username": "azat_fr"}
STAFF = -100123
TOKEN = "123:canary-AAF"
SINCE = datetime(2023, 8, 30, 12, 0, tzinfo=UTC)
DATE = {"Date": "Wed, 30 Aug 2023 12:03:00 GMT"}


def result(value: object) -> Reply:
    return Reply(json={"ok": True, "result": value}, headers=DATE)


def refusal(status: int, description: str, **parameters: object) -> Reply:
    body = {"ok": False, "error_code": status, "description": description, "parameters": parameters}
    return Reply(status, json=body, headers=DATE)


def told(text: str = "Bonjour", *, at: datetime = SINCE, **more: object) -> dict[str, object]:
    """A message of the channel; ``photo`` makes ``text`` its caption."""
    words = {"caption" if "photo" in more else "text": text}
    return {**words, "date": int(at.timestamp()), **more}


def sought(
    text: str = "Bonjour",
    *,
    after: str = "40",
    picture: bool | None = False,
    others: tuple[str, ...] = (),
    highest: str = "",
) -> Sought:
    return Sought(
        frozenset({text}), frozenset(), frozenset(), picture, SINCE, after, frozenset(others), highest_id=highest
    )


class Channel:
    """What stands in the channel, what lies in the staff's chat."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.messages: dict[int, Mapping[str, Any]] = {}
        self.copies: dict[int, int] = {}
        """By its number, of which message."""
        self.forwarded: list[int] = []
        self.silent: set[str] = set()
        self.answer("getMe", result({"id": 123, "is_bot": True, "first_name": "Azat"}))
        self.answer("getChat", result(CHANNEL))
        self.answer("getChatMember", result({"status": "creator"}))
        stage.on("POST", f"/bot{TOKEN}/forwardMessage", self.forward)
        stage.on("POST", f"/bot{TOKEN}/deleteMessage", self.delete)
        stage.on("POST", f"/bot{TOKEN}/editMessageReplyMarkup", self.touch)

    def answer(self, method: str, *replies: Reply) -> None:
        self.stage.on("POST", f"/bot{TOKEN}/{method}", *replies)

    def forward(self, asked: Asked) -> Reply:
        form = {name: values[0] for name, values in asked.form.items()}
        assert (form["chat_id"], form["from_chat_id"]) == (str(STAFF), "@azat_fr")
        self.silent.add(form["disable_notification"])
        own = int(form["message_id"])
        if own not in self.messages:
            return refusal(400, "Bad Request: message to forward not found")
        if self.messages[own].get("service"):
            return refusal(400, "Bad Request: the message can't be forwarded")
        self.forwarded.append(own)
        copy = 900 + len(self.forwarded)
        self.copies[copy] = own
        shown = {key: value for key, value in self.messages[own].items() if key != "date"}
        origin = {"type": "channel", "chat": CHANNEL, "message_id": own, "date": self.messages[own]["date"]}
        return result({"forward_origin": origin, **shown, "message_id": copy, "date": int(SINCE.timestamp()) + 9})

    def delete(self, asked: Asked) -> Reply:
        assert asked.form["chat_id"] == [str(STAFF)]
        copy = int(asked.form["message_id"][0])
        if self.copies.pop(copy, None) is None:
            return refusal(400, "Bad Request: message to delete not found")
        return result(value=True)

    def touch(self, asked: Asked) -> Reply:
        assert "reply_markup" not in asked.form
        if int(asked.form["message_id"][0]) not in self.messages:
            return refusal(400, "Bad Request: message to edit not found")
        return refusal(400, "Bad Request: message is not modified: specified new message content …")

    def asked_for(self) -> list[int]:
        """Every id that was probed, in order."""
        probes = self.stage.requests("POST", ".*/forwardMessage")
        return [int(probe.form["message_id"][0]) for probe in probes]

    def open(self, *, staff_chat: int | None = STAFF, deadline_s: float = 10.0) -> TelegramNetwork:
        account = Account(
            "telegram", NetworkName.TELEGRAM, Place("settings.yaml"), address=self.stage.address, handle="@azat_fr"
        )
        return TelegramNetwork(account, {"bot_token": TOKEN}, deadline_s, staff_chat)
