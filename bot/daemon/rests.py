"""Until when something is left alone, as far as this process remembers."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import datetime
from typing import Generic, TypeVar

_Name = TypeVar("_Name", bound=Hashable)


class Rests(Generic[_Name]):
    """What was put off by a clock that has been set back since is not waited for: it was no time of ours."""

    def __init__(self) -> None:
        self._put_off: dict[_Name, tuple[datetime, datetime]] = {}

    def put_off(self, name: _Name, now: datetime, until: datetime) -> None:
        """Leave ``name`` alone; the last word counts."""
        self._put_off[name] = (now, until)

    def until(self, name: _Name, now: datetime) -> datetime | None:
        """``None``: it need not wait."""
        since, until = self._put_off.get(name, (now, now))
        return until if since <= now < until else None

    def forget(self, name: _Name) -> None:
        """It need not wait any longer."""
        self._put_off.pop(name, None)

    def clear(self) -> None:
        """Nothing need."""
        self._put_off.clear()
