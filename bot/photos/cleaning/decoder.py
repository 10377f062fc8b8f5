"""The first child: a stranger's bytes in, a size and raw pixels out. It is expected to be taken over one day.

Nothing of ours is imported but this folder's own files and the cage, and everything a decoder may want is imported
before the cage is shut: afterwards no file can be opened.
"""

from __future__ import annotations

import importlib
import os
import warnings
from collections.abc import Callable
from io import BytesIO

from PIL import Image, TiffImagePlugin
from PIL.ImageFile import ImageFile

from bot.cage.shutting import shut
from bot.photos.cleaning.frame import (
    EXIT_FAILED,
    FINE,
    MEMORY_BYTES,
    PIXELS_MAX,
    READY,
    RULES,
    SCANS_MAX,
    SUPPORTERS,
    Header,
    Refusal,
    Rules,
    read_up_to,
    write_all,
)
from bot.photos.cleaning.kinds import Kind, taken
from bot.photos.cleaning.scans import scans
from bot.photos.cleaning.upright import opaque, plain, srgb, turn_of

_READS_EXIF = TiffImagePlugin
"""Imported by Pillow when a picture has EXIF, which would be too late."""
Opener = Callable[[BytesIO], ImageFile]
_OPENERS: dict[Kind, tuple[str, str]] = {
    "JPEG": ("PIL.JpegImagePlugin", "JpegImageFile"),
    "PNG": ("PIL.PngImagePlugin", "PngImageFile"),
    "WEBP": ("PIL.WebPImagePlugin", "WebPImageFile"),
    "HEIF": ("pillow_heif", "HeifImageFile"),
}
"""Module and class that read each kind. Not through ``Image.open``, which may try other classes, and makes a file with
several pictures (MPO) something else than the JPEG it begins with."""
_THEIRS = RULES[SUPPORTERS]
_CLOSE_ENOUGH = 0.9
"""A JPEG can be decoded at ½, ¼ or ⅛ of its size in half the time: taken when that leaves at least so much of it."""


def opener(kind: Kind) -> Opener:
    """What reads this kind and no other; its libraries are loaded now."""
    module, name = _OPENERS[kind]
    found: Opener = getattr(importlib.import_module(module), name)
    if kind == "HEIF":
        options = importlib.import_module("pillow_heif.options")
        # No thumbnail may stand for the picture. libde265 decodes in a thread all the same.
        for extra in ("THUMBNAILS", "DEPTH_IMAGES", "AUX_IMAGES", "DECODE_THREADS"):
            setattr(options, extra, 0)
    return found


def answer(
    kind: Kind, opened: Opener, data: bytes | bytearray, longest: int, rules: Rules = _THEIRS
) -> tuple[Header, bytes]:
    """The picture's size and pixels, or why there are none: whatever the bytes are, no error comes out of it."""
    try:
        picture = decode(kind, opened, data, longest, rules)
    except Refusal as refusal:
        return refusal.header, b""
    except MemoryError:
        return Header("photo-too-heavy"), b""
    except ImportError:
        raise  # ours: something was not there before the cage was shut
    except Exception:  # noqa: BLE001  # decoders raise whatever a crafted file makes them raise
        return Header("photo-broken"), b""
    return Header(FINE, *picture.size), picture.tobytes()


def decode(kind: Kind, opened: Opener, data: bytes | bytearray, longest: int, rules: Rules = _THEIRS) -> Image.Image:
    """The picture upright, in sRGB, on white, at most ``longest`` pixels wide and high."""
    if kind == "WEBP":
        _fair(rules, *_webp_size(data))  # its decoder takes memory for the whole canvas before it tells the size
    if kind == "JPEG" and (count := scans(data, SCANS_MAX)) > SCANS_MAX:
        raise Refusal("photo-many-scans", count)
    picture = opened(BytesIO(data))
    _fair(rules, *picture.size)
    _draft(picture, longest)
    picture.load()
    _fair(rules, *picture.size)  # HEIF may find out otherwise while it decodes
    # HEIF turns its pictures itself, and its EXIF is to be left aside (ISO/IEC 23008-12, 6.5.10).
    turn = None if kind == "HEIF" else turn_of(picture)
    profile = picture.info.get("icc_profile")
    small = _shrunk(plain(picture), longest)
    if turn is not None:
        small = small.transpose(turn)
    return opaque(srgb(small, profile))


def _fair(rules: Rules, width: int, height: int) -> None:
    if width * height > PIXELS_MAX:
        raise Refusal("photo-bomb", width, height)
    if max(width, height) > rules.ratio_max * min(width, height):
        raise Refusal("photo-too-narrow", width, height)
    if min(width, height) < rules.edge_min:
        raise Refusal("photo-too-small", width, height)


def _draft(picture: Image.Image, longest: int) -> None:
    scale = _CLOSE_ENOUGH * longest / max(picture.size)
    if scale < 1:
        picture.draft(None, (max(1, int(picture.width * scale)), max(1, int(picture.height * scale))))


def _shrunk(picture: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(picture.size)
    if scale >= 1:
        return picture
    size = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _webp_size(data: bytes | bytearray) -> tuple[int, int]:
    """As the first chunk says (RFC 9649, 2.5 to 2.7)."""
    chunk, body = bytes(data[12:16]), data[20:30]
    if chunk == b"VP8X":
        return 1 + int.from_bytes(body[4:7], "little"), 1 + int.from_bytes(body[7:10], "little")
    if chunk == b"VP8L":
        both = int.from_bytes(body[1:5], "little")
        return 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
    if chunk == b"VP8 ":
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    raise Refusal("photo-broken")


def main(kind: str, longest: str, whose: str = SUPPORTERS) -> None:
    """Answer for the one picture on standard input, and end."""
    assert taken(kind), f"{kind} is not decoded"
    rules = RULES[whose]
    warnings.simplefilter("ignore")  # unreadable EXIF is no fault of the picture; its size is looked at here
    opened = opener(kind)
    shut(MEMORY_BYTES, threads=kind == "HEIF")
    try:
        write_all(READY)
        header, pixels = answer(kind, opened, read_up_to(rules.bytes_max), int(longest), rules)
        write_all(header.packed(), pixels)
    except BaseException:  # noqa: BLE001  # its traceback would want to open files
        os._exit(EXIT_FAILED)
    os._exit(0)
