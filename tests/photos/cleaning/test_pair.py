"""What comes of children that lie, hang, flood or die."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import HEADER_BYTES, JPEG_BYTES_MAX
from bot.photos.cleaning.pair import PICTURES, Ended, Pairs
from bot.ports.photos import Cleaned, Refused
from tests.photos.cleaning.liars import LIES
from tests.photos.pictures import photo

LIARS = "tests.photos.cleaning.liars"
DECODER = ("bot.photos.cleaning.decoder", "JPEG", "2048")
ENCODER = ("bot.photos.cleaning.encoder", "2048", "85", "[]")
PAIRS = Pairs()
PHOTO = photo(1, size=(160, 120))
run = PAIRS.run


@pytest.fixture(scope="module", autouse=True)
def nothing_left() -> Iterator[None]:
    yield
    PAIRS.close()


def liar(what: str) -> tuple[str, str]:
    assert what in LIES
    return LIARS, what


def judged(ended: Ended) -> Cleaned | Refused:
    return PhotoCleaner()._judged(ended, "JPEG")


@pytest.mark.parametrize(
    "lie",
    [
        *(
            "a pixel too few",
            "a pixel too many",
            "a size past the limit",
            "a size of four billion",
            "no size",
            "another mark",
        ),
        *("a verdict that there is not", "nothing more", "half a header", "a JPEG", "crash", "fail after"),
        "feign no cage",
    ],
)
def test_a_decoder_that_lies_gets_nothing_published(lie: str) -> None:
    assert judged(run(liar(lie), ENCODER, b"", 10.0)) == Refused("photo-broken")


def test_a_decoder_s_own_jpeg_never_comes_out() -> None:
    ended = run(liar("a JPEG for an answer"), ENCODER, b"", 10.0)
    assert judged(ended) == Refused("photo-broken")
    assert b"\xff\xd8\xff" not in ended.answer


def test_a_decoder_that_floods_is_cut_off_by_the_encoder() -> None:
    ended = run(liar("a flood"), ENCODER, b"x" * 1_000_000, 10.0)
    assert not ended.too_slow
    assert judged(ended) == Refused("photo-broken")


@pytest.mark.parametrize("encoder", [["hang"], []])
@pytest.mark.parametrize("lie", ["hang", "ignore signals and hang", "have a child and hang"])
def test_children_that_hang_are_ended_in_time_with_their_own_children(lie: str, encoder: list[str]) -> None:
    PAIRS.close()
    group, begun = _waiting(), perf_counter()
    second = liar(encoder[0]) if encoder else ENCODER
    ended = run(liar(lie), second, b"x" * 3_000_000, 0.6)
    assert perf_counter() - begun < 5
    assert ended.too_slow
    assert judged(ended) == Refused("photo-too-slow")
    _is_gone(group)


def _descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def _children() -> set[str]:
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


def _waiting() -> int:
    """The process that will begin the next two children, whose group they are of."""
    others = _children()
    run(liar("nothing"), liar("nothing"), b"", 10.0)
    (waiting,) = _children() - others
    return int(waiting)


def _alive(group: int) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group, *_ = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if state != "Z" and int(its_group) == group:
            found.append(folder.name)
    return found


def _is_gone(group: int) -> None:
    """What is killed takes a moment to end."""
    begun = perf_counter()
    while perf_counter() - begun < 5 and _alive(group):
        os.sched_yield()
    assert not _alive(group)


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    ended = run(liar("nothing"), liar("an answer too large"), b"", 10.0)
    assert len(ended.answer) == HEADER_BYTES + JPEG_BYTES_MAX + 1
    assert judged(Ended(ended.answer, 0, 0, too_slow=False)) == Refused("photo-broken")


@pytest.mark.parametrize(("lie", "told"), [("fail before", "70"), ("no such thing", "exits 1"), ("no cage", "lock up")])
def test_a_decoder_that_fails_before_it_has_read_anything_is_our_fault_and_not_the_picture_s(
    lie: str, told: str
) -> None:
    ended = run((LIARS, lie), ENCODER, b"", 10.0)
    with pytest.raises(CampaignError, match=told):
        judged(ended)


def test_a_decoder_that_was_caught_makes_its_file_a_hostile_one() -> None:
    assert judged(run(liar("be caught"), ENCODER, b"", 10.0)) == Refused("photo-hostile")


@pytest.mark.parametrize("lie", ["fail before", "no cage", "crash"])
def test_an_encoder_that_fails_is_our_fault(lie: str) -> None:
    ended = run(DECODER, liar(lie), PHOTO, 10.0)
    with pytest.raises(CampaignError):
        judged(ended)


def test_no_process_and_no_descriptor_is_left() -> None:
    before, children, threads = _descriptors(), _children(), threading.active_count()
    cleaner = PhotoCleaner()
    for _ in range(3):
        assert isinstance(cleaner.clean(PHOTO), Cleaned)
        assert len(_children() - children) == 1, "the process that begins the children is kept ready"
    pairs = Pairs()
    for _ in range(3):
        pairs.run(liar("hang"), liar("nothing"), b"", 0.3)
    del cleaner, pairs
    gc.collect()
    assert _descriptors() == before
    assert _children() == children
    assert threading.active_count() == threads


def test_what_one_picture_s_children_did_the_next_one_s_do_not_meet() -> None:
    with closing(Pairs()) as pairs:
        assert pairs.run(liar("crash"), ENCODER, PHOTO, 10.0).decoder == -signal.SIGSEGV
        for lie in ("hang", "crash", "leave a mark", "an answer too large"):
            pairs.run(DECODER, liar(lie), PHOTO, 0.5)
            pairs.run(liar(lie), ENCODER, PHOTO, 0.5)
        assert pairs.run(liar("look for the mark"), liar("echo"), PHOTO, 10.0).answer == b"none"
        assert isinstance(judged(pairs.run(DECODER, ENCODER, PHOTO, 10.0)), Cleaned)


def test_a_picture_is_cleaned_although_somebody_killed_the_process_that_waited_for_it() -> None:
    cleaner, before = PhotoCleaner(), _children()
    for _ in range(3):
        assert isinstance(cleaner.clean(PHOTO), Cleaned)
        (waiting,) = _children() - before
        os.kill(int(waiting), signal.SIGKILL)
    assert isinstance(cleaner.clean(PHOTO), Cleaned)


def test_children_whose_beginner_dies_with_each_of_them_are_refused_in_the_end() -> None:
    PAIRS.close()
    before, group = _children(), _waiting()
    ended = run(liar("kill the parent and hang"), ENCODER, PHOTO, 10.0)
    assert judged(ended) == Refused("photo-too-slow")
    _is_gone(group)
    assert _children() == before


def test_the_process_that_begins_the_children_is_another_one_from_time_to_time() -> None:
    before, seen = _children(), set()
    with closing(Pairs()) as pairs:
        for _ in range(PICTURES + 1):
            pairs.run(liar("nothing"), liar("nothing"), b"", 10.0)
            seen |= _children() - before
    assert len(seen) == 2


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_whoever_is_killed_while_children_hang_leaves_nothing_behind(end: signal.Signals) -> None:
    words = f"from bot.photos.cleaning.pair import Pairs; Pairs().run({liar('hang')}, {liar('hang')}, b'', 60.0)"
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", words], cwd=root) as owner:
        tree = _grown(owner.pid, 3)
        owner.send_signal(end)
        owner.wait(10)
    begun = perf_counter()
    while any(map(_is_alive, tree)) and perf_counter() - begun < 10:
        os.sched_yield()
    assert not any(map(_is_alive, tree))


def test_a_process_that_cannot_start_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _descriptors()
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(CampaignError, match="exits 1"):
        PhotoCleaner().clean(PHOTO)
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    with pytest.raises(FileNotFoundError):
        PhotoCleaner().clean(PHOTO)
    assert _descriptors() == before


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def _grown(process: int, most: int) -> list[int]:
    """Its child and that one's children, once there are so many of them together."""
    begun, found = perf_counter(), list[int]()
    while len(found) < most and perf_counter() - begun < 20:
        found = _below(process)
        found += [child for each in found for child in _below(each)]
    assert len(found) == most
    return found


def _below(process: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
