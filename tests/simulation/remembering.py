"""The real store, not asked twice for what no write can have changed since: most of what an idle daemon asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from bot.ports import Delivery, Identity, Outbox

_ROWS, _CALLS, _PHOTOS = "rows", "calls", "photos"
_ERRANDS, _AUDITS = "errands", "audits"
"""The latter two only concern rows that are ``sent`` or being taken back: nobody settles one of those."""
_Topics = Callable[[Any], Iterable[str]]


def _always(*topics: str) -> _Topics:
    return lambda _: topics


READS: Mapping[str, _Topics] = {
    "ahead": _always(_ROWS),
    "alarms": _always("alarms"),
    "attempts_of": lambda key: (f"calls for {key}",),
    "attempts_since": lambda account: (f"calls by {account}",),
    "deeds_ever": _always("calls begun"),
    "counts": _always(_ROWS),
    "deliveries": _always(_ROWS),
    "errands": _always(_ERRANDS),
    "errands_of": _always(_ERRANDS),
    "get": lambda key: (f"row {key}",),
    "last_sent": lambda account: (f"calls by {account}",),
    "next_audit": _always(_AUDITS),
    "next_due": lambda account: (f"rows of {account}",),
    "next_errand": _always(_ERRANDS),
    "next_look": _always(_ROWS),
    "entombed": _always("graves"),
    "files_of_photos": _always(_PHOTOS),
    "is_entombed": _always("graves"),
    "next_photo": _always(_PHOTOS),
    "noted": lambda name: (f"note {name}",),
    "pauses": _always("pauses"),
    "photo": _always(_PHOTOS),
    "photos": _always(_PHOTOS),
    "pinned": _always("pinned"),
    "posted_mark": _always(_ROWS),
    "posts_of": lambda account: (f"posts of {account}", _ERRANDS),
    "statements": _always("statements"),
    "to_audit": _always(_AUDITS),
    "unsure": _always(_ROWS),
}
"""Verbs that change nothing, and what their answers are about, by their first argument."""


def _row(row: Delivery) -> tuple[str, ...]:
    return (_ROWS, f"row {row.key}", f"rows of {row.account}")


def _call(row: Delivery) -> tuple[str, ...]:
    return (*_row(row), f"calls for {row.key}", f"calls by {row.account}", _ERRANDS)


WRITES: Mapping[str, _Topics] = {
    "audited": lambda key: (_ROWS, f"row {key}", _AUDITS),
    "begin": lambda row: (*_call(row), "calls begun"),
    "looked": _row,
    "note": lambda name: (f"note {name}",),
    "raise_alarm": _always("alarms"),
    "sent": lambda row: (*_call(row), _AUDITS, f"posts of {row.account}"),
    "settle": lambda row: (*_call(row), f"posts of {row.account}"),
}
"""Verbs that are known to leave everything else alone; of any other verb nothing is known."""
_NEVER = (-1, None)


class Remembering:
    """The store as everybody in one seed has it: daemon, people and judge."""

    def __init__(self, real: Outbox, changes: Callable[[], int]) -> None:
        """``changes``: how many rows were ever written."""
        self._real = real
        self._changes = changes
        self._seen = changes()
        self._written: Counter[str] = Counter()
        """By topic, how often somebody may have written about it."""
        self._epoch = 0
        """How often about anything at all."""
        self._known: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self._pinned: dict[str, Identity] = {}

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
        if next_at is None or now < next_at:
            return None
        self._look()
        claimed = self._real.claim(account, now, *values, **named)
        if self._changes() != self._seen:
            self._wrote(_row(claimed) if claimed else None)
        return claimed

    def forget(self) -> None:
        """Another database is in its place."""
        self._pinned.clear()
        self._wrote(None)

    def _reading(self, name: str, verb: Callable[..., Any], topics: _Topics) -> Callable[..., Any]:
        known, written = self._known, self._written

        def read(*values: Any, **named: Any) -> Any:
            self._look()
            asked = (name, *values, *named.items())
            now = self._epoch + sum(written[topic] for topic in topics(values[0] if values else None))
            seen, answer = known.get(asked, _NEVER)
            if seen != now:
                answer = verb(*values, **named)
                known[asked] = now, answer
            return answer

        return read

    def _writing(self, verb: Callable[..., Any], topics: _Topics) -> Callable[..., Any]:
        def write(first: Any, *values: Any, **named: Any) -> Any:
            self._look()
            try:
                return verb(first, *values, **named)
            finally:
                if self._changes() != self._seen:
                    self._wrote(topics(first))

        return write

    def _look(self) -> None:
        """Whether a verb that nothing is known of has written."""
        if self._changes() != self._seen:
            self._wrote(None)

    def _wrote(self, topics: Iterable[str] | None) -> None:
        if topics is None:
            self._epoch += 1
        else:
            self._written.update(topics)
        self._seen = self._changes()


def remembering(real: Outbox, changes: Callable[[], int]) -> Outbox:
    """See ``Remembering``."""
    return cast("Outbox", Remembering(real, changes))
