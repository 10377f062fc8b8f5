"""What comes of a finder that hangs, dies, answers garbage or says too much: no faces, and why."""

from __future__ import annotations

import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.cage.shutting import EXIT_NO_CAGE
from bot.photos.finding.finder import FaceFinder, _Ended
from bot.photos.finding.frame import EXIT_FAILED, MOST, READY, packed, unpacked
from bot.ports import Box, NotLooked
from tests.photos.finding.drawing import jpeg, nonsense, portrait
from tests.photos.finding.extra import needs_the_extra, real_finder, real_model

FACE = (0.25, 0.25, 0.5, 0.75)


def finders() -> list[psutil.Process]:
    """Those that were begun here; other tests keep other processes ready."""
    return [child for child in psutil.Process().children() if "finding" in " ".join(child.cmdline())]


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    """A model that never comes: whoever reads it waits."""
    os.mkfifo(tmp_path / "model.onnx")
    return tmp_path / "model.onnx"


@pytest.fixture
def garbled(tmp_path: Path) -> Path:
    """A model that loads, and answers nonsense."""
    (tmp_path / "garbled.onnx").write_bytes(nonsense(real_model()))
    return tmp_path / "garbled.onnx"


@needs_the_extra
def test_one_that_hangs_is_ended_in_time_and_the_next_picture_is_looked_at(hanging: Path) -> None:
    slow = FaceFinder(hanging, wall_s=0.3)
    for _ in range(2):
        assert slow.find(jpeg(portrait(160))) == NotLooked("faces-too-slow")
    assert finders() == []


@needs_the_extra
def test_one_that_is_killed_leaves_the_picture_unlooked_at(hanging: Path) -> None:
    def kill() -> None:
        # Opened when the finder opens it; it reads for ever.
        with hanging.open("wb"):
            for child in finders():
                child.kill()

    killer = threading.Thread(target=kill)
    killer.start()
    assert FaceFinder(hanging).find(jpeg(portrait(160))) == NotLooked("faces-too-slow")
    killer.join()


@needs_the_extra
def test_a_model_that_answers_garbage_is_found_out_and_never_asked_again(garbled: Path) -> None:
    finder = FaceFinder(garbled, wall_s=600)
    assert finder.trial() == NotLooked("faces-garbage", off=True)
    garbled.unlink()
    assert finder.find(jpeg(portrait(160))) == NotLooked("faces-garbage", off=True)


@needs_the_extra
def test_what_is_no_model_is_no_finder(tmp_path: Path) -> None:
    (tmp_path / "model.onnx").write_bytes(b"no model")
    assert FaceFinder(tmp_path / "model.onnx", wall_s=600).find(b"") == NotLooked("faces-not-started", off=True)


@needs_the_extra
def test_what_is_no_picture_of_ours_is_not_looked_at_and_the_next_one_is() -> None:
    finder = real_finder()
    assert finder.find(b"GIF89a") == NotLooked("faces-died")
    assert finder.trial() is None


@needs_the_extra
def test_it_dies_with_whoever_began_it(hanging: Path) -> None:
    script = (
        "import sys, pathlib; from bot.photos.finding.finder import FaceFinder;"
        "FaceFinder(pathlib.Path(sys.argv[1])).find(b'')"
    )
    assert bot.__file__ is not None
    starter = subprocess.Popen([sys.executable, "-c", script, str(hanging)], cwd=Path(bot.__file__).parent.parent)
    with hanging.open("wb"):
        (child,) = psutil.Process(starter.pid).children()
        starter.kill()
        starter.wait()
        psutil.wait_procs([child], timeout=20)
        assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_a_program_that_cannot_begin_costs_no_photo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "not there"))
    assert FaceFinder(tmp_path).find(b"") == NotLooked("faces-died")


@pytest.mark.parametrize(
    ("said", "status", "late", "judged"),
    [
        (READY + packed([FACE]), 0, False, (Box(*FACE),)),
        (READY, 0, False, ()),
        (READY + packed([FACE]), 0, True, NotLooked("faces-too-slow")),
        (READY + packed([FACE]), -signal.SIGSYS, False, NotLooked("faces-died")),
        (READY + packed([FACE])[1:], 0, False, NotLooked("faces-died")),
        (READY + packed([FACE] * (MOST + 1)), 0, False, NotLooked("faces-died")),
        (READY, -signal.SIGXCPU, False, NotLooked("faces-too-slow")),
        (b"", -signal.SIGKILL, False, NotLooked("faces-too-slow")),
        (b"", -signal.SIGSYS, False, NotLooked("faces-not-started", off=True)),
        (b"", EXIT_FAILED, False, NotLooked("faces-not-started", off=True)),
        (b"", EXIT_NO_CAGE, False, NotLooked("faces-no-cage", off=True)),
        (b"", 0, False, NotLooked("faces-not-started", off=True)),
    ],
)
def test_what_it_said_counts_only_when_it_was_fit_and_ended_well(
    said: bytes, status: int, *, late: bool, judged: object, tmp_path: Path
) -> None:
    assert FaceFinder(tmp_path)._judged(_Ended(said, status, late)) == judged


fractions = st.floats(width=32)


@given(st.lists(st.tuples(fractions, fractions, fractions, fractions), max_size=MOST + 3))
def test_whatever_it_says_only_boxes_on_the_picture_come_out(faces: list[tuple[float, float, float, float]]) -> None:
    read = unpacked(packed(faces))
    if read is None:
        return
    assert len(read) == len(faces) <= MOST
    for left, top, right, bottom in read:
        assert all(map(math.isfinite, (left, top, right, bottom)))
        assert 0 <= left < right <= 1
        assert 0 <= top < bottom <= 1
        Box(left, top, right, bottom)


@given(st.binary(max_size=2000))
def test_any_bytes_are_boxes_or_no_answer(said: bytes) -> None:
    read = unpacked(said)
    assert read is None or len(read) * 16 == len(said)


sides = st.integers(min_value=0, max_value=10_000)


@given(st.lists(st.tuples(sides, sides, sides, sides), max_size=MOST))
def test_boxes_travel_as_they_are(numbers: list[tuple[int, int, int, int]]) -> None:
    faces = [(a / 10_000, b / 10_000, c / 10_000, d / 10_000) for a, b, c, d in numbers if a < c and b < d]
    assert unpacked(packed(faces)) == tuple(sorted(faces, key=lambda face: (face[1], face[0])))


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    yield
    assert finders() == []
