"""``python -m tests.crash --network x --kills 60``: kill a real daemon again and again, and count what arrived."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from bot.campaign.model import NetworkName
from tests.crash.broken import BUILDS
from tests.crash.ground import WITHOUT_A_BELT, Shape
from tests.crash.report import report
from tests.crash.siege import PATIENCE_S, Orders, besiege


def main() -> int:
    """Exit 1 when a post was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash")
    parser.add_argument("--network", choices=[name.value for name in NetworkName], help="by default all three")
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--campaigns", type=int, default=6, help="side by side")
    parser.add_argument("--accounts", type=int, default=2, help="of each campaign")
    parser.add_argument("--entries", type=int, default=20, help="of each campaign")
    parser.add_argument("--photos", type=int, default=0, help="supporters' photos for each account")
    parser.add_argument("--belt", action="store_true", help="servers that refuse a second copy, as far as they can")
    parser.add_argument("--broken", choices=BUILDS, default="")
    parser.add_argument("--every-point", action="store_true", help="more kills, if need be, until each point had one")
    parser.add_argument("--patience", type=float, default=PATIENCE_S, help="seconds for the last life to settle all")
    parser.add_argument("--keep", type=Path, help="leave the campaigns' folders here")
    given = parser.parse_args()
    networks = [NetworkName(given.network)] if given.network else list(NetworkName)
    shapes = [
        Shape(networks[number % len(networks)], given.accounts, given.entries, photos=given.photos)
        for number in range(given.campaigns)
    ]
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="siege-") as folder:
        orders = Orders(
            given.seed,
            given.kills,
            every_point=given.every_point,
            build=given.broken,
            patience_s=given.patience,
            settings={} if given.belt else WITHOUT_A_BELT,
        )
        siege = besiege(given.keep or Path(folder), shapes, orders)
    sys.stdout.write(json.dumps(report(siege) | {"seconds": round(time.monotonic() - begun, 1)}) + "\n")
    return 0 if siege.good else 1


if __name__ == "__main__":
    sys.exit(main())
