"""What is committed before a call: enough to look for its post, and to call again with the same key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from bot.daemon.means import Means
from bot.ports import Delivery, Intent, Outbox, Prepared

STORE = "the store's own name"
"""The note that keeps it: made by chance once, the same in every copy, for every daemon that shares the store."""


class StoreName:
    """What tells this store's posts from those of any other on the same account; read once."""

    def __init__(self, outbox: Outbox, chance: Callable[[], str]) -> None:
        self._outbox = outbox
        self._chance = chance
        self._name = ""

    def __call__(self) -> str:
        """Made now if there is none."""
        if not self._name:
            self._name = self._outbox.note_first(STORE, self._chance())
        return self._name


def intent_of(delivery: Delivery, ready: Prepared, means: Means) -> Intent:
    """One generation of a delivery has one idempotency key, however often it is called for.

    No other store's delivery has it: another campaign's, or one of before the store was thrown away, may have the same
    entry, occurrence and audience, and the server would answer with its post. One that was called for keeps the key of
    that call, whichever release of this program made it.
    """
    picture = ready.media.sha256 if ready.media else ""
    payload = f"{ready.post.text}\x1f{ready.post.warning}\x1f{ready.post.alt}\x1f{picture}{ready.post.repost_of}"
    return Intent(
        ready.post.text,
        hashlib.sha256(payload.encode()).hexdigest(),
        _called_under(delivery, means.outbox) or _key(delivery, means.store()),
        ready.media_ids,
        ready.media_keys,
        picture,
        means.clock.now() + timedelta(seconds=means.terms.call_s + means.terms.commit_s),
        ready.post.repost_of,
    )


def _called_under(delivery: Delivery, outbox: Outbox) -> str:
    """The key of the generation's last call; empty: there was none."""
    calls = outbox.attempts_of(delivery.key) if delivery.begun_at is not None else ()
    return next((call.idempotency_key for call in reversed(calls) if call.generation == delivery.generation), "")


def _key(delivery: Delivery, store: str) -> str:
    return hashlib.sha256(f"{store}/{delivery.key}#{delivery.generation}".encode()).hexdigest()
