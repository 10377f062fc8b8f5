"""An organiser's own picture file, made fit to publish: pixels are kept, everything else is left behind."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from threading import Timer

from PIL import Image

from bot.pictures.fault import fault

FILE_BYTES_MAX = 32 * 1024 * 1024
JPEG_BYTES_MAX = 5_000_000
"""X takes no larger picture, and the other networks take larger ones: one file serves all three."""

_CHILD = Path(__file__).with_name("child.py")
_EDGE_MAX = 2048
_WALL_S = 30.0
"""Three times what the child may compute: the rest is a busy machine."""
_ANSWER_BYTES_MAX = 100 + _EDGE_MAX * _EDGE_MAX * 3
_QUALITIES = (88, 80, 70, 60, 50)
_CODES = frozenset({"picture-heic", "picture-format", "picture-bomb", "picture-broken"})


@dataclass(frozen=True, slots=True)
class Version:
    """Which file a name stood for: another one has other values."""

    device: int
    inode: int
    size: int
    modified_ns: int


def open_photo(campaign_folder: Path, name: str) -> tuple[int, Version]:
    """A descriptor of the file ``name`` inside the campaign's folder; the caller closes it.

    Raises ``CampaignError`` for a file that is missing, outside, too large or no plain file.
    """
    root = campaign_folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root):
        raise fault("picture-outside", file=name)
    try:
        # Not blocking: a pipe of that name would otherwise hang the sender.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise fault("picture-missing", file=name, reason=error.strerror or "") from None
    facts = os.fstat(descriptor)
    if not stat.S_ISREG(facts.st_mode) or facts.st_size > FILE_BYTES_MAX:
        os.close(descriptor)
        raise fault("picture-too-large" if stat.S_ISREG(facts.st_mode) else "picture-format", file=name)
    return descriptor, Version(facts.st_dev, facts.st_ino, facts.st_size, facts.st_mtime_ns)


def clean_photo(descriptor: int, name: str) -> bytes:
    """A fresh JPEG of the picture: upright, sRGB, at most 2048 × 2048 pixels and 5 MB, with no metadata at all.

    The file is decoded in a child process without our environment. Raises ``CampaignError`` naming ``name``.
    """
    return _encode(_pixels(descriptor, name))


def _pixels(descriptor: int, name: str) -> Image.Image:
    status, header, raw = _run_child(descriptor)
    # What the child says is checked as if a stranger said it: a decoder's bug may be speaking.
    try:
        said = json.loads(header)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        said = {}
    width, height, code = said.get("width"), said.get("height"), said.get("code")
    if status == 0 and isinstance(width, int) and isinstance(height, int):
        fair = 0 < width <= _EDGE_MAX and 0 < height <= _EDGE_MAX
        if fair and len(raw) == width * height * 3:
            return Image.frombytes("RGB", (width, height), raw)
    if code not in _CODES:
        # Killed by its limits, or by us: whatever the file is, it asked for too much.
        code = "picture-bomb" if status < 0 else "picture-broken"
    raise fault(str(code), file=name)


def _run_child(descriptor: int) -> tuple[int, bytes, bytes]:
    """Exit status (negative: killed by that signal), header line and pixels of the decoding child."""
    # -I: it sees neither our folder nor our variables; -B: it writes no cache. Its limits are its own first act.
    command = [sys.executable, "-I", "-B", str(_CHILD)]
    with subprocess.Popen(  # noqa: S603  # our own program, no words of others on its command line
        command, stdin=descriptor, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/"
    ) as child:
        assert child.stdout is not None, "asked for a pipe"
        timer = Timer(_WALL_S, child.kill)
        timer.start()
        try:
            answer = child.stdout.read(_ANSWER_BYTES_MAX + 1)
            if len(answer) > _ANSWER_BYTES_MAX:
                child.kill()
            status = child.wait()
        finally:
            timer.cancel()
    header, _, raw = answer.partition(b"\n")
    return status, header, raw


def _encode(pixels: Image.Image) -> bytes:
    data = b""
    for quality in _QUALITIES:
        out = BytesIO()
        # Full colour resolution: a poster's red letters would fringe otherwise.
        pixels.save(out, "JPEG", quality=quality, subsampling=0, optimize=True)
        data = out.getvalue()
        if len(data) <= JPEG_BYTES_MAX:
            break
    return data
