"""How many times a JPEG draws over itself: a decoder does all of them, however small the file is."""

from __future__ import annotations

import re

_SOI, _EOI, _SOS, _TEM = 0xD8, 0xD9, 0xDA, 0x01
# Within a scan FF 00 is a byte of the picture and FF D0 … D7 a restart; FF FF is filling (ITU-T T.81, B.1.1).
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def scans(data: bytes | bytearray, most: int) -> int:
    """The scans of the picture that ``data`` begins with, as libjpeg walks over them; stops counting past ``most``.

    Thumbnails inside its segments and videos behind its end are no scans of it.
    """
    found, at = 0, 0
    while found <= most:
        marker = _MARKER.search(data, at)
        if marker is None:
            break
        kind, at = data[marker.end() - 1], marker.end()
        if kind == _EOI:
            break
        if kind == _SOS:
            found += 1
        if kind not in (_SOI, _TEM):
            # The scan's own data begins behind the segment: the search for FF goes over it.
            at += max(2, int.from_bytes(data[at : at + 2], "big"))
    return found
