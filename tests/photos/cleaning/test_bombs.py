from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import BYTES_MAX
from bot.ports.photos import Cleaned, Refused
from tests.photos.cleaning.bombs import large_webp, png_of, resized, scan_bomb, text_bomb
from tests.photos.pictures import photo, saved, scene

GROWTH_KB_MAX = 20_000


SMALL = (160, 120)
BOMBS: dict[str, Callable[[], bytes]] = {
    "a billion pixels": lambda: png_of(32_000, 32_000),
    "200 scans": lambda: scan_bomb(2000, 1500, 200),
    "a JPEG that says it is larger": lambda: resized(photo(1, size=SMALL), "JPEG", 65_000, 65_000),
    "a PNG that says it is larger": lambda: resized(photo(1, "PNG", SMALL), "PNG", 2**31 - 1, 2**31 - 1),
    "a HEIC that says it is larger": lambda: resized(photo(1, "HEIC", SMALL), "HEIC", 30_000, 30_000),
    "a WebP that says it is larger": lambda: large_webp(16_000, 16_000),
    "texts of 90 MB": lambda: text_bomb(100),
    "too many bytes": lambda: photo(1, size=SMALL) + b"\0" * BYTES_MAX,
    "a ribbon": lambda: saved(scene(1, (4000, 130)), "JPEG"),
    "a crumb": lambda: saved(scene(1, (119, 400)), "JPEG"),
    "half a JPEG": lambda: photo(1)[:20_000],
    "half a PNG": lambda: photo(1, "PNG")[:-2000],
    "half a WebP": lambda: photo(1, "WebP")[:-2000],
    "half a HEIC": lambda: photo(1, "HEIC")[:-2000],
}
CODES = {
    "a billion pixels": "photo-bomb",
    "200 scans": "photo-many-scans",
    "a JPEG that says it is larger": "photo-bomb",
    "a PNG that says it is larger": "photo-bomb",
    "a HEIC that says it is larger": "photo-bomb",
    "a WebP that says it is larger": "photo-bomb",
    "texts of 90 MB": "photo-broken",
    "too many bytes": "photo-too-big",
    "a ribbon": "photo-too-narrow",
    "a crumb": "photo-too-small",
    "half a JPEG": "photo-broken",
    "half a PNG": "photo-broken",
    "half a WebP": "photo-broken",
    "half a HEIC": "photo-broken",
}


def _resident_kb(what: str) -> int:
    found = re.search(rf"{what}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found
    return int(found[1])


@pytest.mark.parametrize("name", CODES)
def test_a_bomb_is_refused_soon_by_its_own_code_and_costs_the_daemon_no_memory(name: str) -> None:
    data, cleaner = BOMBS[name](), PhotoCleaner()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak is counted from here
    before, begun = _resident_kb("VmRSS"), perf_counter()
    found = cleaner.clean(data)
    assert isinstance(found, Refused)
    assert found.code == CODES[name]
    assert perf_counter() - begun < 6
    assert _resident_kb("VmHWM") - before < GROWTH_KB_MAX


def test_what_the_refusal_says_are_the_numbers_of_the_file() -> None:
    found = PhotoCleaner().clean(BOMBS["a billion pixels"]())
    assert found == Refused("photo-bomb", {"width": 32_000, "height": 32_000})


def test_a_picture_that_takes_too_long_is_given_up() -> None:
    """Fifty scans are legal, and each draws all of 24 million pixels again."""
    begun = perf_counter()
    assert PhotoCleaner(wall_s=0.7).clean(scan_bomb(6000, 4000, 50)) == Refused("photo-too-slow")
    assert perf_counter() - begun < 4


def test_the_largest_picture_that_is_taken_fits_into_the_child_s_memory() -> None:
    data = png_of(8100, 6100, see_through=True)
    found = PhotoCleaner().clean(data)
    assert isinstance(found, Cleaned), found
    assert (found.width, found.height) == (2048, 1542)


def test_a_large_photo_costs_the_daemon_no_memory_either() -> None:
    data = photo(1, size=(4000, 3000))
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _resident_kb("VmRSS")
    assert isinstance(PhotoCleaner().clean(data), Cleaned)
    assert _resident_kb("VmHWM") - before < GROWTH_KB_MAX
