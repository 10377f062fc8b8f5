"""A real file of version 2: one of version 1, brought there by the steps that a test once compared with a fresh one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from bot.outbox.migrating import STEPS
from tests.outbox import version_1


def make(folder: Path) -> Path:
    """``var/campaign.db`` as version 2 left it, with more words than fit into memory."""
    path = version_1.make(folder)
    with closing(sqlite3.connect(path)) as raw:
        for step in STEPS[1]:
            raw.execute(step)
        raw.execute("INSERT INTO matters VALUES ('held/KEY', -100, 7, 'Is it right?', '[[[\"Yes\", \"y\"]]]', 1, 0)")
        raw.commit()
    return path
