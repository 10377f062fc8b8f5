"""Compare our X counter with X's own, twitter-text 3.1.0 on Node.js.

``python -m tests.oracles.twitter_text --strings 20000 --seed 1`` prints the figure and ends with 1 on any difference.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.campaign.counting import x_length
from tests.oracles.strings import strings

HERE = Path(__file__).parent
_INSTALL_S = 120
_COUNT_S = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """One text on which the two disagree."""

    text: str
    ours: int
    official: float


def available() -> bool:
    """Whether this computer has Node.js and npm."""
    return shutil.which("node") is not None and shutil.which("npm") is not None


def install() -> None:
    """Fetch the pinned oracle once, running none of its install scripts."""
    if not (HERE / "node_modules" / "twitter-text").is_dir():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=_INSTALL_S)


def official_lengths(texts: Sequence[str]) -> list[float]:
    """What X's parser says each text weighs, in one run of Node.js."""
    install()
    with tempfile.TemporaryDirectory() as folder:
        asked, told = Path(folder, "texts.json"), Path(folder, "lengths.json")
        asked.write_text(json.dumps(texts), encoding="ascii")
        command = ["node", "twitter_text_lengths.cjs", str(asked), str(told)]
        subprocess.run(command, cwd=HERE, check=True, capture_output=True, timeout=_COUNT_S)
        lengths: list[float] = json.loads(told.read_text(encoding="ascii"))
    return lengths


def differences(texts: Sequence[str]) -> list[Difference]:
    """Where we disagree."""
    pairs = zip(texts, official_lengths(texts), strict=True)
    compared = (Difference(text, x_length(text), official) for text, official in pairs)
    return [one for one in compared if one.ours != one.official]


def main() -> int:
    """Print the figure, and the first few differences."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strings", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = differences(list(strings(asked.strings, asked.seed)))
    figure = f"twitter-text: {len(found)} differences over {asked.strings} strings (seed {asked.seed})\n"
    sys.stdout.write(figure + "".join(f"{one}\n" for one in found[:20]))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
