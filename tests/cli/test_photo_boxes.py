from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.photo_boxes import box, percent
from bot.ports import Box
from tests.cli.camp import Commands
from tests.daemon.staff.photo_room import PhotoRoom

spans = st.lists(st.integers(min_value=0, max_value=10_000), min_size=2, max_size=2, unique=True).map(sorted)
boxes = st.tuples(spans, spans).map(
    lambda found: Box(found[0][0] / 10_000, found[1][0] / 10_000, found[0][1] / 10_000, found[1][1] / 10_000)
)


@given(st.lists(boxes, max_size=5))
def test_what_is_shown_of_the_covers_can_be_typed_again(covers: list[Box]) -> None:
    again = [box(said) for said in percent(covers).split()]
    assert [percent([each]) for each in again] == [percent([each]) for each in covers]
    assert all(abs(one.left - two.left) < 1e-9 for one, two in zip(again, covers, strict=True))


def test_a_cover_is_shown_as_an_organiser_types_it() -> None:
    assert percent([Box(0.2, 0.1, 0.35, 0.3), Box(0.31254, 0, 1, 1)]) == "20,10,35,30 31.254,0,100,100"


def test_a_person_sees_what_is_covered_and_takes_one_cover_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    room = PhotoRoom(tmp_path)
    photo = room.cover(room.queue(mailed=True, size=(640, 480)), Box(0.2, 0.1, 0.35, 0.3), Box(0.5, 0.5, 0.75, 0.8))
    run = Commands(tmp_path, capsys)
    assert "   covered: 20,10,35,30 50,50,75,80\n" in run("photos", "show", photo.id)
    assert run.json("photos", "show", photo.id)["cover"] == ["20,10,35,30", "50,50,75,80"]
    run("photos", "cover", photo.id, "50,50,75,80")
    assert run.code == 0
    assert room.now(photo).cover == (Box(0.5, 0.5, 0.75, 0.8),)
    run("photos", "cover", photo.id)
    assert room.now(photo).cover == ()
