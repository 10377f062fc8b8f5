"""Whatever comes in, the sandbox answers like a network and never with a fault of its own (the fixture looks)."""

from __future__ import annotations

import json
import socket
from urllib.parse import quote, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sandbox.driver import TIMEOUT_S, Sandbox

METHODS = [
    *["getMe", "getChat", "getChatMember", "sendMessage", "sendPhoto", "forwardMessage", "deleteMessage"],
    *["editMessageText", "editMessageCaption", "editMessageReplyMarkup", "editMessageMedia"],
    *["getWebhookInfo", "deleteWebhook"],
]
PATHS = {
    "control": ["clock", "accounts", "people", "faults", "settings", "posts", "pictures/x", "nothing"],
    "mastodon": [
        "/api/v1/statuses",
        "/api/v1/statuses/1",
        "/api/v1/statuses/1/source",
        "/api/v2/media",
        "/api/v1/media/1",
        "/api/v1/accounts/110000000000000001/statuses",
        "/api/v2/instance",
        *["/api/v1/statuses/1/reblog", "/api/v1/statuses/1/unreblog", "/api/v1/timelines/tag/x", "/api/v2/search"],
        "/api/v1/notifications",
    ],
    "x": [
        *["/2/tweets", "/2/tweets/1", "/2/users/me", "/2/users/123/tweets", "/2/media/upload", "/2/media/metadata"],
        *["/2/tweets/search/recent", "/2/users/123/retweets", "/2/users/123/retweets/1", "/2/users/123/mentions"],
    ],
    "telegram": [f"/bot123:ABC/{method}" for method in METHODS],
}
NAMES = [
    *["status", "media_ids", "media_ids[]", "visibility", "language", "spoiler_text", "in_reply_to_id", "focus"],
    *["text", "media", "reply", "id", "metadata", "media_category", "description", "file"],
    *["chat_id", "entities", "caption", "photo", "parse_mode", "reply_markup", "reply_parameters", "message_id"],
    *["network", "when", "do", "now", "times", "limits", "access_token", "name", "from_chat_id", "user_id"],
]
KINDS = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "",
]
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["@example_fr", "-1001", "HTML", "public", "<b>", "1", "2023-08-30", "\ud800", "x" * 5000])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=4),
    max_leaves=8,
)
JSON_BODIES = (VALUES | st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=6)).map(
    lambda v: json.dumps(v).encode()
)
FORM_BODIES = st.lists(
    st.tuples(st.sampled_from(NAMES), st.text(st.characters(codec="utf-8"), max_size=40)), max_size=5
).map(lambda pairs: "&".join(f"{name}={quote(value)}" for name, value in pairs).encode())
PARTS = st.lists(st.tuples(st.sampled_from(NAMES), st.booleans(), st.binary(max_size=60)), max_size=4).map(
    lambda parts: (
        b"".join(
            b'--b\r\nContent-Disposition: form-data; name="%b"%b\r\n\r\n%b\r\n'
            % (name.encode(), b'; filename="f"' if is_file else b"", data)
            for name, is_file, data in parts
        )
        + b"--b--\r\n"
    )
)
BODIES = st.binary(max_size=120) | JSON_BODIES | FORM_BODIES | PARTS
STILL_FINE = {*range(200, 207), 400, 401, 403, 404, 405, 409, 413, 415, 422, 429}


def _throw(
    sandbox: Sandbox, network: str, path: str, method: str, kind: str, body: bytes, query: str
) -> requests.Response:
    headers = {"Content-Type": kind}
    address = (
        f"{sandbox.at[network]}{path}?{query}" if network != "control" else f"{sandbox.at[network]}/_control/{path}"
    )
    if network == "mastodon":
        headers["Authorization"] = "Bearer mastodon-token"
    if network == "x" and "urlencoded" not in kind:
        headers |= sandbox.signature(method, f"{path}?{query}")
    return sandbox.http.request(method, address, data=body, headers=headers, timeout=TIMEOUT_S)


@pytest.mark.parametrize("network", ["control", "mastodon", "x", "telegram"])
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_body_whatever_it_says_it_is_upsets_an_endpoint(sandbox: Sandbox, network: str, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PATHS[network]))
    method = data.draw(st.sampled_from(["POST", "POST", "GET", "PUT", "DELETE"]))
    query = data.draw(st.sampled_from(["", "limit=a", "since_id=%FF", "max_results=9999999", "chat_id=-1001&text=%00"]))
    answer = _throw(sandbox, network, path, method, data.draw(st.sampled_from(KINDS)), data.draw(BODIES), query)
    assert "X-Sandbox-Bug" not in answer.headers, answer.text
    assert answer.status_code in STILL_FINE, answer.text
    if network == "control":
        sandbox.control("DELETE", "settings")
        sandbox.control("DELETE", "faults")
        sandbox.clock(None)
    sandbox.control("DELETE", "posts")


@pytest.mark.parametrize("network", ["mastodon", "x", "telegram"])
def test_a_body_over_20_mib_is_413_in_the_networks_own_shape(sandbox: Sandbox, network: str) -> None:
    answer = sandbox.http.post(sandbox.at[network] + "/bot123:ABC/sendPhoto", data=b"\0" * (20 * 1024 * 1024 + 1))
    assert answer.status_code == 413
    assert isinstance(answer.json(), dict)


@pytest.mark.parametrize(
    "raw",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n",
        b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /%ff%fe/%00 HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
)
def test_what_is_hardly_http_gets_a_4xx_and_the_server_lives_on(sandbox: Sandbox, raw: bytes) -> None:
    where = urlsplit(sandbox.at["mastodon"])
    with socket.create_connection((where.hostname, where.port), TIMEOUT_S) as connection:
        connection.sendall(raw)
        assert connection.recv(65536)[:10] in {b"HTTP/1.1 4", b"HTTP/1.0 4"}
    assert sandbox.toot("still here").status_code == 200


def test_deep_nesting_is_refused(sandbox: Sandbox) -> None:
    body = b"[" * 100_000 + b"]" * 100_000
    assert (
        sandbox.mastodon(
            "POST", "/api/v1/statuses", data=body, headers={"Content-Type": "application/json"}
        ).status_code
        == 400
    )


def test_half_a_character_is_refused_before_it_can_be_stored(sandbox: Sandbox) -> None:
    kind = {"Content-Type": "application/json"}
    body = b'{"status": "a\\ud83d", "text": "a\\ud83d", "chat_id": -1001}'
    assert sandbox.mastodon("POST", "/api/v1/statuses", data=body, headers=kind).status_code == 400
    assert sandbox.telegram("sendMessage", data=body, headers=kind).status_code == 400
    assert sandbox.x("POST", "/2/tweets", json.loads(body)).status_code == 400
    assert sandbox.posts() == []
