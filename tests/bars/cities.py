"""The bar of cities, on spellings that nobody has looked at: ``python -m tests.bars.cities [SEED …]``."""

from __future__ import annotations

import sys

from tests.photos.cities.spellings import misspelt, written
from tests.photos.cities.test_spellings import figures

SEEDS = (101, 102, 103, 104)
SAFE = 0.97


def main(seeds: list[int]) -> int:
    """0 when, without a person, nothing is wrong, and all but 3 in 100 are right or a person's."""
    met = True
    for name, spellings in (("as written", written()), *((f"slips of seed {seed}", misspelt(seed)) for seed in seeds)):
        found = figures(spellings)
        print(f"{name}: {found}")
        met = met and not found.wrong and found.right + found.person >= SAFE * found.all
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main([int(word) for word in sys.argv[1:]] or list(SEEDS)))
