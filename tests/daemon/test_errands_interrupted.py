"""Orders and a process that is killed, a network that hangs, and two who carry out the same order."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Account
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.daemon.edits import refusal
from bot.daemon.errands import Errands
from bot.daemon.live import snapshot_of
from bot.errors import StoreError
from bot.ports import Done, ErrandKind, Network, Outbox
from tests.daemon.cast import NOON, read
from tests.daemon.errand_cast import FAST, ONE, Changing, Killed, Scene, scene

RETRACT, EDIT, REPLACE, DOUBLE = ErrandKind.RETRACT, ErrandKind.EDIT, ErrandKind.REPLACE, ErrandKind.DOUBLE
NEW = "Une.\n#Small"
OTHER = "one/once/france/other"
BOTH = FAST.replace("[masto]", "[masto, other]").replace(
    "quiet-hours", '  other: {kind: mastodon, server: "http://127.0.0.1:9", spacing: 0 s}\nquiet-hours'
)


class Dying:
    """The real store, that of a process which is killed (or finds the disk full) at one verb."""

    def __init__(self, outbox: Outbox, verb: str, death: BaseException, *, after: bool = False) -> None:
        self._outbox, self._verb, self._death, self._after = outbox, verb, death, after

    def __getattr__(self, name: str) -> object:
        real = getattr(self._outbox, name)
        if name != self._verb:
            return real

        def die(*arguments: object) -> None:
            if self._after:
                real(*arguments)
            self._verb = ""
            raise self._death

        return die


def edited(on: Scene) -> None:
    """The organiser changed the words."""
    on.cast.write(ONE.replace("Un.", "Une."), FAST)
    on.cast.load()


@pytest.mark.parametrize("kind", [RETRACT, EDIT, REPLACE, DOUBLE])
@pytest.mark.parametrize("after", [False, True], ids=["before the verb", "after the verb"])
def test_a_kill_between_the_networks_answer_and_the_store_is_harmless(
    tmp_path: Path, *, kind: ErrandKind, after: bool
) -> None:
    on = scene(tmp_path)
    copy = on.network.execute(text="Un.\n#Small").remote_id if kind is DOUBLE else ""
    edited(on)
    assert on.order(kind, text=NEW if kind in {EDIT, REPLACE} else "", remote_id=copy)
    real = on.cast.outbox
    object.__setattr__(on.cast.means, "outbox", Dying(real, "carried_out", Killed(), after=after))
    with pytest.raises(Killed):
        on.errands.run_once(NOON)
    object.__setattr__(on.cast.means, "outbox", real)
    later = NOON + timedelta(minutes=1)
    on.cast.clock.set(later)
    again = on.reborn()
    again.errands.run_once(later)
    on.cast.sender.run_once(later)
    expected = {RETRACT: [], EDIT: [NEW], REPLACE: [NEW], DOUBLE: ["Un.\n#Small"]}[kind]
    assert on.network.there() == expected
    assert on.row().state is (State.RETRACTED if kind is RETRACT else State.SENT)
    assert [order.outcome for order in real.errands_of(on.row().key)] == ["done"]
    assert on.cast.alarms() == []


def test_a_replacement_whose_deletion_had_begun_is_said_anew_even_if_nobody_would_begin_it_now(tmp_path: Path) -> None:
    on = scene(tmp_path)
    edited(on)
    on.order(REPLACE, text=NEW)
    on.network.changing = [_killed_after(on)]
    with pytest.raises(Killed):
        on.errands.run_once(NOON)
    assert on.network.there() == []
    on.cast.outbox.pause("masto", "Maria", "news", NOON)
    on.reborn().errands.run_once(NOON)
    assert on.row().state is State.PLANNED
    on.cast.outbox.resume("masto")
    on.cast.sender.run_once(NOON)
    assert on.network.there() == [NEW]


def _killed_after(on: Scene) -> Callable[[], Done]:
    def execute() -> Done:
        on.network.world.clear()
        raise Killed

    return execute


def test_a_full_disk_after_a_deletion_costs_one_more_deletion(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.order(RETRACT)
    real = on.cast.outbox
    object.__setattr__(on.cast.means, "outbox", Dying(real, "carried_out", StoreError("disk full")))
    again = on.errands.run_once(NOON)
    assert again == NOON + timedelta(seconds=30)
    on.cast.clock.set(again)
    assert on.errands.run_once(again) is None
    assert on.row().state is State.RETRACTED
    assert on.network.asked == [("delete", "1")] * 2


def test_two_daemons_that_replace_the_same_post_say_it_anew_once(tmp_path: Path) -> None:
    on = scene(tmp_path)
    edited(on)
    on.order(REPLACE, text=NEW)
    second = Errands(on.cast.means)

    def meanwhile() -> None:
        on.errands.run_once(NOON)
        on.cast.sender.run_once(NOON)

    on.network.changing = [meanwhile]
    second.run_once(NOON)
    on.cast.sender.run_once(NOON)
    assert on.network.there() == [NEW]
    assert len(on.network.published) == 2


def test_an_edit_that_was_carried_out_is_no_reason_to_refuse_the_files(tmp_path: Path) -> None:
    on = scene(tmp_path)
    edited(on)
    on.order(EDIT, text=NEW)
    on.errands.run_once(NOON)
    fresh = snapshot_of(read(on.cast.folder, NOON))
    assert refusal(fresh, on.cast.outbox.deliveries(), NOON) is None
    change = on.cast.load()
    assert not change.broken
    assert on.row().text == NEW


def test_an_account_that_hangs_keeps_no_other_from_deleting(tmp_path: Path) -> None:
    on = scene(tmp_path, settings=BOTH, others=("other",))
    let_go, hangs = threading.Event(), threading.Event()

    class Hanging(Changing):
        def delete(self, remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected | AccountBroken:
            hangs.set()
            assert let_go.wait(60)
            return super().delete(remote_id, repost_of)

    hung = Hanging(on.cast.clock, world=on.network.world)
    woken = threading.Event()

    def opened(account: Account) -> Network:
        return hung if account.name == "masto" else on.network

    object.__setattr__(on.cast.means, "networks", opened)
    object.__setattr__(on.cast.means, "wake", lambda _: woken.set())
    duty = Errands(on.cast.means, side_by_side=True)
    on.order(RETRACT)
    duty.run_once(NOON)
    assert hangs.wait(30)
    on.order(RETRACT, OTHER)
    duty.run_once(NOON)
    assert woken.wait(30), "the other account's end wakes the duty"
    assert (on.row(OTHER).state, on.row().state) == (State.RETRACTED, State.RETRACTING)
    let_go.set()
    duty.close()
    assert on.row().state is State.RETRACTED


def test_a_duty_told_to_stop_begins_no_other_order(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.order(RETRACT)
    on.errands.stop()
    assert on.errands.run_once(NOON) is None
    assert on.network.asked == []
    assert on.row().state is State.RETRACTING


def test_a_command_carries_out_its_own_orders_and_no_others(tmp_path: Path) -> None:
    on = scene(tmp_path, settings=BOTH, others=("other",))
    on.order(RETRACT)
    on.order(RETRACT, OTHER)
    assert Errands(on.cast.means, only={OTHER}).run_once(NOON) is None
    assert (on.row().state, on.row(OTHER).state) == (State.RETRACTING, State.RETRACTED)
