"""What became of a campaign: counted from what its stand-in received, then compared with what its outbox says."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from tests.crash.ground import Ground
from tests.crash.photographed import Reposts, count

ROWS = """
SELECT key, account, text, state, remote_id, (SELECT count(*) FROM errands WHERE errands.key = deliveries.key),
  (SELECT count(*) FROM alarms WHERE code IN ('delivery-missed', 'deliveries-missed', 'delivery-rejected'))
FROM deliveries WHERE entry != 'photos' ORDER BY key
"""
FORGIVEN = frozenset({"ask", "missed", "rejected", "held"})
"""States in which a post that is not there is shown to people."""


@dataclass(slots=True)
class Verdict:
    """The figures of one campaign, or of many."""

    planned: int = 0
    once: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    lies: list[str] = field(default_factory=list)
    """The outbox, or its file, says what is not so."""
    states: Counter[str] = field(default_factory=Counter)
    reposts: Reposts = field(default_factory=Reposts)
    """Of supporters' photos."""

    @property
    def good(self) -> bool:
        """Whether the promise was kept."""
        photos = self.reposts
        return not (self.lost or self.twice or self.lies or photos.lost or photos.twice or photos.left)


def judge(ground: Ground, posts: Sequence[Mapping[str, Any]], rows: Iterable[tuple[Any, ...]]) -> Verdict:
    """``posts``: all the stand-in ever received; ``rows``: key, account, text, state, remote id, the number of orders
    of each delivery, and how often staff heard that any had come to nothing.
    """
    received: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for post in posts:
        if post["account"] in ground.names and not post.get("forwarded_from") and not post.get("repost_of"):
            received[post["account"], post["text"]].append(post)
    verdict = Verdict()
    known = set()
    for key, account, text, state, remote_id, orders, told in rows:
        verdict.planned += 1
        verdict.states[state] += 1
        name = ground.names[int(account.removeprefix("a"))]
        mine = received[name, text]
        known.add((name, text))
        # One that was to be taken back, and had never gone out, is cancelled.
        forgiven = state in FORGIVEN or (state == "cancelled" and orders)
        if not mine and not forgiven:
            verdict.lost.append(f"{name}: {key} ({state})")
        if state in {"missed", "rejected"} and not told:
            verdict.lies.append(f"{name}: {key} ({state}), and nobody heard")
        _judge_one(verdict, f"{name}: {key} ({state})", mine, state, remote_id)
    verdict.lies += [f"nobody planned {post}" for post in received if post not in known and received[post]]
    expected = ground.shape.entries * ground.shape.accounts
    if verdict.planned != expected:
        verdict.lies.append(f"{verdict.planned} rows instead of {expected}")
    return verdict


def _judge_one(verdict: Verdict, name: str, mine: Sequence[Mapping[str, Any]], state: str, remote_id: str) -> None:
    there = [post for post in mine if not post["deleted_at"]]
    verdict.once += len(mine) == 1
    if len(mine) > 1:
        verdict.twice.append(f"{name}: {len(mine)} times, ids {[post['id'] for post in mine]}")
    elif state == "sent" and [post["id"] for post in there] != [remote_id]:
        verdict.lies.append(f"{name}: there as {[post['id'] for post in there]}, not as {remote_id}")
    elif state == "retracted" and there:
        verdict.lies.append(f"{name}: still there")
    elif state in {"missed", "rejected", "held", "cancelled"} and mine:
        verdict.lies.append(f"{name}: is there")


def rows_of(ground: Ground) -> tuple[list[tuple[Any, ...]], list[str]]:
    """From the file itself, without a line of the outbox's code; and what is wrong with the file."""
    path = ground.folder / "var" / "campaign.db"
    journals = [each for each in path.parent.glob("campaign.db-*") if each.suffix != ".lock" and each.stat().st_size]
    wrong = [f"left beside the database: {each.name}" for each in journals]
    with closing(sqlite3.connect(path)) as raw:
        for check in ("integrity_check", "foreign_key_check"):
            found = raw.execute(f"PRAGMA {check}").fetchall()
            wrong += [f"{check}: {row}" for row in found if row != ("ok",)]
        open_calls = raw.execute("SELECT count(*) FROM attempts WHERE outcome = '' OR outcome IS NULL").fetchone()[0]
        if open_calls:
            wrong.append(f"{open_calls} calls of which nobody wrote down what came of them")
        rows = raw.execute(ROWS).fetchall()
    return rows, wrong


def reposts_of(ground: Ground, posts: Sequence[Mapping[str, Any]]) -> Reposts:
    """The same of supporters' photos; again from the file itself."""
    with closing(sqlite3.connect(ground.folder / "var" / "campaign.db")) as raw:
        states = dict(raw.execute("SELECT id, state FROM photos").fetchall())
        rows = dict(raw.execute("SELECT occurrence, state FROM deliveries WHERE entry = 'photos'").fetchall())
    return count(ground, posts, states, rows)
