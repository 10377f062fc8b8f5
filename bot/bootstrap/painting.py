"""The painter, made when the first picture is wanted: what it draws with takes 60 ms and 4 MB to import."""

from __future__ import annotations

from pathlib import Path

from bot.campaign.model import PictureRequest
from bot.ports import Media, Painter


class LatePainter:
    """A ``ports.Painter``. ``state`` is the campaign's ``var``, ``folder`` the campaign's own."""

    def __init__(self, state: Path, folder: Path) -> None:
        self._state, self._folder = state, folder
        self._painter: Painter | None = None

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """See ``Pictures``. Should two threads come first at once, two paint the same pictures: no harm is done."""
        if self._painter is None:
            from bot.pictures import Pictures  # noqa: PLC0415 -- see above

            self._painter = Pictures(self._state, self._folder)
        return self._painter.paint(request, alt)
