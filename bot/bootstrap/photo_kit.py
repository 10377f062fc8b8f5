"""What photos are worked on with: their key, their cabinet, the cleaner, and each network's intake."""

from __future__ import annotations

import contextlib
import os
import secrets as secrets_of_chance
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from bot import log
from bot.bootstrap.importing import IMPORTING
from bot.bootstrap.painting import PHOTOS
from bot.campaign.marks import Marks
from bot.campaign.model import Account, NetworkName, Settings
from bot.campaign.outcome import CALL_S
from bot.daemon.means import Means
from bot.daemon.photos.kit import Kit, is_begun
from bot.daemon.photos.streams import Listen
from bot.errors import SecretsError
from bot.files import secrets
from bot.photos.cabinet import FileCabinet
from bot.ports import Cleaner, Finder, Intake, Outbox
from bot.wording import coded

_KEY = "photos: known by the key"
"""A note: the mark of nothing, by which a key is recognised and cannot be found out."""


def kit_of(
    means: Means,
    folder: Path,
    var: Path,
    given: Callable[[Account], Mapping[str, str]],
    makes_clean: Callable[[], Cleaner],
    finds: Callable[[], Finder | None],
) -> Kit:
    """All that is concrete about photos. ``given``: an account's credentials as they are now."""

    def settings() -> Settings:
        campaign = means.live.snapshot.campaign
        assert campaign is not None, "photos come to a campaign"
        return campaign.settings

    return Kit(
        means,
        marks=lambda: marks_of(folder, settings(), var, means.outbox),
        cleaner=makes_clean,
        cabinet=FileCabinet(var / PHOTOS),
        intakes=lambda account: intake(account, given(account), settings()),
        chance=partial(secrets_of_chance.token_hex, 8),
        finder=finds,
    )


def cleaner() -> Cleaner:
    """The caged one."""
    with IMPORTING:
        from bot.photos.cleaning.cleaner import PhotoCleaner  # noqa: PLC0415 -- only where a photo came

    return PhotoCleaner()


def intake(account: Account, given: Mapping[str, str], settings: Settings) -> Intake:
    """How an account sees what supporters post."""
    with IMPORTING:
        from bot.networks.fetch import Fetcher  # noqa: PLC0415 -- only where photos are looked for
        from bot.networks.http import is_loopback  # noqa: PLC0415 -- the same

    servers = settings.photos.servers if settings.photos else ()
    # Only a stand-in on this computer may show pictures that lie on this computer.
    fetch = Fetcher(insecure_loopback=bool(account.address) and is_loopback(account.address)).fetch
    match account.network:
        case NetworkName.MASTODON:
            with IMPORTING:
                from bot.networks.mastodon_intake import MastodonIntake  # noqa: PLC0415 -- only where it is used

            return MastodonIntake(account, given, fetch=fetch, servers=servers)
        case NetworkName.X:
            with IMPORTING:
                from bot.networks.x_intake import XIntake  # noqa: PLC0415 -- the same

            return XIntake(account, given, CALL_S, fetch)
        case NetworkName.TELEGRAM:
            with IMPORTING:
                from bot.networks.telegram_intake import TelegramIntake  # noqa: PLC0415 -- the same

            return TelegramIntake(account, given, CALL_S, settings.staff.chat)


def listening(account: Account, given: Mapping[str, str]) -> Listen:
    """How a Mastodon account hears of what is posted under a tag."""
    with IMPORTING:
        from bot.networks.mastodon_streaming import MastodonStreaming  # noqa: PLC0415 -- only where photos are taken

    return MastodonStreaming(account, given).listen


def marks_of(folder: Path, settings: Settings, var: Path, outbox: Outbox) -> Marks:
    """With the key there is; where nothing was taken yet one is drawn, and kept beside the database, not in it.

    Raises ``SecretsError`` for a store that another key knows, and where its key is missing.
    """
    key, file, begun = secrets.photos_key(folder, settings, var), var / secrets.KEY_FILE, is_begun(outbox)
    if not key:
        if begun:
            raise coded(SecretsError, "photos-key-missing", name=secrets.PHOTOS_KEY, file=file)
        _draw(file)
        key = secrets.photos_key(folder, settings, var)
    log.REDACTOR.learn([key.decode()])
    marks = Marks(key)
    own, known = marks.of("key", "own"), outbox.noted(_KEY)
    if begun and known not in {None, own}:
        raise coded(SecretsError, "photos-key-other", name=secrets.PHOTOS_KEY, file=file)
    if known != own:
        outbox.note(_KEY, own)
    return marks


def _draw(file: Path) -> None:
    """Whole or not at all: another process may be drawing one too, and the first one counts."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{secrets_of_chance.token_hex(4)}")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, secrets_of_chance.token_hex(32).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    with contextlib.suppress(FileExistsError):
        os.link(part, file)
    part.unlink()
