from __future__ import annotations

from typing import Any
from urllib.parse import quote

import oauthlib.oauth1
import pytest
import requests
from oauthlib.oauth1 import Client

from tests.sandbox.driver import OTHER_X, TIMEOUT_S, Sandbox, X


def _me(sandbox: Sandbox, headers: dict[str, str]) -> requests.Response:
    return sandbox.http.get(sandbox.at["x"] + "/2/users/me", headers=headers, timeout=TIMEOUT_S)


@pytest.mark.parametrize("host", ["https://api.twitter.com", "https://api.x.com"])
def test_a_signature_for_either_real_host_is_right(sandbox: Sandbox, host: str) -> None:
    answer = _me(sandbox, sandbox.signature("GET", "/2/users/me", host=host))
    assert answer.json() == {"data": {"id": "123", "name": "example", "username": "example"}}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"consumer_secret": "wrong"}, "signature"),
        ({"access_token_secret": "wrong"}, "signature"),
        ({"consumer_key": "wrong"}, "consumer key"),
        ({"access_token": "999-zzz"}, "no such access token"),
    ],
)
def test_wrong_secrets_are_401_and_only_the_notes_say_why(sandbox: Sandbox, change: dict[str, str], why: str) -> None:
    answer = _me(sandbox, sandbox.signature("GET", "/2/users/me", {**X, **change}))
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {"title": "Unauthorized", "type": "about:blank", "status": 401, "detail": "Unauthorized"}
    assert why in sandbox.violations("x")[0]


@pytest.mark.parametrize(
    ("signed", "why"),
    [
        (("GET", "/2/users/you"), "signature"),
        (("POST", "/2/users/me"), "signature"),
        (("GET", "/2/users/me?a=b"), "signature"),
    ],
)
def test_a_signature_holds_for_its_own_method_path_and_query(
    sandbox: Sandbox, signed: tuple[str, str], why: str
) -> None:
    assert _me(sandbox, sandbox.signature(*signed)).status_code == 401
    assert why in sandbox.violations("x")[0]


def test_a_signature_for_our_own_address_is_wrong(sandbox: Sandbox) -> None:
    assert _me(sandbox, sandbox.signature("GET", "/2/users/me", host=sandbox.at["x"])).status_code == 401


@pytest.mark.parametrize(("off", "code"), [(0, 200), (-290, 200), (290, 200), (-310, 401), (310, 401)])
def test_a_timestamp_must_be_fresh_by_the_real_clock(sandbox: Sandbox, off: int, code: int) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    stamp = str(int(oauthlib.oauth1.rfc5849.generate_timestamp()) + off)  # type: ignore[attr-defined]
    assert _me(sandbox, sandbox.signature("GET", "/2/users/me", timestamp=stamp)).status_code == code


def test_a_nonce_serves_once(sandbox: Sandbox) -> None:
    headers = sandbox.signature("GET", "/2/users/me")
    assert _me(sandbox, headers).status_code == 200
    assert _me(sandbox, headers).status_code == 401
    assert sandbox.violations("x") == ["the nonce was used before"]


@pytest.mark.parametrize(
    "drop", ["oauth_nonce", "oauth_timestamp", "oauth_signature", "oauth_signature_method", "oauth_token"]
)
def test_every_parameter_is_needed(sandbox: Sandbox, drop: str) -> None:
    header = sandbox.signature("GET", "/2/users/me")["Authorization"]
    kept = ", ".join(part for part in header.removeprefix("OAuth ").split(", ") if not part.startswith(f"{drop}="))
    assert _me(sandbox, {"Authorization": f"OAuth {kept}"}).status_code == 401
    assert drop in sandbox.violations("x")[0]


@pytest.mark.parametrize("header", ["", "Bearer abc", "OAuth", "OAuth a", 'OAuth oauth_token="1", oauth_token="1"'])
def test_another_kind_of_header_is_401(sandbox: Sandbox, header: str) -> None:
    assert _me(sandbox, {"Authorization": header}).status_code == 401


@pytest.mark.parametrize("method", ["PLAINTEXT", "HMAC-SHA256"])
def test_another_signature_method_is_401(sandbox: Sandbox, method: str) -> None:
    assert _me(sandbox, sandbox.signature("GET", "/2/users/me", signature_method=method)).status_code == 401


def test_the_query_is_signed_with_its_odd_characters(sandbox: Sandbox) -> None:
    path = "/2/users/123/tweets?" + "&".join(
        f"{name}={quote(value, safe='')}"
        for name, value in (
            ("tweet.fields", "created_at,attachments"),
            ("max_results", "5"),
            ("place.fields", "é ~*'(&="),
        )
    )
    assert sandbox.x("GET", path).status_code == 200


def test_a_form_body_is_signed_and_a_changed_one_is_refused(sandbox: Sandbox) -> None:
    client = Client("ck", client_secret=X["consumer_secret"], resource_owner_key="123-abc", resource_owner_secret="ats")
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    _, headers, body = client.sign("https://api.x.com/2/tweets", "POST", body="text=a+b%26", headers=kind)
    post: Any = {"headers": headers, "timeout": TIMEOUT_S}
    # The signature is right, so what is refused is the form itself.
    assert sandbox.http.post(sandbox.at["x"] + "/2/tweets", data=body, **post).status_code == 400
    assert sandbox.http.post(sandbox.at["x"] + "/2/tweets", data="text=other", **post).status_code == 401


def test_two_users_are_told_apart(sandbox: Sandbox) -> None:
    assert sandbox.x("GET", "/2/users/me", account=OTHER_X).json()["data"]["id"] == "456"
