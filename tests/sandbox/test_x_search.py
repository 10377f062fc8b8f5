from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.call import RefusedError
from bot.sandbox.clock import parse_instant
from bot.sandbox.snowflake import x_first_id
from bot.sandbox.x.querying import parse
from tests.sandbox.driver import Sandbox
from tests.sandbox.x_people import LATER, NOON, SHOWN, posted, search, texts

TAG = "#FreeAzat"


@pytest.fixture(autouse=True)
def noon(sandbox: Sandbox) -> None:
    sandbox.clock(NOON)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("#freeazat", ["réponse #FreeAzat", "vidéo #FreeAzat", "mot #FreeAzat", "photo #FréeAzat"]),
        ("#FreeAzat has:images", ["photo #FréeAzat"]),
        ("#FreeAzat -has:images -from:bella", ["vidéo #FreeAzat", "mot #FreeAzat"]),
        ("(#FreeAzat OR #Autre) has:images -is:retweet", ["autre #Autre", "photo #FréeAzat"]),
        ("#FreeAzat from:bella OR #Autre", ["autre #Autre", "réponse #FreeAzat"]),
        ("#Free", []),
        ("from:nobody", []),
    ],
)
def test_the_operators_mean_what_the_page_says(sandbox: Sandbox, query: str, found: list[str]) -> None:
    posted(sandbox, "photo #FréeAzat", pictures=[SHOWN])
    posted(sandbox, "mot #FreeAzat")
    posted(sandbox, "vidéo #FreeAzat", pictures=[{**SHOWN, "kind": "video"}])
    posted(sandbox, "réponse #FreeAzat", who="bella")
    posted(sandbox, "autre #Autre", pictures=[SHOWN])
    posted(sandbox, "caché #FreeAzat", who="carla", pictures=[SHOWN], facts={"protected": True})
    sandbox.clock(LATER)
    words = [text.split(" https://")[0] for text in texts(search(sandbox, query))]
    assert words == found


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "has:images",
        "-#FreeAzat",
        "has:images -is:retweet",
        "(#FreeAzat",
        "#FreeAzat)",
        "#FreeAzat OR",
        "-(#FreeAzat)",
        "()",
        "#FreeAzat lang:fr",
        "#FreeAzat has:media",
        "#2023",
        "FreeAzat",
        "#FreeAzat " + "has:images " * 50,
    ],
)
def test_what_x_or_this_stand_in_does_not_understand_is_400(sandbox: Sandbox, query: str) -> None:
    answer = search(sandbox, query)
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/invalid-request")
    assert "query" in answer.json()["errors"][0]["parameters"]


WORDS = st.sampled_from(["(", ")", "OR", "-", "#a", "-#a", "has:images", "-is:retweet", "from:a", "from:", "#", "-("])


@given(st.lists(WORDS | st.text(max_size=5), max_size=12).map(" ".join))
def test_any_query_is_understood_or_refused(query: str) -> None:
    with contextlib.suppress(RefusedError):
        assert callable(parse(query))


def test_retweets_are_not_found_by_words_any_more(sandbox: Sandbox) -> None:
    source = posted(sandbox, f"photo {TAG}")
    sandbox.x("POST", "/2/users/123/retweets", {"tweet_id": source})
    sandbox.clock(LATER)
    assert texts(search(sandbox, TAG)) == [f"photo {TAG}"]


def test_a_post_is_found_thirty_seconds_after_it_was_made(sandbox: Sandbox) -> None:
    posted(sandbox, TAG)
    sandbox.clock("2023-08-30T12:00:29Z")
    assert texts(search(sandbox, TAG)) == []
    sandbox.clock("2023-08-30T12:00:30Z")
    assert texts(search(sandbox, TAG)) == [TAG]


def test_pages_are_turned_newest_first(sandbox: Sandbox) -> None:
    made = [posted(sandbox, f"{number} {TAG}") for number in range(25)]
    sandbox.clock(LATER)
    first = search(sandbox, TAG, max_results="10").json()
    assert [one["id"] for one in first["data"]] == made[:14:-1]
    assert first["meta"] == {"result_count": 10, "newest_id": made[24], "oldest_id": made[15], "next_token": "10"}
    last = search(sandbox, TAG, max_results="10", next_token="20").json()
    assert ([one["id"] for one in last["data"]], "next_token" in last["meta"]) == (made[4::-1], False)
    between = search(sandbox, TAG, since_id=made[3], until_id=made[6]).json()
    assert [one["id"] for one in between["data"]] == [made[5], made[4]]


@pytest.mark.parametrize("bound", ["since_id", "until_id"])
def test_an_id_of_more_than_seven_days_ago_is_refused_with_the_oldest_good_one(sandbox: Sandbox, bound: str) -> None:
    oldest = x_first_id(parse_instant("2023-08-23T12:00:00Z"))
    assert search(sandbox, TAG, **{bound: str(oldest)}).status_code == 200
    refused = search(sandbox, TAG, **{bound: str(oldest - 1)})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["message"].endswith(f"Please use a '{bound}' that is larger than {oldest}")


@pytest.mark.parametrize(
    "bounds",
    [
        {"start_time": "2023-08-23T11:59:59Z"},
        {"start_time": "2023-08-30T11:00:00Z", "since_id": "1696854000000000000"},
        {"max_results": "9"},
        {"max_results": "101"},
        {"user.fields": "age"},
        {"sort": "new"},
    ],
)
def test_bounds_that_the_page_does_not_allow_are_400(sandbox: Sandbox, bounds: dict[str, str]) -> None:
    assert search(sandbox, TAG, **bounds).status_code == 400


def test_what_was_made_eight_days_ago_is_not_found(sandbox: Sandbox) -> None:
    posted(sandbox, TAG)
    sandbox.clock("2023-09-07T12:00:00Z")
    assert texts(search(sandbox, TAG)) == []


def test_each_post_and_author_is_billed_once_a_day(sandbox: Sandbox) -> None:
    for number in range(3):
        posted(sandbox, f"{number} {TAG}")
    sandbox.clock(LATER)
    for _ in range(2):
        search(sandbox, TAG, expansions="author_id")
    assert sandbox.control("GET", "requests")["x"]["billed"] == {"post_read": 3, "user_read": 1}
    sandbox.clock("2023-08-31T00:00:00Z")
    search(sandbox, TAG)
    assert sandbox.control("GET", "requests")["x"]["billed"] == {"post_read": 6, "user_read": 1}


def test_fields_come_only_when_asked_for(sandbox: Sandbox) -> None:
    own = posted(sandbox, TAG, pictures=[SHOWN], sensitive=True, language="fr", facts={"description": "#nobot"})
    sandbox.clock(LATER)
    bare = search(sandbox, TAG).json()
    assert set(bare) == {"data", "meta"}
    assert set(bare["data"][0]) == {"id", "text", "edit_history_tweet_ids"}
    wanted = {
        "tweet.fields": "possibly_sensitive,lang",
        "expansions": "author_id,attachments.media_keys",
        "media.fields": "url,alt_text",
        "user.fields": "protected,description",
    }
    told = search(sandbox, TAG, **wanted).json()
    [shown] = told["data"]
    assert (shown["id"], shown["possibly_sensitive"], shown["lang"]) == (own, True, "fr")
    [user], [media] = told["includes"]["users"], told["includes"]["media"]
    assert (user["username"], user["protected"], user["description"]) == ("anna", False, "#nobot")
    assert (media["media_key"], media["type"], media["alt_text"]) == (
        shown["attachments"]["media_keys"][0],
        "photo",
        SHOWN["alt"],
    )
    assert sandbox.http.get(media["url"], timeout=10).content.startswith(b"\x89PNG")
