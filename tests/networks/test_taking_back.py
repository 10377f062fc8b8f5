"""Deleting, editing and asking the time, on Mastodon and X."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.networks.mastodon import MastodonNetwork
from bot.networks.x import XNetwork
from bot.ports import Blind, Done
from tests.networks.posts import mastodon, post, x
from tests.networks.stage import LOST, SLOW, Reply, Stage

STATUS = "/api/v1/statuses/9"
TWEET = "/proxy/2/tweets/9"
KEPT = Reply(json={"id": "9", "media_attachments": [{"id": "501"}, {"id": "502"}]})
NOT_FOUND = {"errors": [{"type": "https://api.twitter.com/2/problems/resource-not-found", "value": "9"}]}
PAGE = Reply(404, body=b" <html>nothing here</html>", headers={"Content-Type": "text/html"})


@pytest.fixture
def on_mastodon(stage: Stage) -> Iterator[MastodonNetwork]:
    network = mastodon(stage)
    yield network
    network.close()


@pytest.fixture
def on_x(stage: Stage) -> Iterator[XNetwork]:
    network = x(stage)
    yield network
    network.close()


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(json={"id": "9", "text": "Bonjour"}), Done),
        (Reply(404, {"error": "Record not found"}), Done),
        (Reply(410, {"error": "Gone"}), Done),
        (PAGE, NotSent),
        (Reply(503), NotSent),
        (LOST, NotSent),
        (Reply(429, {"error": "Too many requests"}), NotSent),
        (Reply(307, headers={"Location": "/elsewhere"}), NotSent),
        (Reply(401, {"error": "revoked"}), AccountBroken),
        (Reply(422, {"error": "no"}), Rejected),
    ],
)
def test_a_status_is_deleted_or_gone_or_not(
    stage: Stage, on_mastodon: MastodonNetwork, reply: Reply, verdict: type
) -> None:
    stage.on("DELETE", STATUS, reply)
    assert isinstance(on_mastodon.delete("9"), verdict)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(json={"data": {"deleted": True}}), Done),
        (Reply(404, {"title": "Not Found Error"}), Done),
        (Reply(json={"data": {}}), NotSent),
        (Reply(body=b"<html>"), NotSent),
        (PAGE, NotSent),
        (Reply(503), NotSent),
        (LOST, NotSent),
        (Reply(429, {"title": "Too Many Requests"}), NotSent),
        (Reply(403, {"detail": "You are not authorized to delete this Tweet."}), Rejected),
        (Reply(403, {"detail": "Your account is suspended"}), AccountBroken),
    ],
)
def test_a_tweet_is_deleted_or_gone_or_not(stage: Stage, on_x: XNetwork, reply: Reply, verdict: type) -> None:
    stage.on("DELETE", TWEET, reply)
    assert isinstance(on_x.delete("9"), verdict)


@pytest.mark.parametrize(
    ("look", "verdict"),
    [
        (Reply(json=NOT_FOUND), Done),
        (Reply(404, {"title": "Not Found Error"}), Done),
        (Reply(json={"data": {"id": "9", "text": "still here"}}), NotSent),
        (Reply(503), NotSent),
    ],
)
def test_a_tweet_x_says_it_did_not_delete_is_looked_for(
    stage: Stage, on_x: XNetwork, look: Reply, verdict: type
) -> None:
    stage.on("DELETE", TWEET, Reply(json={"data": {"deleted": False}}))
    stage.on("GET", TWEET, look)
    assert isinstance(on_x.delete("9"), verdict)


def test_an_edit_sends_the_words_and_keeps_the_pictures(stage: Stage, on_mastodon: MastodonNetwork) -> None:
    stage.on("GET", STATUS, KEPT)
    stage.on("PUT", STATUS, Reply(json={"id": "9"}))
    assert on_mastodon.edit("9", post("Où est Ազատ ?", "pt-BR", warning="Prison")) == Done()
    assert stage.asked[-1].form == {
        "status": ["Où est Ազատ ?"],
        "language": ["pt"],
        "spoiler_text": ["Prison"],
        "sensitive": ["true"],
        "media_ids[]": ["501", "502"],
    }
    assert stage.asked[-1].headers["authorization"] == "Bearer a-token"


def test_an_edit_takes_a_warning_away(stage: Stage, on_mastodon: MastodonNetwork) -> None:
    stage.on("GET", STATUS, Reply(json={"id": "9", "media_attachments": []}))
    stage.on("PUT", STATUS, Reply(json={"id": "9"}))
    assert on_mastodon.edit("9", post()) == Done()
    assert stage.asked[-1].form == {
        "status": ["Bonjour"],
        "language": ["fr"],
        "spoiler_text": [""],
        "sensitive": ["false"],
    }


@pytest.mark.parametrize(
    ("look", "put", "verdict"),
    [
        (Reply(404, {"error": "Record not found"}), Reply(json={"id": "9"}), Rejected),
        (Reply(503), Reply(json={"id": "9"}), NotSent),
        (Reply(body=b"<html>"), Reply(json={"id": "9"}), NotSent),
        (KEPT, Reply(404), Blind),
        (KEPT, Reply(405), Blind),
        (KEPT, Reply(422, {"error": "Validation failed: too long"}), Rejected),
        (KEPT, Reply(429, {"error": "Too many requests"}), NotSent),
        (KEPT, LOST, NotSent),
        (KEPT, Reply(body=b"<html>"), NotSent),
        (KEPT, Reply(401, {"error": "revoked"}), AccountBroken),
    ],
)
def test_an_edit_that_was_not_made_says_why(
    stage: Stage, on_mastodon: MastodonNetwork, look: Reply, put: Reply, verdict: type
) -> None:
    stage.on("GET", STATUS, look)
    stage.on("PUT", STATUS, put)
    assert isinstance(on_mastodon.edit("9", post()), verdict)
    if look.status != 200 or look.body is not None:
        assert stage.requests("PUT", STATUS) == [], "pictures that could not be read would be lost"


def test_an_edit_asks_for_leave_behind_its_look_at_what_stands_and_changes_nothing_without(
    stage: Stage, on_mastodon: MastodonNetwork
) -> None:
    looked: list[int] = []

    def may_leave() -> bool:
        looked.append(len(stage.requests("GET", STATUS)))
        return False

    stage.on("GET", STATUS, KEPT)
    stage.on("PUT", STATUS, Reply(json={"id": "9"}))
    assert isinstance(on_mastodon.edit("9", post(), may_leave), NotSent)
    assert (looked, stage.requests("PUT", STATUS)) == ([1], [])
    assert on_mastodon.edit("9", post()) == Done()


def test_x_cannot_edit(stage: Stage, on_x: XNetwork) -> None:
    assert on_x.edit("9", post()) == Blind("cannot be edited")
    assert stage.asked == []


@pytest.mark.parametrize(
    ("headers", "at"),
    [
        ({"Date": "Wed, 30 Aug 2023 12:00:07 GMT"}, datetime(2023, 8, 30, 12, 0, 7, tzinfo=UTC)),
        ({"Date": "Wed, 30 Aug 2023 12:00:07 GMT", "Age": "53"}, datetime(2023, 8, 30, 12, 1, tzinfo=UTC)),
        ({"Date": "yesterday"}, None),
        ({}, None),
    ],
)
def test_the_servers_clock_is_read_from_its_answer(
    stage: Stage, on_mastodon: MastodonNetwork, on_x: XNetwork, headers: dict[str, str], at: datetime | None
) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json={"id": "7"}, headers=headers))
    stage.on("HEAD", "/proxy/", Reply(404, headers=headers, body=b""))
    assert on_mastodon.server_time() == at
    assert on_x.server_time() == at


def test_a_clock_that_cannot_be_asked_says_nothing(stage: Stage) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", SLOW)
    network = mastodon(stage, deadline_s=0.2)
    assert network.server_time() is None
    network.close()


def test_xs_clock_is_asked_without_signing_for_anything_that_costs(stage: Stage, on_x: XNetwork) -> None:
    stage.on("HEAD", "/proxy/", Reply(404, body=b""))
    on_x.server_time()
    assert "authorization" not in stage.asked[0].headers
