"""The real store, not asked twice for what no write can have changed since: most of what an idle daemon asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from bot.campaign.delivery import State
from bot.ports import Delivery, Identity, Outbox
from tests.simulation.touched import DEEDS, GRAVES, ORDERS, PHOTOS, ROWS, UNDONE, Touched

_Topics = Callable[..., Iterable[str]]


def _always(*topics: str) -> _Topics:
    return lambda *_, **__: topics


def _listed(states: Iterable[State] = (), *_: object, **__: object) -> Iterable[str]:
    return [f"state {state.value}" for state in states] or (ROWS,)


_UNKNOWN = _always(f"state {State.UNKNOWN.value}")
_POSSIBLE_ORDERS = _always(ORDERS, *(f"into or out of {state.value}" for state in (State.SENT, State.RETRACTING)))

READS: Mapping[str, _Topics] = {
    "ahead": _always(ROWS),
    "alarms": _always("alarms"),
    "attempts_of": lambda key: (f"calls for {key}",),
    "attempts_since": lambda account, _: (f"calls by {account}",),
    "counts": _always(ROWS),
    "deeds_ever": _always(DEEDS),
    "deliveries": _listed,
    "entombed": _always(GRAVES),
    "errands": _POSSIBLE_ORDERS,
    "errands_of": _always(ORDERS),
    "files_of_photos": _always(PHOTOS),
    "get": lambda key: (f"row {key}",),
    "is_entombed": _always(GRAVES),
    "last_sent": lambda account: (f"calls by {account}",),
    "next_audit": _always("times of audits"),
    "next_due": lambda account: (f"turns of {account}",),
    "next_errand": _POSSIBLE_ORDERS,
    "next_look": _UNKNOWN,
    "next_photo": _always(PHOTOS),
    "noted": lambda name: (f"note {name}",),
    "pauses": _always("pauses"),
    "photo": _always(PHOTOS),
    "photos": _always(PHOTOS),
    "pinned": _always("accounts"),
    "posted_mark": _always(ROWS),
    "posts_of": lambda account: (f"posts of {account}", ORDERS),
    "statements": _always("statements"),
    "to_audit": _always("audits"),
    "unsure": _UNKNOWN,
}
"""Verbs that change nothing, and what their answers are about, by their arguments."""
_NEVER = (-1, None)


class Remembering:
    """The store as everybody in one seed has it: daemon, people and judge."""

    def __init__(self, real: Outbox, touched: Touched) -> None:
        self._real = real
        self._touched = touched
        self._known: dict[tuple[Any, ...], tuple[int, Any]] = {}
        self._pinned: dict[str, Identity] = {}

    def __getattr__(self, name: str) -> Any:
        """Verbs are made when somebody first asks for them."""
        verb = getattr(self._real, name)
        if name in READS:
            verb = self._reading(name, verb, READS[name])
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
        return None if next_at is None or now < next_at else self._real.claim(account, now, *values, **named)

    def forget(self) -> None:
        """Another database is in its place."""
        self._pinned.clear()
        self._known.clear()

    def _reading(self, name: str, verb: Callable[..., Any], topics: _Topics) -> Callable[..., Any]:
        known, touched = self._known, self._touched

        def read(*values: Any, **named: Any) -> Any:
            asked = (name, *values, *named.items())
            now = touched[UNDONE] + sum(touched[topic] for topic in topics(*values, **named))
            seen, answer = known.get(asked, _NEVER)
            if seen != now:
                answer = verb(*values, **named)
                known[asked] = now, answer
            return answer

        return read


def remembering(real: Outbox, touched: Touched) -> Outbox:
    """See ``Remembering``."""
    return cast("Outbox", Remembering(real, touched))
