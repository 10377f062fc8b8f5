"""An organiser's own picture file, made fit to publish: pixels are kept, everything else is left behind."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from bot.pictures.fault import fault
from bot.ports import Cleaned, Cleaner

FILE_BYTES_MAX = 32 * 1024 * 1024

_CODES = {
    "photo-too-big": "picture-too-large",
    "photo-not-a-picture": "picture-format",
    "photo-kind": "picture-format",
    "photo-bomb": "picture-bomb",
    "photo-many-scans": "picture-bomb",
    "photo-too-slow": "picture-bomb",
    "photo-too-heavy": "picture-bomb",
}
"""What a cleaner's refusal is called where the picture is an organiser's own; any other: it is broken."""


@dataclass(frozen=True, slots=True)
class Version:
    """Which file a name stood for: another one has other values."""

    device: int
    inode: int
    size: int
    modified_ns: int


def open_photo(campaign_folder: Path, name: str) -> tuple[int, Version]:
    """A descriptor of the file ``name`` inside the campaign's folder; the caller closes it.

    Raises ``CampaignError`` for a file that is missing, outside, too large or no plain file.
    """
    root = campaign_folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise fault("picture-outside", file=name)
    try:
        # Not blocking: a pipe of that name would otherwise hang the sender.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise fault("picture-missing", file=name, reason=error.strerror or "") from None
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > FILE_BYTES_MAX:
        os.close(descriptor)
        raise fault("picture-too-large" if stat.S_ISREG(facts.st_mode) else "picture-format", file=name)
    return descriptor, Version(facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


def clean_photo(descriptor: int, name: str, cleaner: Cleaner) -> bytes:
    """A fresh JPEG of the picture: upright, sRGB, at most 2048 × 2048 pixels and 5 MB, with no metadata at all.

    Raises ``CampaignError`` naming ``name``, or one that says why this computer opens no pictures.
    """
    with os.fdopen(os.dup(descriptor), "rb") as file:
        data = file.read(FILE_BYTES_MAX + 1)
    cleaned = cleaner.clean(data)
    if isinstance(cleaned, Cleaned):
        return cleaned.data
    code = _CODES.get(cleaned.code, "picture-broken")
    raise fault("picture-heic" if cleaned.facts.get("kind") == "HEIF" else code, file=name)
