"""Opens a campaign's outbox: its address, its password if it wants one, and the clock to compare a server's with."""

from __future__ import annotations

from pathlib import Path

from bot import log
from bot.campaign.model import Settings
from bot.clock import SystemClock
from bot.files import secrets
from bot.files.addresses import password_in
from bot.outbox import is_shared, open_outbox
from bot.ports import Outbox


def campaign_outbox(settings: Settings, folder: Path, *, read_only: bool = False) -> Outbox:
    """The outbox the settings name; no password of it gets into the log."""
    if not is_shared(settings.database):
        return open_outbox(settings.database, folder, read_only=read_only)
    password = secrets.database_password(folder, settings)
    log.REDACTOR.learn(value for value in (password, password_in(settings.database)) if value)
    return open_outbox(settings.database, folder, read_only=read_only, password=password, now=SystemClock().now)
