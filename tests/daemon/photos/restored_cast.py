"""A database that is copied, and put back."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.outbox import open_outbox
from bot.outbox.store import SqlOutbox
from tests.daemon.photos.photo_cast import PhotoCast


def put_back(scene: PhotoCast, copy: Path) -> None:
    """The database of ``copy`` in place of the one there is, as ``restore`` leaves it to the daemon."""
    outbox = scene.cast.outbox
    other = open_outbox("sqlite:///copy.db", copy)
    # The duties hold on to the outbox they were made with: it goes on with the copy's rows.
    assert isinstance(outbox, SqlOutbox)
    assert isinstance(other, SqlOutbox)
    outbox.commits = other.commits
    outbox.distrust(scene.cast.clock.now(), "restored from a copy")


def copied(scene: PhotoCast, folder: Path) -> Path:
    """A copy of the store as it is now."""
    folder.mkdir()
    shutil.copy(scene.cast.folder / "var" / "campaign.db", folder / "copy.db")
    return folder
