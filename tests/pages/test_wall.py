"""The wall's page and files: nothing but what is out, for everybody to read, and nothing else in the folder touched."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.campaign.photo_settings import Mailbox
from bot.pages.wall import Size, page
from bot.pages.wall_writing import NotOursError, size_of, write_wall
from bot.ports import Hung, Wall
from tests.files.reading import read

LOADED = read({}).campaign
assert LOADED is not None
SETTINGS = replace(LOADED.settings, mailbox=Mailbox("photos@example.org", "h", 993, "u", "Photos", "h", 465))


def jpeg(number: int, size: tuple[int, int] = (64, 48)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (80 * number, 90, 200)).save(out, "JPEG")
    return out.getvalue()


FILES = {hashlib.sha256(data).hexdigest(): data for data in map(jpeg, range(3))}
HUNG = tuple(Hung(f"id {n}", sha, f"poster {n}", ("Paris", "", "Երևան")[n], "hy") for n, sha in enumerate(FILES))
WALL = Wall(12, 5, HUNG)


def html(wall: Wall = WALL, **facts: object) -> str:
    settings = replace(SETTINGS, **facts)  # type: ignore[arg-type] # by name
    return "".join(page(wall, [(hung, Size(64, 48)) for hung in wall.pictures], settings))


def test_each_photo_has_its_alt_text_and_a_city_only_where_it_may_be_shown() -> None:
    told = html()
    assert re.findall(r'<img src="([0-9a-f]{64})\.jpg" alt="([^"]*)" width="64" height="48" loading="lazy">', told) == [
        (sha, f"poster {n}") for n, sha in enumerate(FILES)
    ]
    assert re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", told) == ["Paris", "Երևան"]
    assert '<figcaption lang="hy" dir="auto">Երևան' in told
    assert "id 0" not in told


def test_how_many_there_are_is_said_in_every_language_of_the_campaign() -> None:
    told = html()
    assert re.findall(r'<li lang="(\w+)" dir="auto">(.*?)</li>', told) == [
        ("fr", "12 photos de 5 villes"),
        ("hy", "12 լուսանկար 5 քաղաքից"),
    ]
    assert '<html lang="fr">' in told


def test_it_says_how_to_withdraw() -> None:
    assert "STOP" in html()
    assert "photos@example.org" in html()
    assert "courriel" not in html(mailbox=None)


def test_nothing_runs_and_nothing_is_loaded_but_pictures_from_beside_it() -> None:
    told = html()
    (style,) = re.findall(r"<style>(.*?)</style>", told, re.DOTALL)
    digest = b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; img-src 'self'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in told
    assert "<script" not in told
    assert "url(" not in style
    assert "noindex" in told


@given(st.text(max_size=60), st.text(max_size=40), st.text(max_size=12))
def test_no_alt_text_city_or_language_becomes_markup(alt: str, city: str, language: str) -> None:
    hostile = replace(HUNG[0], alt=f'"><script>{alt}', city=f"</figcaption><script>{city}", language=f'"{language}')
    told = html(Wall(1, 1, (hostile,)))
    assert "<script" not in told
    (shown,) = re.findall(r' alt="([^"]*)"', told)
    assert unescape(shown).startswith('"><script>')
    assert 'lang="und"' in told
    told.encode("utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_pictures_lie_beside_the_page_under_their_hashes_for_everybody_to_read(tmp_path: Path) -> None:
    there = tmp_path / "wall"
    assert write_wall(WALL, SETTINGS, there, FILES.get) == 3
    assert {name: data for name, data in files(there).items() if name != "index.html"} == {
        f"{sha}.jpg": data for sha, data in FILES.items()
    }
    assert {oct(path.stat().st_mode & 0o777) for path in there.iterdir()} == {"0o644"}


def test_what_came_down_is_gone_and_nothing_else_is_touched(tmp_path: Path) -> None:
    write_wall(WALL, SETTINGS, tmp_path, FILES.get)
    (tmp_path / "holiday.jpg").write_bytes(b"mine")
    write_wall(Wall(1, 1, HUNG[:1]), SETTINGS, tmp_path, FILES.get)
    assert set(files(tmp_path)) == {"index.html", "holiday.jpg", f"{HUNG[0].sha256}.jpg"}
    assert HUNG[1].sha256 not in (tmp_path / "index.html").read_text()
    write_wall(Wall(), SETTINGS, tmp_path, FILES.get)
    assert set(files(tmp_path)) == {"index.html", "holiday.jpg"}
    assert "<img" not in (tmp_path / "index.html").read_text()


def test_another_page_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>Ours</title>")
    with pytest.raises(NotOursError):
        write_wall(WALL, SETTINGS, tmp_path, FILES.get)
    assert files(tmp_path) == {"index.html": b"<!doctype html><title>Ours</title>"}


def test_a_picture_whose_file_is_gone_is_left_out(tmp_path: Path) -> None:
    some = {sha: data for sha, data in FILES.items() if sha != HUNG[1].sha256}
    assert write_wall(WALL, SETTINGS, tmp_path, some.get) == 2
    assert HUNG[1].sha256 not in (tmp_path / "index.html").read_text()


def test_a_harmed_picture_is_written_again(tmp_path: Path) -> None:
    write_wall(WALL, SETTINGS, tmp_path, FILES.get)
    harmed = tmp_path / f"{HUNG[0].sha256}.jpg"
    harmed.write_bytes(b"half")
    write_wall(WALL, SETTINGS, tmp_path, FILES.get)
    assert harmed.read_bytes() == FILES[HUNG[0].sha256]


@given(st.integers(1, 300), st.integers(1, 300))
def test_a_pictures_size_is_read_from_its_header(width: int, height: int) -> None:
    assert size_of(jpeg(1, (width, height))) == Size(width, height)
