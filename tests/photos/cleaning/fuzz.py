"""Broken files by the thousand: ``python -m tests.photos.cleaning.fuzz NUMBER [FIRST SEED]``.

Each ends with a picture or a refusal, within the limit, and by no fault of ours; exit 1 names the seeds that do not.
"""

from __future__ import annotations

import os
import random
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from time import perf_counter

from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.ports.photos import Cleaned, Refused
from bot.wording.photos import refusal_text
from tests.photos.cleaning.markers import marked
from tests.photos.pictures import FORMS, photo

CHUNK, TOLD = 10, 500
LIMIT_S = 13.0
"""The children's 12 s, and what it takes to start and bury them."""
_FORMS = (*FORMS, "marked JPEG", "marked PNG", "marked WebP", "marked HEIC")
_TELLING = (
    b"\x00",
    b"\xff",
    b"\x7f",
    b"\x80",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\x7f\xff\xff\xff",
    b"\xff\xda",
    b"\xff\xd9",
)


@cache
def whole(form: str) -> bytes:
    """A small sound file to break."""
    return marked(form.removeprefix("marked ")) if form.startswith("marked") else photo(1, form, (240, 180))


def broken(seed: int) -> tuple[str, bytes]:
    """What this seed breaks, and the file: bits flipped, ends cut, pieces doubled or taken from another file."""
    dice = random.Random(seed)  # noqa: S311 -- to be repeated by its seed
    form = dice.choice(_FORMS)
    data = bytearray(whole(form))
    for _ in range(dice.choice((1, 1, 2, 4, 12))):
        if not data:
            break
        # What is wrong at the beginning, where sizes and tables stand, goes deepest.
        at = dice.randrange(min(len(data), dice.choice((64, 1024, len(data)))) or 1)
        length = dice.choice((1, 4, 16, 400))
        match dice.randrange(7):
            case 0:
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                data[at : at + length] = dice.randbytes(length)
            case 2:
                data = data[: max(at, 16)]
            case 3:
                data[at:at] = data[at : at + length] * dice.randrange(1, 30)
            case 4:
                del data[at : at + length]
            case 5:
                other = whole(dice.choice(_FORMS))
                begin = dice.randrange(len(other))
                data[at:at] = other[begin : begin + length]
            case _:
                telling = dice.choice(_TELLING)
                data[at : at + len(telling)] = telling
    # Otherwise the first bytes decide, and no decoder ever sees the file.
    data[:12] = whole(form)[:12]
    return form, bytes(data)


@cache
def _cleaner() -> PhotoCleaner:
    """One in each process, as the daemon has one: what a file broke the next would meet."""
    return PhotoCleaner()


def outcome(seed: int) -> tuple[str, str]:
    """What became of this seed's file, and a complaint if that is not as promised."""
    form, data = broken(seed)
    begun = perf_counter()
    try:
        found = _cleaner().clean(data)
    except CampaignError as error:
        return "our fault", f"seed {seed} ({form}): {error.message}"
    taken = perf_counter() - begun
    if taken > LIMIT_S:
        return "late", f"seed {seed} ({form}): {taken:.1f} s"
    if isinstance(found, Cleaned):
        fair = found.data.startswith(b"\xff\xd8\xff") and max(found.width, found.height) <= 2048
        return "cleaned", "" if fair else f"seed {seed} ({form}): {found.width} × {found.height}"
    assert isinstance(found, Refused)
    assert all(refusal_text(found, language)[0] for language in ("en", "fr"))
    # The cage is never touched by accident: a decoder that needs what it forbids would be our mistake.
    return found.code, f"seed {seed} ({form}): caught" if found.code == "photo-hostile" else ""


def main(number: str = "500", first: str = "0") -> int:
    """Break and clean ``number`` files from seed ``first`` on, and count what came of them."""
    outcomes: Counter[str] = Counter()
    complaints = []
    begun = perf_counter()
    seeds = range(int(first), int(first) + int(number))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for done, (found, complaint) in enumerate(pool.map(outcome, seeds, chunksize=CHUNK), 1):
            outcomes[found] += 1
            if complaint:
                complaints.append(complaint)
                sys.stdout.write(f"{complaint}\n")
            if done % TOLD == 0:
                sys.stderr.write(f"{done} of {number} broken pictures: {len(complaints)} not as promised\n")
    counts = ", ".join(f"{count} {what}" for what, count in outcomes.most_common())
    sys.stdout.write(f"{number} files in {perf_counter() - begun:.0f} s: {counts}; {len(complaints)} not as promised\n")
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
