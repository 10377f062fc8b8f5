from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.campaign.model import Post
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected, Sent, Unknown
from bot.networks.x import XNetwork
from bot.ports import Blind, Done, Looked, Prepared, Sought
from tests.networks.posts import x
from tests.networks.stage import CUT_BEFORE_READING, LOST, Reply, Stage

SOURCE = "1697000000000000001"
RETWEETS = "/proxy/2/users/77/retweets"
UNDO = f"{RETWEETS}/{SOURCE}"
LIST = "/proxy/2/users/77/tweets"
SINCE = datetime(2023, 8, 30, 12, tzinfo=UTC)
WHAT = Prepared(Post("", "fr", 0, 280, repost_of=SOURCE))
RECEIPT = Receipt(SOURCE, f"https://x.com/i/status/{SOURCE}")
GONE = {"errors": [{"type": "https://api.twitter.com/2/problems/resource-not-found", "value": SOURCE}]}
HIDDEN = {"errors": [{"type": "https://api.twitter.com/2/problems/not-authorized-for-resource", "value": SOURCE}]}


@pytest.fixture
def network(stage: Stage) -> Iterator[XNetwork]:
    stage.on("GET", "/proxy/2/users/me", Reply(json={"data": {"id": "77", "username": "azat"}}))
    network = x(stage)
    yield network
    network.close()


def test_a_retweet_is_one_request_that_says_what_is_retweeted(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", RETWEETS, Reply(json={"data": {"id": "1700", "retweeted": True}}))
    assert network.publish(WHAT, "key") == Sent(RECEIPT)
    [asked] = stage.asked
    assert asked.json == {"tweet_id": SOURCE}
    assert asked.headers["authorization"].startswith("OAuth ")


@pytest.mark.parametrize(
    "data", [{"retweeted": True}, {"rest_id": "1700", "retweeted": True}, {"retweeted": True, "id": SOURCE}]
)
def test_whatever_id_x_answers_the_receipt_names_what_was_retweeted(
    stage: Stage, network: XNetwork, data: dict[str, Any]
) -> None:
    stage.on("POST", RETWEETS, Reply(json={"data": data}))
    assert network.publish(WHAT, "key") == Sent(RECEIPT)


def forbidden(detail: str, **more: object) -> Reply:
    return Reply(403, {"title": "Forbidden", "type": "about:blank", "status": 403, "detail": detail, **more})


@pytest.mark.parametrize(
    "already",
    [
        forbidden("You have already retweeted this Tweet."),
        forbidden("You have already Reposted this Post."),
        Reply(403, {"errors": [{"code": 327, "message": "You have already retweeted this Tweet."}]}),
    ],
)
def test_what_is_retweeted_already_is_sent(stage: Stage, network: XNetwork, already: Reply) -> None:
    stage.on("POST", RETWEETS, already)
    assert network.publish(WHAT, "key") == Sent(RECEIPT)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(json=GONE), Rejected("reposted post gone")),
        (Reply(404, {"title": "Not Found"}), Rejected("reposted post gone")),
        (Reply(json=HIDDEN), Rejected("may not be reposted")),
        (forbidden("You have been blocked from retweeting @anna's tweets"), Rejected("may not be reposted")),
        (forbidden("You are not permitted to perform this action."), Rejected("may not be reposted")),
    ],
)
def test_a_post_that_cannot_be_retweeted_stops_no_account(
    stage: Stage, network: XNetwork, reply: Reply, verdict: Rejected
) -> None:
    stage.on("POST", RETWEETS, reply)
    assert network.publish(WHAT, "key") == verdict


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (forbidden("Your client app is not configured with the appropriate oauth1 app permissions"), AccountBroken),
        (forbidden("Your account is suspended and is not permitted to access this feature."), AccountBroken),
        (forbidden("Your enrolled account [1] has reached its billing cycle spend cap."), AccountBroken),
        (forbidden("Your account is temporarily locked."), AccountBroken),
        (forbidden("no", type="https://api.twitter.com/2/problems/oauth1-permissions"), AccountBroken),
        (Reply(403, []), AccountBroken),
        (Reply(401, {"title": "Unauthorized"}), AccountBroken),
        (Reply(402, {"title": "CreditsDepleted"}), AccountBroken),
        (Reply(400, {"detail": "One or more parameters to your request was invalid."}), Rejected),
        (Reply(429, {"title": "Too Many Requests"}, {"x-rate-limit-reset": "1693397100"}), NotSent),
        (Reply(503), Unknown),
        (Reply(json={"data": {"retweeted": False}}), Unknown),
        (Reply(json={"data": {"retweeted": "true"}}), Unknown),
        (Reply(json=[]), Unknown),
        (Reply(body=b"<html>"), Unknown),
        (LOST, Unknown),
        (Reply(302, headers={"Location": "/"}), Unknown),
    ],
)
def test_every_other_answer_means_what_it_means_for_a_post(
    stage: Stage, network: XNetwork, reply: Reply, verdict: type
) -> None:
    stage.on("POST", RETWEETS, reply)
    assert isinstance(network.publish(WHAT, "key"), verdict)


def entry(own: int, retweets: str = "", name: str = "referenced_tweets") -> dict[str, Any]:
    shown: dict[str, Any] = {"id": str(own), "text": "RT @anna: …", "created_at": "2023-08-30T12:01:00.000Z"}
    return shown | ({name: [{"type": "retweeted", "id": retweets}]} if retweets else {})


def page(*entries: dict[str, Any], token: str = "") -> Reply:
    meta = {"result_count": len(entries)} | ({"next_token": token} if token else {})
    return Reply(json={"data": list(entries), "meta": meta}, headers={"Date": "Wed, 30 Aug 2023 12:03:00 GMT"})


def sought(after: str = "", not_these: str = "") -> Sought:
    others = frozenset(not_these.split())
    return Sought(frozenset({"RT @anna: …"}), frozenset(), frozenset(), False, SINCE, after, others, SOURCE)


def test_a_retweet_is_known_by_what_it_retweets_and_by_nothing_else(stage: Stage, network: XNetwork) -> None:
    reply = entry(1703) | {"referenced_tweets": [{"type": "replied_to", "id": SOURCE}]}
    quote = entry(1702) | {"referenced_tweets": [{"type": "quoted", "id": SOURCE}]}
    stage.on("GET", LIST, page(reply, quote, entry(1701, "1699"), entry(1700)))
    assert network.find_own_posts(sought()) == Looked()
    stage.on("GET", LIST, page(entry(1704), token="two"), page(entry(1702, SOURCE)))
    assert network.find_own_posts(sought()) == Looked((RECEIPT,))


def test_a_retweet_is_known_by_the_fields_new_name_too(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page(entry(1702, SOURCE, "referenced_posts")))
    assert network.find_own_posts(sought()) == Looked((RECEIPT,))


def test_a_retweet_listed_twice_is_one_and_one_that_is_another_deliverys_is_not_ours(
    stage: Stage, network: XNetwork
) -> None:
    stage.on("GET", LIST, page(entry(1703, SOURCE), entry(1702, SOURCE)))
    assert network.find_own_posts(sought()) == Looked((RECEIPT,))
    assert network.find_own_posts(sought(not_these=SOURCE)) == Looked()


def test_retweets_are_asked_for_and_no_more_than_since(stage: Stage, network: XNetwork) -> None:
    stage.on("GET", LIST, page())
    network.find_own_posts(sought(after="1690"))
    [asked] = stage.requests("GET", LIST)
    assert asked.query == {
        "max_results": ["100"],
        "exclude": ["replies"],
        "tweet.fields": ["created_at,referenced_tweets"],
        "since_id": ["1690"],
    }


def test_an_incomplete_read_shows_no_absence(stage: Stage, network: XNetwork) -> None:
    for replies, verdict in (((page(entry(1704), token="two"), Reply(502)), NotSent), ((Reply(403, {}),), Blind)):
        stage.on("GET", LIST, *replies)
        assert isinstance(network.find_own_posts(sought()), verdict)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(json={"data": {"retweeted": False}}), Done),
        (Reply(json=GONE), Done),
        (Reply(404, {"title": "Not Found"}), Done),
        (Reply(404, body=b"<html>somebody else's page"), NotSent),
        (Reply(json={"data": {"retweeted": True}}), NotSent),
        (Reply(json={}), NotSent),
        (Reply(429, {}), NotSent),
        (Reply(503), NotSent),
        (LOST, NotSent),
        (CUT_BEFORE_READING, NotSent),
        (Reply(401, {}), AccountBroken),
    ],
)
def test_undoing_is_done_when_x_says_that_nothing_is_retweeted(
    stage: Stage, network: XNetwork, reply: Reply, verdict: type
) -> None:
    stage.on("DELETE", UNDO, reply)
    assert isinstance(network.delete(SOURCE, SOURCE), verdict)
    assert all(asked.path == UNDO for asked in stage.asked), "the supporter's post is never what is deleted"
