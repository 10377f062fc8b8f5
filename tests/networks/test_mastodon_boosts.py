"""Boosting on servers of several kinds, and ending one boost among others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.campaign.model import Post
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected, Sent, Unknown
from bot.networks.mastodon import MastodonNetwork
from bot.ports import Done, Looked, Prepared, Sought
from bot.wording.networks import reason_text
from tests.networks.posts import mastodon
from tests.networks.stage import LOST, Asked, Reply, Stage
from tests.networks.test_mastodon_reading import SINCE, shown, status

BOOST = Prepared(Post("", "fr", 0, 500, repost_of="33"))
THEIRS = {"id": "33", "url": "https://elsewhere.example/@anna/33", "uri": "https://elsewhere.example/users/anna/33"}
WRAPPER = {"id": "90", "url": None, "uri": "https://mastodon.example/users/azat/statuses/90/activity", "reblog": THEIRS}
GONE = Reply(404, {"error": "Record not found"})
ONE = "/api/v1/statuses/90"
NOT_SEEN = [
    (Reply(503), NotSent),
    (Reply(429), NotSent),
    (LOST, NotSent),
    (Reply(404, body=b"<html>no such site</html>"), NotSent),
    (Reply(body=b"<html>welcome</html>"), NotSent),
    (Reply(401, {"error": "revoked"}), AccountBroken),
]


@pytest.fixture
def network(stage: Stage) -> Iterator[MastodonNetwork]:
    network = mastodon(stage)
    yield network
    network.close()


def answering(stage: Stage, *replies: Reply) -> None:
    stage.on("POST", "/api/v1/statuses/33/reblog", *replies)


def test_a_boost_is_public_whatever_the_accounts_own_default_is(stage: Stage, network: MastodonNetwork) -> None:
    answering(stage, Reply(json=WRAPPER))
    assert network.publish(BOOST, "key") == Sent(Receipt("90", str(WRAPPER["uri"])))
    [asked] = stage.asked
    assert asked.form == {"visibility": ["public"]}
    assert asked.headers["authorization"] == "Bearer a-token"


@pytest.mark.parametrize("own", [THEIRS["url"], THEIRS["uri"], None])
def test_a_receipt_never_says_where_the_supporters_post_is(
    stage: Stage, network: MastodonNetwork, own: str | None
) -> None:
    answering(stage, Reply(json={"id": "90", "url": own, "uri": own, "reblog": THEIRS}))
    assert network.publish(BOOST, "key") == Sent(Receipt("90", ""))


def test_an_answer_that_only_shows_the_source_names_no_boost(stage: Stage, network: MastodonNetwork) -> None:
    answering(stage, Reply(json=THEIRS))
    assert isinstance(network.publish(BOOST, "key"), Unknown)


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (GONE, Rejected),
        (Reply(410, {"error": "gone"}), Rejected),
        (Reply(403, {"error": "This action is not allowed"}), Rejected),
        (Reply(403, {"error": "Forbidden: you do not have permission to boost this status"}), Rejected),
        (Reply(422, {"error": "Validation failed: Visibility is not included in the list"}), Rejected),
        (Reply(400, {"error": "Bad Request"}), Rejected),
        (Reply(422, {"error": "Validation failed: Reblog of status already exists"}), Unknown),
        (Reply(403, {"error": "This action is outside the authorized scopes"}), AccountBroken),
        (Reply(403, {"error": "Your login is currently disabled"}), AccountBroken),
        (Reply(403, body=b"<html>no</html>"), AccountBroken),
        (Reply(401, {"error": "The access token was revoked"}), AccountBroken),
        (Reply(404, body=b"<html>no such site</html>"), NotSent),
        (Reply(429, {"error": "Too many requests"}), NotSent),
        (Reply(503), Unknown),
        (LOST, Unknown),
    ],
)
def test_a_refused_boost_is_judged_by_whose_fault_it_is(
    stage: Stage, network: MastodonNetwork, reply: Reply, verdict: type
) -> None:
    answering(stage, reply)
    outcome = network.publish(BOOST, "key")
    assert isinstance(outcome, verdict), outcome
    assert not isinstance(outcome, Sent)
    for language in ("en", "fr"):
        assert reason_text(outcome.reason, language)[0] != outcome.reason, "a person can read it"


class Server:
    """The boost 90 of 33, and perhaps another one, on a server of one kind."""

    def __init__(self, stage: Stage, *, delete: int, unboosts: list[str], lingers: int = 0) -> None:
        self.there = {"90", "91"} if len(unboosts) != 1 else {"90"}
        self._delete, self._unboosts, self._lingers = delete, unboosts, lingers
        stage.on("GET", ONE, self._show)
        stage.on("DELETE", ONE, self._drop)
        stage.on("POST", "/api/v1/statuses/33/unreblog", self._unboost)

    def _show(self, asked: Asked) -> Reply:
        del asked
        if "90" in self.there:
            return Reply(json=WRAPPER)
        self._lingers -= 1
        return GONE if self._lingers < 0 else Reply(json=WRAPPER)

    def _drop(self, asked: Asked) -> Reply:
        del asked
        if self._delete != 200:
            return Reply(self._delete, {"error": "Can't find user"})
        self.there.discard("90")
        return Reply(json=WRAPPER)

    def _unboost(self, asked: Asked) -> Reply:
        del asked
        if self._unboosts:
            self.there.discard(self._unboosts.pop(0))
        return Reply(json=THEIRS)


def test_of_two_boosts_the_one_that_is_meant_ends(stage: Stage, network: MastodonNetwork) -> None:
    server = Server(stage, delete=200, unboosts=["91", "90"])
    assert network.delete("90", "33") == Done()
    assert server.there == {"91"}


def test_a_server_that_takes_its_time_is_waited_for(stage: Stage, network: MastodonNetwork) -> None:
    server = Server(stage, delete=200, unboosts=["91", "90"], lingers=2)
    assert network.delete("90", "33") == Done()
    assert server.there == {"91"}, "the other one is not taken instead"


@pytest.mark.parametrize("status", [403, 404, 405, 422, 501])
def test_where_a_boost_cannot_be_deleted_it_is_undone(stage: Stage, network: MastodonNetwork, status: int) -> None:
    server = Server(stage, delete=status, unboosts=["90"])
    assert network.delete("90", "33") == Done()
    assert server.there == set()


def test_a_boost_that_is_gone_is_done_without_touching_anything(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("GET", ONE, GONE)
    assert network.delete("90", "33") == Done()
    assert [asked.method for asked in stage.asked] == ["GET"]


def test_what_is_no_boost_of_the_source_is_never_deleted(stage: Stage, network: MastodonNetwork) -> None:
    for there in (THEIRS | {"id": "90"}, WRAPPER | {"reblog": {"id": "34"}}):
        stage.on("GET", ONE, Reply(json=there), Reply(json=there), GONE)
        stage.on("POST", "/api/v1/statuses/33/unreblog", Reply(json=THEIRS))
        assert network.delete("90", "33") == Done()
    stage.on("GET", "/api/v1/statuses/33", Reply(json=WRAPPER | {"id": "33"}), GONE)
    assert network.delete("33", "33") == Done()
    assert "DELETE" not in {asked.method for asked in stage.asked}


@pytest.mark.parametrize(("reply", "verdict"), NOT_SEEN)
def test_an_end_of_a_boost_without_its_id_that_nobody_saw_is_no_end(
    stage: Stage, network: MastodonNetwork, reply: Reply, verdict: type
) -> None:
    stage.on("POST", "/api/v1/statuses/33/unreblog", reply)
    told = network.delete("", "33")
    assert isinstance(told, verdict), told


@pytest.mark.parametrize("reply", [Reply(json=THEIRS), GONE], ids=["unboosted, or never boosted", "with its source"])
def test_a_boost_without_its_id_is_ended_by_its_source_and_nothing_is_deleted(
    stage: Stage, network: MastodonNetwork, reply: Reply
) -> None:
    stage.on("POST", "/api/v1/statuses/33/unreblog", reply)
    assert network.delete("", "33") == Done()
    assert [(asked.method, asked.path) for asked in stage.asked] == [("POST", "/api/v1/statuses/33/unreblog")]


@pytest.mark.parametrize(("reply", "verdict"), NOT_SEEN)
@pytest.mark.parametrize("step", ["first look", "delete", "last look"])
def test_an_end_that_nobody_saw_is_no_end(
    stage: Stage, network: MastodonNetwork, step: str, reply: Reply, verdict: type
) -> None:
    there = Reply(json=WRAPPER)
    deletes: dict[str, list[Any]] = {"first look": [there], "delete": [reply], "last look": [there]}
    looks: dict[str, list[Any]] = {"first look": [reply], "delete": [there, reply], "last look": [there, reply]}
    stage.on("DELETE", ONE, *deletes[step])
    stage.on("POST", "/api/v1/statuses/33/unreblog", reply)
    stage.on("GET", ONE, *looks[step])
    told = network.delete("90", "33")
    assert isinstance(told, verdict), told


@pytest.mark.parametrize(
    "other",
    [
        status(12, "", SINCE - timedelta(hours=1), reblog=THEIRS),
        status(12, "", reblog=THEIRS | {"id": "34"}),
        status(12, "", reblog=THEIRS, account={"id": "8"}),
        status(12, "Ici #FreeAzat"),
        status(33, "", reblog=None),
    ],
    ids=["an hour older", "of another post", "somebody else's", "no boost", "the source"],
)
def test_another_boost_is_never_taken_for_ours(stage: Stage, network: MastodonNetwork, other: dict[str, Any]) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json={"id": "7", "acct": "azat"}))
    shown(stage, status(13, "", reblog=THEIRS, url=None, uri=WRAPPER["uri"]), other)
    sought = Sought(frozenset({"Ici #FreeAzat"}), frozenset(), frozenset(), None, SINCE, repost_of="33")
    assert network.find_own_posts(sought) == Looked((Receipt("13", str(WRAPPER["uri"])),))
    assert "exclude_reblogs" not in stage.asked[-1].query
