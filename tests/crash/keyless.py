"""``python -m tests.crash.keyless --kills 40``: one daemon, one server that honours no key and swallows its answers."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from bot.campaign.model import NetworkName
from bot.clock import SystemClock
from tests.crash.gotosocial import swallowing
from tests.crash.ground import Shape, prepare
from tests.crash.judge import rows_of
from tests.crash.report import report
from tests.crash.siege import Orders, Outcome, chance_of, lay


def besiege_keyless(folder: Path, orders: Orders, entries: int) -> Outcome:
    """Lay siege to a campaign with one account there."""
    shape = Shape(NetworkName.MASTODON, 1, entries, a_second=1)
    with swallowing("c0a0", orders.seed) as server:
        ground = prepare(folder / "0", 0, shape, server, SystemClock().now(), chance_of(orders, 0))
        return lay([ground], server, orders, rows_of)


def main() -> int:
    """Exit 1 when a post was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.keyless")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--entries", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broken", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="siege-") as folder:
        orders = Orders(given.seed, given.kills, build=given.broken)
        siege = besiege_keyless(Path(folder), orders, given.entries)
    sys.stdout.write(json.dumps(report(siege)) + "\n")
    return 0 if siege.good else 1


if __name__ == "__main__":
    sys.exit(main())
