"""How long a 12-megapixel photo takes, end to end: ``python -m tests.photos.cleaning.bench``; 1 is above 0.8 s."""

from __future__ import annotations

import sys
from statistics import median
from time import perf_counter

from PIL import Image, ImageChops

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.ports.photos import Cleaned
from tests.photos.pictures import Told, exif, saved, scene

LIMIT_S = 0.8
RUNS = 5


def photo_of_12_megapixels() -> bytes:
    """As a phone makes it: 4032 × 3024, grainy, turned, with a place; some 4 MB."""
    size = (4032, 3024)
    grain = Image.effect_noise(size, 24)
    grainy = Image.merge("RGB", [ImageChops.add(band, grain, offset=-128) for band in scene(1, size).split()])
    return saved(grainy, "JPEG", exif=exif(Told(6, (48.8566, 2.3522))))


def seconds(data: bytes) -> list[float]:
    """Each of ``RUNS`` cleanings after a first one that fills the disk's cache."""
    taken = []
    for _ in range(RUNS + 1):
        begun = perf_counter()
        assert isinstance(PhotoCleaner().clean(data), Cleaned)
        taken.append(perf_counter() - begun)
    return taken[1:]


def main() -> int:
    """Print the figures."""
    data = photo_of_12_megapixels()
    taken = seconds(data)
    told = " ".join(f"{each:.3f}" for each in taken)
    sys.stdout.write(
        f"12 megapixels, {len(data) / 1e6:.1f} MB: median {median(taken):.3f} s of {told} (limit {LIMIT_S} s)\n"
    )
    return int(median(taken) > LIMIT_S)


if __name__ == "__main__":
    sys.exit(main())
