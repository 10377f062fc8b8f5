"""The painter, made when the first picture is wanted: what it draws with takes 60 ms and 4 MB to import."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap.importing import IMPORTING
from bot.campaign.model import PictureKind, PictureRequest
from bot.errors import CampaignError, StoreError
from bot.photos.cabinet import FileCabinet
from bot.ports import Cleaner, Media, Painter
from bot.wording import coded

PHOTOS = "photos"
"""In the campaign's ``var``: supporters' pictures by their hash, readable by nobody else."""


class LatePainter:
    """A ``ports.Painter``. ``state`` is the campaign's ``var``, ``folder`` the campaign's own.

    With ``examples`` a mosaic of no photos is a made-up one; else it is none.
    """

    def __init__(self, state: Path, folder: Path, *, examples: bool = False) -> None:
        self._state, self._folder, self._examples = state, folder, examples
        self._painter: Painter | None = None
        self._cabinet = FileCabinet(state / PHOTOS)

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """See ``Pictures``. Should two threads come first at once, two paint the same pictures: no harm is done."""
        if request.kind is PictureKind.SUPPORTER:
            return self._supporters(request.path, alt)
        if self._painter is None:
            with IMPORTING:
                from bot.pictures import Pictures  # noqa: PLC0415 -- see above

            self._painter = Pictures(self._state, self._folder, cleaner=own_cleaner, supporters=self._read)
        if self._examples and request.kind is PictureKind.MOSAIC and not request.photos:
            return self._example(request, alt)
        return self._painter.paint(request, alt)

    def _example(self, request: PictureRequest, alt: str) -> Media:
        with IMPORTING:
            from bot.pictures import Pictures  # noqa: PLC0415 -- see above

        return Pictures(self._state, self._folder).paint(request, alt)

    def _supporters(self, sha256: str, alt: str) -> Media:
        """The very file that a person approved, or none."""
        data = self._read(sha256)
        if data is None:
            raise coded(CampaignError, "photo-file-gone", photo=sha256[:8])
        return Media(data, "image/jpeg", sha256, alt)

    def _read(self, sha256: str) -> bytes | None:
        """A disk that fails the cabinet need not fail the outbox: this picture waits, and what else is due goes out."""
        try:
            return self._cabinet.read(sha256)
        except StoreError as error:
            raise OSError(str(error)) from None


def own_cleaner() -> Cleaner:
    """What opens organisers' own pictures: the caged pair, with what organisers were promised."""
    with IMPORTING:
        from bot.photos.cleaning.cleaner import PhotoCleaner  # noqa: PLC0415 -- only where there is a photo
        from bot.photos.cleaning.frame import ORGANISERS  # noqa: PLC0415 -- the same

    return PhotoCleaner(ORGANISERS)
