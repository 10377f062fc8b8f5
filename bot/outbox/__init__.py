from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.ports import Outbox

__all__ = ["open_outbox"]


def open_outbox(url: str, folder: Path, *, read_only: bool = False) -> Outbox:
    """Open the durable store at ``url``; a relative path starts at ``folder``, the campaign's.

    ``read_only`` works beside a running daemon, creates nothing, and answers emptily when there is no file yet.
    Raises ``StoreError`` with the next step when the file cannot be used.
    """
    # `check` and `plan` import this room without paying for SQLAlchemy (0.3 s).
    from bot.outbox.opening import open_store  # noqa: PLC0415 -- see above
    from bot.outbox.sqlite import Way  # noqa: PLC0415 -- see above

    return open_store(url, folder, Way(read_only=read_only))
