"""Decodes one foreign picture, and nothing else: run as a program of its own, without our other modules or secrets.

Standard input is the picture file; standard output is one header line of JSON, then raw RGB pixels. The process limits
itself before it reads the first byte (docs: reliability threats 1 to 6): a bug in a decoder meets no token, no
database, no file it could write, and a parent that takes nothing but numbers and pixels.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from io import BytesIO
from typing import BinaryIO

# Everything a decoder may want is imported now: once the limits stand, no file can be opened any more.
from PIL import (
    Image,
    ImageCms,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS_MAX = 50_000_000
SCANS_MAX = 64
"""A progressive JPEG of legal size can ask for minutes of work by repeating scans; photos have about ten."""
EDGE_MAX = 2048
CPU_S = 10
MEMORY_BYTES = 1 << 30
_DECODERS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin)
Image.preinit()  # Image.open would import these as well

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each value of EXIF's orientation tag (Exif 3.0, 4.6.5)."""


class Refused(Exception):  # noqa: N818  # a verdict on the file, not an error of the program
    """The picture is not taken; its only argument is a code of ``bot.wording.pictures``."""


def limit() -> None:
    """Give up what decoding does not need. What the file brings can then cost 10 s and 1 GiB at most."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_S),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def decode(file: BinaryIO) -> Image.Image:
    """The picture upright, in sRGB, on white, at most ``EDGE_MAX`` pixels wide and high."""
    head = file.read(16)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        raise Refused("picture-heic")
    file.seek(0)
    if head[:2] == b"\xff\xd8" and file.read().count(b"\xff\xda") > SCANS_MAX:
        raise Refused("picture-bomb")
    file.seek(0)
    try:
        picture = Image.open(file, formats=FORMATS)
    except UnidentifiedImageError:
        raise Refused("picture-format") from None
    if picture.width * picture.height > PIXELS_MAX:
        raise Refused("picture-bomb")
    scale = min(1.0, EDGE_MAX / max(picture.size))
    small = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
    # A JPEG is decoded at a fraction of its size where that is still large enough: half the time and memory.
    picture.draft(None, small)
    picture.load()
    turn = _UPRIGHT.get(_orientation(picture))
    profile = picture.info.get("icc_profile")
    plain = _plain(picture)
    if plain.size != small:
        plain = plain.resize(small, Image.Resampling.LANCZOS, reducing_gap=2.0)
    if turn is not None:
        plain = plain.transpose(turn)
    return _opaque(_srgb(plain, profile))


def _orientation(picture: Image.Image) -> int:
    try:
        return int(picture.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # unreadable EXIF raises anything; the picture itself may be good
        return 1


def _plain(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized and colour-managed: ``RGB``, ``RGBA``, ``L`` or ``CMYK``."""
    if picture.mode in {"RGB", "RGBA", "L", "CMYK"} and "transparency" not in picture.info:
        return picture
    if picture.mode.startswith("I"):  # 16 bits of grey: Pillow would clip them instead of scaling
        return picture.convert("I").point(lambda value: value / 257).convert("L")
    see_through = picture.mode in {"LA", "PA", "La", "RGBa"} or "transparency" in picture.info
    return picture.convert("RGBA" if see_through else "RGB")


def _srgb(picture: Image.Image, profile: object) -> Image.Image:
    if not isinstance(profile, bytes):
        return picture
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    colours = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        managed = ImageCms.profileToProfile(colours, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture  # a broken or foreign profile: the numbers are taken as sRGB, as browsers do
    assert managed is not None, "profileToProfile returns a picture unless told to work in place"
    if alpha:
        managed.putalpha(alpha)
    return managed


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    paper = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    return Image.alpha_composite(paper, picture).convert("RGB")


def main() -> int:
    """Answer for the picture on standard input: 0 with pixels, 1 with the code of a sentence."""
    limit()
    warnings.simplefilter("ignore")  # unreadable EXIF is no fault of the picture
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS_MAX
    out = sys.stdout.buffer
    try:
        picture = decode(sys.stdin.buffer)
    except Refused as refused:
        answer: dict[str, object] = {"code": str(refused)}
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        answer = {"code": "picture-bomb"}
    except Exception:  # noqa: BLE001  # decoders raise whatever a crafted file makes them raise
        answer = {"code": "picture-broken"}
    else:
        out.write(json.dumps({"width": picture.width, "height": picture.height}).encode() + b"\n")
        out.write(picture.tobytes())
        return 0
    out.write(json.dumps(answer).encode() + b"\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
