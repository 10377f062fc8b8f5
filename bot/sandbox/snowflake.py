"""Ids that grow with the clock, as the networks make them."""

from __future__ import annotations

from datetime import datetime

from bot.sandbox.world import World

# https://docs.x.com/fundamentals/x-ids: milliseconds since 2010-11-04T01:42:54.657Z, then 22 bits.
_X_EPOCH_MS = 1_288_834_974_657


def mastodon_id(world: World) -> str:
    """Milliseconds since 1970, then 16 bits: mastodon/lib/mastodon/snowflake.rb."""
    return str(world.unique(int(world.now().timestamp() * 1000) << 16))


def x_id(world: World) -> str:
    """X's snowflake; before X existed, counted from its epoch."""
    return str(world.unique(x_first_id(world.now())))


def x_first_id(instant: datetime) -> int:
    """The lowest id that a post of that instant can have."""
    return max(0, int(instant.timestamp() * 1000) - _X_EPOCH_MS) << 22
