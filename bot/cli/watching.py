"""How a rehearsal is watched: a live screen with the campaign's clock and the three timelines, or plain lines."""

from __future__ import annotations

import sys
from collections import deque
from datetime import datetime
from types import TracebackType
from typing import Self

from rich.columns import Columns
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.padding import Padding
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.text import Text

from bot.campaign.model import NetworkName
from bot.campaign.outcome import Sent
from bot.rehearsal.play import Published
from bot.wording import say

SHOWN = 7
"""Posts on a timeline."""
EVERY = 40
"""Lines are few when nobody watches: one for so many posts."""
NAMES = {NetworkName.MASTODON: "Mastodon", NetworkName.X: "X", NetworkName.TELEGRAM: "Telegram"}


class Lines:
    """For logs and pipes."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._count = self._reposts = 0
        self._now: datetime | None = None

    def published(self, seen: Published) -> None:
        """Count it, supporters' photos by themselves."""
        self._now = seen.at
        if isinstance(seen.outcome, Sent):
            self._reposts += seen.is_supporters
            self._count += not seen.is_supporters
            if (self._count + self._reposts) % EVERY == 0:
                self._say()

    def turned(self, now: datetime) -> None:
        """Nothing to show."""

    def done(self) -> None:
        """The last count."""
        self._say()

    def _say(self) -> None:
        if self._now is not None:
            photos = f" ↻ {self._reposts}" if self._reposts else ""
            sys.stderr.write(f"{self._now:%Y-%m-%d %H:%M} UTC  {self._count}/{self._total}{photos}\n")


class Screen:
    """For a terminal."""

    def __init__(self, total: int, language: str) -> None:
        self._total, self._language = total, language
        self._count = 0
        self._now: datetime | None = None
        self._timelines: dict[NetworkName, deque[Text]] = {name: deque(maxlen=SHOWN) for name in NetworkName}
        self._live = Live(console=Console(stderr=True), refresh_per_second=12, transient=True)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()

    def published(self, seen: Published) -> None:
        """Put it on its network's timeline."""
        good = isinstance(seen.outcome, Sent)
        self._count += good and not seen.is_supporters
        words = f"↻ {seen.post.repost_of}" if seen.post.repost_of else seen.post.text.replace("\n", " ")
        row = Text(f"{seen.at:%d %H:%M} ", style="dim")
        row.append(f"{seen.post.language:<5} ", style="cyan")
        row.append("▣ " if seen.media else "  ", style="magenta")
        row.append(words, style="" if good else "red")
        row.truncate(max(20, self._live.console.width // 3 - 5), overflow="ellipsis")
        self._timelines[seen.network].appendleft(row)
        self._live.update(self._picture())

    def turned(self, now: datetime) -> None:
        """Show the campaign's clock."""
        self._now = now
        self._live.update(self._picture())

    def done(self) -> None:
        """The screen is gone; the report follows."""

    def _picture(self) -> RenderableType:
        clock = f"{self._now:%Y-%m-%d  %H:%M} UTC" if self._now else ""
        head = Text.assemble((clock, "bold"), f"   {self._count}/{self._total} ", say("sent-word", self._language))
        width = self._live.console.width
        # A bar ends no line of its own; the padding does.
        bar = Padding(ProgressBar(total=self._total, completed=self._count, width=width - 2), (0, 0, 1, 0))
        panels = [
            Panel(Group(*timeline) if timeline else Text(""), title=NAMES[name], width=width // 3 - 1, height=SHOWN + 2)
            for name, timeline in self._timelines.items()
        ]
        return Group(head, bar, Columns(panels))
