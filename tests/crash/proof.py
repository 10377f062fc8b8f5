"""The kills of ``make prove``: siege after siege until each kind has had its share; what is done is kept.

``python -m tests.crash.proof``; interrupted and run again, it goes on, as long as the programs are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.campaign.model import NetworkName
from tests.crash.broken import BUILDS
from tests.crash.ground import ROOT, WITHOUT_A_BELT, Shape
from tests.crash.keyless import besiege_keyless
from tests.crash.report import report
from tests.crash.sharing import besiege_shared
from tests.crash.siege import Orders, Outcome, besiege
from tests.outbox.postgres_server import programs, server

SIDE_BY_SIDE = 8
WRONG = ("lost", "twice", "lies", "faults")
PHOTOS_WRONG = ("lost", "twice", "left")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of siege, and how much of it is to be laid."""

    name: str
    kills: int
    a_siege: int
    lay: Callable[[Path, Orders], Outcome]
    posts: int = 0


def on(network: NetworkName) -> Callable[[Path, Orders], Outcome]:
    """Eight campaigns on SQLite; every other siege is laid to servers that refuse a second copy as far as they can."""
    # A Telegram channel takes twenty posts a minute.
    accounts = 4 if network is NetworkName.TELEGRAM else 2

    def lay(folder: Path, orders: Orders) -> Outcome:
        entries = max(12, 4 * orders.kills // SIDE_BY_SIDE // accounts)
        shape = Shape(network, accounts, entries, a_second=1 if accounts == 4 else 2)
        settings = WITHOUT_A_BELT if orders.seed % 2 else {}
        orders = Orders(orders.seed, orders.kills, build=orders.build, settings=settings, say=orders.say)
        return besiege(folder, [shape] * SIDE_BY_SIDE, orders)

    return lay


def shared(folder: Path, orders: Orders) -> Outcome:
    """Two daemons on one PostgreSQL database; one life in ten stands still until its lease is over."""
    orders = Orders(orders.seed, orders.kills, build=orders.build, standstills=0.1, say=orders.say)
    with server() as postgresql:
        return besiege_shared(folder, postgresql, orders, Shape(NetworkName.X, accounts=8, entries=80, a_second=2))


def photographed(folder: Path, orders: Orders) -> Outcome:
    """Supporters' photos are reposted, and some withdrawn beside the daemon's death; each siege on the next network."""
    shape = Shape(tuple(NetworkName)[orders.seed % 3], accounts=1, entries=12, photos=6)
    return besiege(folder, [shape] * SIDE_BY_SIDE, orders)


KINDS = (
    *(Kind(network.value, 1_000, 200, on(network)) for network in NetworkName),
    Kind("a server without keys", 100, 50, lambda folder, orders: besiege_keyless(folder, orders, 60)),
    Kind("supporters' photos", 300, 50, photographed),
    Kind("two daemons on PostgreSQL", 200, 25, shared, posts=5_000),
)


def prove(
    place: Path,
    *,
    fresh: bool = False,
    build: str = "",
    share: float = 1.0,
    installed: Callable[[], object] = programs,
) -> bool:
    """Whether nothing was lost and nothing is there twice; ``share``: how much of it all, from 0 to 1. Where PostgreSQL
    is not ``installed``, too little was tried to say so.
    """
    place.parent.mkdir(exist_ok=True)
    identity = _programs()
    done = [] if fresh else _kept(place, identity)
    untried = []
    for kind in KINDS:
        if kind.lay is shared and not installed():
            if not build:
                untried.append(f"NOT tried: {kind.name}, which is not installed (Debian: apt-get install postgresql)")
            continue
        while any(_sum(done, kind, what) < share * wanted for what, wanted in _wanted(kind)):
            seed = 1 + sum(one["kind"] == kind.name for one in done)
            done.append(_one(kind, seed, build))
            draft = place.with_suffix(".new")
            draft.write_text(json.dumps({"programs": identity, "done": done}, indent=1), encoding="utf-8")
            draft.replace(place)
    sys.stdout.write("\n".join([*_told(done), *untried]) + "\n")
    return not untried and all(one["good"] for one in done)


def _wanted(kind: Kind) -> Sequence[tuple[str, int]]:
    return (("kills", kind.kills), ("planned", kind.posts))


def _sum(done: Sequence[Mapping[str, Any]], kind: Kind, what: str) -> int:
    return sum(one[what] for one in done if one["kind"] == kind.name)


def _kept(place: Path, identity: str) -> list[dict[str, Any]]:
    try:
        kept = json.loads(place.read_text(encoding="utf-8"))
        return list(kept["done"]) if kept["programs"] == identity else []
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _one(kind: Kind, seed: int, build: str) -> dict[str, Any]:
    begun = time.monotonic()

    def say(words: str) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{kind.name}, seed {seed}: {words}, {time.monotonic() - begun:.0f} s   ")

    with tempfile.TemporaryDirectory(prefix="siege-") as folder:
        siege = kind.lay(Path(folder), Orders(seed, kind.a_siege, build=build, say=say))
    told = report(siege) | {"kind": kind.name, "good": siege.good, "seconds": round(time.monotonic() - begun, 1)}
    sys.stderr.write(f"\r{kind.name}, seed {seed}: {told['kills']} SIGKILLs in {told['seconds']} s        \n")
    return told


def _told(done: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    lines = []
    for kind in KINDS:
        own = [one for one in done if one["kind"] == kind.name]
        wrong = ", ".join(f"{name} {sum(len(one[name]) for one in own)}" for name in WRONG)
        asked = sum(one["states"].get("ask", 0) for one in own)
        lines.append(
            f"Killed on {kind.name} (seeds 1 to {len(own)}): {_sum(done, kind, 'kills')} SIGKILLs, "
            f"{_sum(done, kind, 'standstills')} standstills, {_sum(done, kind, 'planned')} posts, "
            f"{_sum(done, kind, 'once')} arrived once, {wrong}, asked of people {asked}"
        )
        lines += [f"  seed {one['seed']}, {name}: {each}" for one in own for name in WRONG for each in one[name]]
        lines += _told_of_photos([(one["seed"], one["photos"]) for one in own if one["photos"]["photos"]])
    points: Counter[str] = sum((Counter(one["points"]) for one in done), Counter())
    lines.append("  died " + ", ".join(f"{point} {count}" for point, count in sorted(points.items())))
    return lines


def _told_of_photos(own: Sequence[tuple[int, Mapping[str, Any]]]) -> Sequence[str]:
    if not own:
        return []
    number, withdrawn = (sum(one[what] for _, one in own) for what in ("photos", "withdrawn"))
    wrong = ", ".join(f"{name} {sum(len(one[name]) for _, one in own)}" for name in PHOTOS_WRONG)
    told = [f"  photo, seed {seed}, {name}: {each}" for seed, one in own for name in PHOTOS_WRONG for each in one[name]]
    return [f"  photos: {number} approved, {withdrawn} of them withdrawn, {wrong}", *told]


def _programs() -> str:
    digest = hashlib.sha256()
    for file in sorted([*(ROOT / "bot").rglob("*.py"), *(ROOT / "tests" / "crash").rglob("*.py")]):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Exit 1 when the promise was broken, 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.proof")
    parser.add_argument("--folder", type=Path, default=ROOT / ".prove", help="where progress is kept")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs did")
    parser.add_argument("--share", type=float, default=1.0, help="how much of it all, from 0 to 1")
    parser.add_argument("--broken", choices=BUILDS, default="")
    given = parser.parse_args()
    name = f"kills-{given.broken}" if given.broken else "kills"
    try:
        good = prove(given.folder / f"{name}.json", fresh=given.fresh, build=given.broken, share=given.share)
    except KeyboardInterrupt:
        return 130
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
