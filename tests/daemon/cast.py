"""A small campaign on disk, a real outbox, a clock turned by hand, and a network that plays what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, PictureRequest
from bot.clock import VirtualClock
from bot.daemon.alarms import Alarms
from bot.daemon.intents import StoreName
from bot.daemon.live import Live, snapshot_of
from bot.daemon.means import Means
from bot.daemon.planner import Planner
from bot.daemon.sender import Sender
from bot.files.last_good import LastGood
from bot.files.version import Running, version
from bot.ports import Delivery, Media, Network, Outbox
from tests.daemon.played import Played
from tests.outbox.ready import ready_outbox

SETTINGS = """
campaign: Small
hashtags: ["#Small"]
staff: {language: en, people: {Jean: 1}}
deadlines:
  rally: 2030-06-10 at 14:00 in Paris
audiences:
  france: {language: fr, city: Paris, accounts: [masto]}
accounts:
  masto: {kind: mastodon, server: "http://127.0.0.1:9", spacing: 60 s}
quiet-hours: none
if-late: up to 3 hours
"""

NOON = datetime(2030, 6, 8, 10, 0, tzinfo=UTC)
"""Noon in Paris, two days before the rally."""


ROUNDS = 500
"""No test has so many posts due at once that a sender would ask for the file ``STOP`` so often."""


def at(hour: int, minute: int = 0, day: int = 8) -> datetime:
    """An instant of June 2030, UTC."""
    return datetime(2030, 6, day, hour, minute, tzinfo=UTC)


class NoPictures:
    """These campaigns have none."""

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Never asked."""
        raise AssertionError(f"nobody asked for {request} ({alt})")


class NoStop:
    """No file ``STOP`` lies there. One that asks for ever at one instant goes round and round: it fails."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._at = clock.now()
        self._asked = 0

    def __call__(self) -> bool:
        self._asked = self._asked + 1 if self._clock.now() == self._at else 1
        self._at = self._clock.now()
        assert self._asked < ROUNDS, "the sender goes round and round"
        return False


@dataclass
class Cast:
    """Everything a test of the daemon's duties needs."""

    folder: Path
    clock: VirtualClock
    outbox: Outbox
    live: Live
    planner: Planner
    means: Means
    network: Played
    sender: Sender
    woken: list[str]
    """Names of the duties that were woken, in that order."""

    def write(self, schedule: str, settings: str = SETTINGS, **messages: str) -> None:
        """Write the files."""
        write(self.folder, schedule, settings, **messages)

    def load(self) -> Running:
        """Read them and put them in force, as the reloader does."""
        running = read(self.folder, self.clock.now())
        self.live.replace(snapshot_of(running))
        self.planner.run_once(self.clock.now())
        return running

    def run(self, now: datetime) -> datetime | None:
        """Turn the clock and let the sender work."""
        self.clock.set(now)
        return self.sender.run_once(now)

    def rows(self, *states: State) -> Sequence[Delivery]:
        """The outbox's rows."""
        return self.outbox.deliveries(states=states)

    def only(self) -> Delivery:
        """The one row there is."""
        (row,) = self.outbox.deliveries()
        return row

    def alarms(self) -> list[str]:
        """Codes of what the staff were told, the first first."""
        return [alarm.code for alarm in reversed(self.outbox.alarms())]


def write(folder: Path, schedule: str, settings: str = SETTINGS, **messages: str) -> None:
    """A campaign's files; messages by name, in French."""
    (folder / "schedules").mkdir(parents=True, exist_ok=True)
    (folder / "messages" / "fr").mkdir(parents=True, exist_ok=True)
    (folder / "settings.yaml").write_text(settings, encoding="utf-8")
    (folder / "schedules" / "a.yaml").write_text(schedule, encoding="utf-8")
    for name, text in ({"none": "# rien\n"} | messages).items():
        (folder / "messages" / "fr" / f"{name}.ftl").write_text(text, encoding="utf-8")


def read(folder: Path, now: datetime) -> Running:
    """The version that may run."""
    return version(folder, LastGood(folder / "var" / "last-good"), {}, lambda _: None, now)


def cast(folder: Path, schedule: str, start: datetime = NOON, settings: str = SETTINGS, **messages: str) -> Cast:
    """A campaign read and planned at ``start``."""
    write(folder, schedule, settings, **messages)
    clock = VirtualClock(start)
    running = read(folder, start)
    assert running.campaign is not None, running.problems
    outbox = ready_outbox(folder)
    live = Live(snapshot_of(running))
    alarms = Alarms(outbox, clock, lambda: "en")
    network = Played(clock)
    woken: list[str] = []

    def opened(account: Account) -> Network:
        network.opened.append(account.name)
        return network

    means = Means(
        live,
        outbox,
        clock,
        alarms,
        NoPictures(),
        "test:1",
        lambda: 0.0,
        NoStop(clock),
        networks=opened,
        store=StoreName(outbox, lambda: "small"),
        wake=woken.append,
    )

    def limits(account: Account) -> Limits:
        return DEFAULT_LIMITS[account.network]

    planner = Planner(live, outbox, limits)
    planner.run_once(start)
    account = running.campaign.settings.accounts["masto"]
    return Cast(folder, clock, outbox, live, planner, means, network, Sender(account, network, means), woken)
