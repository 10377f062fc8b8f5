"""What every mapping of keys in a campaign's files has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


def alias_of(name: str) -> str:
    """``if_late`` is written ``if-late``; ``except_``, a Python word, ``except``."""
    return name.rstrip("_").replace("_", "-")


class Keys(BaseModel):
    """What every mapping of ours refuses: keys it does not have."""

    model_config = ConfigDict(extra="forbid", alias_generator=alias_of, arbitrary_types_allowed=True, defer_build=True)
