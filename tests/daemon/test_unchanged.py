"""Rows that agree with the files are left alone at a start; whatever may differ is planned again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bot.campaign.delivery import State
from bot.daemon.edits import refused
from bot.daemon.live import Snapshot, snapshot_of
from bot.daemon.planner import PLANNED, is_planned
from tests.daemon.cast import NOON, Cast, at, cast, read
from tests.daemon.test_planner import ONE, TWO, schedule, states


def marked(played: Cast, mark: str) -> Snapshot:
    """The version in force, as one that was found sound."""
    snapshot = replace(played.live.snapshot, mark=mark)
    played.live.replace(snapshot)
    return snapshot


def spoilt(played: Cast) -> None:
    """A row as no plan has it: whoever plans again mends it."""
    rows = played.outbox.deliveries()
    wrong = [row for row in rows if row.entry == "one"]
    assert wrong
    played.outbox.sync_plan([], at(6))


def test_the_same_version_is_planned_once(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=at(5))
    snapshot = marked(played, "this version")
    assert not is_planned(snapshot, played.outbox)
    played.planner.run_once(at(5))
    assert is_planned(snapshot, played.outbox)
    spoilt(played)
    played.planner.run_once(at(6))
    assert played.rows() == [], "nobody looked"


def test_another_version_and_one_that_was_not_found_sound_are_planned_each_time(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=at(5))
    marked(played, "this version")
    played.planner.run_once(at(5))
    for mark in ("another version", ""):
        spoilt(played)
        marked(played, mark)
        played.planner.run_once(at(6))
        assert set(states(played)) == {"one", "two"}
    assert played.outbox.noted(PLANNED) == "", "and the first is not taken for planned any more"


def test_a_row_in_hand_that_the_plan_has_otherwise_is_looked_at_again_at_the_next_start(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=NOON)
    claimed = played.outbox.claim("masto", NOON, "test:1", 300.0)
    assert claimed is not None
    played.write(schedule(("one", "08", "14:00"), TWO))
    played.load()
    moved = marked(played, "moved")
    played.planner.run_once(NOON)
    assert not is_planned(moved, played.outbox)
    played.outbox.settle(claimed, State.PLANNED, "", NOON)
    played.planner.run_once(NOON)
    assert is_planned(moved, played.outbox)
    assert {row.due.hour for row in played.rows() if row.entry == "one"} == {12}


def test_a_renamed_entry_is_refused_though_only_what_went_out_is_read_at_first(tmp_path: Path) -> None:
    played = cast(tmp_path, schedule(ONE, TWO), start=NOON)
    played.run(NOON)
    assert refused(played.live.snapshot, played.outbox, NOON) is None
    played.write(schedule(ONE, TWO).replace("one:", "uno:"))
    problem = refused(snapshot_of(read(played.folder, NOON)), played.outbox, NOON)
    assert problem is not None
    assert problem.code == "entry-renamed-after-sent"
