"""The duty that looks after the disk, where the database is a file of ours."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from bot.bootstrap.duties import Shift, nothing
from bot.daemon.disk import Disk
from bot.outbox import is_shared
from bot.outbox.ballast import Ballast
from bot.outbox.opening import locate
from bot.ports import Alarm


def disk(database: str, folder: Path, alarm: Alarm) -> Sequence[Shift]:
    """None for a server's database: its disk is its own."""
    if is_shared(database):
        return ()
    ballast = Ballast(Path(os.path.realpath(locate(database, folder))))
    return (Shift(Disk(ballast, alarm), nothing, nothing, rehearsed=False),)
