"""Pictures for ``preview`` and ``poster``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bot.bootstrap.painting import own_cleaner
from bot.campaign.itinerary import Item
from bot.files.read import read_campaign
from bot.pictures import Pictures, poster_pdf, poster_png
from bot.pictures.poster import LINES


def preview_pictures(folder: Path, items: Iterable[Item], target: Path) -> Mapping[str, str]:
    """Draw each item's picture into ``target``; by delivery key, the file's path."""
    files: dict[str, str] = {}
    painter: Pictures | None = None
    for item in items:
        post = item.post
        if post.picture is None:
            continue
        if painter is None:
            target.mkdir(parents=True, exist_ok=True)
            painter = Pictures(target / ".cache", folder, cleaner=own_cleaner)
        media = painter.paint(post.picture, post.alt)
        slot = item.slot
        file = target / f"{slot.entry.key}-{slot.occurrence}-{slot.audience.language}.png"
        file.write_bytes(media.data)
        files[item.key] = str(file)
    return files


def write_poster(folder: Path, target: Path) -> tuple[Path, Path]:
    """``poster.pdf`` and ``poster.png`` of the campaign in ``folder``, into ``target``."""
    campaign = read_campaign(folder).campaign
    lines = (campaign.settings.poster if campaign else ()) or LINES
    target.mkdir(parents=True, exist_ok=True)
    pdf, png = target / "poster.pdf", target / "poster.png"
    pdf.write_bytes(poster_pdf(lines))
    png.write_bytes(poster_png(lines))
    return pdf, png
