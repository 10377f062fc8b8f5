"""What is stopped, or ordered anew, before an edit or a replacement is made, or while it is on its way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.ports import EVERYTHING, ErrandKind, Network
from tests.daemon.cast import NOON
from tests.daemon.errand_cast import FAST, ONE, Scene, scene

RETRACT, EDIT, REPLACE = ErrandKind.RETRACT, ErrandKind.EDIT, ErrandKind.REPLACE
STOPS = ("a pause", "a file STOP", "a distrusted clock")


def stop(on: Scene, how: str) -> None:
    """What keeps new words back."""
    if how == "a pause":
        on.cast.outbox.pause(EVERYTHING, "Maria", "news", NOON)
    else:
        means, name = on.cast.means, "stopped" if how == "a file STOP" else "clock_trusted"
        object.__setattr__(means, name, lambda: name == "stopped")


def go_on(on: Scene) -> None:
    """Its end, whatever it was."""
    on.cast.outbox.resume(EVERYTHING)
    object.__setattr__(on.cast.means, "stopped", lambda: False)
    object.__setattr__(on.cast.means, "clock_trusted", lambda: True)


@pytest.mark.parametrize("how", STOPS)
@pytest.mark.parametrize("kind", [EDIT, REPLACE])
def test_new_words_wait_for_the_end_of_a_stop(tmp_path: Path, kind: ErrandKind, how: str) -> None:
    on = scene(tmp_path)
    on.cast.write(ONE.replace("Un.", "Une."), FAST)
    on.cast.load()
    stop(on, how)
    on.order(kind, text="Une.\n#Small")
    again = on.errands.run_once(NOON)
    assert (on.network.asked, on.network.opened) == ([], [])
    go_on(on)
    assert again is not None
    on.cast.clock.set(again)
    on.errands.run_once(again)
    on.cast.sender.run_once(again)
    assert on.network.there() == ["Une.\n#Small"]
    assert on.row().state is State.SENT


@pytest.mark.parametrize("how", STOPS)
def test_what_is_stopped_while_an_edit_is_on_its_way_changes_nothing_and_goes_on_afterwards(
    tmp_path: Path, how: str
) -> None:
    on = scene(tmp_path)
    on.network.on_connect = lambda: stop(on, how)
    on.order(EDIT, text="Une.\n#Small")
    again = on.errands.run_once(NOON)
    assert (on.network.asked, on.network.there()) == ([("edit", "1")], ["Un.\n#Small"])
    assert (on.row().text, on.cast.outbox.errands()[0].tries, on.cast.alarms()) == ("Un.\n#Small", 0, [])
    on.network.on_connect = lambda: None
    go_on(on)
    assert again is not None
    on.cast.clock.set(again)
    assert on.errands.run_once(again) is None
    assert on.network.there() == [on.row().text] == ["Une.\n#Small"]


@pytest.mark.parametrize("kind", [EDIT, RETRACT])
def test_an_order_that_another_takes_the_place_of_on_its_way_changes_nothing(tmp_path: Path, kind: ErrandKind) -> None:
    on = scene(tmp_path)
    there: list[list[str]] = []
    on.network.changing = [lambda: there.append(on.network.there())] * 2
    on.network.on_connect = lambda: None if there[1:] else _ordered(on, kind)
    on.order(EDIT, text="Une.\n#Small")
    on.errands.run_once(NOON)
    on.errands.run_once(NOON)
    assert there == [["Un.\n#Small"]] * 2
    assert on.network.there() == (["Uns.\n#Small"] if kind is EDIT else [])
    assert on.cast.alarms() == []


def test_a_fault_in_the_last_look_at_an_edit_changes_nothing_and_is_tried_again(tmp_path: Path) -> None:
    on = scene(tmp_path)

    def broken() -> bool:
        raise KeyError("a bug")

    on.network.on_connect = lambda: object.__setattr__(on.cast.means, "stopped", broken)
    on.order(EDIT, text="Une.\n#Small")
    assert on.errands.run_once(NOON) == NOON + timedelta(seconds=30)
    assert on.network.there() == ["Un.\n#Small"]


def test_a_replacement_that_is_paused_while_its_account_is_opened_deletes_nothing(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(ONE.replace("Un.", "Une."), FAST)
    on.cast.load()

    def opened(account: Account) -> Network:
        on.cast.outbox.pause(EVERYTHING, "Maria", "news", NOON)
        return on.network

    object.__setattr__(on.cast.means, "networks", opened)
    on.order(REPLACE, text="Une.\n#Small")
    on.errands.run_once(NOON)
    assert (on.network.asked, on.row().state) == ([], State.RETRACTING)


def _ordered(on: Scene, kind: ErrandKind) -> None:
    on.order(kind, text="Uns.\n#Small" if kind is EDIT else "")
