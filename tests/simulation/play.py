"""Plays one seed from its first post to the calm after its last, and judges it."""

from __future__ import annotations

import logging
from datetime import timedelta

from bot.campaign.model import DEFAULT_LIMITS, NetworkName
from bot.daemon.alarms import Told
from bot.ports import PHOTOS, AlarmRow
from tests.simulation.asking import Asking
from tests.simulation.builds import Build, OnDisk
from tests.simulation.campaigns import edited, made_up
from tests.simulation.crashes import Mortality, mortal
from tests.simulation.ends import Ends, finish
from tests.simulation.judgement import Judge, Moment, Verdict
from tests.simulation.lives import Life, Surroundings
from tests.simulation.mastodon import MastodonServer
from tests.simulation.oracle import Call, Oracle
from tests.simulation.people import AFTER_ALL, People
from tests.simulation.photo_ends import PhotoJudge
from tests.simulation.photos import SHARE, Supporters, with_photos
from tests.simulation.promised import Promised
from tests.simulation.remembering import remembering
from tests.simulation.restoring import Restoring
from tests.simulation.servers import Moods, Server, Spell
from tests.simulation.severity import HURRIED, how_bad
from tests.simulation.store import fresh_store, touched
from tests.simulation.telegram import TelegramServer
from tests.simulation.world import Dice, EndlessError, World, WorldClock
from tests.simulation.x import XServer

_SERVERS = {NetworkName.MASTODON: MastodonServer, NetworkName.X: XServer, NetworkName.TELEGRAM: TelegramServer}


PHOTO_DICE = 1_000_000_007
"""Photos have dice of their own: worlds without them are what they were."""


class Play:
    """One seed."""

    def __init__(self, seed: int, *, keep_story: bool = False, build: Build | None = None) -> None:
        self._dice = Dice(seed)
        first = made_up(self._dice)
        slots = first.slots
        begins = min((slot.due for slot in slots), default=None)
        assert begins is not None, "a made-up campaign has a post"
        ends = max(slot.due for slot in slots)
        start = begins - timedelta(minutes=self._dice.number(1, 200))
        if self._dice.happens(0.1):
            # Somebody starts it in the middle of its campaign.
            start = begins + (ends - begins) * self._dice.share()
        photo_dice = Dice(PHOTO_DICE + seed)
        self._build = build or Build()
        has_photos = photo_dice.happens(1.0 if self._build.always_photos else SHARE)
        if has_photos:
            first = with_photos(photo_dice, first, start)
        self.world = World(self._dice, start, keep_story=keep_story)
        self.clock = WorldClock(self.world)
        self._severity = how_bad(self._dice)
        self._disk = OnDisk(first, first)
        self.promised = Promised(self.world, fresh_store(), self._disk)
        self._asking = Asking(self.promised.outbox)
        self._store = remembering(self._asking.outbox, touched())
        self.oracle = Oracle()
        self.judge = Judge(self._store)
        self.oracle.on_published = self.judge.published
        self._calm_at = ends + timedelta(hours=self._dice.between(1, 12))
        self._servers = {name: self._server(name) for name in first.rules.settings.accounts}
        self.people = People(
            self.world, self.clock, self._store, self.oracle, lambda: self._disk.present.rules, self._wake, self._look
        )
        if self._severity.slow_reads == HURRIED:
            self.people.hurry()
        self._lives = 0
        self._life: Life | None = None
        self._calm = False
        self._heard: list[Told] = []
        """What was passed on to people, whether the store could keep it or not."""
        self._restoring = Restoring(Dice(-seed), self.world, self.clock, self._store, self.oracle, self._computer_fails)
        self.supporters = self._supporters(photo_dice) if has_photos else None
        self.photo_judge = PhotoJudge(self.world, self.oracle, self._store, self._restoring, self.supporters)

    def _supporters(self, dice: Dice) -> Supporters:
        return Supporters(
            dice,
            self.world,
            self.clock,
            self._store,
            self._servers,
            lambda: self._disk.present.rules,
            self._wake,
            self._look,
        )

    def run(self) -> Verdict:
        """Play it, without a log: thousands of daemons' lines are nobody's to read, and take their time."""
        kept = logging.root.manager.disable
        logging.disable(logging.CRITICAL)
        try:
            return self._played()
        finally:
            logging.disable(kept)

    def _played(self) -> Verdict:
        world = self.world
        length_s = (self._calm_at - world.now).total_seconds()
        self._begin_life()
        self.people.come_and_go(length_s)
        for _ in range(self._dice.one_of(0, 0, 1, 2)):
            world.after(self._dice.between(0, length_s), self._edit)
        for _ in range(self._dice.one_of(0, 0, 0, 1, 2)):
            world.after(self._dice.between(0, length_s), self._turn_the_clock)
        for _ in range(self._dice.one_of(0, 0, 1, 2)):
            world.after(self._dice.between(0, length_s), self._stop_life)
        self._restoring.arrange(length_s)
        if self.supporters is not None:
            self.supporters.come_and_go(length_s)
        try:
            world.run(self._calm_at)
            self._calm_down()
            world.run(self._calm_at + AFTER_ALL)
            finish(world, self._store)
        except EndlessError as endless:
            self.judge.verdict.faults.append(str(endless))
        if self._life is not None:
            self._life.bury()
        self._restoring.end()
        return self._judged()

    def _server(self, name: str) -> Server:
        account = self._disk.present.rules.settings.accounts[name]
        dice, bad = self._dice, self._severity.faulty > 0
        moods = Moods(
            self._severity.faulty,
            self._severity.very_late,
            dice.one_of(0.0, 10.0, 60.0) if account.network is not NetworkName.TELEGRAM else 0.0,
            self._severity.slow_reads,
            *(self._spells(share * bad) for share in (0.2, 0.2, 0.15, 0.1)),
        )
        kind = _SERVERS[account.network]
        return self._build.server(kind(account, DEFAULT_LIMITS[account.network], self.world, self.oracle, moods))

    def _spells(self, share: float) -> list[Spell]:
        if not self._dice.happens(share):
            return []
        begins = self.world.now + (self._calm_at - self.world.now) * self._dice.share()
        return [Spell(begins, min(begins + timedelta(minutes=self._dice.one_of(2, 30, 400)), self._calm_at))]

    def _begin_life(self) -> None:
        self._lives += 1
        # Whoever starts a computer again sets its clock.
        self.clock.off = timedelta(0)
        mortality = Mortality(self.world, 0.0 if self._calm or self._lives > 12 else self._severity.crashes)
        fails = 0.0 if self._calm else self._severity.store_fails
        outbox = mortal(self._store, mortality, self.world, fails)
        around = Surroundings(
            self.world,
            self.clock,
            outbox,
            self._servers,
            self._disk,
            self._restoring.var,
            self._severity.doors_ask_again,
            lambda: self.people.stopped,
            self._first_byte,
            self.people.cannot_wait,
            self._heard.append,
            self._ended,
            self._fault,
            self.supporters,
        )
        self._life = Life(self._lives, around, mortality, self._build)
        self._life.begin()

    def _look(self) -> None:
        if self._life is None:
            self._restoring.distrust()

    def _ended(self, _life: Life) -> None:
        self.judge.verdict.crashes += 1
        self._life = None
        if not self._calm:
            dice = self._dice
            down_s = dice.one_of(1, dice.between(1, 90), dice.between(60, 7200), dice.between(60, 260_000))
            self.world.after(down_s, self._begin_again)

    def _begin_again(self) -> None:
        if self._life is None:
            self._begin_life()

    def _computer_fails(self) -> None:
        """And is put together again, with whatever store it then has."""
        if self._life is not None:
            self._life.bury()
            self._ended(self._life)

    def _stop_life(self) -> None:
        if self._life is not None:
            self._life.stop()

    def _wake(self) -> None:
        if self._life is not None:
            self._life.wake_all()

    def _edit(self) -> None:
        self._disk.present, what = edited(self._dice, self._disk.present)
        self.world.tell("people", f"edit {what}")
        if self._life is not None:
            self._life.files_changed()

    def _turn_the_clock(self) -> None:
        dice = self._dice
        by = timedelta(
            seconds=dice.one_of(dice.between(-25, 25), dice.between(120, 90_000), dice.between(-90_000, -120))
        )
        self._set_clock(by)
        self.world.after(dice.one_of(60, 600, 9000), lambda: self._set_clock(timedelta(0)))

    def _set_clock(self, off: timedelta) -> None:
        self.world.tell("the clock", f"is {off} ahead")
        self.world.trouble()
        self.clock.off = off
        self._wake()

    def _calm_down(self) -> None:
        """From here on nothing goes wrong any more: what is left must come to its end."""
        self._calm = True
        self.world.tell("the world", "is calm")
        for server in self._servers.values():
            server.moods.faulty = 0.0
        if self._life is not None:
            self._life.stop()
        self.world.after(10, self._begin_life)
        self.world.after(20, self.people.resume_all)

    def _first_byte(self, life: Life, call: Call) -> None:
        snapshot = life.in_force
        assert snapshot.campaign is not None, "without files nobody sends"
        if call.delivery.entry == PHOTOS:
            assert self.supporters is not None, "nobody sends photos in this world"
            self.supporters.called_for(call.delivery.occurrence)
            self.photo_judge.first_byte(call, snapshot.campaign, self.judge.verdict, stopped=self.people.stopped)
            return
        due = snapshot.plan.get(call.delivery.key)
        moment = Moment(snapshot.campaign, due.slot if due else None, self.clock.now(), self.people.stopped)
        self.judge.first_byte(call, moment, self.world.now)

    def _fault(self, duty: str, fault: Exception) -> None:
        self.judge.verdict.faults.append(f"{duty}: {fault!r}")

    def _judged(self) -> Verdict:
        verdict, rows = self.judge.verdict, self._store.deliveries()
        verdict.steps = self.world.steps
        ends = Ends(self.world, self.oracle, self._store, self._disk.present, self._restoring, self.people.dropped)
        self.judge.excused = lambda earlier, later: (
            self._restoring.excused(earlier, later)
            or (not earlier.repost_of and (ends.is_a_twins(earlier) or ends.is_a_twins(later)))
        )
        alarms: tuple[AlarmRow | Told, ...] = (*self._store.alarms(10_000), *self._heard)
        self.judge.sum_up(self.oracle.copies, self.oracle.reads, alarms)
        self.photo_judge.sum_up(self._disk.present.rules, alarms, verdict)
        for row in rows:
            (self.photo_judge if row.entry == PHOTOS else ends).hold_against_truth(row, verdict)
        self.promised.hold_against_plan(rows, alarms, {*self.people.cancelled, *self.people.dropped}, verdict)
        ends.count_asked(self.judge.called, self._asking.asked, self._servers, verdict)
        return verdict


def play(seed: int, *, build: Build | None = None) -> Verdict:
    """One seed's verdict."""
    return Play(seed, build=build).run()
