"""The sandbox's clock: real until it is set over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime


def real_now() -> datetime:
    """The computer's instant, UTC."""
    return datetime.now(UTC)  # noqa: TID251  the sandbox is a process of its own, with its own clock


class Clock:
    """What time it is on the three networks."""

    def __init__(self) -> None:
        self._stopped_at: datetime | None = None

    @property
    def is_virtual(self) -> bool:
        """Whether it stands where somebody set it."""
        return self._stopped_at is not None

    def now(self) -> datetime:
        """The networks' instant, aware, UTC."""
        return self._stopped_at or real_now()

    def set(self, now: datetime | None) -> None:
        """Stop at ``now``; ``None`` lets real time run again."""
        self._stopped_at = now


def parse_instant(text: str) -> datetime:
    """An aware instant from ISO 8601; raises ``ValueError`` when it has no offset."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        msg = f"{text!r} has no offset: write 2023-08-30T10:00:00Z"
        raise ValueError(msg)
    return instant.astimezone(UTC)


def iso(instant: datetime, timespec: str = "seconds") -> str:
    """``2023-08-30T10:00:00Z``; ``timespec`` as in ``datetime.isoformat``."""
    return instant.isoformat(timespec=timespec).replace("+00:00", "Z")
