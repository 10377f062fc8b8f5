"""What looks for faces, where the extra is installed; neither it nor anything of it is imported in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.bootstrap.importing import IMPORTING
from bot.campaign.photo_settings import Photos

if TYPE_CHECKING:
    from bot.photos.finding.finder import FaceFinder


def finder() -> FaceFinder | None:
    """``None``: the extra is not installed."""
    with IMPORTING:
        from bot.photos.finding.finder import FaceFinder, model_file  # noqa: PLC0415 -- only where a photo came

    model = model_file()
    return FaceFinder(model) if model is not None else None


def unfit(photos: Photos | None) -> str:
    """Why no face is found though the extra is installed: a code of ``bot.wording.faces``; empty: all is well."""
    found = finder() if photos is not None and photos.faces_covered else None
    why = found.trial() if found is not None else None
    return why.code if why is not None else ""
