"""Taking back a post of which a person said that it is out, and not where: it is looked for first."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Receipt
from bot.ports import Blind, ErrandKind, Looked, Sought
from tests.daemon.cast import NOON
from tests.daemon.errand_cast import FAST, TWO, Scene, scene

KEY = "two/once/france/masto"
SAME = TWO.replace("Deux", "Un") + "  zoe:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWIN = "zoe/once/france/masto"


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


def beside_a_twin(folder: Path) -> Scene:
    """So is the third, which says the same, and nobody has seen it yet."""
    on = scene(folder)
    on.cast.write(SAME, FAST)
    on.cast.load()
    on.network.script = [on.network.executed(), on.network.executed()]
    on.cast.sender.run_once(NOON)
    on.cast.outbox.resolve(KEY, State.SENT, "Jean", NOON)
    return on


def test_nothing_is_deleted_while_it_may_be_the_post_of_another_that_says_the_same(tmp_path: Path) -> None:
    on = beside_a_twin(tmp_path)
    on.order(ErrandKind.RETRACT, KEY)
    on.order(ErrandKind.RETRACT, "one/once/france/masto")
    again = on.errands.run_once(NOON)
    assert [post.id for post in on.network.world] == ["2", "3"], "only the one whose address is known is gone"
    assert (again, on.row(KEY).state) == (NOON + timedelta(seconds=45), State.RETRACTING)
    on.cast.outbox.sent(on.row(TWIN), Receipt("3"), NOON)
    on.cast.clock.set(NOON + timedelta(seconds=45))
    on.errands.run_once(on.cast.clock.now())
    assert (on.row(KEY).state, [post.id for post in on.network.world]) == (State.RETRACTED, ["3"])


def test_of_two_posts_that_people_saw_and_did_not_say_where_neither_is_deleted_for_the_other(tmp_path: Path) -> None:
    on = beside_a_twin(tmp_path)
    on.cast.outbox.resolve(TWIN, State.SENT, "Jean", NOON)
    on.order(ErrandKind.RETRACT, KEY)
    on.errands.run_once(NOON)
    assert (on.row(KEY).state, len(on.network.there())) == (State.SENT, 3)
    assert on.cast.alarms() == ["not-taken-back"]
    # Ordered of both, there is nothing to tell apart.
    on.order(ErrandKind.RETRACT, KEY)
    on.order(ErrandKind.RETRACT, TWIN)
    on.errands.run_once(NOON)
    assert [post.id for post in on.network.world] == ["1"]


def test_an_absence_counts_only_if_nothing_was_found_since(tmp_path: Path) -> None:
    on = beside_a_twin(tmp_path)
    on.order(ErrandKind.RETRACT, KEY)
    # A server that answers from the past, then what is there, then from the past again.
    on.network.reading = [Looked()]
    on.errands.run_once(NOON)
    for minutes, reading in ((1, []), (2, [Looked()])):
        on.network.reading = list(reading)
        on.cast.clock.set(NOON + timedelta(minutes=minutes))
        on.errands.run_once(on.cast.clock.now())
    assert on.row(KEY).state is State.RETRACTING
    on.cast.clock.set(NOON + timedelta(minutes=3))
    on.cast.outbox.sent(on.row(TWIN), Receipt("3"), NOON)
    on.errands.run_once(on.cast.clock.now())
    assert (on.row(KEY).state, [post.id for post in on.network.world]) == (State.RETRACTED, ["1", "3"])


def test_a_post_is_spared_that_was_called_for_between_two_calls_of_the_one_that_is_taken_back(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(SAME, FAST)
    on.cast.load()
    later = NOON + timedelta(minutes=30)
    on.network.script = [NotSent("unreachable"), on.network.executed()]
    on.cast.sender.run_once(NOON)
    assert (on.row(KEY).state, on.row(TWIN).state) == (State.PLANNED, State.UNKNOWN)
    on.cast.outbox.resolve(TWIN, State.SENT, "Jean", NOON)
    on.cast.clock.set(later)
    on.network.script = [on.network.executed()]
    on.cast.sender.run_once(later)
    on.cast.outbox.resolve(KEY, State.SENT, "Jean", later)
    on.order(ErrandKind.RETRACT, KEY)
    on.errands.run_once(later)
    assert (on.row(KEY).state, len(on.network.there())) == (State.SENT, 3), "nobody knows which one is which"


def test_a_post_that_proves_to_be_anothers_while_it_is_looked_for_is_not_deleted(tmp_path: Path) -> None:
    on = beside_a_twin(tmp_path)
    on.order(ErrandKind.RETRACT, KEY)
    find = on.network.find_own_posts

    def meanwhile(sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
        seen = find(sought)
        on.cast.outbox.sent(on.row(TWIN), Receipt("3"), NOON)
        return seen

    on.network.find_own_posts = meanwhile  # type: ignore[method-assign]  # a network that is played
    on.errands.run_once(NOON)
    assert (on.row(KEY).state, [post.id for post in on.network.world]) == (State.RETRACTED, ["1", "3"])


def test_a_post_that_went_out_with_other_words_since_the_copy_was_made_is_found_by_those(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(TWO, FAST)
    on.cast.load()
    on.network.execute(text="Trois.\n#Small")
    on.cast.outbox.distrust(NOON, "restored from a copy")
    on.cast.outbox.resolve(KEY, State.SENT, "Jean", NOON)
    on.cast.write(TWO.replace("Deux", "Trois"), FAST)
    on.cast.load()
    on.order(ErrandKind.RETRACT, KEY)
    on.errands.run_once(NOON)
    assert (on.row(KEY).state, on.network.there()) == (State.RETRACTED, ["Un.\n#Small"])
