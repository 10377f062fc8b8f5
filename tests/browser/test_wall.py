"""The wall as its visitors have it: a folder, in a browser."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.pages.wall_writing import write_wall
from bot.ports import Wall
from tests.browser.reader import CANARY, Reader
from tests.pages.test_wall import FILES, HUNG, SETTINGS

HOSTILE = replace(HUNG[1], alt=CANARY, city=CANARY)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder: Path = tmp_path_factory.mktemp("wall")
    write_wall(Wall(12, 5, (HUNG[0], HOSTILE, HUNG[2])), SETTINGS, folder, FILES.get)
    return (folder / "index.html").as_uri()


def test_its_pictures_are_seen_and_nothing_else_is_asked_for(reader: Reader, address: str) -> None:
    page = reader.open(address)
    loaded = page.evaluate("[...document.images].filter(image => image.naturalWidth > 0).length")
    assert loaded == len(FILES)
    folder = address.removesuffix("index.html")
    assert set(reader.asked) == {address, *(f"{folder}{sha256}.jpg" for sha256 in FILES)}
    assert reader.said == []
    assert reader.dialogs == []


def test_nothing_sticks_out_on_a_desk_or_a_phone(reader: Reader, on_a_phone: Reader, address: str) -> None:
    for someone in (reader, on_a_phone):
        someone.open(address)
        assert someone.overflow() == []
        assert someone.visible("img") == len(FILES)
