from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import Outbox

__all__ = ["is_shared", "open_outbox"]


def is_shared(url: str) -> bool:
    """Whether the database at ``url`` is one that several daemons may have at once: a server's."""
    return url.startswith("postgresql")


def open_outbox(
    url: str,
    folder: Path,
    *,
    read_only: bool = False,
    password: str = "",
    now: Callable[[], datetime] | None = None,
    thrown_away: bool = False,
) -> Outbox:
    """Open the durable store at ``url``; a relative path starts at ``folder``, the campaign's.

    ``read_only`` works beside a running daemon, creates nothing, and answers emptily when there is no file yet.
    ``password`` is for a server, and takes the place of one in ``url``; ``now`` is our clock, to compare its with.
    ``thrown_away``: nobody wants the file once this process has ended, so no commit waits for the disk.
    Raises ``StoreError`` with the next step when the file cannot be used, ``UnreachableError`` without an answer.
    """
    # `check` and `plan` import this room without paying for SQLAlchemy (0.3 s).
    if is_shared(url):
        from bot.outbox import postgresql_opening  # noqa: PLC0415 -- see above

        return postgresql_opening.open_store(url, password, now, read_only=read_only)
    from bot.outbox.opening import open_store  # noqa: PLC0415 -- see above
    from bot.outbox.sqlite import Way  # noqa: PLC0415 -- see above

    return open_store(url, folder, Way(read_only=read_only, thrown_away=thrown_away))
