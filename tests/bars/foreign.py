"""Bar: accounts pointed at servers that are not ours: every post of a one-day campaign arrives once, with its picture.

``python -m tests.bars.foreign``
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from tests.foreign.day import OneDay


def main() -> int:
    """Print the figure, then every difference; 1 when there is one."""
    with tempfile.TemporaryDirectory() as folder:
        day = OneDay(Path(folder), datetime.now(UTC))
        try:
            count = day.run()
            violations = [f"{name}: {why}" for name, server in day.simulators.items() for why in server.violations]
        finally:
            day.close()
    print(
        f"foreign servers: {count.once} of {count.posts} posts arrived once, {count.intact} of {count.pictures} "
        f"pictures intact, {count.told} of {count.alts} with their alt text ({', '.join(day.servers)}; "
        f"X's OpenAPI document broken {len(violations)} times)"
    )
    faults = [*count.faults, *violations]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
