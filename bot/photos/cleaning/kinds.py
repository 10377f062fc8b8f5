"""What a file says it is, in its first bytes: nothing is decoded here."""

from __future__ import annotations

from typing import Literal, TypeGuard, get_args

Kind = Literal["JPEG", "PNG", "WEBP", "HEIF"]
"""The formats that are taken, by Pillow's names."""

HEAD_BYTES = 1024
"""As much as is looked at: an SVG may begin with comments."""

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_ANY_HEIF_BRANDS = frozenset({b"mif1", b"msf1", b"mif2"})
"""Containers that say nothing of their codec (ISO/IEC 23008-12): the compatible brands do."""

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"%PDF-", "PDF"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000"),
    (b"8BPS", "Photoshop"),
    (b"PK\x03\x04", "ZIP"),
    (b"\x1aE\xdf\xa3", "WebM"),
)


def taken(kind: str) -> TypeGuard[Kind]:
    """Whether pictures of this kind are cleaned."""
    return kind in get_args(Kind)


def kind_of(data: bytes) -> str:
    """``JPEG``, ``PNG``, ``WEBP`` or ``HEIF``; the name of a kind that is not taken; empty when nobody knows it."""
    head = data[:HEAD_BYTES]
    if head[4:8] == b"ftyp":
        return _boxed(head)
    if head[:4] == b"RIFF":
        return {b"WEBP": "WEBP", b"AVI ": "AVI"}.get(head[8:12], "")
    for beginning, kind in _BEGINNINGS:
        if head.startswith(beginning):
            return kind
    return "SVG" if b"<svg" in head.lower() else ""


def _boxed(head: bytes) -> str:
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    if brands[0] in _HEIC_BRANDS:
        return "HEIF"
    if brands[0] in _AVIF_BRANDS:
        return "AVIF"
    if brands[0] in _ANY_HEIF_BRANDS:
        if _HEIC_BRANDS.intersection(brands):
            return "HEIF"
        return "AVIF" if _AVIF_BRANDS.intersection(brands) else "HEIF"
    return "MP4"
