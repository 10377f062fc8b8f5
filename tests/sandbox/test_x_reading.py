"""X's posts as they are read back, and its refusals that concern the account."""

from __future__ import annotations

import pytest

from tests.sandbox.driver import Sandbox, X

TIMELINE = "/2/users/123/tweets"


def test_links_show_where_they_lead_and_their_place_in_the_shown_text(sandbox: Sandbox) -> None:
    media = sandbox.x_upload().json()["data"]
    text = "A & B : https://www.example.org/une/page/assez/longue puis example.com #FreeAzat"
    sandbox.tweet(text, media={"media_ids": [media["id"]]})
    post = sandbox.x("GET", f"{TIMELINE}?tweet.fields=entities").json()["data"][0]
    shown, urls = post["text"], post["entities"]["urls"]
    assert [shown[url["start"] : url["end"]] for url in urls] == [url["url"] for url in urls]
    assert {len(url["url"]) for url in urls} == {23}
    long, bare, picture = urls
    assert long["expanded_url"] == "https://www.example.org/une/page/assez/longue"
    assert long["display_url"] == "example.org/une/page/assez…"
    assert bare["expanded_url"] == "http://example.com"
    assert (picture["media_key"], picture["expanded_url"].endswith(f"/status/{post['id']}/photo/1")) == (
        media["media_key"],
        True,
    )
    (tag,) = post["entities"]["hashtags"]
    assert (tag["tag"], shown[tag["start"] : tag["end"]]) == ("FreeAzat", "#FreeAzat")
    assert shown.startswith("A &amp; B : ")


def test_entities_come_only_when_asked_for_and_found(sandbox: Sandbox) -> None:
    sandbox.tweet("sans rien")
    sandbox.tweet("https://example.org")
    assert ["entities" in one for one in sandbox.x("GET", TIMELINE).json()["data"]] == [False, False]
    asked = sandbox.x("GET", f"{TIMELINE}?tweet.fields=entities").json()["data"]
    assert ["entities" in one for one in asked] == [True, False]


def test_an_expansion_brings_each_author_and_picture_once(sandbox: Sandbox) -> None:
    key = sandbox.x_upload().json()["data"]
    first = sandbox.tweet("un", media={"media_ids": [key["id"]]}).json()["data"]["id"]
    sandbox.tweet("deux", reply={"in_reply_to_tweet_id": first})
    query = "expansions=author_id,attachments.media_keys&tweet.fields=referenced_tweets"
    page = sandbox.x("GET", f"{TIMELINE}?{query}").json()
    assert page["includes"] == {
        "users": [{"id": "123", "name": "example", "username": "example"}],
        "media": [{"media_key": key["media_key"], "type": "photo"}],
    }
    assert page["data"][0]["referenced_tweets"] == [{"type": "replied_to", "id": first}]


def test_times_bound_the_page(sandbox: Sandbox) -> None:
    for hour in ("10", "11", "12"):
        sandbox.clock(f"2023-08-30T{hour}:00:00Z")
        sandbox.tweet(hour)
    query = "start_time=2023-08-30T11:00:00Z&end_time=2023-08-30T12:00:00.000Z"
    assert [one["text"] for one in sandbox.x("GET", f"{TIMELINE}?{query}").json()["data"]] == ["11"]


@pytest.mark.parametrize(
    "query",
    [
        "start_time=2023-08-30T10:00:00%2B02:00",
        "start_time=2023-08-30",
        "start_time=2010-11-05T00:00:00Z",
        "start_time=2023-13-30T10:00:00Z",
        "start_time=2023-08-30T10:00:00Z&end_time=2023-08-30T10:00:00Z",
        "expansions=media",
        "expansions=",
        "media.fields=alt",
        "tweet.fields=created_at,%20entities",
        "exclude=quotes",
    ],
)
def test_what_the_page_does_not_allow_is_400(sandbox: Sandbox, query: str) -> None:
    answer = sandbox.x("GET", f"{TIMELINE}?{query}")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/invalid-request")


@pytest.mark.parametrize("text", ["un  deux", " un deux\n", "un deux"])
def test_the_same_words_with_other_spaces_are_a_duplicate(sandbox: Sandbox, text: str) -> None:
    assert sandbox.tweet("un deux").status_code == 201
    assert sandbox.tweet(text).json()["detail"] == "You are not allowed to create a Tweet with duplicate content."


def test_a_letter_composed_otherwise_is_a_duplicate(sandbox: Sandbox) -> None:
    assert sandbox.tweet("\u00e9t\u00e9").status_code == 201
    assert sandbox.tweet("e\u0301te\u0301").status_code == 403


def test_a_token_that_may_only_read_cannot_write(sandbox: Sandbox) -> None:
    sandbox.control("POST", "accounts", [{**X, "may_write": False}])
    for refused in (sandbox.tweet("un"), sandbox.x_upload(), sandbox.x("DELETE", "/2/tweets/1")):
        assert (refused.status_code, refused.headers["x-access-level"]) == (403, "read")
        assert refused.json()["type"] == "https://api.twitter.com/2/problems/oauth1-permissions"
    assert sandbox.x("GET", TIMELINE).status_code == 200
    assert sandbox.posts() == []


@pytest.mark.parametrize(
    ("credit", "code", "title"), [("depleted", 402, "CreditsDepleted"), ("capped", 403, "SpendCapReached")]
)
def test_without_credits_neither_writes_nor_reads_go(sandbox: Sandbox, credit: str, code: int, title: str) -> None:
    sandbox.control("POST", "settings", {"x_credits": credit})
    for refused in (sandbox.tweet("un"), sandbox.x("GET", TIMELINE)):
        told = refused.json()
        assert (refused.status_code, told["title"], told["account_id"]) == (code, title, 123)
        assert (told["type"], "status" in told) == ("https://api.twitter.com/2/problems/credits", False)
    assert sandbox.posts() == []
    sandbox.control("DELETE", "settings")
    assert sandbox.tweet("un").status_code == 201


def test_a_limit_of_15_minutes_per_app_shows_no_header_of_24_hours(sandbox: Sandbox) -> None:
    assert "x-app-limit-24hour-limit" not in sandbox.x("GET", TIMELINE).headers
    assert "x-app-limit-24hour-limit" in sandbox.tweet("un").headers
