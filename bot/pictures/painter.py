"""Makes the pictures that posts ask for, and keeps each as ``var/pictures/<sha256>`` of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.campaign.model import PictureKind, PictureRequest
from bot.pictures.card import card_png
from bot.pictures.fault import fault
from bot.pictures.mosaic import mosaic_jpeg
from bot.pictures.photo import Version, clean_photo, open_photo
from bot.pictures.poster import LINES, poster_png
from bot.ports import EXAMPLE, LEAST, Cleaner, Media
from bot.wording.mosaic import counted

_SUFFIX = {"image/png": ".png", "image/jpeg": ".jpg"}
_REMEMBERED_MAX = 2000
"""Requests: a campaign has some hundreds; more than this is forgotten and drawn again."""


@dataclass(frozen=True, slots=True)
class _Made:
    sha256: str
    mime: str


class Pictures:
    """A ``ports.Painter``. Safe to use from many threads: the worst that two can do is draw the same picture twice.

    ``folder`` is the campaign's ``var``; ``footer`` stands at the foot of every countdown card, ``poster`` holds the
    poster's lines. ``cleaner`` opens organisers' own pictures: without one there are none. ``supporters`` reads a
    supporter's cleaned photo by its SHA-256: without it a mosaic is an example.
    """

    def __init__(
        self,
        folder: Path,
        campaign_folder: Path,
        footer: str = "",
        poster: Sequence[str] = LINES,
        cleaner: Callable[[], Cleaner] | None = None,
        supporters: Callable[[str], bytes | None] | None = None,
    ) -> None:
        self._store = folder / "pictures"
        self._campaign_folder = campaign_folder
        self._footer = footer
        self._poster = tuple(poster)
        self._cleaner = cleaner
        self._supporters = supporters
        self._made: dict[tuple[PictureRequest, Version | None], _Made] = {}

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Draw (or clean) the picture and store it; equal requests give equal bytes, a changed photo new ones.

        Raises ``CampaignError`` for a card that cannot be set or a photo that cannot be used.
        """
        if request.kind is PictureKind.PHOTO:
            return self._photo(request, alt)
        if request.kind is PictureKind.MOSAIC:
            return self._mosaic(request, alt)
        return self._kept(request, None, alt) or self._keep(request, None, self._draw(request), "image/png", alt)

    def stored(self, sha256: str) -> bytes | None:
        """The bytes of a picture made before, for a book or a page; ``None`` if it is not here, or damaged."""
        assert len(sha256) == 64, "a SHA-256 in hexadecimal"
        assert sha256.isalnum(), "never a path"
        for suffix in _SUFFIX.values():
            try:
                data = (self._store / (sha256 + suffix)).read_bytes()
            except FileNotFoundError:
                continue
            if hashlib.sha256(data).hexdigest() == sha256:
                return data
        return None

    def _draw(self, request: PictureRequest) -> bytes:
        if request.kind is PictureKind.POSTER:
            return poster_png(request.lines or self._poster)
        return card_png(request.lines, request.language, self._footer)

    def _photo(self, request: PictureRequest, alt: str) -> Media:
        assert self._cleaner is not None, "handed in to whoever paints photos"
        descriptor, version = open_photo(self._campaign_folder, request.path)
        try:
            kept = self._kept(request, version, alt)
            if kept:
                return kept
            data = clean_photo(descriptor, request.path, self._cleaner())
            return self._keep(request, version, data, "image/jpeg", alt)
        finally:
            os.close(descriptor)

    def _mosaic(self, request: PictureRequest, alt: str) -> Media:
        """Never kept, nor remembered: on the disk it would outlive a photo in it that is withdrawn."""
        found: list[bytes] = []
        if self._supporters is not None:
            files = map(self._supporters, (sha256 for _, sha256 in request.photos))
            found = [data for data in files if data is not None]
            if len(found) < LEAST:
                raise fault("mosaic-too-few", least=LEAST)
        words = request.lines[0] if request.lines else counted(request.language, EXAMPLE.photos, EXAMPLE.cities)
        data = mosaic_jpeg(found, words)
        return Media(data, "image/jpeg", hashlib.sha256(data).hexdigest(), f"{alt}\n{words}")

    def _kept(self, request: PictureRequest, version: Version | None, alt: str) -> Media | None:
        made = self._made.get((request, version))
        data = self.stored(made.sha256) if made else None
        return Media(data, made.mime, made.sha256, alt) if made and data else None

    def _keep(self, request: PictureRequest, version: Version | None, data: bytes, mime: str, alt: str) -> Media:
        sha256 = hashlib.sha256(data).hexdigest()
        self._write(self._store / (sha256 + _SUFFIX[mime]), data)
        if len(self._made) >= _REMEMBERED_MAX:
            self._made.clear()
        self._made[request, version] = _Made(sha256, mime)
        return Media(data, mime, sha256, alt)

    def _write(self, path: Path, data: bytes) -> None:
        """All of it or nothing, readable by us alone, on the disk before its name is."""
        self._store.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, draft = tempfile.mkstemp(prefix=".", dir=self._store)  # mode 0600
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(path)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
