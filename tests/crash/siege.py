"""Several campaigns at once, each killed and born again until everything in it is settled.

One process of one thread forks every life: nothing but the daemon's own modules has to be loaded anew.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.clock import SystemClock
from bot.daemon.means import Terms
from bot.files.version import Running
from tests.crash import life, photographed
from tests.crash.ground import Ground, Servers, Shape, faults, prepare, stand_ins
from tests.crash.judge import Verdict, judge, reposts_of, rows_of
from tests.crash.photographed import Withdrawals
from tests.crash.points import AFTER_ITS_TIME, OUTSIDE, PHOTOGRAPHED, POINTS, TAKEN_BACK, Deck, Fate

RowsOf = Callable[[Ground], tuple[list[tuple[Any, ...]], list[str]]]
"""What the database says of a campaign, and what is wrong with the database."""
LOOK_S = 0.005
LONGEST_S = 5.0
"""A life whose point does not come is killed after so long."""
PATIENCE_S = 240.0
"""For the last life, which nobody kills, to settle what is left: a server that was too slow to be read three times is
asked after a minute, then two."""
MORE_S = 2.0
"""Longer than its lease somebody stands still."""
OPENING_S = 180.0
"""Nobody is killed before each account has had its first post: without one a Telegram channel cannot be read back."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a siege is to be."""

    seed: int
    kills: int
    """Altogether."""
    every_point: bool = False
    """Go on until somebody died at each."""
    build: str = ""
    """One of ``broken.BUILDS``."""
    patience_s: float = PATIENCE_S
    settings: Mapping[str, object] = field(default_factory=dict)
    """The stand-ins', where servers differ."""
    say: Callable[[str], None] = lambda _: None
    """Hears how far it is."""
    terms: Terms = field(default_factory=Terms)
    standstills: float = 0.0
    """The share of lives that do not die where their fate is, but stand still until their lease is over."""
    dies_for_good: str = ""
    """The point at which the first daemon dies, and is not born again: the others have to see to what it left."""


@dataclass(slots=True)
class Besieged:
    """One campaign on its way."""

    ground: Ground
    first: Running
    chance: random.Random
    child: int = 0
    fate: Fate | None = None
    born_at: float = 0.0
    told: int = 0
    """How many deaths its lives have written down."""
    stopped_at: float = 0.0
    """Since when it stands still; 0: it does not."""
    is_last: bool = False
    """It lives until everything is settled."""
    dies_for_good: bool = False
    """Its next death is its last, and at the point that was ordered, however long that takes to come."""
    ended: bool = False
    withdrawals: Withdrawals = field(init=False)

    def __post_init__(self) -> None:
        self.withdrawals = Withdrawals(self.ground.folder, self.chance)


@dataclass(slots=True)
class Outcome:
    """What was done, and what came of it."""

    seed: int
    kills: int
    standstills: int
    alone_s: float
    died_at: Counter[str]
    faults: list[str]
    verdicts: list[Verdict]

    @property
    def good(self) -> bool:
        """Whether everything that was planned is there once, or told."""
        return not self.faults and all(verdict.good for verdict in self.verdicts)


def besiege(folder: Path, shapes: Sequence[Shape], orders: Orders) -> Outcome:
    """Lay siege to a campaign of each of ``shapes``, side by side."""
    with stand_ins() as servers:
        servers.ask("POST", "settings", orders.settings)
        grounds = [
            prepared(folder / f"{number}", number, shape, servers, orders) for number, shape in enumerate(shapes)
        ]
        return lay(grounds, servers, orders, rows_of)


def prepared(folder: Path, number: int, shape: Shape, servers: Servers, orders: Orders) -> Ground:
    """With the photos of its supporters, if it has any."""
    chance, now = chance_of(orders, number), SystemClock().now()
    if not shape.photos:
        return prepare(folder, number, shape, servers, now, chance)
    ground = prepare(folder, number, shape, servers, now, chance, photographed.SETTINGS)
    photographed.post_photos(ground, servers)
    for name in ground.names:
        path = photographed.REPOSTS[shape.network]
        servers.ask("POST", "faults", faults(shape.network, name, shape.photos * 6, chance, path))
    return ground


def lay(grounds: Sequence[Ground], servers: Servers, orders: Orders, rows: RowsOf) -> Outcome:
    """The siege itself; campaigns of one number are one campaign, with a daemon each."""
    besieged = [Besieged(ground, life.read(ground.folder), chance_of(orders, n)) for n, ground in enumerate(grounds)]
    siege = Siege(besieged, orders)
    siege.run(servers)
    posts = servers.ask("GET", "posts")
    verdicts = []
    for ground in {ground.number: ground for ground in grounds}.values():
        known, wrong = rows(ground)
        verdict = judge(ground, posts, known)
        verdict.lies += wrong
        if ground.shape.photos:
            verdict.reposts = reposts_of(ground, posts)
        verdicts.append(verdict)
    return Outcome(
        orders.seed, siege.kills, siege.standstills, siege.alone_s, siege.deck.died_at, siege.faults, verdicts
    )


def chance_of(orders: Orders, number: int) -> random.Random:
    """One campaign's own, so that none depends on how fast another goes."""
    return random.Random(f"{orders.seed}/{number}")  # noqa: S311 -- to be repeated by its seed


class Siege:
    """The one that forks, kills and buries."""

    def __init__(self, campaigns: Sequence[Besieged], orders: Orders) -> None:
        photographed = any(each.ground.shape.photos for each in campaigns)
        points = (*POINTS, *PHOTOGRAPHED) if photographed else POINTS
        self.deck = Deck(random.Random(orders.seed), points)  # noqa: S311 -- to be repeated by its seed
        self.kills = self.standstills = 0
        self.faults: list[str] = []
        self._campaigns = campaigns
        self._orders = orders
        self._alone_since = 0.0
        self.alone_s = 0.0
        """How long the others took for everything, after one had died for good."""
        self._pause = threading.Event()
        self._chance = random.Random(orders.seed)  # noqa: S311 -- to be repeated by its seed

    def run(self, servers: Servers) -> None:
        """Until every campaign is over."""
        life.ready()
        try:
            self._open(servers)
            while any(not each.ended for each in self._campaigns):
                for each in self._campaigns:
                    if not each.ended:
                        self._look(each)
                self._pause.wait(LOOK_S)
            self.alone_s = time.monotonic() - self._alone_since if self._alone_since else 0.0
        finally:
            for each in self._campaigns:
                if each.child:
                    os.kill(each.child, signal.SIGKILL)
                    os.waitpid(each.child, 0)

    def _open(self, servers: Servers) -> None:
        """The first life of each, which ends once all have posted."""
        for each in self._campaigns:
            each.fate = Fate(OUTSIDE, after_s=OPENING_S)
            self._bear(each)
        wanted = {name for each in self._campaigns for name in each.ground.names}
        end = time.monotonic() + OPENING_S
        while wanted - {post["account"] for post in servers.ask("GET", "posts")}:
            log = self._campaigns[0].ground.folder / life.LOG
            assert time.monotonic() < end, f"no first post: {log.read_text(encoding='utf-8')[-2000:]}"
            self._pause.wait(0.1)
        # What has arrived is written down.
        self._pause.wait(0.3)
        for each in self._campaigns:
            os.kill(each.child, signal.SIGKILL)

    def _bear(self, each: Besieged) -> None:
        takes_back = each.fate is not None and (each.fate.point in TAKEN_BACK or each.chance.random() < 0.05)
        seed = each.chance.randrange(1 << 30)
        each.child = life.fork(
            life.Birth(
                each.ground.folder, each.first, each.fate, seed, takes_back, self._orders.build, self._orders.terms
            )
        )
        each.born_at = time.monotonic()

    def _look(self, each: Besieged) -> None:
        if not each.child:
            return
        gone, status = os.waitpid(each.child, os.WNOHANG | os.WUNTRACED)
        age, fate = time.monotonic() - each.born_at, each.fate
        if gone and os.WIFSTOPPED(status):
            each.stopped_at = time.monotonic()
            self.standstills += 1
        elif each.stopped_at:
            if time.monotonic() - each.stopped_at > self._orders.terms.lease_s + MORE_S:
                each.stopped_at, each.born_at = 0.0, time.monotonic()
                os.kill(each.child, signal.SIGCONT)
        elif gone:
            self._bury(each, status)
        elif fate is None and age > self._orders.patience_s:
            told = (each.ground.folder / life.LOG).read_text(encoding="utf-8")[-3000:]
            self.faults.append(f"campaign {each.ground.number}: not settled in {self._orders.patience_s:.0f} s: {told}")
            each.ended = True
        elif fate is not None and age > self._longest_s(each, fate):
            os.kill(each.child, signal.SIGKILL)
            self._bury(each, os.waitpid(each.child, 0)[1])

    def _longest_s(self, each: Besieged, fate: Fate) -> float:
        if fate.point == OUTSIDE:
            return fate.after_s
        return self._orders.patience_s if each.dies_for_good else LONGEST_S

    def _bury(self, each: Besieged, status: int) -> None:
        each.child = 0
        if os.WIFEXITED(status):
            if each.ground.shape.photos and not each.is_last and not os.WEXITSTATUS(status):
                # Whatever is withdrawn beside its end is to be undone too.
                self._bear_last(each)
                return
            each.ended = True
            if os.WEXITSTATUS(status):
                log = each.ground.folder / life.LOG
                self.faults.append(f"campaign {each.ground.number} ended by itself: {log.read_text()[-3000:]}")
            return
        assert os.WTERMSIG(status) == signal.SIGKILL, status
        assert each.fate is not None, "killed by nobody"
        self.kills += 1
        self.deck.died(each.fate, self._point(each, each.fate))
        each.withdrawals.perhaps()
        each.fate = self._next_fate()
        self._orders.say(f"{self.kills} kills")
        if self._orders.dies_for_good:
            self._leave_alone(each)
        elif each.fate is None:
            self._bear_last(each)
        else:
            self._bear(each)

    def _leave_alone(self, each: Besieged) -> None:
        """The first lives alone until it dies at its point; only then are the others born, who have to do the rest."""
        if each is self._campaigns[0] and not each.dies_for_good:
            each.dies_for_good, each.fate = True, Fate(self._orders.dies_for_good)
            self._bear(each)
        elif each is self._campaigns[0]:
            each.ended, self._alone_since = True, time.monotonic()
            for other in self._campaigns:
                if not other.child and not other.ended:
                    self._bear_last(other)
        elif self._alone_since:
            self._bear_last(each)

    def _bear_last(self, each: Besieged) -> None:
        each.withdrawals.all_done()
        each.fate, each.is_last = None, True
        self._bear(each)

    def _point(self, each: Besieged, fate: Fate) -> str:
        """Where it died: what the life wrote down last, if it wrote anything."""
        path = each.ground.folder / life.DIED
        told = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        new = len(told) > each.told
        each.told = len(told)
        return told[-1] if new else OUTSIDE if fate.point == OUTSIDE else AFTER_ITS_TIME

    def _next_fate(self) -> Fate | None:
        if self.kills < self._orders.kills:
            still = self._orders.standstills and self._chance.random() < self._orders.standstills
            return self.deck.deal_standstill() if still else self.deck.deal()
        return self.deck.deal_missing() if self._orders.every_point else None
