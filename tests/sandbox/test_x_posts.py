from __future__ import annotations

import pytest

from tests.sandbox.driver import OTHER_X, Sandbox, X

DUPLICATE = {
    "title": "Forbidden",
    "type": "about:blank",
    "status": 403,
    "detail": "You are not allowed to create a Tweet with duplicate content.",
}


def test_a_post_is_answered_with_its_id_and_the_text_as_x_shows_it(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    answer = sandbox.tweet("a & <b> https://example.org/long example.fr")
    data = answer.json()["data"]
    assert answer.status_code == 201
    assert data["text"].startswith("a &amp; &lt;b&gt; https://t.co/")
    assert "example" not in data["text"]
    assert data["edit_history_tweet_ids"] == [data["id"]]
    assert (int(data["id"]) >> 22) + 1_288_834_974_657 == 1_693_389_600_000
    assert sandbox.posts()[0]["text"] == "a & <b> https://example.org/long example.fr"


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"text": "a", "language": "fr"}, "$.language"),
        ({"text": "a", "media": {"media_ids": ["1"], "alt": "b"}}, "$.media.alt"),
        ({"text": "a", "media": {}}, "$.media.media_ids"),
        ({"text": "a", "media": {"media_ids": []}}, "$.media.media_ids"),
        ({"text": "a", "media": {"media_ids": ["1", "2", "3", "4", "5"]}}, "$.media.media_ids"),
        ({"text": "a", "media": {"media_ids": [1]}}, "$.media.media_ids[0]"),
        ({"text": "a", "media": {"media_ids": ["3_1"]}}, "$.media.media_ids[0]"),
        ({"text": 5}, "$.text"),
        ({"text": "a", "reply_settings": "nobody"}, "$.reply_settings"),
        ({"text": "a", "made_with_ai": "no"}, "$.made_with_ai"),
        ({"text": "a", "poll": {"options": ["b", "c"], "duration_minutes": 5}}, "poll"),
        ({}, "text"),
        ({"text": "  "}, "text"),
        ([], "$"),
    ],
)
def test_a_body_that_the_schema_does_not_allow_is_400_and_names_what(
    sandbox: Sandbox, body: object, parameter: str
) -> None:
    answer = sandbox.x("POST", "/2/tweets", body)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["type"] == "https://api.twitter.com/2/problems/invalid-request"
    assert parameter in problem["errors"][0]["parameters"]
    assert sandbox.posts() == []


def test_only_json_is_taken(sandbox: Sandbox) -> None:
    assert sandbox.x("POST", "/2/tweets", data=b'{"text": "a"}').status_code == 400


def test_a_weight_of_280_is_taken_and_281_is_not(sandbox: Sandbox) -> None:
    assert sandbox.tweet("é" * 280).status_code == 201
    assert sandbox.tweet("自" * 140).status_code == 201
    assert sandbox.tweet("x" * 256 + " https://example.org/" + "y" * 200).status_code == 201
    for text in ("é" * 281, "自" * 140 + "a", "z" * 257 + " https://example.org/" + "y" * 200):
        assert sandbox.tweet(text).status_code == 403
    assert len(sandbox.posts()) == 3


def test_the_same_text_again_is_403_within_the_window(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    assert sandbox.tweet("encore").status_code == 201
    sandbox.clock("2023-08-31T09:59:59Z")
    again = sandbox.tweet("encore")
    assert (again.status_code, again.json()) == (403, DUPLICATE)
    assert sandbox.x("POST", "/2/tweets", {"text": "encore"}, OTHER_X).status_code == 201
    sandbox.clock("2023-08-31T10:00:00Z")
    assert sandbox.tweet("encore").status_code == 201


def test_the_window_can_be_set(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"x_duplicate_s": 0})
    assert [sandbox.tweet("encore").status_code for _ in range(2)] == [201, 201]


def test_a_deleted_text_may_come_again(sandbox: Sandbox) -> None:
    identity = sandbox.tweet("encore").json()["data"]["id"]
    assert sandbox.x("DELETE", f"/2/tweets/{identity}", account=OTHER_X).status_code == 403
    assert sandbox.x("DELETE", f"/2/tweets/{identity}").json() == {"data": {"deleted": True}}
    assert sandbox.x("DELETE", f"/2/tweets/{identity}").json() == {"data": {"deleted": False}}
    assert sandbox.tweet("encore").status_code == 201


def test_one_answers_oneself_but_nobody_else(sandbox: Sandbox) -> None:
    own = sandbox.tweet("un").json()["data"]["id"]
    other = sandbox.x("POST", "/2/tweets", {"text": "autre"}, OTHER_X).json()["data"]["id"]
    assert sandbox.tweet("deux", reply={"in_reply_to_tweet_id": own}).status_code == 201
    assert sandbox.tweet("trois", reply={"in_reply_to_tweet_id": other}).status_code == 403
    assert sandbox.tweet("quatre", reply={"in_reply_to_tweet_id": "1"}).status_code == 403
    assert sandbox.tweet("cinq", quote_tweet_id=own).status_code == 403


def test_the_own_timeline_is_read_back_newest_first(sandbox: Sandbox) -> None:
    ids = [sandbox.tweet(str(number)).json()["data"]["id"] for number in range(12)]
    page = sandbox.x("GET", "/2/users/123/tweets").json()
    assert [post["id"] for post in page["data"]] == ids[:1:-1]
    assert page["meta"] == {"result_count": 10, "newest_id": ids[11], "oldest_id": ids[2], "next_token": "10"}
    rest = sandbox.x("GET", "/2/users/123/tweets?pagination_token=10").json()
    assert [post["id"] for post in rest["data"]] == [ids[1], ids[0]]
    since = sandbox.x("GET", f"/2/users/123/tweets?since_id={ids[9]}&tweet.fields=created_at,author_id").json()
    assert [(post["id"], post["author_id"], "created_at" in post) for post in since["data"]] == [
        (ids[11], "123", True),
        (ids[10], "123", True),
    ]
    assert "created_at" not in page["data"][0]
    assert sandbox.x("GET", f"/2/users/123/tweets?since_id={ids[11]}").json() == {"meta": {"result_count": 0}}


def test_a_lagging_timeline_shows_a_post_only_later(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"x_lag_s": 45})
    sandbox.clock("2023-08-30T10:00:00Z")
    identity = sandbox.tweet("un").json()["data"]["id"]
    assert sandbox.x("GET", "/2/users/123/tweets").json()["meta"]["result_count"] == 0
    assert "errors" in sandbox.x("GET", f"/2/tweets/{identity}").json()
    sandbox.clock("2023-08-30T10:00:45Z")
    assert sandbox.x("GET", "/2/users/123/tweets").json()["meta"]["result_count"] == 1


def test_one_post_or_an_error_beside_a_200(sandbox: Sandbox) -> None:
    identity = sandbox.tweet("un").json()["data"]["id"]
    assert sandbox.x("GET", f"/2/tweets/{identity}").json()["data"]["text"] == "un"
    missing = sandbox.x("GET", "/2/tweets/1")
    assert (missing.status_code, missing.json()["errors"][0]["title"]) == (200, "Not Found Error")
    assert sandbox.x("GET", "/2/users/999/tweets").json()["errors"][0]["resource_type"] == "user"


@pytest.mark.parametrize(
    "query",
    [
        "max_results=4",
        "max_results=101",
        "max_results=a",
        "tweet.fields=colour",
        "since_id=a",
        "limit=5",
        "start_time=x",
    ],
)
def test_a_query_that_the_page_does_not_list_is_400(sandbox: Sandbox, query: str) -> None:
    assert sandbox.x("GET", f"/2/users/123/tweets?{query}").status_code == 400


@pytest.mark.parametrize("path", ["/2/tweets/abc", "/2/tweets/12345678901234567890"])
def test_an_id_that_is_none_is_400(sandbox: Sandbox, path: str) -> None:
    assert sandbox.x("GET", path).status_code == 400


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("POST", "/1.1/statuses/update.json", 404),
        ("POST", "/2/media/upload/initialize", 404),
        ("POST", "/2/users/me", 405),
        ("PUT", "/2/tweets", 405),
    ],
)
def test_what_is_not_here_is_a_problem(sandbox: Sandbox, method: str, path: str, code: int) -> None:
    answer = sandbox.x(method, path)
    assert (answer.status_code, answer.json()["status"]) == (code, code)


def test_the_account_keeps_its_name_without_the_at(sandbox: Sandbox) -> None:
    sandbox.tweet("un")
    assert (sandbox.posts()[0]["account"], X["handle"]) == ("example", "@example")
