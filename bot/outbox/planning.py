"""Makes the rows match the plan, in as few statements as there are kinds of change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.approved import is_for
from bot.campaign.delivery import EDITABLE, NO_LONGER_PLANNED, OPEN, HeldFor, State
from bot.campaign.model import NetworkName
from bot.outbox import reading
from bot.outbox.approval import APPROVALS, OF_THE_FILES, covers
from bot.outbox.bulk import insert_many
from bot.outbox.rows import IN_STATE, UPDATE_IN_STATE, allowed, step
from bot.outbox.schema import deliveries, errands
from bot.outbox.sharing import take_turns
from bot.ports import PHOTOS, PlanChange, Planned


@dataclass(frozen=True, slots=True)
class Known:
    """What the plan's edits need to know of a row."""

    key: str
    network: NetworkName
    language: str
    due: datetime
    text: str
    state: State
    reason: str
    approved_by: str
    approved_text: str
    approved_for: str
    expedited: bool
    intents: int
    generation: int
    fence: int

    @property
    def withdrawn(self) -> bool:
        """The files, not a person, took it out; an attempt of it is on record."""
        return self.state is State.CANCELLED and self.reason == NO_LONGER_PLANNED

    @property
    def touched(self) -> bool:
        """Somebody, or a sender, has already had to do with it."""
        return bool(self.approved_by or self.expedited or self.intents)


_KNOWN = tuple(deliveries.c[field.name] for field in fields(Known))
_FENCE = "highest fence of a removed row"
"""New rows start there: a claim of a row that was removed must not fit the one that came back under its key."""
_OF_THE_PLAN = sa.select(*_KNOWN).where(deliveries.c.entry != PHOTOS)
_WITH_ORDERS = sa.select(errands.c.key).distinct()
_PLANNED = tuple(field.name for field in fields(Planned) if field.name != "beside")


def sync_plan(connection: Connection, planned: Sequence[Planned], now: datetime) -> PlanChange:
    """See ``ports.Outbox``. The rows are compared in memory; only what differs is written.

    Reposts are no part of any plan: neither their rows, nor what a caller that read all rows says of them, count.
    """
    # Two daemons that start at once have the same rows to add.
    take_turns(connection, "plan")
    of_the_plan = [row for row in planned if row.entry != PHOTOS]
    wanted = {row.key: row for row in of_the_plan}
    assert len(wanted) == len(of_the_plan), "one delivery is planned twice"
    known = {row.key: row for row in (Known(*row) for row in connection.execute(_OF_THE_PLAN))}
    added, moved = [], []
    passed_by = sum(row.state in OPEN - EDITABLE for key, row in known.items() if key not in wanted)
    inserts: list[dict[str, object]] = []
    updates: list[dict[str, object]] = []
    fence = int(reading.noted(connection, _FENCE) or 0)
    for key, new in wanted.items():
        row = known.get(key)
        if row is None:
            inserts.append(inserted(new, now) | {"fence": fence})
            added.append(key)
        elif row.state in EDITABLE or row.withdrawn:
            change = _changed(row, new, now)
            if change is None:
                continue
            updates.append(change)
            if row.withdrawn:
                added.append(key)
            elif change["due"] != row.due:
                moved.append(key)
        elif row.state in OPEN and (new.due, new.text) != (row.due, row.text):
            passed_by += 1
    gone = [row for key, row in known.items() if key not in wanted and row.state in EDITABLE]
    _apply(connection, inserts, updates, gone, now)
    highest = max((row.fence for row in gone), default=0)
    if highest > fence:
        reading.note(connection, _FENCE, str(highest))
    return PlanChange(tuple(added), tuple(moved), tuple(row.key for row in gone), passed_by)


def inserted(new: Planned, now: datetime) -> dict[str, object]:
    """A new row's values."""
    return {name: getattr(new, name) for name in _PLANNED} | {"updated_at": now}


def _changed(row: Known, new: Planned, now: datetime) -> dict[str, object] | None:
    """The row as it shall be; ``None`` when it already is."""
    due = row.due if row.expedited and not row.withdrawn else new.due
    state, reason = standing(row, new, now)
    if (due, new.text, new.network, new.language, state, reason) == (
        row.due,
        row.text,
        row.network,
        row.language,
        row.state,
        row.reason,
    ):
        return None
    if state is not row.state:
        allowed(row.state, state)
    return {
        "at_key": row.key,
        "at_state": row.state,
        "due": due,
        "text": new.text,
        "network": new.network,
        "language": new.language,
        "state": state,
        "reason": reason,
        "updated_at": now,
    }


def standing(row: Known, new: Planned, now: datetime) -> tuple[State, str]:
    """The state and reason an editable row has under the new plan. Pure.

    People come first: what they approved stays approved while its words are the same, what they expedited stays so.
    """
    moved_ahead = new.due != row.due and new.due > now
    stays = row.state, row.reason
    if row.state is State.PAST and not moved_ahead:
        return stays
    if new.state is State.PAST:
        return stays if row.touched or row.state is State.CANCELLED else (State.PAST, new.reason)
    state, reason = _asked(row, new)
    daemons = row.state is State.HELD and row.reason not in OF_THE_FILES
    if daemons and state is State.PLANNED and not (moved_ahead and row.reason == HeldFor.LATE):
        return stays
    if row.state is State.PLANNED and state is State.PLANNED:
        return stays
    return state, reason


def _asked(row: Known, new: Planned) -> tuple[State, str]:
    """What the files ask for, in the light of what people said."""
    same_words = is_for(row.approved_text, new.text, new.beside)
    if new.state is State.HELD:
        if row.approved_by and same_words and covers(row.approved_for, new.reason):
            return State.PLANNED, ""
        if row.expedited and new.reason == HeldFor.BROKEN_FILE:
            return State.PLANNED, ""
        if row.approved_by and not same_words and new.reason == HeldFor.APPROVAL:
            return State.HELD, HeldFor.CHANGED.value
        return State.HELD, new.reason
    if row.approved_by and not same_words and row.approved_for in APPROVALS:
        return State.HELD, HeldFor.CHANGED.value
    return State.PLANNED, ""


def _apply(
    connection: Connection,
    inserts: Sequence[Mapping[str, object]],
    updates: Sequence[Mapping[str, object]],
    gone: Sequence[Known],
    now: datetime,
) -> None:
    if inserts:
        insert_many(connection, deliveries, inserts)
    if updates:
        connection.execute(UPDATE_IN_STATE, updates)
    # One that was distrusted, and not called since, may have orders, or a generation that must not come again.
    on_record = set(connection.execute(_WITH_ORDERS).scalars()) if gone else set()
    on_record |= {row.key for row in gone if row.intents or row.generation}
    never_begun = [{"at_key": row.key, "at_state": row.state} for row in gone if row.key not in on_record]
    if never_begun:
        connection.execute(sa.delete(deliveries).where(IN_STATE), never_begun)
    for row in gone:
        if row.key in on_record:
            # What was done about it stays on record; should the files have it again, its generation goes on from here.
            step(connection, row.key, row.state, State.CANCELLED, now, {"reason": NO_LONGER_PLANNED})
