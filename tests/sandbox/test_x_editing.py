"""Editing on the stand-in X: https://docs.x.com/x-api/fundamentals/edit-posts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.driver import Sandbox
from tests.sandbox.x_people import LATER, NOON, RETWEETS, SHOWN, posted, search, texts

TAG = "#FreeAzat"


@pytest.fixture(autouse=True)
def noon(sandbox: Sandbox) -> None:
    sandbox.clock(NOON)


def edited(sandbox: Sandbox, identity: str, text: str) -> str:
    [made] = sandbox.people({"network": "x", "do": "edit", "account": "anna", "id": identity, "text": text})
    return str(made["id"])


def read(sandbox: Sandbox, identity: str) -> Any:
    return sandbox.x("GET", f"/2/tweets/{identity}").json()["data"]


def test_each_edit_is_a_post_of_its_own_and_every_version_names_them_all(sandbox: Sandbox) -> None:
    first = posted(sandbox, f"un {TAG}")
    second = edited(sandbox, first, f"deux {TAG}")
    third = edited(sandbox, second, "trois")
    for identity, text in ((first, f"un {TAG}"), (second, f"deux {TAG}"), (third, "trois")):
        told = read(sandbox, identity)
        assert (told["id"], told["text"]) == (identity, text)
        assert told["edit_history_tweet_ids"] == [first, second, third]


def test_an_edit_of_the_words_shows_the_same_pictures(sandbox: Sandbox) -> None:
    first = posted(sandbox, f"un {TAG}", pictures=[SHOWN])
    second = edited(sandbox, first, f"deux {TAG}")
    keys = [
        sandbox.x("GET", f"/2/tweets/{one}?tweet.fields=attachments").json()["data"]["attachments"]
        for one in (first, second)
    ]
    assert keys[0] == keys[1]


def test_only_the_latest_version_can_be_edited(sandbox: Sandbox) -> None:
    first = posted(sandbox, "un")
    edited(sandbox, first, "deux")
    again = {"network": "x", "do": "edit", "account": "anna", "id": first, "text": "trois"}
    assert sandbox.http.post(f"{sandbox.at['control']}/_control/people", json=[again], timeout=10).status_code == 400


def test_a_search_gives_the_latest_version_where_it_still_matches(sandbox: Sandbox) -> None:
    edited(sandbox, posted(sandbox, f"un {TAG}"), f"deux {TAG}")
    edited(sandbox, posted(sandbox, f"autre {TAG}"), "sans le mot-dièse")
    sandbox.clock(LATER)
    assert texts(search(sandbox, TAG)) == [f"deux {TAG}"]


def test_on_an_x_that_finds_every_version_those_that_an_edit_left_behind_are_listed_too(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"x_finds_every_version": True})
    edited(sandbox, posted(sandbox, f"un {TAG}"), f"deux {TAG}")
    edited(sandbox, posted(sandbox, f"autre {TAG}"), "sans le mot-dièse")
    sandbox.clock(LATER)
    assert texts(search(sandbox, TAG)) == [f"autre {TAG}", f"deux {TAG}", f"un {TAG}"]


def test_on_an_x_that_answers_with_the_latest_version_an_earlier_id_shows_that(sandbox: Sandbox) -> None:
    first = posted(sandbox, "un")
    second = edited(sandbox, first, "deux")
    sandbox.control("POST", "settings", {"x_asked_for_an_earlier_version": "latest"})
    assert read(sandbox, first) == read(sandbox, second)
    assert read(sandbox, first)["id"] == second


def test_a_retweet_is_of_the_version_it_was_made_of_and_is_undone_by_its_id(sandbox: Sandbox) -> None:
    first = posted(sandbox, "un")
    assert sandbox.x("POST", RETWEETS, {"tweet_id": first}).json()["data"]["retweeted"] is True
    second = edited(sandbox, first, "deux")

    def standing() -> list[str]:
        mine = [one for one in sandbox.posts() if one["repost_of"] and one["deleted_at"] is None]
        return [one["repost_of"] for one in mine]

    sandbox.x("DELETE", f"{RETWEETS}/{second}")
    assert standing() == [first]
    sandbox.x("DELETE", f"{RETWEETS}/{first}")
    assert standing() == []
