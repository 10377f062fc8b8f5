from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.campaign.candidate import AuthorIs
from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import AccountBroken, NotSent
from bot.networks.x_found import PHOTO_FIELDS, Told, first_id, found_in, saying_in
from bot.networks.x_intake import XIntake
from bot.networks.x_query import LENGTH_MAX, packed, query_of
from bot.ports import Page, Unfetched, Vanished, Wanted
from tests.networks.posts import X_SECRETS
from tests.networks.stage import HANG, LOST, Asked, Reply, Script, Stage
from tests.networks.x_square import page_of

SINCE = datetime(2023, 8, 30, 12, tzinfo=UTC)
WANTED = Wanted(("#FreeAzat",), SINCE, frozenset({"azat"}))
SEARCH = "/2/tweets/search/recent"
FIRST = first_id(SINCE)
DATE = {"Date": "Wed, 30 Aug 2023 13:00:00 GMT"}


@pytest.fixture
def intake(stage: Stage) -> Iterator[XIntake]:
    intake = opened(stage)
    yield intake
    intake.close()


def opened(stage: Stage, deadline_s: float = 10.0) -> XIntake:
    account = Account("x", NetworkName.X, Place("settings.yaml"), stage.address, "@azat")
    return XIntake(account, X_SECRETS, deadline_s, lambda _address: Unfetched("not here"))


def tweet(number: int, **more: object) -> dict[str, Any]:
    return {"id": str(FIRST + number), "text": "#FreeAzat", "author_id": "9", **more}


def page(*tweets: dict[str, Any], token: str = "", **more: object) -> Reply:
    meta = {"result_count": len(tweets)} | ({"next_token": token} if token else {})
    return Reply(json={"data": list(tweets), "meta": meta, **more}, headers=DATE)


def numbers(told: object) -> list[int]:
    return [int(found.remote_id) - FIRST for found in page_of(told).found]


def test_a_search_is_asked_for_as_x_documents_it(stage: Stage, intake: XIntake) -> None:
    stage.on("GET", SEARCH, page())
    intake.photos_since("#FreeAzat #Свобода", "", WANTED)
    [asked] = stage.asked
    assert asked.query == {
        "query": ["(#FreeAzat OR #Свобода) has:images -is:retweet -from:azat"],
        "max_results": ["100"],
        "since_id": [str(FIRST - 1)],
        "tweet.fields": [PHOTO_FIELDS["tweet.fields"]],
        "expansions": ["attachments.media_keys,author_id"],
        "media.fields": ["type,url,alt_text"],
        "user.fields": ["protected,description"],
    }


def test_empty_pages_on_the_way_are_turned(stage: Stage, intake: XIntake) -> None:
    stage.on("GET", SEARCH, page(token="a"), page(token="b"), page(tweet(3), tweet(2)))
    assert numbers(intake.photos_since("#FreeAzat", "", WANTED)) == [2, 3]
    assert [asked.query.get("next_token") for asked in stage.asked] == [None, ["a"], ["b"]]


def test_pages_that_stay_empty_for_ever_are_given_up(stage: Stage, intake: XIntake) -> None:
    stage.on("GET", SEARCH, page(token="again"))
    assert intake.photos_since("#FreeAzat", "", WANTED) == NotSent("account not read to its end")
    assert len(stage.asked) == 10


def test_a_server_that_ignores_the_bounds_hands_nothing_out_twice(stage: Stage, intake: XIntake) -> None:
    stage.on("GET", SEARCH, page(tweet(9), tweet(8), tweet(7), tweet(6)))
    told = intake.photos_since("#FreeAzat", f"{FIRST + 6}-{FIRST + 12}-{FIRST + 9}", WANTED)
    assert numbers(told) == [7, 8]
    assert page_of(told).cost_usd == Decimal("0.020"), "all four were paid for"


@pytest.mark.parametrize("cursor", ["x", "1-2", "1-2-3-4", "-1", "9" * 20, "١", " 1", "1\n"])
def test_a_cursor_that_says_nothing_begins_anew(stage: Stage, intake: XIntake, cursor: str) -> None:
    stage.on("GET", SEARCH, page())
    intake.photos_since("#FreeAzat", cursor, WANTED)
    assert stage.asked[0].query["since_id"] == [str(FIRST - 1)]


def test_the_cursor_stays_where_it_is_when_nobody_says_what_time_it_is(stage: Stage, intake: XIntake) -> None:
    stage.on("GET", SEARCH, Reply(json={"meta": {"result_count": 0}}))
    assert page_of(intake.photos_since("#FreeAzat", "5", WANTED)).cursor == "5"


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(503), NotSent),
        (Reply(429, {}, {"x-rate-limit-reset": "1693397100"}), NotSent),
        (Reply(400, {"detail": "There were errors processing your request"}), NotSent),
        (Reply(403, {"detail": "your access level cannot search"}), NotSent),
        (Reply(404), NotSent),
        (Reply(401, {}), AccountBroken),
        (Reply(402, {}), AccountBroken),
        (Reply(body=b"<html>"), NotSent),
        (Reply(json=[]), NotSent),
        (Reply(json={"data": [{"id": "1"}], "meta": {"result_count": 2}}), NotSent),
        (Reply(json={"data": "x", "meta": {"result_count": 1}}), NotSent),
        (LOST, NotSent),
    ],
)
def test_an_answer_that_is_no_page_moves_no_cursor(stage: Stage, intake: XIntake, reply: Script, verdict: type) -> None:
    for path in (SEARCH, "/2/users/77/mentions", "/2/tweets/5"):
        stage.on("GET", path, reply)
    assert isinstance(intake.photos_since("#FreeAzat", "", WANTED), verdict)
    assert isinstance(intake.sayings_since("", WANTED), verdict)
    assert isinstance(intake.look_at("5", WANTED), verdict)


def test_a_server_that_hangs_is_given_up(stage: Stage) -> None:
    stage.on("GET", SEARCH, HANG)
    intake = opened(stage, 0.3)
    assert isinstance(intake.photos_since("#FreeAzat", "", WANTED), NotSent)
    intake.close()


def test_what_is_refused_as_too_old_for_ever_is_given_up(stage: Stage, intake: XIntake) -> None:
    said = (
        "'since_id' must be a tweet id created after [2023-08-23T12:00Z]. Please use a 'since_id' that is larger than 9"
    )
    stage.on("GET", SEARCH, Reply(400, {"detail": "invalid", "errors": [{"message": said}]}))
    assert intake.photos_since("#FreeAzat", "", WANTED) == NotSent("account not read to its end")
    asked = [one.query.get("since_id") for one in stage.asked]
    assert asked[:3] == [[str(FIRST - 1)], [str(9 + (60_000 << 22))], [str(9 + (60_000 << 22))]]


def test_a_post_whose_page_is_missing_is_not_taken_for_deleted(stage: Stage, intake: XIntake) -> None:
    for reply in (
        Reply(404),
        Reply(404, {"title": "Not Found"}),
        Reply(410, body=b"<html>"),
        Reply(json={"errors": []}),
    ):
        stage.on("GET", "/2/tweets/5", reply)
        told = intake.look_at("5", WANTED)
        assert not isinstance(told, Vanished)


def test_of_an_author_whom_x_leaves_out_nothing_is_taken(stage: Stage, intake: XIntake) -> None:
    user = {"id": "9", "username": "anna", "protected": False, "description": ""}
    stage.on("GET", SEARCH, page(tweet(1, author_id="8"), tweet(0), includes={"users": [user]}))
    told = page_of(intake.photos_since("#FreeAzat", "", WANTED))
    assert [found.candidate.author for found in told.found] == [frozenset(), frozenset({AuthorIs.LOCKED})]


def test_own_posts_are_known_by_number_and_by_name() -> None:
    own = found_in(tweet(1, author_id="77"), Told(), WANTED, "77")
    user = {"id": "8", "username": "Azat"}
    other = found_in(tweet(1, author_id="8"), Told({"8": user}), WANTED, "77")
    assert own.candidate.author == other.candidate.author == frozenset({AuthorIs.OWN})


def test_a_medium_that_x_leaves_out_counts_as_something_else_than_a_picture() -> None:
    keys = {"media_keys": ["3_1", "3_2"]}
    photo = {"media_key": "3_1", "type": "photo", "url": "https://pbs.twimg.com/media/a.jpg"}
    candidate = found_in(tweet(1, attachments=keys), Told({}, {"3_1": photo}), WANTED, "77").candidate
    assert (candidate.images, candidate.other_media) == (1, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@azat @anna STOP", "STOP"),
        (".@azat, stop", "stop"),
        ("STOP @azat", "STOP @azat"),
        ("@azat &lt;3 &amp; merci", "<3 & merci"),
        ("@azat", ""),
        ("@azaté non", "@azaté non"),
    ],
)
def test_the_handles_in_front_are_no_words(text: str, said: str) -> None:
    assert saying_in({"id": "1", "text": text}).text == said


@settings(max_examples=40)
@example(["#²", "#FreeAzat", "#04"], set())
@given(
    st.lists(st.from_regex(r"#\w{1,40}", fullmatch=True), max_size=40),
    st.sets(st.from_regex(r"\w{1,15}", fullmatch=True)),
)
def test_every_tag_that_x_can_have_stands_in_one_query_and_no_query_is_too_long(tags: list[str], own: set[str]) -> None:
    wanted = Wanted(tuple(tags), SINCE, frozenset(own))
    packs = packed(wanted)
    searched = [tag for pack in packs for tag in pack.split()]
    assert searched == list(dict.fromkeys(tag for tag in tags if any(char.isalpha() for char in tag)))
    assert all(len(query_of(pack.split(), wanted)) <= LENGTH_MAX for pack in packs)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("\ud800"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "text", "type", "tag"]), inner),
    max_leaves=8,
)
NAMES = ["author_id", "attachments", "entities", "lang", "created_at", "referenced_tweets", "note_tweet", "text"]
ODD = st.dictionaries(st.sampled_from([*NAMES, "edit_history_tweet_ids", "possibly_sensitive"]), JSON)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ODD, max_size=3), st.dictionaries(st.sampled_from(["users", "media"]), JSON))
def test_whatever_stands_in_a_post_nothing_raises(
    stage: Stage, intake: XIntake, odd: list[dict[str, Any]], includes: dict[str, Any]
) -> None:
    tweets = [{"id": str(FIRST + number), **one} for number, one in enumerate(odd)]

    def reply(asked: Asked) -> Reply:
        del asked
        return page(*tweets, includes=includes)

    stage.on("GET", SEARCH, reply)
    stage.on("GET", "/2/users/77/mentions", reply)
    stage.on("GET", "/2/tweets/[0-9]+", Reply(json={"data": tweets[0] if tweets else None, "includes": includes}))
    told = intake.photos_since("#FreeAzat", "", WANTED)
    assert isinstance(told, Page)
    assert len(told.found) <= len(tweets), "one that names a newer version is passed by"
    assert isinstance(intake.sayings_since("", WANTED), Page)
    intake.look_at("5", WANTED)
    repr(told).encode()


@given(ODD, st.dictionaries(st.just("9"), ODD), st.dictionaries(st.just("3_1"), ODD))
def test_whatever_is_told_of_a_post_its_author_and_its_media_is_judged(
    odd: dict[str, Any], users: dict[str, Any], media: dict[str, Any]
) -> None:
    told = {"id": "1", "author_id": "9", "attachments": {"media_keys": ["3_1"]}, **odd}
    assert found_in(told, Told(users, media), WANTED, "77").remote_id == "1"
    assert saying_in(told).instant.tzinfo is not None


def test_an_id_holds_its_time() -> None:
    assert first_id(datetime(2010, 11, 4, 1, 42, 54, 658_000, tzinfo=UTC)) == 1 << 22
    assert first_id(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    assert first_id(SINCE + timedelta(hours=1)) - FIRST == 3_600_000 << 22
