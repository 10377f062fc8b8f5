from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Account, Limits, NetworkName, Place
from bot.campaign.outcome import AccountBroken, NotSent
from bot.daemon.door import Door, misnamed
from bot.daemon.sender import BOT
from bot.ports import Identity
from tests.daemon.cast import NOON, Cast, cast

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"


def door(played: Cast, learned: list[tuple[str, Limits]] | None = None) -> Door:
    return Door(played.sender, played.means, lambda name, limits: (learned or []).append((name, limits)))


def test_an_account_is_asked_who_it_is_before_its_first_post(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [AccountBroken("401")]
    door(played).run_once(NOON)
    assert played.network.published == []
    assert played.alarms() == ["account-broken"]


def test_an_account_that_cannot_be_asked_yet_is_asked_again_and_its_post_goes_out_late(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [NotSent("connection refused")]
    opening = door(played)
    again = opening.run_once(NOON)
    assert again == NOON + timedelta(seconds=30)
    played.clock.set(again)
    opening.run_once(again)
    assert len(played.network.published) == 1


def test_credentials_of_another_account_than_at_first_contact_are_refused(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.outbox.pin("masto", Identity("77", "@ours"), NOON)
    door(played).run_once(NOON)
    assert played.network.published == []
    (pause,) = played.outbox.pauses()
    assert pause.reason == "other account: @small ≠ @ours"


def test_a_mended_account_goes_on_by_itself_after_a_restart_but_a_persons_pause_stays(tmp_path: Path) -> None:
    for by, sent in ((BOT, 1), ("Maria", 0)):
        played = cast(tmp_path / by, ONE)
        played.outbox.pause("masto", by, "401", NOON)
        door(played).run_once(NOON)
        assert len(played.network.published) == sent
        assert played.only().state is (State.SENT if sent else State.PLANNED)


@pytest.mark.parametrize(
    ("address", "name", "wrong"),
    [
        ("", "@example", ""),
        ("", "@Example", ""),
        ("", "@stranger", "@example"),
        ("https://proxy.example/x", "@stranger", "@example"),
        ("http://127.0.0.1:9", "@playground", ""),
    ],
)
def test_a_token_of_another_x_account_than_the_settings_name_is_refused(address: str, name: str, wrong: str) -> None:
    account = Account("x", NetworkName.X, Place("settings.yaml"), address, "@example", "x")
    assert misnamed(account, Identity("1", name)) == wrong
