"""From whatever a decoder made of a file to plain pixels: upright, sRGB, on white."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from PIL import Image, ImageCms

_ORIENTATION = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of EXIF's orientation tag (Exif 3.0, 4.6.5)."""
PROFILE_BYTES_MAX = 4 << 20
"""The profiles of printing presses reach 3 MB."""
_SRGB = ImageCms.createProfile("sRGB")


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """What puts the picture upright; None when it is, or when nobody can read what it says."""
    try:
        return _UPRIGHT.get(int(picture.getexif().get(_ORIENTATION, 1)))
    except ImportError:
        raise
    except Exception:  # noqa: BLE001  # unreadable EXIF raises anything; the picture itself may be good
        return None


def plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized and colour-managed: ``RGB``, ``RGBA``, ``L`` or ``CMYK``."""
    if picture.mode in {"RGB", "RGBA", "L", "CMYK"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would clip them instead of scaling
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    see_through = picture.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    return picture.convert("RGBA" if see_through else "RGB")


def srgb(picture: Image.Image, profile: object) -> Image.Image:
    """``picture``, whose numbers mean what ``profile`` says, with the numbers that mean the same in sRGB.

    Without a usable profile the numbers are taken as sRGB, as browsers do.
    """
    if not isinstance(profile, bytes) or not 128 <= len(profile) <= PROFILE_BYTES_MAX:
        return picture
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        managed = ImageCms.profileToProfile(colours, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    assert managed is not None, "profileToProfile returns a picture unless told to work in place"
    if alpha:
        managed.putalpha(alpha)
    return managed


def opaque(picture: Image.Image) -> Image.Image:
    """In ``RGB``, on white paper."""
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, picture).convert("RGB")
