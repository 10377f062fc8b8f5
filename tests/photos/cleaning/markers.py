"""Files of every form with a secret in every place where one can hide.

Where a form has no such place, the nearest one it has: PNG and WebP know no IPTC and no comment, so a text or unknown
chunk carries it; only HEIC has items, so the others get a second unknown segment or chunk.
"""

from __future__ import annotations

import random
import string
import struct
import zlib
from functools import cache
from io import BytesIO
from zipfile import ZipFile

from PIL import Image, ImageCms

from tests.photos.pictures import Told, chunk, exif, saved, scene

PLACES = (
    *("GPS", "serial", "thumbnail", "XMP", "IPTC", "comment", "ICC text", "ZIP behind", "MP4 behind", "PNG text"),
    *("unknown chunk", "HEIC item"),
)
_SIZE = (480, 360)


@cache
def markers(form: str) -> dict[str, str]:
    """Sixteen letters and digits for each place; no two alike."""
    dice = random.Random(f"markers of {form}")  # noqa: S311 -- to be repeated
    return {place: "".join(dice.choices(string.ascii_letters + string.digits, k=16)) for place in PLACES}


@cache
def marked(form: str) -> bytes:
    """A photo of ``form`` with all of its ``markers``."""
    secret = {place: text.encode() for place, text in markers(form).items()}
    told = Told(1, (48.86, 2.35), secret["GPS"].decode(), secret["serial"].decode(), _thumbnail(secret["thumbnail"]))
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a>" + secret["XMP"] + b"</a></x:xmpmeta>"
    icc = _profile(secret["ICC text"].decode())
    picture = scene(1, _SIZE)
    if form.endswith("JPEG"):
        data = saved(picture, form)
        data = data[:2] + _segments(secret, exif(told), xmp, icc) + data[2:]
    elif form.endswith("PNG"):
        data = saved(picture, form)
        data = data[:33] + _chunks(secret, exif(told), xmp, icc) + data[33:]
    elif form.endswith("WebP"):
        data = _in_riff(saved(picture, form, exif=exif(told), xmp=xmp, icc=icc), secret)
    else:
        items = [secret[place] for place in ("IPTC", "comment", "PNG text", "HEIC item")]
        data = saved(picture, form, exif=exif(told), xmp=xmp, icc=icc, items=items)
        data += struct.pack(">I", 24) + b"free" + secret["unknown chunk"]
    return data + _zip(secret["ZIP behind"]) + _film(secret["MP4 behind"])


def unpacked(data: bytes) -> bytes:
    """A PNG with what its chunks have compressed written out behind it."""
    out, at = data, 8
    while data.startswith(b"\x89PNG") and at + 8 <= len(data) and data[at + 4 : at + 8] != b"IEND":
        length = struct.unpack_from(">I", data, at)[0]
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in {b"iCCP", b"zTXt"}:
            out += zlib.decompress(body[body.index(b"\0") + 2 :])
        at += 12 + length
    return out


def _thumbnail(secret: bytes) -> bytes:
    out = BytesIO()
    scene(1, (160, 120)).save(out, "JPEG", comment=secret)
    return out.getvalue()


def _profile(secret: str) -> bytes:
    """sRGB, whose copyright line is the secret."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    line = "No copyright, use freely".encode("utf-16-be")
    assert line in made
    return made.replace(line, secret.ljust(24).encode("utf-16-be"))


def _segments(secret: dict[str, bytes], exif_block: bytes, xmp: bytes, icc: bytes) -> bytes:
    record = b"\x1c\x02\x78" + struct.pack(">H", 16) + secret["IPTC"]
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
    parts = (
        (0xE1, b"Exif\0\0" + exif_block),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp),
        (0xE2, b"ICC_PROFILE\0\x01\x01" + icc),
        (0xED, b"Photoshop 3.0\0" + resource),
        (0xFE, secret["comment"]),
        (0xEB, secret["PNG text"]),
        (0xE9, secret["unknown chunk"]),
        (0xEA, secret["HEIC item"]),
    )
    return b"".join(struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data for kind, data in parts)


def _chunks(secret: dict[str, bytes], exif_block: bytes, xmp: bytes, icc: bytes) -> bytes:
    return b"".join(
        (
            chunk(b"iCCP", b"profile\0\0" + zlib.compress(icc)),
            chunk(b"eXIf", exif_block),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp),
            chunk(b"tEXt", b"Raw profile type iptc\0" + secret["IPTC"]),
            chunk(b"tEXt", b"Comment\0" + secret["comment"]),
            chunk(b"zTXt", b"Title\0\0" + zlib.compress(secret["PNG text"])),
            chunk(b"prIv", secret["unknown chunk"]),
            chunk(b"otHr", secret["HEIC item"]),
        )
    )


def _in_riff(data: bytes, secret: dict[str, bytes]) -> bytes:
    assert data[12:16] == b"VP8X"
    parts = b"".join(
        kind + struct.pack("<I", 16) + secret[place]
        for kind, place in ((b"IPTC", "IPTC"), (b"CMNT", "comment"), (b"tEXt", "PNG text"), (b"UNKN", "unknown chunk"))
    )
    parts += b"ITEM" + struct.pack("<I", 16) + secret["HEIC item"]
    whole = data[8:] + parts
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _zip(secret: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("note.txt", secret)
    return out.getvalue()


def _film(secret: bytes) -> bytes:
    """The video that a motion photo carries behind its end."""
    return struct.pack(">I", 16) + b"ftypmp42\0\0\0\0" + struct.pack(">I", 24) + b"mdat" + secret


def shown(data: bytes) -> Image.Image:
    """The picture in a file, as a person sees it."""
    return Image.open(BytesIO(data)).convert("RGB")
