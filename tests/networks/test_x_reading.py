from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.outcome import AccountBroken, NotSent
from bot.networks.reading import bare_links, fold
from bot.networks.x import XNetwork
from bot.networks.x_reading import words_of
from bot.ports import Blind, Looked, Sought
from tests.networks.posts import x
from tests.networks.stage import LOST, Asked, Reply, Script, Stage

SINCE = datetime(2023, 8, 30, 12, tzinfo=UTC)
DATE = {"Date": "Wed, 30 Aug 2023 12:03:00 GMT"}
LIST = "/proxy/2/users/77/tweets"
TEXT = "Plus que 3 jours : https://example.com/a?b=1&c=2 & example.org <3\n#FreeAzat"
SHOWN = "Plus que 3 jours : https://t.co/aaa &amp; https://t.co/bbb &lt;3\n#FreeAzat"
URLS = [
    {"url": "https://t.co/aaa", "expanded_url": "https://example.com/a?b=1&c=2", "start": 19, "end": 35},
    {"url": "https://t.co/bbb", "expanded_url": "http://example.org/", "start": 42, "end": 58},
]
PICTURE = {"url": "https://t.co/ccc", "expanded_url": "https://x.com/azat/status/11/photo/1", "media_key": "3_501"}


@pytest.fixture
def network(stage: Stage) -> Iterator[XNetwork]:
    stage.on("GET", "/proxy/2/users/me", Reply(json={"data": {"id": "77", "username": "azat"}}))
    network = x(stage)
    yield network
    network.close()


def tweet(own: int, text: str = SHOWN, *keys: str, at: datetime = SINCE, **more: object) -> dict[str, Any]:
    urls = [*URLS, PICTURE] if keys else URLS
    shown = {
        "id": str(own),
        "text": f"{text} https://t.co/ccc" if keys else text,
        "created_at": at.isoformat().replace("+00:00", ".000Z"),
        "entities": {"urls": urls},
    }
    return shown | ({"attachments": {"media_keys": list(keys)}} if keys else {}) | more


def page(*tweets: dict[str, Any], token: str = "") -> Reply:
    meta = {"result_count": len(tweets)} | ({"next_token": token} if token else {})
    return Reply(json=({"data": list(tweets)} if tweets else {}) | {"meta": meta}, headers=DATE)


def sought(
    *texts: str, keys: str = "", media: str = "", has_picture: bool | None = False, after: str = "", not_these: str = ""
) -> Sought:
    media_ids, media_keys = frozenset(media.split()), frozenset(keys.split())
    return Sought(frozenset(texts), media_ids, media_keys, has_picture, SINCE, after, frozenset(not_these.split()))


def ids(looked: object) -> list[str]:
    assert isinstance(looked, Looked), looked
    return [receipt.remote_id for receipt in looked.found]


def test_a_post_is_found_behind_its_short_links_and_escaped_signs(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page(tweet(12, "Autre chose"), tweet(11)))
    looked = network.find_own_posts(sought(TEXT))
    assert ids(looked) == ["11"]
    assert isinstance(looked, Looked)
    assert looked.found[0].url == "https://x.com/azat/status/11"


def test_only_what_came_since_is_read_and_paid_for(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page())
    network.find_own_posts(sought(TEXT))
    network.find_own_posts(sought(TEXT, after="1697"))
    common = {
        "max_results": ["100"],
        "exclude": ["retweets"],
        "tweet.fields": ["created_at,entities,attachments,text,note_tweet"],
        "expansions": ["attachments.media_keys"],
    }
    first, second = stage.requests("GET", LIST)
    assert first.query == common | {"start_time": ["2023-08-30T11:50:00Z"]}
    assert second.query == common | {"since_id": ["1697"]}


def test_the_pictures_key_tells_whatever_the_words_became(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page(tweet(12, "…", "3_500"), tweet(11, "…", "3_501")))
    assert ids(network.find_own_posts(sought(TEXT, keys="3_501", has_picture=True))) == ["11"]
    assert ids(network.find_own_posts(sought(TEXT, media="501", has_picture=True))) == ["11"], "its id is in its key"


def test_with_or_without_a_picture_it_may_be_the_post_of_which_no_call_is_on_record(
    stage: Stage, network: XNetwork
) -> None:
    stage.on("GET", LIST, page(tweet(12, SHOWN, "3_9"), tweet(11)))
    assert ids(network.find_own_posts(sought(TEXT, has_picture=None))) == ["11", "12"]
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]


def test_the_link_to_the_picture_is_no_word_of_ours(stage: Stage, network: XNetwork) -> None:
    bare = tweet(10, SHOWN, "3_9")
    bare["text"] = "Bonjour https://t.co/ccc"
    del bare["entities"]
    stage.on("GET", LIST, page(tweet(11, SHOWN, "3_9"), bare))
    assert ids(network.find_own_posts(sought(TEXT, has_picture=True))) == ["11"]
    assert ids(network.find_own_posts(sought("Bonjour", has_picture=True))) == ["10"]


def test_a_long_post_is_read_whole(stage: Stage, network: XNetwork) -> None:
    note = {"text": f"{SHOWN} {'mot ' * 80}", "entities": {"urls": URLS}}
    stage.on("GET", LIST, page(tweet(11, f"{SHOWN} mot…", note_tweet=note)))
    assert ids(network.find_own_posts(sought(f"{TEXT} {'mot ' * 80}".strip()))) == ["11"]
    assert ids(network.find_own_posts(sought(TEXT))) == []


@pytest.mark.parametrize(
    "other",
    [
        tweet(11, SHOWN.replace("3 jours", "2 jours")),
        tweet(11, SHOWN + " !"),
        tweet(11, entities={"urls": [URLS[0] | {"expanded_url": "https://example.com/a?b=1&c=3"}, URLS[1]]}),
        tweet(11, at=SINCE - timedelta(hours=1)),
        tweet(11, SHOWN, "3_9"),
        tweet(9),
        tweet(11, author_id="78"),
    ],
    ids=["another day", "a word more", "another link", "older", "a picture", "another's", "somebody else's"],
)
def test_another_post_is_never_taken_for_ours(stage: Stage, network: XNetwork, other: dict[str, Any]) -> None:
    stage.on("GET", LIST, page(other))
    assert ids(network.find_own_posts(sought(TEXT, not_these="9 8"))) == []


def test_a_server_that_ignores_where_to_begin_is_not_believed_about_what_came_before(
    stage: Stage, network: XNetwork
) -> None:
    stage.on("GET", LIST, page(tweet(12), tweet(11), token="more"))
    assert ids(network.find_own_posts(sought(TEXT, after="11"))) == ["12"]
    assert len(stage.requests("GET", LIST)) == 1, "nothing older is paid for"


def test_pages_are_turned_to_the_end(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page(tweet(13, "Autre"), token="two"), page(token="three"), page(tweet(11)))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]
    tokens = [asked.query.get("pagination_token") for asked in stage.requests("GET", LIST)]
    assert tokens == [None, ["two"], ["three"]]


def test_a_server_that_turns_the_same_page_for_ever_is_given_up(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page(tweet(13, "Autre"), token="again"))
    assert network.find_own_posts(sought(TEXT)) == NotSent("account not read to its end")
    assert len(stage.requests("GET", LIST)) == 2


def test_a_post_that_is_there_is_found_also_where_the_same_page_is_turned_for_ever(
    stage: Stage, network: XNetwork
) -> None:
    stage.on("GET", LIST, page(tweet(13, "Autre"), tweet(11), token="again"))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]


def test_an_account_that_never_ends_is_given_up_before_it_costs_a_fortune(stage: Stage, network: XNetwork) -> None:
    numbers = iter(range(99, 0, -1))

    def next_page(asked: Asked) -> Reply:
        del asked
        return page(tweet(next(numbers), "Autre"), token="more")

    stage.on("GET", LIST, next_page)
    assert network.find_own_posts(sought(TEXT)) == NotSent("account not read to its end")
    assert len(stage.requests("GET", LIST)) == 10


MORE = page(tweet(13, "Autre"), token="two")


@pytest.mark.parametrize(
    ("replies", "verdict"),
    [
        ([Reply(503)], NotSent),
        ([LOST], NotSent),
        ([Reply(400, {"detail": "since_id is too old"})], NotSent),
        ([Reply(body=b"<html>")], NotSent),
        ([Reply(json=[])], NotSent),
        ([Reply(json={"errors": [{"detail": "Could not find user"}]})], NotSent),
        ([Reply(json={"data": [{"id": "1"}], "meta": {"result_count": 2}})], NotSent),
        ([MORE, Reply(502)], NotSent),
        ([MORE, LOST], NotSent),
        ([Reply(401, {"title": "Unauthorized"})], AccountBroken),
        ([Reply(402, {"title": "CreditsDepleted"})], AccountBroken),
        ([Reply(403, {"detail": "your access level cannot read this"})], Blind),
        ([Reply(404)], Blind),
    ],
)
def test_an_incomplete_read_is_never_an_absence(
    stage: Stage, network: XNetwork, replies: list[Script], verdict: type
) -> None:
    stage.on("GET", LIST, *replies)
    assert isinstance(network.find_own_posts(sought(TEXT)), verdict)


def test_a_rate_limit_says_when_to_look_again(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, Reply(429, {"title": "Too Many Requests"}, {"x-rate-limit-reset": "1693397100"}))
    told = network.find_own_posts(sought(TEXT))
    assert isinstance(told, NotSent)
    assert told.retry_at == SINCE + timedelta(minutes=5)


def test_who_we_are_is_asked_once(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page())
    network.find_own_posts(sought(TEXT))
    network.find_own_posts(sought(TEXT))
    assert len(stage.requests("GET", "/proxy/2/users/me")) == 1


JSON = st.recursive(
    st.none() | st.text(max_size=9) | st.integers() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["urls", "url", "expanded_url", "media_keys", "text", "entities"]), inner)
    ),
    max_leaves=9,
)


@given(st.dictionaries(st.sampled_from(["text", "entities", "attachments", "note_tweet"]), JSON))
def test_whatever_x_leaves_out_or_adds_is_read_without_a_fault(odd: dict[str, Any]) -> None:
    assert words_of(odd)


@given(st.text(max_size=80).filter(lambda text: "t.co" not in text))
def test_what_is_escaped_reads_as_it_was_written(text: str) -> None:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert bare_links(fold(text)) in words_of({"text": shown})
