"""A power cut takes every write that was not synced, or some of them, or halves: what was committed stays."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.campaign.outcome import Receipt
from bot.outbox.sqlite import Way
from tests.contracts.outbox_world import LEASE_S, NOON, intent, planned
from tests.outbox.shim import Shim, Step, on_disk_after, write_down
from tests.outbox.world import ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, opened

POSTS = 4
CUTS = 250
SECTOR = 512


def _life(folder: Path, way: Way) -> list[Step]:
    """Some posts from plan to receipt, and what of it was told as done when."""
    with Shim() as shim:
        with opened(folder, way) as outbox:
            outbox.sync_plan([planned(f"entry-{number}", text="x" * 700) for number in range(POSTS)], NOON)
            while claimed := outbox.claim("mastodon", NOON, "run", LEASE_S):
                assert outbox.begin(claimed, intent("x" * 700), NOON)
                shim.say(f"begun {claimed.key}")
                assert outbox.sent(claimed, Receipt(claimed.entry), NOON)
                shim.say(f"sent {claimed.key}")
            outbox.note("last", "one")
        return shim.steps


def _cuts(steps: list[Step], seed: int) -> Iterator[list[Step]]:
    """Up to anywhere after the first promise."""
    chance = random.Random(seed)  # noqa: S311 -- to be repeated by its seed
    first = next(number for number, step in enumerate(steps) if step.kind == "said")
    for _ in range(CUTS):
        yield steps[: chance.randrange(first + 1, len(steps) + 1)]


def _promises_broken(folder: Path, steps: list[Step], seed: int) -> list[str]:
    """One power cut after ``steps``; what was told as done and is not there, or what is not whole."""
    chance = random.Random(seed)  # noqa: S311 -- the same
    share = chance.choice([0.0, 0.3, 0.7, 1.0])

    def keep(step: Step) -> bytes | None:
        if chance.random() >= share:
            return None
        return step.data if chance.random() < 0.8 else step.data[: SECTOR * (len(step.data) // SECTOR // 2)]

    write_down(folder, on_disk_after(steps, keep))
    database = folder / "campaign.db"
    if not database.exists():
        return ["no database"]
    try:
        with closing(sqlite3.connect(database)) as raw:
            # What is judged is the file as it was left, not how this look at it is kept.
            raw.execute("PRAGMA synchronous=OFF")
            (whole,) = raw.execute("PRAGMA integrity_check").fetchone()
            found = dict(raw.execute("SELECT key, state FROM deliveries"))
            intents = {key for (key,) in raw.execute("SELECT key FROM attempts")}
            receipts = dict(raw.execute("SELECT key, remote_id FROM deliveries"))
    except sqlite3.Error as error:
        return [str(error)]
    broken = [] if whole == "ok" else [str(whole)]
    for step in steps:
        if step.kind == "said":
            word, key = step.path.split()
            if key not in intents or found.get(key) not in {"sending", "sent"}:
                broken.append(f"{step.path}, but it is {found.get(key)}")
            if word == "sent" and (found.get(key), receipts.get(key)) != ("sent", key.partition("/")[0]):
                broken.append(f"{step.path}, but it is {found.get(key)}")
    return broken


def _all_broken(folder: Path, steps: list[Step]) -> list[tuple[int, list[str]]]:
    cuts = enumerate(_cuts(steps, 1))
    return [(number, broken) for number, cut in cuts if (broken := _promises_broken(folder / str(number), cut, number))]


@pytest.mark.parametrize("way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG], ids=["rollback journal", "write-ahead log"])
def test_no_committed_intent_and_no_receipt_is_lost_to_a_power_cut(tmp_path: Path, way: Way) -> None:
    steps = _life(tmp_path / "life", way)
    assert sum(step.kind == "sync" for step in steps) > 2 * POSTS
    assert _all_broken(tmp_path / "cuts", steps) == []


def test_a_store_that_would_not_sync_is_found_out_by_the_same_cuts(tmp_path: Path) -> None:
    steps = [step for step in _life(tmp_path / "life", ROLLBACK_JOURNAL) if step.kind != "sync"]
    assert len(_all_broken(tmp_path / "cuts", steps)) > CUTS // 2


def test_a_store_that_syncs_its_file_but_not_its_journal_is_found_out_too(tmp_path: Path) -> None:
    steps = [
        step
        for step in _life(tmp_path / "life", ROLLBACK_JOURNAL)
        if step.kind != "sync" or not step.path.endswith("-journal")
    ]
    assert _all_broken(tmp_path / "cuts", steps) != []
