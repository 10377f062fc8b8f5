"""What looking for faces costs: ``python -m tests.photos.finding.bench``; it wants the extra (``make faces``)."""

from __future__ import annotations

import resource
import sys

from bot.bootstrap.finding import finder
from bot.ports import NotLooked
from tests.photos.finding.drawing import crowd, jpeg

SIZES = ((256, 256), (2048, 1536), (2048, 2048))


def main() -> int:
    """Print the figures; memory is the most that any of them took so far."""
    looking = finder()
    if looking is None:
        sys.stdout.write("nothing is installed that finds faces: make faces\n")
        return 1
    for size in SIZES:
        picture, middles = crowd(size, size[0] // 4, 4, 2)
        before = _processor_s()
        found = looking.find(jpeg(picture))
        said = found.code if isinstance(found, NotLooked) else f"{len(found)} of {len(middles)} faces"
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
        line = f"{size[0]} × {size[1]}: {said}, {_processor_s() - before:.2f} s of processor time, {memory:.0f} MB\n"
        sys.stdout.write(line)
    return 0


def _processor_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    sys.exit(main())
