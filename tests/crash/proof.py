"""The kills of ``make prove``: siege after siege until every network has had its share; what is done is kept."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.campaign.model import NetworkName
from tests.crash.ground import WITHOUT_A_BELT, Shape
from tests.crash.report import report
from tests.crash.siege import Orders, besiege

KILLS = 1_000
"""On each network, at the least."""
A_SIEGE = 200
SIDE_BY_SIDE = 8
PLACE = Path(".prove") / "kills.json"


def prove(place: Path = PLACE, *, fresh: bool = False, kills: int = KILLS, first_seed: int = 1) -> bool:
    """Whether nothing was lost and nothing is there twice; goes on where an earlier run was interrupted."""
    place.parent.mkdir(exist_ok=True)
    done: list[dict[str, Any]] = [] if fresh or not place.exists() else json.loads(place.read_text(encoding="utf-8"))
    for network in NetworkName:
        while (so_far := sum(one["kills"] for one in done if one["network"] == network)) < kills:
            seed = first_seed + sum(one["network"] == network for one in done)
            done.append(_one(network, seed, min(A_SIEGE, kills - so_far)) | {"network": network.value})
            draft = place.with_suffix(".new")
            draft.write_text(json.dumps(done, indent=1), encoding="utf-8")
            draft.replace(place)
    _tell(done)
    return all(one["good"] for one in done)


def _one(network: NetworkName, seed: int, kills: int) -> dict[str, Any]:
    begun = time.monotonic()
    # A Telegram channel takes twenty posts a minute.
    accounts = 4 if network is NetworkName.TELEGRAM else 2
    entries = max(12, 4 * kills // SIDE_BY_SIDE // accounts)
    shapes = [Shape(network, accounts, entries, a_second=1 if accounts == 4 else 2)] * SIDE_BY_SIDE

    def say(words: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{network.value} seed {seed}: {words}, {time.monotonic() - begun:.0f} s   ")

    with tempfile.TemporaryDirectory(prefix="siege-") as folder:
        # Every other siege is laid to servers that refuse a second copy as far as they can.
        orders = Orders(seed, kills, settings=WITHOUT_A_BELT if seed % 2 else {}, say=say)
        siege = besiege(Path(folder), shapes, orders)
    told = report(siege) | {"good": siege.good, "seconds": round(time.monotonic() - begun, 1)}
    sys.stderr.write(f"\r{network.value} seed {seed}: {told['kills']} kills in {told['seconds']} s        \n")
    return told


def _tell(done: Sequence[Mapping[str, Any]]) -> None:
    for network in NetworkName:
        own = [one for one in done if one["network"] == network]
        figures = {name: sum(one[name] for one in own) for name in ("kills", "planned", "once")}
        wrong = {name: sum(len(one[name]) for one in own) for name in ("lost", "twice", "lies", "faults")}
        asked = sum(one["states"].get("ask", 0) for one in own)
        sys.stdout.write(
            f"{network.value}: {figures['kills']} SIGKILLs, {figures['planned']} posts, {figures['once']} there once, "
            f"lost {wrong['lost']}, twice {wrong['twice']}, asked of people {asked}, "
            f"outbox or file wrong {wrong['lies'] + wrong['faults']} (seeds {own[0]['seed']} to {own[-1]['seed']})\n"
        )
        for one in own:
            for name in wrong:
                for each in one[name]:
                    sys.stdout.write(f"  {name}, seed {one['seed']}: {each}\n")
    points: Counter[str] = sum((Counter(one["points"]) for one in done), Counter())
    sys.stdout.write("died " + ", ".join(f"{point} {count}" for point, count in sorted(points.items())) + "\n")


def main() -> int:
    """``python -m tests.crash.proof``; 1 when the promise was broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.proof")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs did")
    parser.add_argument("--kills", type=int, default=KILLS, help="on each network")
    parser.add_argument("--seed", type=int, default=1, help="of the first siege")
    given = parser.parse_args()
    return 0 if prove(fresh=given.fresh, kills=given.kills, first_seed=given.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
