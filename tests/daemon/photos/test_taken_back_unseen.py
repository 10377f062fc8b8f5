"""A photo that is withdrawn while nobody knows whether its repost is out: it is undone without waiting to be found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName
from bot.campaign.outcome import NotSent, Outcome, Rejected
from bot.campaign.readback import SOON
from bot.daemon.reconciler import Reconciler
from bot.ports import PHOTOS, Delivery, Done, ErrandKind, Planned
from tests.daemon.photos.photo_cast import PhotoCast, photo_cast
from tests.daemon.played import LOST


def called_for(folder: Path, answer: Callable[[PhotoCast], Outcome]) -> PhotoCast:
    """A photo's repost is called for, and answered so."""
    scene = photo_cast(folder)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.network.script = [lambda: answer(scene)]
    scene.work(1)
    return scene


def executed(scene: PhotoCast) -> Outcome:
    """It is made; its answer is lost."""
    scene.network.execute()
    return LOST


def undo(scene: PhotoCast) -> datetime | None:
    """What the loop does when a photo is withdrawn."""
    now = scene.cast.clock.now()
    scene.undoer.run_once(now)
    return scene.errands.run_once(now)


def only(scene: PhotoCast) -> Delivery:
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    return row


def test_a_repost_whose_answer_was_lost_is_undone_at_once_without_being_looked_for(tmp_path: Path) -> None:
    scene = called_for(tmp_path, executed)
    assert scene.there() == ["a"]
    scene.withdraw("a")
    undo(scene)
    assert scene.there() == []
    assert scene.network.looks == []
    assert only(scene).state is Row.UNKNOWN, "its call may go on: that it is not there is still to be proved"
    reconciler = Reconciler(scene.cast.means)
    for _ in range(5):
        reconciler.run_once(scene.turn(1))
    assert only(scene).state is Row.CANCELLED
    assert scene.cast.outbox.errands_of(only(scene).key)[-1].outcome == "never sent"


def test_it_is_undone_while_its_call_still_waits_for_an_answer(tmp_path: Path) -> None:
    there: list[list[str]] = []

    def withdrawn(scene: PhotoCast) -> Outcome:
        scene.network.execute()
        scene.withdraw("a")
        undo(scene)
        there.append(scene.there())
        return LOST

    scene = called_for(tmp_path, withdrawn)
    assert there == [[]]
    assert only(scene).state is Row.UNKNOWN


def test_an_answer_that_comes_after_it_was_undone_ends_it_as_taken_back(tmp_path: Path) -> None:
    def withdrawn(scene: PhotoCast) -> Outcome:
        scene.withdraw("a")
        undo(scene)
        return scene.network.executed()()

    scene = called_for(tmp_path, withdrawn)
    Reconciler(scene.cast.means).run_once(scene.turn(1))
    scene.work(1)
    assert scene.there() == []
    assert only(scene).state is Row.RETRACTED


def test_a_call_that_is_executed_late_is_undone_within_a_minute_of_that(tmp_path: Path) -> None:
    scene = called_for(tmp_path, lambda _: LOST)
    called = scene.cast.clock.now()
    scene.network.execute(timedelta(seconds=110))
    scene.withdraw("a")
    again = undo(scene)
    waits: list[timedelta] = []
    while scene.cast.clock.now() < called + timedelta(seconds=170):
        assert again is not None
        waits.append(again - scene.cast.clock.now())
        scene.cast.clock.set(again)
        again = undo(scene)
    assert scene.there() == []
    assert waits[:4] == [SOON] * 4
    assert max(waits) < timedelta(minutes=1)


def test_what_took_hours_already_is_asked_for_seldom(tmp_path: Path) -> None:
    scene = called_for(tmp_path, executed)
    scene.withdraw("a")
    undo(scene)
    now = scene.turn(240)
    assert undo(scene) == now + timedelta(hours=1)


def test_a_network_that_does_not_answer_is_asked_again_and_one_that_refuses_leaves_it_to_be_found(
    tmp_path: Path,
) -> None:
    scene = called_for(tmp_path, executed)
    asked: list[str] = []

    def silent(remote_id: str, repost_of: str = "") -> Done | NotSent | Rejected:
        asked.append(f"{remote_id}/{repost_of}")
        return NotSent("read timeout") if len(asked) == 1 else Rejected("403")

    scene.network.delete = silent  # type: ignore[method-assign]  # a network that is played
    scene.withdraw("a")
    again = undo(scene)
    assert again is not None
    scene.cast.clock.set(again)
    undo(scene)
    (order,) = scene.cast.outbox.errands_of(only(scene).key)
    assert (asked, order.outcome) == (["/a", "/a"], "")
    del scene.network.delete
    Reconciler(scene.cast.means).run_once(scene.turn(1))
    scene.work(1)
    assert (scene.there(), only(scene).state) == ([], Row.RETRACTED)


@pytest.mark.parametrize("state", [Row.UNKNOWN, Row.PLANNED])
def test_it_is_not_undone_unseen_where_that_may_be_another_ones_repost(tmp_path: Path, state: Row) -> None:
    scene = called_for(tmp_path, executed)
    outbox, now = scene.cast.outbox, scene.cast.clock.now()
    key = f"{PHOTOS}/other/native/masto"
    outbox.add_delivery(
        Planned(key, PHOTOS, "other", "native", "masto", NetworkName.MASTODON, "fr", now, "", state, repost_of="a")
    )
    (mine,) = [row for row in outbox.deliveries(entry=PHOTOS) if row.key != key]
    assert outbox.order(mine.key, ErrandKind.RETRACT, "Maria", now)
    scene.errands.run_once(now)
    assert (scene.there() == ["a"]) is (state is Row.UNKNOWN)
