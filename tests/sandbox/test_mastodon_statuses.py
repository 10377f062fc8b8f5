from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox


@pytest.mark.parametrize("header", ["Bearer wrong", "Basic bWFzdG9kb24tdG9rZW4=", "mastodon-token", ""])
def test_a_wrong_token_is_401(sandbox: Sandbox, header: str) -> None:
    answer = sandbox.http.get(
        sandbox.at["mastodon"] + "/api/v1/accounts/verify_credentials", headers={"Authorization": header}
    )
    assert (answer.status_code, answer.json()) == (401, {"error": "The access token is invalid"})


def test_verify_credentials_tells_who_the_token_speaks_for(sandbox: Sandbox) -> None:
    answer = sandbox.mastodon("GET", "/api/v1/accounts/verify_credentials").json()
    assert (answer["username"], answer["bot"]) == ("free_azat", True)
    assert answer["id"].isdecimal()
    assert answer["source"]["privacy"] == "public"


@pytest.mark.parametrize("path", ["/api/v2/instance", "/api/v2/instance/", "/api/v1/instance", "/api/v1/instance/"])
def test_the_instance_tells_its_limits_with_and_without_a_trailing_slash(sandbox: Sandbox, path: str) -> None:
    configuration = sandbox.http.get(sandbox.at["mastodon"] + path).json()["configuration"]
    assert configuration["statuses"] == {
        "max_characters": 500,
        "max_media_attachments": 4,
        "characters_reserved_per_url": 23,
    }
    media = configuration["media_attachments"]
    assert (media["description_limit"], media["image_size_limit"], media["image_matrix_limit"]) == (
        1500,
        16_777_216,
        33_177_600,
    )


@pytest.mark.parametrize("as_json", [True, False])
def test_a_status_is_posted_from_a_form_or_from_json(sandbox: Sandbox, as_json: bool) -> None:  # noqa: FBT001  a parameter
    sandbox.clock("2023-08-30T10:00:00Z")
    fields = {
        "status": "Bonjour <b> #FreeAzat",
        "language": "hy",
        "visibility": "unlisted",
        "spoiler_text": "attention",
    }
    given: dict[str, Any] = {"json": fields} if as_json else {"data": fields}
    status = sandbox.mastodon("POST", "/api/v1/statuses", **given).json()
    assert (status["visibility"], status["language"], status["spoiler_text"]) == ("unlisted", "hy", "attention")
    assert status["sensitive"] is True
    assert status["created_at"] == "2023-08-30T10:00:00.000Z"
    assert status["content"] == "<p>Bonjour &lt;b&gt; #FreeAzat</p>"
    assert [tag["name"] for tag in status["tags"]] == ["freeazat"]
    (post,) = sandbox.posts()
    assert (post["text"], post["warning"], post["id"], post["url"]) == (
        fields["status"],
        "attention",
        status["id"],
        status["url"],
    )


@pytest.mark.parametrize(
    ("given", "kept"),
    [("fr", "fr"), ("pt-BR", "pt"), ("zh-TW", "zh-TW"), ("zh_SG", "zh"), ("ckb", "ckb"), ("tlh", "en"), ("", "en")],
)
def test_the_language_is_stored_as_the_server_would(sandbox: Sandbox, given: str, kept: str) -> None:
    assert sandbox.toot("un", language=given).json()["language"] == kept


def test_an_unknown_language_falls_back_to_the_accounts_own(sandbox: Sandbox) -> None:
    account = {"network": "mastodon", "name": "free_azat", "access_token": "mastodon-token", "language": "fr"}
    sandbox.control("POST", "accounts", [account])
    assert sandbox.toot("un", language="tlh").json()["language"] == "fr"


@pytest.mark.parametrize("fields", [{"status": ""}, {"status": " \n "}, {}])
def test_an_empty_status_is_422(sandbox: Sandbox, fields: dict[str, str]) -> None:
    answer = sandbox.mastodon("POST", "/api/v1/statuses", data=fields)
    assert (answer.status_code, answer.json()) == (422, {"error": "Validation failed: Text can't be blank"})


def test_a_warning_without_a_text_becomes_the_text(sandbox: Sandbox) -> None:
    status = sandbox.toot("", spoiler_text="seul").json()
    assert (status["content"], status["spoiler_text"]) == ("<p>seul</p>", "")


def test_500_characters_are_taken_and_501_are_not_the_warning_included(sandbox: Sandbox) -> None:
    assert sandbox.toot("a" * 500).status_code == 200
    assert sandbox.toot("b" * 480, spoiler_text="c" * 20).status_code == 200
    for answer in (sandbox.toot("a" * 501), sandbox.toot("b" * 480, spoiler_text="c" * 21)):
        assert answer.status_code == 422
        assert answer.json() == {"error": "Validation failed: Text character limit of 500 exceeded"}


@pytest.mark.parametrize(
    "fields",
    [
        {"visibility": "everyone"},
        {"media_ids[]": ["12345"]},
        {"scheduled_at": "2030-01-01T00:00:00Z"},
    ],
)
def test_what_the_server_does_not_know_is_422(sandbox: Sandbox, fields: dict[str, object]) -> None:
    assert sandbox.toot("un", **fields).status_code == 422
    assert sandbox.posts() == []


def test_a_reply_needs_what_it_answers(sandbox: Sandbox) -> None:
    first = sandbox.toot("un").json()["id"]
    assert sandbox.toot("deux", in_reply_to_id=first).json()["in_reply_to_id"] == first
    assert sandbox.toot("trois", in_reply_to_id="1").status_code == 404


def test_a_repeated_key_gives_the_first_status_for_an_hour_whatever_the_body(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    first = sandbox.toot("un", "key").json()
    sandbox.clock("2023-08-30T10:59:59Z")
    again = sandbox.toot("deux", "key")
    assert (again.status_code, again.json()["id"], again.json()["content"]) == (200, first["id"], "<p>un</p>")
    assert len(sandbox.posts()) == 1
    sandbox.clock("2023-08-30T11:00:00Z")
    assert sandbox.toot("trois", "key").json()["id"] != first["id"]


def test_a_key_belongs_to_its_account(sandbox: Sandbox) -> None:
    sandbox.toot("un", "key")
    headers = {"Idempotency-Key": "key"}
    sandbox.mastodon("POST", "/api/v1/statuses", token="other-token", data={"status": "deux"}, headers=headers)
    assert [post["account"] for post in sandbox.posts()] == ["free_azat", "other"]


def test_a_refused_status_does_not_use_its_key(sandbox: Sandbox) -> None:
    assert sandbox.toot("", "key").status_code == 422
    assert sandbox.toot("un", "key").status_code == 200


def test_some_servers_answer_500_on_a_repeated_key_and_others_ignore_it(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"mastodon_idempotency": "error"})
    assert [sandbox.toot("un", "key").status_code for _ in range(2)] == [200, 500]
    assert len(sandbox.posts()) == 1
    sandbox.control("POST", "settings", {"mastodon_idempotency": "ignored"})
    assert sandbox.toot("un", "key").status_code == 200
    assert len(sandbox.posts()) == 2


def test_ids_grow_with_the_clock_and_differ_at_one_instant(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    ids = [int(sandbox.toot(text).json()["id"]) for text in "abc"]
    sandbox.clock("2023-08-30T10:00:01Z")
    ids.append(int(sandbox.toot("d").json()["id"]))
    assert ids == sorted(set(ids))
    assert ids[-1] >> 16 == 1_693_389_601_000


def test_own_statuses_are_read_back_newest_first(sandbox: Sandbox) -> None:
    account = sandbox.mastodon("GET", "/api/v1/accounts/verify_credentials").json()["id"]
    ids = [sandbox.toot(str(number)).json()["id"] for number in range(45)]
    path = f"/api/v1/accounts/{account}/statuses"
    assert [s["id"] for s in sandbox.mastodon("GET", f"{path}?limit=80").json()] == ids[:4:-1]  # 40 at most
    assert len(sandbox.mastodon("GET", path).json()) == 20
    since = sandbox.mastodon("GET", f"{path}?since_id={ids[42]}&exclude_reblogs=1").json()
    assert [status["id"] for status in since] == [ids[44], ids[43]]
    upward = sandbox.mastodon("GET", f"{path}?min_id={ids[2]}&limit=2").json()
    assert [status["id"] for status in upward] == [ids[4], ids[3]]
    assert sandbox.mastodon("GET", "/api/v1/accounts/1/statuses").status_code == 404


def test_a_lagging_server_shows_a_status_only_later(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"mastodon_lag_s": 30})
    account = sandbox.mastodon("GET", "/api/v1/accounts/verify_credentials").json()["id"]
    sandbox.clock("2023-08-30T10:00:00Z")
    sandbox.toot("un")
    assert sandbox.mastodon("GET", f"/api/v1/accounts/{account}/statuses").json() == []
    sandbox.clock("2023-08-30T10:00:30Z")
    assert len(sandbox.mastodon("GET", f"/api/v1/accounts/{account}/statuses").json()) == 1


def test_the_source_is_the_plain_text(sandbox: Sandbox) -> None:
    identity = sandbox.toot("a & b\n\nc", spoiler_text="w").json()["id"]
    source = sandbox.mastodon("GET", f"/api/v1/statuses/{identity}/source").json()
    assert source == {"id": identity, "text": "a & b\n\nc", "spoiler_text": "w"}


def test_a_deleted_status_is_gone_but_stays_in_the_notes(sandbox: Sandbox) -> None:
    identity = sandbox.toot("un").json()["id"]
    assert sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}", token="other-token").status_code == 404
    assert sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}").json()["text"] == "un"
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{identity}").status_code == 404
    assert sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}").status_code == 404
    assert sandbox.posts()[0]["deleted_at"] is not None


def test_unknown_paths_are_404_and_wrong_methods_405(sandbox: Sandbox) -> None:
    assert sandbox.mastodon("GET", "/api/v1/statuses/1/reblogged").status_code == 404
    assert sandbox.mastodon("PATCH", "/api/v1/statuses").status_code == 405
    assert sandbox.mastodon("POST", "/api/v2/instance").status_code == 405
