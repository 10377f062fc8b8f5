from __future__ import annotations

import pytest

from tests.sandbox.driver import OTHER_X, Sandbox
from tests.sandbox.x_people import LATER, NOON, RETWEETS, SHOWN, posted

TIMELINE = "/2/users/123/tweets?tweet.fields=referenced_tweets"


@pytest.fixture(autouse=True)
def noon(sandbox: Sandbox) -> None:
    sandbox.clock(NOON)


def retweets(sandbox: Sandbox) -> list[str]:
    return [one["repost_of"] for one in sandbox.posts() if one["repost_of"] and one["deleted_at"] is None]


def test_a_retweet_stands_in_its_authors_timeline_with_what_it_retweets(sandbox: Sandbox) -> None:
    source = posted(sandbox, "Ici ! #FreeAzat", pictures=[SHOWN])
    answer = sandbox.x("POST", RETWEETS, {"tweet_id": source})
    assert (answer.status_code, answer.json()["data"]["retweeted"]) == (200, True)
    [entry] = sandbox.x("GET", TIMELINE).json()["data"]
    assert entry["id"] == answer.json()["data"]["id"] != source
    assert entry["referenced_tweets"] == [{"type": "retweeted", "id": source}]
    assert sandbox.x("GET", f"{TIMELINE}&exclude=retweets").json()["meta"]["result_count"] == 0
    assert retweets(sandbox) == [source]
    assert [one["id"] for one in sandbox.control("GET", "posts?by=supporters")] == [source]


@pytest.mark.parametrize(("again", "status", "there"), [("error", 403, 1), ("ok", 200, 1), ("twice", 200, 2)])
def test_retweeting_again_does_what_the_setting_says(sandbox: Sandbox, again: str, status: int, there: int) -> None:
    sandbox.control("POST", "settings", {"x_retweet_again": again})
    source = posted(sandbox, "Encore #FreeAzat")
    sandbox.x("POST", RETWEETS, {"tweet_id": source})
    assert sandbox.x("POST", RETWEETS, {"tweet_id": source}).status_code == status
    assert len(retweets(sandbox)) == there
    assert sandbox.x("DELETE", f"{RETWEETS}/{source}").json() == {"data": {"retweeted": False}}
    assert retweets(sandbox) == []


def test_a_retweet_of_a_retweet_is_one_of_the_original(sandbox: Sandbox) -> None:
    source = posted(sandbox, "Ici #FreeAzat")
    theirs = sandbox.x("POST", "/2/users/456/retweets", {"tweet_id": source}, OTHER_X).json()["data"]["id"]
    sandbox.x("POST", RETWEETS, {"tweet_id": theirs})
    assert retweets(sandbox) == [source, source]


def test_undoing_what_was_never_retweeted_is_well(sandbox: Sandbox) -> None:
    assert sandbox.x("DELETE", f"{RETWEETS}/5").json() == {"data": {"retweeted": False}}
    assert sandbox.violations("x") == []


def test_nobody_retweets_for_somebody_else(sandbox: Sandbox) -> None:
    source = posted(sandbox, "Ici #FreeAzat")
    for method, path in (("POST", "/2/users/456/retweets"), ("DELETE", f"/2/users/456/retweets/{source}")):
        refused = sandbox.x(method, path, {"tweet_id": source} if method == "POST" else None)
        assert (refused.status_code, "must be the same as" in refused.text) == (400, True)


@pytest.mark.parametrize("body", [{}, {"tweet_id": 5}, {"tweet_id": "x"}, {"tweet_id": "5", "text": "no quotes"}])
def test_a_body_that_the_document_does_not_allow_is_400(sandbox: Sandbox, body: dict[str, object]) -> None:
    assert sandbox.x("POST", RETWEETS, body).status_code == 400


def test_what_is_gone_or_hidden_is_not_retweeted(sandbox: Sandbox) -> None:
    gone = posted(sandbox, "Adieu")
    hidden = posted(sandbox, "Caché", who="bella", facts={"protected": True})
    sandbox.people({"network": "x", "do": "delete", "account": "anna", "id": gone})
    assert "resource-not-found" in sandbox.x("POST", RETWEETS, {"tweet_id": gone}).text
    assert sandbox.x("POST", RETWEETS, {"tweet_id": hidden}).status_code == 403
    assert retweets(sandbox) == []


def test_the_page_for_people_says_what_a_retweet_reposts(sandbox: Sandbox) -> None:
    source = posted(sandbox, "Ici #FreeAzat")
    sandbox.x("POST", RETWEETS, {"tweet_id": source})
    assert f"reposts {source}" in sandbox.http.get(f"{sandbox.at['control']}/x/example", timeout=10).text


def test_a_deleted_post_takes_its_retweets_and_its_other_versions_with_it(sandbox: Sandbox) -> None:
    first = posted(sandbox, "avant #FreeAzat")
    sandbox.x("POST", RETWEETS, {"tweet_id": first})
    [edited] = sandbox.people({"network": "x", "do": "edit", "account": "anna", "id": first, "text": "après"})
    assert sandbox.x("GET", f"/2/tweets/{first}").json()["data"]["edit_history_tweet_ids"] == [first, edited["id"]]
    sandbox.people({"network": "x", "do": "delete", "account": "anna", "id": edited["id"]})
    assert retweets(sandbox) == []
    assert "errors" in sandbox.x("GET", f"/2/tweets/{first}").json()


def test_fifty_retweets_in_a_quarter_of_an_hour_are_all(sandbox: Sandbox) -> None:
    sources = [posted(sandbox, f"{number}") for number in range(51)]
    answers = [sandbox.x("POST", RETWEETS, {"tweet_id": source}) for source in sources]
    assert [answer.status_code for answer in answers[48:]] == [200, 200, 429]
    assert answers[0].headers["x-rate-limit-limit"] == "50"
    assert sandbox.x("DELETE", f"{RETWEETS}/{sources[0]}").status_code == 200, "undoing has a limit of its own"


def test_mentions_are_what_names_the_account_and_replies_to_it(sandbox: Sandbox) -> None:
    own = sandbox.tweet("À vous").json()["data"]["id"]
    posted(sandbox, "sans rapport")
    named = posted(sandbox, "Bravo @Example")
    reply = posted(sandbox, "STOP", reply_to=own)
    posted(sandbox, "caché @example", who="bella", facts={"protected": True})
    told = sandbox.x("GET", "/2/users/123/mentions?tweet.fields=referenced_tweets").json()
    assert [one["id"] for one in told["data"]] == [reply, named]
    assert told["data"][0]["text"] == "@example STOP"
    assert told["data"][0]["referenced_tweets"] == [{"type": "replied_to", "id": own}]
    assert sandbox.x("GET", f"/2/users/123/mentions?since_id={named}").json()["meta"]["result_count"] == 1
    assert "errors" in sandbox.x("GET", "/2/users/999/mentions").json()


def test_a_protected_post_says_that_it_is_not_for_us(sandbox: Sandbox) -> None:
    hidden = posted(sandbox, "Caché", who="bella", facts={"protected": True})
    told = sandbox.x("GET", f"/2/tweets/{hidden}").json()
    assert told["errors"][0]["type"].endswith("/not-authorized-for-resource")


@pytest.mark.parametrize(
    "action",
    [
        {"do": "post", "text": "sans personne"},
        {"do": "post", "person": {"handle": "not a handle"}, "text": "x"},
        {"do": "post", "person": {"handle": "anna"}, "text": ""},
        {"do": "post", "person": {"handle": "anna"}, "text": "x", "reply_to": "5"},
        {"do": "post", "person": {"handle": "anna"}, "text": "x", "pictures": [{"data": "bm8="}]},
        {"do": "post", "person": {"handle": "anna"}, "text": "x", "pictures": [{**SHOWN, "kind": "sound"}]},
        {"do": "post", "person": {"handle": "anna"}, "text": "x", "pictures": [SHOWN] * 5},
        {"do": "edit", "account": "anna", "id": "5", "text": "x"},
        {"do": "boost", "account": "anna", "id": "5"},
    ],
)
def test_what_nobody_can_do_is_refused(sandbox: Sandbox, action: dict[str, object]) -> None:
    answer = sandbox.http.post(
        f"{sandbox.at['control']}/_control/people", json=[{"network": "x", **action}], timeout=10
    )
    assert (answer.status_code, "error" in answer.json()) == (400, True)
    assert sandbox.control("GET", "posts?by=supporters") == []


def test_the_clock_moves_between_versions(sandbox: Sandbox) -> None:
    first = posted(sandbox, "avant")
    sandbox.clock(LATER)
    [edited] = sandbox.people({"network": "x", "do": "edit", "account": "anna", "id": first, "text": "après"})
    refused = {"network": "x", "do": "edit", "account": "anna", "id": first, "text": "encore"}
    answer = sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=[refused], timeout=10)
    assert (edited["id"] > first, answer.status_code) == (True, 400)
