"""The three networks as a stage plays them: just enough to take a post, under a path of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.mastodon import MastodonNetwork
from bot.networks.telegram import TelegramNetwork
from bot.networks.x import XNetwork
from bot.ports import Network
from tests.networks.stage import CUT_BEFORE_READING, HANG, SLOW, Asked, Reply, Script, Stage, payload

PREFIX = "/some/where"
DATE = "Wed, 30 Aug 2023 12:00:00 GMT"
PLACE = Place("settings.yaml")

Seen = Mapping[str, object]
Routes = Mapping[str, tuple[str, str]]
Refusals = Mapping[int, tuple[object, Mapping[str, str]]]
MASTODON_SECRETS = {"access_token": "canary-mastodon-0123456789"}
X_SECRETS = {
    "consumer_key": "canary-key-0123",
    "consumer_secret": "canary-secret-0123",
    "access_token": "77-canary-token-0123",
    "access_token_secret": "canary-token-secret-0123",
}
TELEGRAM_SECRETS = {"bot_token": "123456:canary-AAF0123456789012345678901234567"}


MASTODON_ROUTES: Routes = {
    "identity": ("GET", "/api/v1/accounts/verify_credentials"),
    "instance": ("GET", "/api/v2/instance"),
    "upload": ("POST", "/api/v2/media"),
    "publish": ("POST", "/api/v1/statuses"),
}

MASTODON_REFUSALS: Refusals = {
    400: ({"error": "Bad Request: status too long"}, {}),
    401: ({"error": "The access token was revoked"}, {}),
    422: ({"error": "Validation failed: Text is too long"}, {}),
    429: ({"error": "Too many requests"}, {"Date": DATE, "X-RateLimit-Reset": "2023-08-30T12:05:00.000000Z"}),
    500: ({"error": "This page is not available"}, {}),
}

X_ROUTES: Routes = {
    "identity": ("GET", "/2/users/me"),
    "upload": ("POST", "/2/media/upload"),
    "metadata": ("POST", "/2/media/metadata"),
    "publish": ("POST", "/2/tweets"),
}

X_REFUSALS: Refusals = {
    400: ({"title": "Invalid Request", "detail": "invalid", "errors": [{"message": "text is too long"}]}, {}),
    401: ({"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}, {}),
    429: ({"title": "Too Many Requests", "status": 429}, {"Date": DATE, "x-rate-limit-reset": "1693397100"}),
    500: ({"title": "Internal Server Error"}, {}),
}

TELEGRAM_ROUTES: Routes = {
    "identity": ("POST", "/bot[^/]*/getMe"),
    "chat": ("POST", "/bot[^/]*/getChat"),
    "member": ("POST", "/bot[^/]*/getChatMember"),
    "publish": ("POST", "/bot[^/]*/(sendMessage|sendPhoto)"),
}

TELEGRAM_REFUSALS: Refusals = {
    400: ({"ok": False, "error_code": 400, "description": "Bad Request: message is too long"}, {}),
    401: ({"ok": False, "error_code": 401, "description": "Unauthorized"}, {}),
    429: (
        {"ok": False, "error_code": 429, "parameters": {"retry_after": 300}},
        {"Date": DATE, "Retry-After": "300"},
    ),
    500: ({"ok": False, "error_code": 500, "description": "Internal Server Error"}, {}),
}

CHANNEL = {"id": -1001, "type": "channel", "title": "Azat", "username": "azat_fr"}


def shown(data: bytes, alt: str) -> Seen:
    return {"sha256": hashlib.sha256(data).hexdigest(), "alt": alt}


class StageVenue:
    """What the three share: routes, faults, what was posted."""

    network: NetworkName
    make: Callable[[Account, Mapping[str, str], float], Network]
    own_secrets: Mapping[str, str]
    handle = ""
    routes: Routes
    can: frozenset[str]
    url: str
    refusals: Refusals

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.seen: list[Seen] = []
        self.media: dict[str, dict[str, object]] = {}
        self.secrets = tuple(self.own_secrets.values())
        for where, (method, path) in self.routes.items():
            stage.on(method, PREFIX + path, getattr(self, where))

    def open(self, deadline_s: float = 20.0) -> Network:
        return self._open(self.stage.address + PREFIX, deadline_s)

    def open_as_nobody(self) -> Network:
        self.fault("identity", "status", status=401, body=self.refusals[401][0])
        return self.open()

    def open_elsewhere(self, address: str) -> Network:
        return self._open(address, 5.0)

    def _open(self, address: str, deadline_s: float) -> Network:
        account = Account(str(self.network), self.network, PLACE, address=address, handle=self.handle)
        return type(self).make(account, self.own_secrets, deadline_s)

    def fault(self, where: str, do: str, **more: Any) -> None:
        method, path = self.routes[where]
        execute: Callable[[Asked], Reply] = getattr(self, where)
        body = more.get("body", "")
        wire = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        answer = Reply(more.get("status", 503), headers=more.get("headers", {}), body=wire)

        def execute_then(reply: Callable[[Reply], Reply]) -> Callable[[Asked], Reply]:
            return lambda asked: reply(execute(asked))

        played: dict[str, Script] = {
            "status": answer,
            "execute_then_status": execute_then(lambda good: answer),
            "garbage": execute_then(lambda good: Reply(body=wire or b"<")),
            "cut_before": CUT_BEFORE_READING,
            "cut_after": execute_then(lambda good: Reply(json=good.json, bytes_written=more.get("bytes", 0))),
            "lose_answer": execute_then(lambda good: HANG),
            "slow_body": execute_then(lambda good: SLOW),
        }
        self.stage.on(method, PREFIX + path, played[do], execute)

    def posts(self) -> list[Seen]:
        return list(self.seen)

    def take(self, text: str, pictures: list[Seen], **more: object) -> str:
        """Keep a post; its id."""
        plain = {"language": "", "visibility": "", "warning": "", "silent": False}
        self.seen.append({"text": text, "pictures": pictures, **plain, **more})
        return str(1000 + len(self.seen))


class MastodonVenue(StageVenue):
    network = NetworkName.MASTODON
    make = MastodonNetwork
    own_secrets = MASTODON_SECRETS
    can = frozenset({"language", "visibility", "warning", "alt", "upload"})
    url = "https://mastodon.example/@azat/"
    routes = MASTODON_ROUTES
    refusals = MASTODON_REFUSALS

    def identity(self, asked: Asked) -> Reply:
        return Reply(json={"id": "7", "acct": "azat", "url": "https://mastodon.example/@azat"})

    def instance(self, asked: Asked) -> Reply:
        return Reply(json={"configuration": {"statuses": {"max_characters": 640}}})

    def upload(self, asked: Asked) -> Reply:
        own = str(len(self.media) + 1)
        alt = payload(asked.parts["description"]).decode()
        self.media[own] = {"shown": shown(payload(asked.parts["file"]), alt)}
        return Reply(json={"id": own, "type": "image", "url": "https://mastodon.example/1.png"})

    def publish(self, asked: Asked) -> Reply:
        form = {name: values[0] for name, values in asked.form.items()}
        pictures = [self.media[own]["shown"] for own in asked.form.get("media_ids[]", [])]
        more = {"language": form["language"], "visibility": form["visibility"], "warning": form.get("spoiler_text", "")}
        own = self.take(form["status"], pictures, **more)  # type: ignore[arg-type] # what upload() kept
        return Reply(json={"id": own, "url": self.url + own})


class XVenue(StageVenue):
    network = NetworkName.X
    make = XNetwork
    own_secrets = X_SECRETS
    handle = "@azat"
    can = frozenset({"alt", "upload"})
    url = "https://x.com/azat/status/"
    routes = X_ROUTES
    refusals = X_REFUSALS

    def identity(self, asked: Asked) -> Reply:
        return Reply(json={"data": {"id": "77", "username": "azat", "name": "Azat"}})

    def upload(self, asked: Asked) -> Reply:
        own = str(len(self.media) + 1)
        self.media[own] = {"shown": {**shown(payload(asked.parts["media"]), "")}}
        return Reply(json={"data": {"id": own, "media_key": f"3_{own}", "expires_after_secs": 86400}})

    def metadata(self, asked: Asked) -> Reply:
        body: Any = asked.json
        self.media[body["id"]]["shown"]["alt"] = body["metadata"]["alt_text"]["text"]  # type: ignore[index] # upload()'s
        return Reply(json={"data": {"id": body["id"]}})

    def publish(self, asked: Asked) -> Reply:
        body: Any = asked.json
        pictures = [self.media[own]["shown"] for own in body.get("media", {}).get("media_ids", [])]
        own = self.take(body["text"], pictures)  # type: ignore[arg-type] # what upload() kept
        return Reply(201, json={"data": {"id": own, "text": body["text"]}})


class TelegramVenue(StageVenue):
    network = NetworkName.TELEGRAM
    make = TelegramNetwork
    own_secrets = TELEGRAM_SECRETS
    handle = "@azat_fr"
    can = frozenset({"silence"})
    url = "https://t.me/azat_fr/"
    routes = TELEGRAM_ROUTES
    refusals = TELEGRAM_REFUSALS

    def identity(self, asked: Asked) -> Reply:
        return Reply(json={"ok": True, "result": {"id": 123456, "is_bot": True, "first_name": "Azat"}})

    def chat(self, asked: Asked) -> Reply:
        return Reply(json={"ok": True, "result": CHANNEL})

    def member(self, asked: Asked) -> Reply:
        return Reply(json={"ok": True, "result": {"status": "administrator", "can_post_messages": True}})

    def publish(self, asked: Asked) -> Reply:
        if asked.path.endswith("sendPhoto"):
            parts = {name: payload(part) for name, part in asked.parts.items()}
            text, silent = parts["caption"].decode(), parts["disable_notification"] == b"true"
            pictures = [shown(data, "") for name, data in parts.items() if data.startswith(b"\x89PNG")]
        else:
            text, silent, pictures = asked.form["text"][0], asked.form["disable_notification"] == ["true"], []
        own = self.take(text, pictures, silent=silent)
        return Reply(json={"ok": True, "result": {"message_id": int(own), "chat": CHANNEL, "date": 1693396800}})
