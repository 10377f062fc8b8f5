from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import requests

from tests.sandbox.driver import MASTODON, TELEGRAM, TIMEOUT_S, Sandbox, png


def _control(sandbox: Sandbox, method: str, name: str, **given: object) -> requests.Response:
    return requests.request(method, f"{sandbox.at['control']}/_control/{name}", timeout=TIMEOUT_S, **given)  # type: ignore[arg-type]


def test_until_it_is_set_the_clock_is_real(sandbox: Sandbox) -> None:
    date = parsedate_to_datetime(sandbox.http.get(sandbox.at["mastodon"] + "/api/v2/instance").headers["Date"])
    assert abs(date - datetime.now(UTC)) < timedelta(seconds=5)  # noqa: TID251  the real clock is what is tested
    assert sandbox.control("GET", "clock")["virtual"] is False


@pytest.mark.parametrize("network", ["mastodon", "x", "telegram"])
def test_every_network_lives_at_the_time_that_is_set(sandbox: Sandbox, network: str) -> None:
    sandbox.clock("2023-08-30T12:00:00+02:00")
    date = sandbox.http.get(sandbox.at[network] + "/nowhere/to/be/found").headers["Date"]
    assert date == "Wed, 30 Aug 2023 10:00:00 GMT"


@pytest.mark.parametrize("now", ["yesterday", "2023-08-30T10:00:00", 5, "", ["x"]])
def test_a_time_without_an_offset_or_that_is_no_time_is_refused(sandbox: Sandbox, now: object) -> None:
    answer = _control(sandbox, "POST", "clock", json={"now": now})
    assert answer.status_code == 400
    assert answer.json()["error"]


def test_posts_show_what_was_posted_in_the_order_received(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    media = sandbox.attach(description="Bleu marine").json()["id"]
    sandbox.toot("un", "clé-1".encode().decode("latin-1"), **{"media_ids[]": [media], "visibility": "unlisted"})
    sandbox.say("deux", disable_notification=True)
    sandbox.tweet("trois")
    first, second, third = sandbox.posts()
    assert [post["text"] for post in (first, second, third)] == ["un", "deux", "trois"]
    assert (first["network"], first["account"], first["kind"]) == ("mastodon", "free_azat", "account")
    assert (first["visibility"], first["language"], first["at"]) == ("unlisted", "en", "2023-08-30T10:00:00Z")
    digest = hashlib.sha256(png()).hexdigest()
    assert first["pictures"] == [
        {"sha256": digest, "alt": "Bleu marine", "mime": "image/png", "width": 40, "height": 30, "bytes": len(png())}
    ]
    assert (second["account"], second["account_id"], second["silent"]) == ("example_fr", "-1001", True)
    assert (third["account"], third["account_id"]) == ("example", "123")
    received = datetime.fromisoformat(third["received_at"])
    assert abs(received - datetime.now(UTC)) < timedelta(minutes=1)  # noqa: TID251  received_at is real time
    assert "." in third["received_at"]


def test_a_post_is_received_when_its_request_comes_however_long_it_takes_to_carry_it_out(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "delay", {"path": "/api/v1/statuses"}, seconds=0.2)
    before = datetime.now(UTC)  # noqa: TID251  received_at is real time
    sandbox.toot("un")
    received = datetime.fromisoformat(sandbox.posts()[0]["received_at"])
    assert timedelta(0) <= received - before < datetime.now(UTC) - before - timedelta(seconds=0.2)  # noqa: TID251  likewise


def test_the_bytes_of_a_picture_come_back_as_they_were_sent(sandbox: Sandbox) -> None:
    sandbox.photo(png(11, 7))
    digest = sandbox.posts()[0]["pictures"][0]["sha256"]
    assert _control(sandbox, "GET", f"pictures/{digest}").content == png(11, 7)
    assert _control(sandbox, "GET", "pictures/0000").status_code == 404


def test_requests_are_counted_with_the_true_reason_of_each_refusal(sandbox: Sandbox) -> None:
    sandbox.toot("un")
    sandbox.toot("")
    noted = sandbox.control("GET", "requests")["mastodon"]
    assert (noted["count"], noted["by_status"]) == (2, {"200": 1, "422": 1})
    assert noted["requests"][1]["path"] == "/api/v1/statuses"
    assert noted["violations"][0]["why"] == "Validation failed: Text can't be blank"


def test_tokens_do_not_stand_in_the_notes(sandbox: Sandbox) -> None:
    sandbox.say("")
    assert "123:ABC" not in str(sandbox.control("GET", "requests"))


def test_an_account_sent_again_changes_its_token_and_keeps_its_posts(sandbox: Sandbox) -> None:
    identity = sandbox.toot("un").json()["id"]
    sandbox.control("POST", "accounts", [{**MASTODON, "access_token": "new"}])
    assert sandbox.toot("deux").status_code == 401
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{identity}", token="new").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"network": "myspace"},
        {"network": "mastodon", "name": "a"},
        {"network": "x", "handle": "a", "access_token": "no-dash-number"},
        {"network": "telegram", "bot_token": "nocolon", "username": "b"},
        {**TELEGRAM, "channels": [{"id": "-1"}]},
        {**MASTODON, "zone": "Europe/Atlantis"},
        {**MASTODON, "zone": "../etc/passwd"},
        "text",
    ],
)
def test_a_wrong_account_is_refused_with_a_reason(sandbox: Sandbox, wrong: object) -> None:
    answer = _control(sandbox, "POST", "accounts", json=[wrong])
    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize("wrong", [{"limitz": True}, {"limits": 1}, {"x_lag_s": -1}, {"mastodon_idempotency": "maybe"}])
def test_a_wrong_setting_is_refused_and_changes_nothing(sandbox: Sandbox, wrong: dict[str, object]) -> None:
    answer = _control(sandbox, "POST", "settings", json={"mastodon_media_s": 60, **wrong})
    assert answer.status_code == 400
    assert sandbox.attach().status_code == 200


def test_another_site_in_a_browser_cannot_command_the_sandbox(sandbox: Sandbox) -> None:
    assert _control(sandbox, "POST", "stop", headers={"Origin": "https://evil.example"}).status_code == 403
    assert _control(sandbox, "POST", "stop", headers={"Host": "evil.example"}).status_code == 403


def test_wrong_paths_and_methods_are_told_apart(sandbox: Sandbox) -> None:
    assert _control(sandbox, "GET", "nothing").status_code == 404
    assert _control(sandbox, "PUT", "clock").status_code == 405


def test_deleting_posts_forgets_counts_too(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    sandbox.toot("un", "key")
    sandbox.control("DELETE", "posts")
    assert sandbox.posts() == []
    assert sandbox.toot("deux", "key").headers["X-RateLimit-Remaining"] == "299"
    assert sandbox.posts()[0]["text"] == "deux"
