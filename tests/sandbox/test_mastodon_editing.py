"""Changing and deleting statuses as a Mastodon server does."""

from __future__ import annotations

import pytest

from tests.sandbox.driver import MASTODON, Sandbox


def _put(sandbox: Sandbox, identity: str, **fields: object) -> tuple[int, dict[str, object]]:
    answer = sandbox.mastodon("PUT", f"/api/v1/statuses/{identity}", json=fields)
    return answer.status_code, answer.json()


def test_a_change_keeps_the_id_shows_when_and_leaves_a_history(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    identity = sandbox.toot("Paris, 14 h", visibility="unlisted").json()["id"]
    history = f"/api/v1/statuses/{identity}/history"
    assert [one["content"] for one in sandbox.mastodon("GET", history).json()] == ["<p>Paris, 14 h</p>"]
    sandbox.clock("2023-08-30T10:05:00Z")
    status, changed = _put(sandbox, identity, status="Paris, 15 h")
    assert (status, changed["id"], changed["content"]) == (200, identity, "<p>Paris, 15 h</p>")
    assert (changed["edited_at"], changed["visibility"]) == ("2023-08-30T10:05:00.000Z", "unlisted")
    versions = sandbox.mastodon("GET", history).json()
    assert [(one["content"], one["created_at"]) for one in versions] == [
        ("<p>Paris, 14 h</p>", "2023-08-30T10:00:00.000Z"),
        ("<p>Paris, 15 h</p>", "2023-08-30T10:05:00.000Z"),
    ]
    assert sandbox.mastodon("GET", f"/api/v1/statuses/{identity}/source").json()["text"] == "Paris, 15 h"
    (post,) = sandbox.posts()
    assert (post["text"], post["edited_at"]) == ("Paris, 15 h", "2023-08-30T10:05:00Z")


def test_what_is_not_sent_again_is_taken_away(sandbox: Sandbox) -> None:
    media = sandbox.attach(description="Affiche").json()["id"]
    given = {"media_ids[]": [media], "spoiler_text": "Prison", "language": "fr"}
    identity = sandbox.toot("un", **given).json()["id"]
    kept = _put(sandbox, identity, status="deux", media_ids=[media], spoiler_text="Prison")[1]
    assert (len(kept["media_attachments"]), kept["spoiler_text"], kept["language"]) == (1, "Prison", "fr")  # type: ignore[arg-type]
    bare = _put(sandbox, identity, status="deux")[1]
    assert (bare["media_attachments"], bare["spoiler_text"]) == ([], "")
    assert sandbox.posts()[0]["pictures"] == []


def test_alt_text_is_changed_with_the_status_in_json_and_in_a_form(sandbox: Sandbox) -> None:
    media = sandbox.attach(description="Affiche").json()["id"]
    identity = sandbox.toot("un", **{"media_ids[]": [media]}).json()["id"]
    attributes = [{"id": media, "description": "Affiche, bleue"}]
    changed = _put(sandbox, identity, status="un", media_ids=[media], media_attributes=attributes)[1]
    assert changed["media_attachments"][0]["description"] == "Affiche, bleue"  # type: ignore[index]
    form = {"status": "un", "media_ids[]": media, "media_attributes[][id]": media}
    form["media_attributes[][description]"] = "Affiche, rouge"
    sandbox.mastodon("PUT", f"/api/v1/statuses/{identity}", data=form)
    assert sandbox.posts()[0]["pictures"][0]["alt"] == "Affiche, rouge"


def test_what_changes_nothing_is_no_edit(sandbox: Sandbox) -> None:
    identity = sandbox.toot("un").json()["id"]
    assert _put(sandbox, identity, status="un")[1]["edited_at"] is None
    assert sandbox.posts()[0]["edited_at"] is None


@pytest.mark.parametrize(
    "fields", [{}, {"status": " "}, {"status": "é" * 501}, {"status": "a", "media_ids": list("12345")}]
)
def test_a_change_is_as_strict_as_a_new_status(sandbox: Sandbox, fields: dict[str, object]) -> None:
    identity = sandbox.toot("un").json()["id"]
    assert _put(sandbox, identity, **fields)[0] == 422
    assert sandbox.posts()[0]["text"] == "un"


def test_only_ones_own_standing_status_is_changed(sandbox: Sandbox) -> None:
    identity = sandbox.toot("un").json()["id"]
    path = f"/api/v1/statuses/{identity}"
    assert sandbox.mastodon("PUT", path, token="other-token", json={"status": "deux"}).status_code == 404
    sandbox.mastodon("DELETE", path)
    assert _put(sandbox, identity, status="deux")[0] == 404


def test_a_change_counts_as_a_status_in_the_limit(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T09:00:00Z")
    identity = sandbox.toot("un").json()["id"]
    answer = sandbox.mastodon("PUT", f"/api/v1/statuses/{identity}", json={"status": "deux"})
    assert answer.headers["X-RateLimit-Remaining"] == "298"


def test_a_deleted_status_gives_its_source_and_its_pictures_back(sandbox: Sandbox) -> None:
    media = sandbox.attach().json()["id"]
    identity = sandbox.toot("un", **{"media_ids[]": [media]}).json()["id"]
    told = sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}").json()
    assert (told["text"], told["media_attachments"][0]["id"], "content" in told) == ("un", media, False)
    again = sandbox.toot("deux", **{"media_ids[]": [media]})
    assert again.status_code == 200
    sandbox.mastodon("DELETE", f"/api/v1/statuses/{again.json()['id']}?delete_media=true")
    assert sandbox.toot("trois", **{"media_ids[]": [media]}).status_code == 422


def test_a_repeated_key_whose_status_was_deleted_is_404_and_makes_no_second_one(sandbox: Sandbox) -> None:
    identity = sandbox.toot("un", "key").json()["id"]
    sandbox.mastodon("DELETE", f"/api/v1/statuses/{identity}")
    assert sandbox.toot("un", "key").status_code == 404
    assert len(sandbox.posts()) == 1


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ("read", {"GET"}),
        ("write", {"POST"}),
        ("read:statuses write:statuses", {"GET", "POST"}),
        ("read:accounts write:media", set()),
    ],
)
def test_a_token_does_what_its_scopes_name(sandbox: Sandbox, scopes: str, allowed: set[str]) -> None:
    identity = sandbox.toot("un").json()["id"]
    sandbox.control("POST", "accounts", [{**MASTODON, "scopes": scopes}])
    codes = {
        "GET": sandbox.mastodon("GET", f"/api/v1/statuses/{identity}").status_code,
        "POST": sandbox.toot("deux").status_code,
    }
    assert codes == {method: 200 if method in allowed else 403 for method in codes}
    sandbox.control("POST", "accounts", [{**MASTODON, "scopes": "profile"}])
    refused = sandbox.toot("trois").json()
    assert refused == {"error": "This action is outside the authorized scopes"}
