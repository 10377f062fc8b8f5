"""``python -m tests.bootstrap.soak``: thirty days of a daemon's duties on the stand-ins, and how its memory grows.

The duties, adapters, pictures and store are the daemon's own; the clock is turned by hand; one answer in ten is lost.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from bot.bootstrap.checking import check
from bot.bootstrap.duties import duties
from bot.bootstrap.rehearsing import _staged
from bot.bootstrap.sending import crew, network
from bot.campaign.delivery import State
from bot.campaign.model import Account, Settings
from bot.campaign.outcome import Outcome, Unknown
from bot.clock import VirtualClock
from bot.outbox import open_outbox
from bot.ports import Duty, Network
from bot.rehearsal.play import Play, Published, Watched
from bot.rehearsal.stage import Stage

SETTINGS = """\
campaign: Long
hashtags: ["#Long"]
staff: {language: en, chat: -1001234567890, people: {Jean: 1}}
deadlines: {rally: 2031-07-10 at 14:00 in Paris}
audiences: {france: {language: fr, city: Paris, accounts: [masto, bird, canal]}}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9", public: 99 a day}
  bird: {kind: x, account: "@small", api: "http://127.0.0.1:9", budget: 900 USD a month}
  canal: {kind: telegram, channel: "@small_fr", api: "http://127.0.0.1:9"}
quiet-hours: none
"""
SCHEDULE = """\
posts:
  days:
    when: {numbers} days before rally at 09:00
    picture: countdown
  noon:
    when: {numbers} days before rally at 12:30
  evening:
    when: {numbers} days before rally at 18:00
"""
WORDS = """\
days = Encore { $days } jours.
    .card = { $days } jours
    .alt = Une affiche : « { $days } jours ».
noon = Il est midi, à { $days } jours.
evening = Bonsoir, à { $days } jours.
"""
FIRST_NUMBER = 39
"""Days before the rally on 1 June."""
PATHS = {"mastodon": "/api/v1/statuses", "x": "/2/tweets", "telegram": "*/sendMessage"}
LOST = 0.1
WARM_DAYS = 5
"""So long caches, pools and the allocator's arenas may fill before growth counts."""
AN_HOUR = timedelta(hours=1)
MIB = 1 << 20


class Forgetful(Stage):
    """Executes one call in ten without an answer."""

    def cast(self, settings: Settings) -> tuple[Settings, Mapping[str, Mapping[str, str]]]:
        """Give out the parts, then plant the faults."""
        played = super().cast(settings)
        chance = random.Random(1)  # noqa: S311 -- the same every time
        lost: list[dict[str, Any]] = [
            {"network": name, "when": {"method": "POST", "path": path, "nth": nth}, "do": "cut_after", "times": 1}
            for name, path in PATHS.items()
            for nth in range(2, 120)
            if chance.random() < LOST
        ]
        self._control("POST", "faults", lost)
        return played


class Seldom:
    """A duty that would look every minute looks once an hour: thirty days of minutes are too many to play."""

    def __init__(self, duty: Duty) -> None:
        self._duty = duty
        self.name = duty.name

    def run_once(self, now: datetime) -> datetime | None:
        """Its step; the next in an hour at the earliest."""
        again = self._duty.run_once(now)
        return None if again is None else max(again, now + AN_HOUR)


def written(folder: Path, days: int) -> None:
    """The campaign's files."""
    (folder / "schedules").mkdir()
    (folder / "messages" / "fr").mkdir(parents=True)
    (folder / "settings.yaml").write_text(SETTINGS, encoding="utf-8")
    numbers = ", ".join(str(FIRST_NUMBER - day) for day in range(days))
    (folder / "schedules" / "all.yaml").write_text(SCHEDULE.format(numbers=numbers), encoding="utf-8")
    (folder / "messages" / "fr" / "all.ftl").write_text(WORDS, encoding="utf-8")


def resident() -> int:
    """Bytes of this process in memory, after everything that can be given back was."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


class Day(NamedTuple):
    """How things stand after one."""

    number: int
    resident: int
    states: Counter[State]
    lost_answers: int
    """Calls until now whose post had to be looked for on the network."""


def lived(folder: Path, days: int) -> Iterator[Day]:
    """Live, and tell after each day."""
    checked = check(folder)
    campaign = checked.loaded.campaign
    assert campaign is not None, checked.problems
    with Forgetful() as stage, contextlib.ExitStack() as closing:
        settings, made_up = stage.cast(campaign.settings)
        running = _staged(campaign, settings)
        begin = min(slot.due for slot in running.slots).replace(hour=0, minute=0)
        clock = VirtualClock(begin)
        stage.turn_clock(begin)
        outbox = open_outbox("sqlite:///outbox.db", folder)
        closing.callback(outbox.close)
        woken: list[str] = []
        lost: list[Outcome] = []

        def seen(call: Published) -> None:
            if isinstance(call.outcome, Unknown):
                lost.append(call.outcome)

        def make(account: Account) -> Network:
            return Watched(account, network(account, made_up[account.name], settings.staff.chat), clock, seen)

        var = folder / "var"
        cast = crew(folder, running, outbox, clock, networks=make, var=var, wake=woken.append)
        cast.planner.run_once(begin)
        doors = [cast.open_door(account) for account in settings.accounts.values()]
        # Two clocks turned by hand do not agree: nothing to learn from asking the servers for the time.
        others = [shift for shift in duties(cast, var) if shift.duty is not cast.timekeeper]
        for door in doors:
            closing.callback(door.close)
        for shift in others:
            closing.callback(shift.close)
        followers = [shift.duty if shift.rehearsed else Seldom(shift.duty) for shift in others]
        play = Play([], doors, followers, clock, stage.turn_clock)
        for day in range(1, days + 1):
            for _ in play.run(begin + timedelta(days=day)):
                for name in woken:
                    play.wake(name)
                woken.clear()
            yield Day(day, resident(), Counter(row.state for row in outbox.deliveries()), len(lost))


def main() -> int:
    """One JSON object; 1 when a post that was due is not sent."""
    parser = argparse.ArgumentParser(prog="python -m tests.bootstrap.soak")
    parser.add_argument("--days", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder:
        written(Path(folder), given.days)
        days = list(lived(Path(folder), given.days))
    last, warm = days[-1], days[min(WARM_DAYS, given.days) - 1]
    told = {
        "days": last.number,
        "states": last.states,
        "lost_answers": last.lost_answers,
        "mib": {day.number: round(day.resident / MIB, 1) for day in days},
        "grown_mib": round((last.resident - warm.resident) / MIB, 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0 if set(last.states) == {State.SENT} else 1


if __name__ == "__main__":
    sys.exit(main())
