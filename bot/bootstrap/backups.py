"""Backups of a campaign's database: where they lie, how many are kept, and how one is put back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import only_daemon
from bot.campaign.model import Settings
from bot.clock import SystemClock
from bot.errors import FilesError, UsageError
from bot.files import secrets
from bot.files.addresses import password_in
from bot.files.last_good import LastGood
from bot.files.version import version
from bot.outbox import is_shared
from bot.outbox.copying import Contents, Progress, copy_file
from bot.outbox.lock import hold_database
from bot.outbox.opening import locate
from bot.outbox.restoring import Restorable, restorable
from bot.outbox.trouble import trouble
from bot.wording import coded

KEPT = 14
FOLDER = Path("var") / "backups"
_OURS = re.compile(r"campaign-\d{8}-\d{6}\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One that was made."""

    file: Path
    contents: Contents
    removed: Sequence[Path]


def settings_of(folder: Path) -> Settings:
    """Those in force, or the last good ones. Raises ``FilesError`` when there are none."""
    kept = LastGood(folder / "var" / "last-good")
    found = version(folder, kept, remembered_limits(folder), lambda _: None, SystemClock().now())
    if found.campaign is None:
        raise coded(FilesError, "settings-unusable")
    return found.campaign.settings


def back_up(
    folder: Path, settings: Settings, file: Path | None, keep: int, now: datetime, progress: Progress
) -> Backup:
    """Copy the database to ``file``, else into ``var/backups``, where the newest ``keep`` of such copies stay."""
    place = folder / FOLDER if file is None else file
    target = place / f"campaign-{now:%Y%m%d-%H%M%S}.db" if file is None or file.is_dir() else file
    if target.exists():
        raise coded(UsageError, "backup-taken", file=target)
    if is_shared(settings.database):
        # psycopg is for those who have a server.
        from bot.outbox.portable import copy_server  # noqa: PLC0415 -- see above

        contents = copy_server(settings.database, _password(folder, settings), target, now)
    else:
        source = locate(settings.database, folder)
        if not source.is_file() or not source.stat().st_size:
            raise trouble("backup-nothing", file=source)
        contents = copy_file(source, target, now, progress)
    # Only what this command named by itself, and only where it puts it by itself, is its to remove.
    return Backup(target, contents, _thin_out(place, keep) if file is None else ())


def _thin_out(place: Path, keep: int) -> Sequence[Path]:
    made = sorted(path for path in place.iterdir() if _OURS.fullmatch(path.name) and path.is_file())
    removed = made[: max(0, len(made) - keep)]
    for path in removed:
        path.unlink()
    return removed


@contextmanager
def putting_back(folder: Path, settings: Settings, file: Path) -> Iterator[Restorable]:
    """``file``, examined; no daemon runs meanwhile. Raises ``AlreadyRunningError`` when one does."""
    with (
        only_daemon(folder),
        hold_database(settings.database, folder),
        restorable(file, settings.database, folder, _password(folder, settings)) as found,
    ):
        yield found


def _password(folder: Path, settings: Settings) -> str:
    if not is_shared(settings.database):
        return ""
    password = secrets.database_password(folder, settings)
    log.REDACTOR.learn(value for value in (password, password_in(settings.database)) if value)
    return password
