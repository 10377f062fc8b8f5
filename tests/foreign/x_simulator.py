"""A stand-in for X that holds every request to X's OpenAPI document and to its OAuth 1.0a signature."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from typing import Any

from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint

from tests.foreign.arrivals import Arrived, picture_kind
from tests.foreign.openapi import (
    MEDIA_UPLOAD,
    METADATA_CREATE,
    TWEET_CREATE,
    UPLOAD_STATUS_QUERY,
    USERS_ME_QUERY,
    Schema,
    faults,
)
from tests.foreign.serving import Call, Reply, Server

HOSTS = ("https://api.twitter.com", "https://api.x.com")
"""Clients sign for X's own address, whatever address the request then goes to."""

IMAGE_BYTES = 5_000_000  # docs.x.com/x-api/media/introduction


class UsersMe(StrEnum):
    """What simulators do with ``GET /2/users/me``."""

    FULL = "full"
    MINIMAL = "an id and nothing else"
    MISSING = "404"
    UNIMPLEMENTED = "501"


class _Validator(RequestValidator):
    """oauthlib's own check of RFC 5849, with one application and one user."""

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys
        self._used: set[tuple[str, str]] = set()

    client_key_length = access_token_length = 5, 60
    nonce_length = 5, 60
    dummy_client = "nobody"

    def check_access_token(self, request_token: str) -> bool:
        return request_token == self._keys["access_token"]

    def validate_client_key(self, client_key: str, request: object) -> bool:
        return client_key == self._keys["consumer_key"]

    def validate_timestamp_and_nonce(
        self, client_key: str, timestamp: str, nonce: str, request: object, *_: object, **__: object
    ) -> bool:
        fresh = (timestamp, nonce) not in self._used
        self._used.add((timestamp, nonce))
        return fresh

    def get_client_secret(self, client_key: str, request: object) -> str:
        return self._keys["consumer_secret"]

    def get_access_token_secret(self, client_key: str, token: str, request: object) -> str:
        return self._keys["access_token_secret"]


@dataclass
class Picture:
    data: bytes
    alt: str = ""
    looked_at: int = 0


class InvalidError(Exception):
    """A request that the document does not allow: 400."""


class XSimulator(Server):
    """One user, whose name is its own. ``slow``: an upload is ``pending`` at first."""

    def __init__(self, keys: Mapping[str, str], users_me: UsersMe = UsersMe.FULL, *, slow: bool = False) -> None:
        self._users_me, self._slow = users_me, slow
        self._signatures = (_Validator(keys), _Validator(keys))
        self.violations: list[str] = []
        self.asked: list[str] = []
        self.tweets: list[tuple[str, list[str]]] = []
        self.pictures: dict[str, Picture] = {}
        self._ids = count(1_697_000_000_000_000_001)
        super().__init__()

    def arrived(self) -> list[Arrived]:
        """Everything posted, as it is kept."""
        with self.lock:
            shown = [(text, [self.pictures[own] for own in ids]) for text, ids in self.tweets]
        return [
            Arrived(text, picture=mine[0].data if mine else None, alt=mine[0].alt if mine else "")
            for text, mine in shown
        ]

    def answer(self, call: Call) -> Reply:
        self.asked.append(f"{call.method} {call.path}")
        if not self._signed(call):
            self.violations.append(f"{call.method} {call.path}: signature")
            return _problem(401, "Unauthorized")
        try:
            return self._route(call)
        except InvalidError as invalid:
            self.violations.append(f"{call.method} {call.path}: {invalid}")
            return _problem(400, "Invalid Request", str(invalid))

    def _route(self, call: Call) -> Reply:
        match call.method, call.path:
            case "GET", "/2/users/me":
                return self._me(call)
            case "POST", "/2/media/upload":
                return Reply(json={"data": self._upload(call)})
            case "GET", "/2/media/upload":
                return Reply(json={"data": self._upload_status(call)})
            case "POST", "/2/media/metadata":
                return self._describe(call)
            case "POST", "/2/tweets":
                return self._tweet(call)
            case _:
                return _problem(404, "Not Found")

    def _signed(self, call: Call) -> bool:
        headers = {"Authorization": call.headers.get("authorization", "")}
        if not headers["Authorization"].startswith("OAuth "):
            return False  # oauthlib would raise
        form = call.content_type == "application/x-www-form-urlencoded"
        if form:
            headers["Content-Type"] = call.content_type
        body = call.body.decode() if form else None
        return any(
            SignatureOnlyEndpoint(validator).validate_request(host + call.target, call.method, body, headers)[0]
            for host, validator in zip(HOSTS, self._signatures, strict=True)
        )

    def _me(self, call: Call) -> Reply:
        _hold(dict(call.query), USERS_ME_QUERY)
        match self._users_me:
            case UsersMe.MISSING:
                return _problem(404, "Not Found")
            case UsersMe.UNIMPLEMENTED:
                return _problem(501, "Not Implemented")
            case UsersMe.MINIMAL:
                return Reply(json={"data": {"id": "1735"}})
            case _:
                return Reply(json={"data": {"id": "1735", "name": "Play", "username": "playground_user"}})

    def _upload(self, call: Call) -> dict[str, Any]:
        if call.content_type != "multipart/form-data":
            raise InvalidError(f"{call.content_type} is no form with a file")
        names = [part.name for part in call.fields]
        if len(set(names)) != len(names):
            raise InvalidError(f"a field stands twice: {names}")
        _hold({part.name: part.value if part.filename else part.text for part in call.fields}, MEDIA_UPLOAD)
        data = next(part.value for part in call.fields if part.name == "media")
        if len(data) > IMAGE_BYTES or picture_kind(data) not in {"PNG", "JPEG"}:
            raise InvalidError(f"{len(data)} bytes: {picture_kind(data)}")
        own = str(next(self._ids))
        self.pictures[own] = Picture(data)
        return self._uploaded(own)

    def _upload_status(self, call: Call) -> dict[str, Any]:
        query = dict(call.query)
        _hold(query, UPLOAD_STATUS_QUERY)
        self._known(query["media_id"]).looked_at += 1
        return self._uploaded(query["media_id"])

    def _uploaded(self, own: str) -> dict[str, Any]:
        picture = self.pictures[own]
        answer = {"id": own, "media_key": f"3_{own}", "expires_after_secs": 86400, "size": len(picture.data)}
        if self._slow:
            state = ("pending", "in_progress", "succeeded")[min(picture.looked_at, 2)]
            answer["processing_info"] = {"state": state, "check_after_secs": 0}
        return answer

    def _describe(self, call: Call) -> Reply:
        body = _json(call)
        _hold(body, METADATA_CREATE)
        self._known(body["id"]).alt = body["metadata"]["alt_text"]["text"]
        return Reply(json={"data": {"id": body["id"], "associated_metadata": body["metadata"]}})

    def _tweet(self, call: Call) -> Reply:
        body = _json(call)
        _hold(body, TWEET_CREATE)
        ids = body.get("media", {}).get("media_ids", [])
        if not body.get("text") and not ids:
            raise InvalidError("neither text nor media")
        for own in ids:
            picture = self._known(own)
            if self._slow and picture.looked_at < 2:
                raise InvalidError(f"media {own} is not processed yet")
        if any(text == body["text"] for text, _ in self.tweets):
            return _problem(403, "Forbidden", "You are not allowed to create a Tweet with duplicate content.")
        self.tweets.append((body["text"], ids))
        return Reply(201, {"data": {"id": str(next(self._ids)), "text": body["text"]}})

    def _known(self, own: str) -> Picture:
        if own not in self.pictures:
            raise InvalidError("Your media IDs are invalid.")
        return self.pictures[own]


def _json(call: Call) -> dict[str, Any]:
    if call.content_type != "application/json":
        raise InvalidError(f"{call.content_type} is not application/json")
    body: dict[str, Any] = json.loads(call.body)
    return body


def _hold(value: object, schema: Schema) -> None:
    found = faults(value, schema)
    if found:
        raise InvalidError("; ".join(found))


def _problem(status: int, title: str, detail: str = "") -> Reply:
    body = {"title": title, "type": "about:blank", "status": status, "detail": detail or title}
    return Reply(status, body, mime="application/problem+json")
