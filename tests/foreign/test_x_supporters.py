"""The X adapter and intake among supporters, on a simulator that was written from X's OpenAPI document alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.tags import Exact
from bot.networks.x import XNetwork
from bot.networks.x_intake import XIntake
from bot.ports import Network, Page, Unfetched, Wanted
from tests.contracts.network_repost_contract import NetworkRepostContract, RepostVenue
from tests.foreign.day import X_KEYS
from tests.foreign.x_simulator_back import AT
from tests.foreign.x_simulator_supporters import XSimulatorSupporters

WANTED = Wanted(("#FreeAzat", "#СвободуАзату", "#Ազատություն"), datetime(2023, 8, 1, tzinfo=UTC), frozenset({"play"}))


class XSquare:
    repeats = False
    by_source = True

    def __init__(self, server: XSimulatorSupporters) -> None:
        self._server = server

    def open_back(self) -> Network:
        return XNetwork(account(self._server), X_KEYS, 10.0)

    def supporters_post(self, text: str) -> str:
        return self._server.supporters_post(text)

    def hidden_post(self) -> str:
        return self._server.supporters_post("Caché #FreeAzat", hidden=True)

    def vanish(self, source: str) -> None:
        self._server.vanish(source)

    def stands(self, source: str) -> bool:
        return source in self._server.theirs

    def reposts(self) -> list[tuple[str, str]]:
        return [(source, source) for source in self._server.retweets()]

    def lose_the_next_answer(self) -> None:
        self._server.lose_next = True

    def now(self) -> datetime:
        return datetime.fromisoformat(AT)


def account(server: XSimulatorSupporters) -> Account:
    return Account("x", NetworkName.X, Place("settings.yaml"), server.address, "@anna")


@pytest.fixture
def server() -> Iterator[XSimulatorSupporters]:
    server = XSimulatorSupporters(X_KEYS)
    yield server
    server.close()
    assert server.violations == []


class TestAnXSimulatorRetweets(NetworkRepostContract):
    @pytest.fixture
    def square(self, server: XSimulatorSupporters) -> RepostVenue:
        return XSquare(server)


def test_every_photo_and_saying_comes_once_over_requests_that_are_signed_and_documented(
    server: XSimulatorSupporters,
) -> None:
    made = [server.supporters_post(f"{number} #FreeAzat @anna") for number in range(7)]
    intake = XIntake(account(server), X_KEYS, 10.0, lambda _address: Unfetched("not here"))
    [name] = intake.cursors(WANTED)
    pages, sayings = [], []
    photos_at = sayings_at = ""
    for _ in range(3):
        photos, said = intake.photos_since(name, photos_at, WANTED), intake.sayings_since(sayings_at, WANTED)
        assert isinstance(photos, Page)
        assert isinstance(said, Page)
        photos_at, sayings_at = photos.cursor, said.cursor
        pages.append([found.remote_id for found in photos.found])
        sayings += [one.text for one in said.sayings]
        assert {found.candidate.tag for found in photos.found} == {Exact("#FreeAzat")}
        assert all(found.candidate.images == 1 and not found.candidate.author for found in photos.found)
    intake.close()
    assert pages == [made[4:], made[1:4], made[:1]]
    assert len(sayings) == 7
    assert set(server.queries) == {"(#FreeAzat OR #СвободуАзату OR #Ազատություն) has:images -is:retweet -from:play"}
