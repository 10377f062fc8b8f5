"""Makes picture files as phones, editors and attackers leave them."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin
from PIL.Image import Exif

SECRETS = (b"48.8632", b"SERIAL-0042", b"SECRET-COMMENT", b"SECRET-XMP", b"SECRET-ICC", b"SECRET-ZIP", b"SECRET-TEXT")
"""Words planted in a file's metadata; none may be left in what goes out."""


def scene(size: tuple[int, int] = (800, 600), mode: str = "RGB") -> Image.Image:
    """Smooth colours whose top left corner alone is red: turned pictures can be told apart."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((220, 0, 0), (0, 0, size[0] // 4, size[1] // 4))
    return picture.convert(mode)


def exif(orientation: int = 1) -> Exif:
    """Where, with what and which way up the picture was taken."""
    facts = Exif()
    facts[0x0112] = orientation
    facts[0x010F] = "SERIAL-0042"
    facts[0x9286] = b"SECRET-TEXT"
    facts.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 47.5), 29: "48.8632"})
    return facts


def profile() -> bytes:
    """A colour profile whose description is one of the secrets (same length, so that it stays readable)."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace("sRGB built-in".encode("utf-16-be")[:20], b"SECRET-ICC SECRET-IC")


def swapped_profile() -> bytes:
    """A colour space whose red is sRGB's green and the reverse: two tags of the profile change names."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)


def saved(picture: Image.Image, kind: str, orientation: int = 1) -> bytes:
    """A file of ``kind`` with every sort of metadata it can carry, and a ZIP behind its end."""
    out = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>SECRET-XMP 48.8632</x:xmpmeta>"
    if kind == "JPEG":
        picture.save(out, kind, exif=exif(orientation), comment=b"SECRET-COMMENT", xmp=xmp, icc_profile=profile())
    elif kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", "SECRET-COMMENT")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        picture.save(out, kind, exif=exif(orientation), pnginfo=text, icc_profile=profile())
    else:
        picture.save(out, kind, exif=exif(orientation), xmp=xmp, icc_profile=profile(), quality=95)
    return out.getvalue() + b"PK\x03\x04SECRET-ZIP"


def png_of(width: int, height: int) -> bytes:
    """A PNG whose header promises ``width`` × ``height`` grey pixels that its few bytes do inflate to."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    deflate = zlib.compressobj(9)
    rows = b"".join(deflate.compress(b"\x00" * ((width + 7) // 8 + 1)) for _ in range(height)) + deflate.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_scans() -> bytes:
    """A progressive JPEG that repeats its last scan 200 times."""
    out = BytesIO()
    scene((64, 64)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 200 + b"\xff\xd9"
