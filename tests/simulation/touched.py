"""What has been written about: the database itself counts it, so that what nobody touched need not be read again."""

from __future__ import annotations

import sqlite3
from collections import Counter

from bot.campaign.delivery import State
from bot.outbox.schema import metadata

ROWS, ORDERS, DEEDS, PHOTOS, GRAVES = "deliveries", "errands", "deeds", "photos", "tombstones"
"""``DEEDS``: a call, an order or a tombstone more. The others: anything in that table."""
UNDONE = "undone"
"""Something was written that does not stand."""
_IN_TURN = frozenset({State.PLANNED.value, State.CLAIMED.value})
_EVENTS = {"INSERT": ("NEW", "NEW"), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD", "OLD")}
_OF_CALL = ("'calls for ' || {row}.key", "'calls by ' || {row}.account")
_FINER = {"attempts": _OF_CALL, "notes": ("'note ' || {row}.name",)}
_COUNTED = frozenset({"attempts", "errands", "tombstones"})


class Touched(Counter[str]):
    """By topic, how often something may have been written about it since the store was opened."""

    def watch(self, database: sqlite3.Connection) -> None:
        """Count from now on, for as long as ``database`` is open, whatever is put in its place."""
        database.create_function("touched", -1, self._touched)
        database.create_function("row_touched", 7, self._row_touched)
        for table in metadata.sorted_tables:
            for event, (before, after) in _EVENTS.items():
                said = _row_said(event, before, after) if table.name == ROWS else _said(table.name, event, after)
                on = f"{table.name}_{event} AFTER {event} ON main.{table.name}"
                database.execute(f"CREATE TEMP TRIGGER {on} BEGIN SELECT {said}; END")

    def _touched(self, *topics: str) -> None:
        for topic in topics:
            self[topic] += 1

    def _row_touched(
        self, key: str, account: str, before: str, after: str, audited: int, timed: int, named: int
    ) -> None:
        """``audited``: it is to be, or was; ``timed``: when; ``named``: where it is."""
        topics = [ROWS, f"row {key}", f"state {after}"]
        if before != after:
            topics += (f"state {before}", f"into or out of {before}", f"into or out of {after}")
        if before in _IN_TURN or after in _IN_TURN:
            topics.append(f"turns of {account}")
        if audited:
            topics.append("audits")
            timed |= before != after
        if timed:
            topics.append("times of audits")
        if named:
            topics.append(f"posts of {account}")
        self._touched(*topics)


def _row_said(event: str, before: str, after: str) -> str:
    changed = event == "UPDATE"
    timed = f"{before}.audit_at IS NOT {after}.audit_at" if changed else "1"
    named = f"{before}.remote_id <> {after}.remote_id" if changed else "1"
    audited = f"{before}.audit_at IS NOT NULL OR {after}.audit_at IS NOT NULL"
    was = f"{before}.state" if changed else "''"
    return f"row_touched({after}.key, {after}.account, {was}, {after}.state, {audited}, {timed}, {named})"


def _said(table: str, event: str, row: str) -> str:
    topics = [f"'{table}'", *(topic.format(row=row) for topic in _FINER.get(table, ()))]
    if table in _COUNTED and event != "UPDATE":
        topics.append(f"'{DEEDS}'")
    return f"touched({', '.join(topics)})"
