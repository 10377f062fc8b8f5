from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from bot.campaign.model import NetworkName
from bot.campaign.outcome import Sent, Unknown
from bot.ports import Network
from tests.contracts.network_repost_contract import NetworkRepostContract, RepostVenue, found, publish, repost, sent
from tests.contracts.sandbox_venue import NOW, Sandbox, SandboxVenue

ANNA = {"network": "x", "person": {"handle": "anna"}}
HIDES = {"network": "x", "person": {"handle": "bella", "protected": True}}


class XSquare(SandboxVenue):
    """The stand-in's X, where a post is retweeted once at most, and the retweet goes by the post's own id."""

    repeats = False
    by_source = True

    def __init__(self, running: Sandbox, again: str) -> None:
        super().__init__(running, NetworkName.X)
        running.ask("DELETE", "settings")
        running.ask("POST", "settings", {"x_retweet_again": again})

    def open_back(self) -> Network:
        return self.open()

    def supporters_post(self, text: str) -> str:
        return self._post(ANNA, text)

    def hidden_post(self) -> str:
        return self._post(HIDES, "Entre nous #FreeAzat")

    def vanish(self, source: str) -> None:
        self._sandbox.ask("POST", "people", [{"network": "x", "do": "delete", "account": "anna", "id": source}])

    def stands(self, source: str) -> bool:
        theirs = self._sandbox.ask("GET", "posts?by=supporters")
        return any(one["id"] == source and one["deleted_at"] is None for one in theirs)

    def reposts(self) -> list[tuple[str, str]]:
        standing = [one for one in self.posts() if one["repost_of"] and one["deleted_at"] is None]
        return [(str(one["repost_of"]), str(one["repost_of"])) for one in standing]

    def lose_the_next_answer(self) -> None:
        when = {"method": "POST", "path": "/2/users/*/retweets"}
        self._sandbox.ask("POST", "faults", [{"network": "x", "when": when, "do": "cut_after", "bytes": 0, "times": 1}])

    def now(self) -> datetime:
        return datetime.fromisoformat(NOW)

    def edit(self, source: str, text: str) -> str:
        """Its author edits it; the newer version's name."""
        action = {"network": "x", "do": "edit", "account": "anna", "id": source, "text": text}
        [made] = self._sandbox.ask("POST", "people", [action])
        return str(made["id"])

    def _post(self, who: Mapping[str, object], text: str) -> str:
        [made] = self._sandbox.ask("POST", "people", [{**who, "do": "post", "text": text}])
        return str(made["id"])


@pytest.fixture(params=["error", "ok"])
def on_x(request: pytest.FixtureRequest, sandbox_process: Sandbox) -> XSquare:
    return XSquare(sandbox_process, request.param)


class TestXInTheSandbox(NetworkRepostContract):
    @pytest.fixture
    def square(self, on_x: XSquare) -> RepostVenue:
        return on_x

    def test_a_retweet_that_is_there_already_is_sent(self, square: RepostVenue, reposter: Network) -> None:
        source = square.supporters_post("Déjà #FreeAzat")
        first = sent(repost(reposter, source))
        assert sent(repost(reposter, source)) == first
        assert len(square.reposts()) == 1

    def test_a_retweet_of_what_was_edited_since_is_found_and_taken_back_by_the_id_it_was_called_for(
        self, on_x: XSquare, reposter: Network
    ) -> None:
        before = publish(reposter, "Avant l’affiche")
        source = on_x.supporters_post("Modifiée #FreeAzat")
        receipt = sent(repost(reposter, source))
        newer = on_x.edit(source, "Modifiée depuis #FreeAzat")
        assert found(reposter, on_x, source, before) == (receipt,)
        reposter.delete(receipt.remote_id, source)
        assert on_x.reposts() == []
        assert on_x.stands(newer)


@pytest.fixture
def twice(sandbox_process: Sandbox) -> XSquare:
    return XSquare(sandbox_process, "twice")


def test_on_an_x_that_retweets_again_both_are_one_to_us_and_are_taken_back_together(twice: XSquare) -> None:
    network = twice.open_back()
    before = publish(network, "Avant")
    source = twice.supporters_post("Deux fois #FreeAzat")
    receipt = sent(repost(network, source))
    assert isinstance(repost(network, source), Sent)
    assert len(twice.reposts()) == 2
    assert found(network, twice, source, before) == (receipt,)
    network.delete(receipt.remote_id, source)
    assert twice.reposts() == []
    network.close()


def test_on_an_x_that_retweets_again_a_lost_answer_is_read_back_and_not_sent_again(twice: XSquare) -> None:
    network = twice.open_back()
    before = publish(network, "Avant")
    source = twice.supporters_post("Perdue #FreeAzat")
    twice.lose_the_next_answer()
    assert isinstance(repost(network, source), Unknown)
    assert [receipt.remote_id for receipt in found(network, twice, source, before)] == [source]
    assert len(twice.reposts()) == 1
    network.close()
