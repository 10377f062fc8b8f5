"""A new outbox whose file is copied, not made: SQLAlchemy takes longer over the tables than most tests do altogether.

For tests that are not about making them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.outbox import open_outbox
from bot.ports import Outbox

URL = "sqlite:///var/campaign.db"


@cache
def new_file() -> bytes:
    """What a new outbox's file holds."""
    with TemporaryDirectory(prefix="ready-") as folder:
        open_outbox("sqlite:///new.db", Path(folder), thrown_away=True).close()
        return (Path(folder) / "new.db").read_bytes()


def lay(file: Path) -> None:
    """Put it there, unless an outbox is there already."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_bytes(new_file())


def ready_outbox(folder: Path) -> Outbox:
    """A campaign's outbox as the program opens it, with the tables in it."""
    lay(folder / "var" / "campaign.db")
    return open_outbox(URL, folder)
