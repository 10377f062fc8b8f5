"""Taking back a post of which a person said that it is out, and not where: it is looked for first."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent
from bot.ports import ErrandKind, Looked
from tests.daemon.cast import NOON
from tests.daemon.errand_cast import FAST, TWO, Scene, scene

KEY = "two/once/france/masto"


def unseen(folder: Path) -> Scene:
    """The second post is out, its answer was lost, and a person has seen it."""
    on = scene(folder)
    on.cast.write(TWO, FAST)
    on.cast.load()
    on.network.script = [on.network.executed()]
    on.cast.sender.run_once(NOON)
    on.cast.outbox.resolve(KEY, State.SENT, "Jean", NOON)
    return on


def test_a_post_a_person_saw_without_saying_where_is_found_and_deleted(tmp_path: Path) -> None:
    on = unseen(tmp_path)
    on.order(ErrandKind.RETRACT, KEY)
    on.errands.run_once(NOON)
    assert (on.row(KEY).state, on.network.there()) == (State.RETRACTED, ["Un.\n#Small"])


def test_only_two_reads_that_do_not_find_it_say_that_it_is_gone(tmp_path: Path) -> None:
    on = unseen(tmp_path)
    on.order(ErrandKind.RETRACT, KEY)
    down, stale = NotSent("unreachable"), Looked()
    on.network.reading = [down, stale, down, stale]
    moment: datetime | None = NOON
    for _ in on.network.reading[:]:
        assert moment is not None, "a failure, or one old answer, was taken for its being gone"
        on.cast.clock.set(moment)
        moment = on.errands.run_once(moment)
    assert (on.row(KEY).state, len(on.network.there())) == (State.RETRACTING, 2)
    assert moment is not None
    on.cast.clock.set(moment)
    assert on.errands.run_once(moment) is None
    assert (on.row(KEY).state, on.network.there()) == (State.RETRACTED, ["Un.\n#Small"])


def test_what_two_reads_in_a_row_do_not_find_is_gone(tmp_path: Path) -> None:
    on = unseen(tmp_path)
    on.network.world.pop()
    on.order(ErrandKind.RETRACT, KEY)
    again = on.errands.run_once(NOON)
    assert (again, on.row(KEY).state) == (NOON + timedelta(seconds=45), State.RETRACTING)
    on.cast.clock.set(NOON + timedelta(seconds=45))
    on.errands.run_once(on.cast.clock.now())
    assert on.row(KEY).state is State.RETRACTED
