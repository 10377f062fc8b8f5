"""``python -m tests.crash.sharing --kills 40``: two daemons, in two folders, on one PostgreSQL database."""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.campaign.model import NetworkName
from bot.clock import SystemClock
from bot.daemon.means import Terms
from tests.crash.ground import DEADLINE_S, WITHOUT_A_BELT, Ground, Shape, prepare, stand_ins
from tests.crash.judge import ROWS
from tests.crash.report import report
from tests.crash.siege import Orders, Outcome, chance_of, lay
from tests.outbox.postgres_server import Server, server

TERMS = Terms(lease_s=5.0, call_s=DEADLINE_S, commit_s=1.0)
"""Shorter than in earnest, so that one daemon soon takes over from the other."""
DAEMONS = 2
_OPEN_CALLS = "SELECT count(*) FROM attempts WHERE outcome IS NULL OR outcome = ''"


def besiege_shared(folder: Path, postgresql: Server, orders: Orders, shape: Shape) -> Outcome:
    """Lay siege to both daemons of one campaign."""
    database = f"siege_{orders.seed}"
    shape = dataclasses.replace(shape, database=postgresql.fresh(database))
    orders = dataclasses.replace(orders, terms=TERMS, settings=WITHOUT_A_BELT)
    with stand_ins() as servers:
        servers.ask("POST", "settings", orders.settings)
        first = prepare(folder / "0", 0, shape, servers, SystemClock().now(), chance_of(orders, 0))
        grounds = [first]
        for number in range(1, DAEMONS):
            shutil.copytree(first.folder, folder / f"{number}")
            grounds.append(dataclasses.replace(first, folder=folder / f"{number}"))

        def rows(_: Ground) -> tuple[list[tuple[Any, ...]], list[str]]:
            open_calls = postgresql.ask(_OPEN_CALLS, database)
            wrong = [] if open_calls == [(0,)] else [f"{open_calls} calls of which nobody wrote down what came of them"]
            return postgresql.ask(ROWS, database), wrong

        return lay(grounds, servers, orders, rows)


def main() -> int:
    """Exit 1 when a post was lost or doubled."""
    parser = argparse.ArgumentParser(prog="python -m tests.crash.sharing")
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--accounts", type=int, default=4)
    parser.add_argument("--entries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--standstills", type=float, default=0.1, help="share of lives that stand still past their lease"
    )
    parser.add_argument("--dies-for-good", default="", help="the point at which the first daemon dies, never to return")
    parser.add_argument("--broken", default="")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="siege-") as folder, server() as postgresql:
        orders = Orders(
            given.seed,
            given.kills,
            build=given.broken,
            standstills=given.standstills,
            dies_for_good=given.dies_for_good,
        )
        shape = Shape(NetworkName.X, given.accounts, given.entries, a_second=1)
        siege = besiege_shared(Path(folder), postgresql, orders, shape)
    sys.stdout.write(json.dumps(report(siege) | {"seconds": round(time.monotonic() - begun, 1)}) + "\n")
    return 0 if siege.good else 1


if __name__ == "__main__":
    sys.exit(main())
