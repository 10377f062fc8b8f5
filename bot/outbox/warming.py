"""Asks beforehand, and takes back, everything that a due instant will ask: SQLAlchemy compiles a statement at its first
use, and at a due instant every account waits for that.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from bot.campaign.model import NetworkName
from bot.campaign.outcome import Receipt
from bot.outbox import aftermath, people, sending
from bot.outbox.planning import inserted
from bot.outbox.schema import deliveries
from bot.ports import Intent, Planned

# No account's name and no entry's key has a slash at its start.
_NOBODY = "/nobody"
_KEY = "/nothing"


def warm(connection: Connection, now: datetime) -> None:
    """One delivery of nobody's from plan to receipt; nothing of it stays."""
    with connection.begin_nested() as undone:
        row = Planned(_KEY, _KEY, "once", _NOBODY, _NOBODY, NetworkName.MASTODON, "en", now, "")
        connection.execute(sa.insert(deliveries), [inserted(row, now)])
        sending.next_due(connection, _NOBODY)
        sending.last_sent(connection, _NOBODY)
        claimed = sending.claim(connection, _NOBODY, now, _NOBODY, 60.0, shared=False)
        # While everything is paused nothing can be claimed; then nothing is in a hurry either.
        if claimed is not None:
            intent = Intent("", "", "", (), (), "", now + timedelta(seconds=60))
            sending.begin(connection, claimed, intent, now)
            people.list_pauses(connection)
            aftermath.errands_of(connection, _KEY)
            sending.sent(connection, claimed, Receipt("0"), now)
        undone.rollback()
