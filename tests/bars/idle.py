"""Bars: ``start`` is ready within 2.0 s of processor time; idle, it takes at most 110 MB and 0.2 % of a core.

``python -m tests.bars.idle [SECONDS]``: the shipped campaign's shape (ten accounts, eight languages), dates to come.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil

from tests.bars.field import ROOT, Field, measured

READY_S = 2.0
MEGABYTES = 110.0
SHARE = 0.002


def to_come(ground: Field) -> None:
    """The shipped campaign on the field's accounts, moved to next year's dates, so that there is something ahead."""
    for name in ("schedules", "messages"):
        shutil.copytree(ROOT / name, ground.folder / name)
    year = str((datetime.now(UTC) + timedelta(days=400)).year)
    for path in [*(ground.folder / "schedules").iterdir(), *(ground.folder / "messages").rglob("*.ftl")]:
        path.write_text(path.read_text(encoding="utf-8").replace("2023-", f"{year}-"), encoding="utf-8")
    settings = (ROOT / "settings.yaml").read_text(encoding="utf-8").replace("2023-", f"{year}-")
    settings = settings.replace("https://mastodon.example", ground.addresses["mastodon"])
    settings = re.sub(
        r"\{kind: x, account: \"@example\"", f"{{kind: x, api: '{ground.addresses['x']}', account: '@handle0'", settings
    )
    settings = settings.replace("{kind: telegram, ", f"{{kind: telegram, api: '{ground.addresses['telegram']}', ")
    for number, language in enumerate(("fr", "en", "de", "lt", "hy", "ru", "it", "pt")):
        settings = settings.replace(f"@example_{language}", f"@channel{number}")
    (ground.folder / "settings.yaml").write_text(settings, encoding="utf-8")
    ground.environ = {
        name.replace("MASTODON_0", "MASTODON").replace("X_0", "X"): value for name, value in ground.environ.items()
    }


def main() -> int:
    """Print the figures; 1 when one misses its bar."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with (
        tempfile.TemporaryDirectory() as folder,
        measured(Path(folder), {"mastodon": 1, "x": 1, "telegram": 8}, loaded=False) as ground,
    ):
        to_come(ground)
        with ground.daemon() as process:
            ground.until_ready(process, 10)
            watched = psutil.Process(process.pid)
            ready_s = sum(watched.cpu_times()[:2])
            assert process.poll() is None, ground.log()
            threading.Event().wait(5)
            before = sum(watched.cpu_times()[:2])
            threading.Event().wait(seconds)
            share = (sum(watched.cpu_times()[:2]) - before) / seconds
            megabytes = watched.memory_info().rss / 1_000_000
    print(f"start: ready after {ready_s:.2f} s of processor time; bar {READY_S} s")
    print(f"idle: {megabytes:.0f} MB, {share:.3%} of a core over {seconds:.0f} s; bars {MEGABYTES:.0f} MB, {SHARE:.1%}")
    return 0 if ready_s <= READY_S and megabytes <= MEGABYTES and share <= SHARE else 1


if __name__ == "__main__":
    raise SystemExit(main())
