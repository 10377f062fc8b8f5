"""What is committed before a call: enough to look for its post, and to call again with the same key."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from bot.daemon.means import Means
from bot.ports import Delivery, Intent, Prepared


def intent_of(delivery: Delivery, ready: Prepared, means: Means) -> Intent:
    """One generation of a delivery has one idempotency key, however often it is called for."""
    picture = ready.media.sha256 if ready.media else ""
    payload = f"{ready.post.text}\x1f{ready.post.warning}\x1f{ready.post.alt}\x1f{picture}{ready.post.repost_of}"
    key = hashlib.sha256(f"{delivery.key}#{delivery.generation}".encode()).hexdigest()
    return Intent(
        ready.post.text,
        hashlib.sha256(payload.encode()).hexdigest(),
        key,
        ready.media_ids,
        ready.media_keys,
        picture,
        means.clock.now() + timedelta(seconds=means.terms.call_s + means.terms.commit_s),
        ready.post.repost_of,
    )
