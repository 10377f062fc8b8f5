"""What comes of children that lie, hang, flood or die."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from time import perf_counter

import pytest

from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import HEADER_BYTES, JPEG_BYTES_MAX
from bot.photos.cleaning.pair import Ended, command, run
from bot.ports.photos import Cleaned, Refused
from tests.photos.cleaning.liars import LIES
from tests.photos.pictures import photo

ENCODER = command("bot.photos.cleaning.encoder", "2048", "85", "[]")


def liar(what: str) -> list[str]:
    assert what in LIES
    return command("tests.photos.cleaning.liars", what)


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
    begun = perf_counter()
    second = liar(encoder[0]) if encoder else ENCODER
    ended = run(liar(lie), second, b"x" * 3_000_000, 0.6)
    assert perf_counter() - begun < 5
    assert ended.too_slow
    assert judged(ended) == Refused("photo-too-slow")
    assert not [line for line in _alive() if "tests.photos.cleaning.liars" in line]


def _descriptors() -> set[str]:
    return {path.name for path in Path("/proc/self/fd").iterdir()}


def _children() -> set[str]:
    return {child for task in Path("/proc/self/task").iterdir() for child in (task / "children").read_text().split()}


def _alive() -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_text(encoding="utf-8", errors="replace")
            state = (folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        parent = str(os.getpid())
        if state != "Z" and folder.name != parent:
            found.append(words)
    return found


def test_an_answer_that_is_too_long_is_not_read_to_its_end() -> None:
    ended = run(liar("nothing"), liar("an answer too large"), b"", 10.0)
    assert len(ended.answer) == HEADER_BYTES + JPEG_BYTES_MAX + 1
    assert judged(Ended(ended.answer, 0, 0, too_slow=False)) == Refused("photo-broken")


@pytest.mark.parametrize(("lie", "told"), [("fail before", "70"), ("no such thing", "exits 1"), ("no cage", "lock up")])
def test_a_decoder_that_fails_before_it_has_read_anything_is_our_fault_and_not_the_picture_s(
    lie: str, told: str
) -> None:
    ended = run(command("tests.photos.cleaning.liars", lie), ENCODER, b"", 10.0)
    with pytest.raises(CampaignError, match=told):
        judged(ended)


def test_a_decoder_that_was_caught_makes_its_file_a_hostile_one() -> None:
    assert judged(run(liar("be caught"), ENCODER, b"", 10.0)) == Refused("photo-hostile")


@pytest.mark.parametrize("lie", ["fail before", "no cage", "crash"])
def test_an_encoder_that_fails_is_our_fault(lie: str) -> None:
    ended = run(command("bot.photos.cleaning.decoder", "JPEG", "2048"), liar(lie), photo(1, size=(160, 120)), 10.0)
    with pytest.raises(CampaignError):
        judged(ended)


def test_no_process_and_no_descriptor_is_left() -> None:
    before, children, threads = _descriptors(), _children(), threading.active_count()
    for _ in range(3):
        PhotoCleaner().clean(photo(1, size=(160, 120)))
        run(liar("hang"), liar("nothing"), b"", 0.3)
    assert _descriptors() == before
    assert _children() == children
    assert threading.active_count() == threads


def test_a_program_that_cannot_be_started_leaves_nothing_behind() -> None:
    before = _descriptors()
    with pytest.raises(FileNotFoundError):
        run(["/nonexistent"], liar("hang"), b"", 5.0)
    assert _descriptors() == before
