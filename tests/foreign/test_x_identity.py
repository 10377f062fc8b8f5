"""Whom an X account speaks for, when the server cannot be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.campaign.outcome import AccountBroken, NotSent
from bot.networks.x import XNetwork
from bot.ports import Identity
from tests.foreign.day import X_KEYS
from tests.foreign.x_simulator import UsersMe, XSimulator

Ask = Callable[..., object]


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """Ask a simulator who we are, at its own address or as if it were elsewhere: a proxy leads there."""
    opened: list[XSimulator] = []

    def identity(users_me: UsersMe, *, elsewhere: bool = False, token: str = X_KEYS["access_token"]) -> object:
        keys = {**X_KEYS, "access_token": token}
        simulator = XSimulator(keys, users_me)
        opened.append(simulator)
        monkeypatch.setenv("http_proxy", simulator.address)
        address = "http://x.example" if elsewhere else simulator.address
        network = XNetwork(Account("x", NetworkName.X, Place("settings.yaml"), address, "@free_anna"), keys, 10.0)
        said = network.identity()
        network.close()
        assert simulator.violations == []
        assert simulator.asked == ["GET /2/users/me"]
        return said

    yield identity
    for simulator in opened:
        simulator.close()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_server_that_says_who_we_are_is_believed(ask: Ask, *, elsewhere: bool) -> None:
    said = ask(UsersMe.FULL, elsewhere=elsewhere)
    assert said == Identity("1735", "@playground_user", "https://x.com/playground_user")


@pytest.mark.parametrize("elsewhere", [False, True])
def test_one_that_says_only_a_number_never_passes_for_the_name_in_the_settings(ask: Ask, *, elsewhere: bool) -> None:
    assert ask(UsersMe.MINIMAL, elsewhere=elsewhere) == Identity("1735", "1735", "https://x.com/i/user/1735")


@pytest.mark.parametrize("users_me", [UsersMe.MISSING, UsersMe.UNIMPLEMENTED])
def test_a_stand_in_without_that_address_is_the_account_the_token_was_made_out_to(ask: Ask, users_me: UsersMe) -> None:
    assert ask(users_me) == Identity("1735", "@free_anna")
    assert ask(users_me, token="another-token") == Identity("free_anna", "@free_anna")


@pytest.mark.parametrize(("users_me", "verdict"), [(UsersMe.MISSING, AccountBroken), (UsersMe.UNIMPLEMENTED, NotSent)])
def test_anywhere_else_nothing_is_posted_as_somebody_unknown(ask: Ask, users_me: UsersMe, verdict: type) -> None:
    assert isinstance(ask(users_me, elsewhere=True), verdict)
