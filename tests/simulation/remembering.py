"""The real store, not asked twice for what no write can have changed since: most of what an idle daemon asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, cast

from bot.outbox.schema import accounts, alarms, attempts, deliveries, errands, notes, pauses, statements
from bot.ports import Delivery, Identity, Outbox

_ROWS, _CALLS, _NOTES = deliveries.name, attempts.name, notes.name
READS = {
    "ahead": (_ROWS,),
    "alarms": (alarms.name,),
    "attempts_of": (_CALLS,),
    "attempts_since": (_CALLS,),
    "calls_ever": (_CALLS,),
    "counts": (_ROWS,),
    "deliveries": (_ROWS,),
    "errands": (errands.name, _ROWS),
    "errands_of": (errands.name,),
    "get": (_ROWS,),
    "last_sent": (_CALLS,),
    "next_audit": (_ROWS,),
    "next_due": (_ROWS,),
    "next_errand": (errands.name, _ROWS),
    "next_look": (_ROWS,),
    "noted": (_NOTES,),
    "pauses": (pauses.name,),
    "posted_mark": (_ROWS,),
    "posts_of": (_ROWS, errands.name),
    "statements": (statements.name,),
    "to_audit": (_ROWS,),
    "unsure": (_ROWS,),
}
"""Verbs that change nothing, and the tables their answers come from."""
WRITES = {
    "audited": (_ROWS,),
    "begin": (_ROWS, _CALLS, errands.name),
    "looked": (_ROWS,),
    "note": (_NOTES,),
    "raise_alarm": (alarms.name,),
    "sent": (_ROWS, _CALLS, errands.name),
    "settle": (_ROWS, _CALLS, errands.name),
}
"""Verbs that are known to leave the other tables alone; of any other verb nothing is known."""
_TABLES = (
    *(_ROWS, _CALLS, _NOTES, errands.name, alarms.name, accounts.name),
    *(pauses.name, statements.name),
)
_NEVER = (-1, None)


class Remembering:
    """The store as everybody in one seed has it: daemon, people and judge."""

    def __init__(self, real: Outbox, changes: Callable[[], int]) -> None:
        """``changes``: how many rows were ever written."""
        self._real = real
        self._changes = changes
        self._seen = changes()
        self._written: Counter[str] = Counter()
        """By table, how often somebody may have written to it."""
        self._known: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self._pinned: dict[str, Identity] = {}
        self._claim = self._writing(real.claim, (_ROWS,))

    def __getattr__(self, name: str) -> Any:
        """Verbs are made when somebody first asks for them."""
        verb = getattr(self._real, name)
        if name in READS:
            verb = self._reading(name, verb, READS[name])
        elif name in WRITES:
            verb = self._writing(verb, WRITES[name])
        setattr(self, name, verb)
        return verb

    def pin(self, account: str, identity: Identity, now: datetime) -> Identity:
        """The first contact decides, for good."""
        known = self._pinned.get(account)
        if known is None:
            known = self._pinned[account] = self._real.pin(account, identity, now)
        return known

    def claim(self, account: str, now: datetime, *values: Any, **named: Any) -> Delivery | None:
        """Before the account's next instant there is nothing to claim."""
        next_at = self.next_due(account)
        return None if next_at is None or now < next_at else self._claim(account, now, *values, **named)

    def forget(self) -> None:
        """Another database is in its place."""
        self._pinned.clear()
        self._wrote(_TABLES)

    def _reading(self, name: str, verb: Callable[..., Any], tables: Iterable[str]) -> Callable[..., Any]:
        known, written, changes = self._known, self._written, self._changes

        def read(*values: Any, **named: Any) -> Any:
            if changes() != self._seen:
                self._wrote(_TABLES)
            asked = (name, *values, *named.items())
            now = sum(written[table] for table in tables)
            seen, answer = known.get(asked, _NEVER)
            if seen != now:
                answer = verb(*values, **named)
                known[asked] = now, answer
            return answer

        return read

    def _writing(self, verb: Callable[..., Any], tables: Iterable[str]) -> Callable[..., Any]:
        def write(*values: Any, **named: Any) -> Any:
            if self._changes() != self._seen:
                self._wrote(_TABLES)
            try:
                return verb(*values, **named)
            finally:
                if self._changes() != self._seen:
                    self._wrote(tables)

        return write

    def _wrote(self, tables: Iterable[str]) -> None:
        self._written.update(tables)
        self._seen = self._changes()


def remembering(real: Outbox, changes: Callable[[], int]) -> Outbox:
    """See ``Remembering``."""
    return cast("Outbox", Remembering(real, changes))
