"""Holds what became of supporters' photos against the promise: once where a person said yes, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from bot.campaign.candidate import Path
from bot.campaign.delivery import State as Row
from bot.campaign.model import Campaign, NetworkName
from bot.campaign.moderation import Flag
from bot.campaign.photo import State
from bot.daemon.alarms import Told
from bot.ports import EVERYTHING, PHOTOS, AlarmRow, Delivery, Outbox, Photo
from tests.simulation.ends import IN_HAND
from tests.simulation.judgement import CLOCK, QUIET_PERIOD, Verdict
from tests.simulation.oracle import Call, Copy, Oracle, is_live
from tests.simulation.people import AFTER_ALL
from tests.simulation.photos import Supporters
from tests.simulation.restoring import Restoring
from tests.simulation.undone import hold_against_promise
from tests.simulation.world import World

WAITS = timedelta(hours=3)
PERHAPS = "photo-perhaps-out"
POSTED = "photo-perhaps-posted"
UNSEEN = "photo-restored-unseen"
_OUT_OF_THE_WAY = frozenset({Row.MISSED, Row.PAST, Row.CANCELLED, Row.REJECTED})


class PhotoJudge:
    """One world's."""

    def __init__(
        self, world: World, oracle: Oracle, store: Outbox, restoring: Restoring, supporters: Supporters | None
    ) -> None:
        """``supporters``: ``None``: nobody sends photos in this world."""
        self._world = world
        self._oracle = oracle
        self._store = store
        self._restoring = restoring
        self._supporters = supporters
        self._keys: dict[tuple[str, int], str] = {}
        self._alarms: Sequence[AlarmRow | Told] = ()

    def first_byte(self, call: Call, campaign: Campaign, verdict: Verdict, *, stopped: bool) -> None:
        """A call begins: may it?"""
        verdict.calls += 1
        row, untrue = call.delivery, verdict.untrue
        if self._keys.setdefault((row.key, row.generation), call.key) != call.key:
            verdict.faults.append(f"{row.key} called for under a second idempotency key")
        photo = self._store.photo(row.occurrence)
        if stopped:
            untrue.append(f"{row.key} called for while STOP is there")
        if any(pause.scope in {EVERYTHING, row.account} for pause in self._store.pauses()):
            untrue.append(f"{row.key} called for while paused")
        if photo is None or photo.state is not State.APPROVED:
            untrue.append(f"{row.key} called for though it is {photo.state.value if photo else 'forgotten'}")
        elif photo.path is Path.NATIVE and call.ready.post.repost_of != photo.remote_id:
            untrue.append(f"{row.key} reposts {call.ready.post.repost_of}, not {photo.remote_id}")
        if self._is_quiet(campaign):
            untrue.append(f"{row.key} called for in quiet hours")

    def sum_up(self, campaign: Campaign, alarms: Sequence[AlarmRow | Told], verdict: Verdict) -> None:
        """What stands where, of every photo there is or was."""
        self._alarms = alarms
        approved = {photo.id: photo for photo in self._store.photos((State.APPROVED,))}
        for copy in self._oracle.copies:
            if copy.key.startswith(f"{PHOTOS}/") and self._counts(copy):
                self._may_it_stand(copy, approved, alarms, verdict)
        if self._supporters is not None:
            copies = (copy for copy in self._oracle.copies if not self._is_for_people(copy, alarms))
            hold_against_promise(copies, self._supporters.withdrawn, self._world.troubles, self._world.now, verdict)
        rows = {row.key: row for row in self._store.deliveries(entry=PHOTOS)}
        for photo in approved.values():
            for key in _stops(photo, campaign):
                self._is_it_out(photo, rows.get(key), key, rows.values(), verdict)

    def hold_against_truth(self, row: Delivery, verdict: Verdict) -> None:
        """Does ``row`` lie, and has it come to its end?"""
        verdict.ends[row.state.value] += 1
        live = [copy for copy in self._oracle.of(row.key) if self._counts(copy)]
        in_time = [copy for copy in live if not _late(copy)]
        match row.state:
            case Row.SENT if not self._oracle.of(row.key):
                verdict.lies.append(f"{row.key} is sent, and nothing was ever there")
            case state if state in _OUT_OF_THE_WAY and in_time:
                verdict.lies.append(f"{row.key} is {row.state} ({row.reason}), and is there as {in_time[0].remote_id}")
            case Row.RETRACTED if in_time and not _told(PERHAPS, row.key, self._alarms):
                verdict.lies.append(f"{row.key} is retracted, and is there as {in_time[0].remote_id}")
            case Row.PLANNED if self._world.now - row.due > WAITS:
                verdict.lost.append(f"{row.key} still waits: {row.reason}")
            case state if state in IN_HAND:
                verdict.lost.append(f"{row.key} is stuck as {row.state}: {row.reason}")
            case _:
                pass

    def _counts(self, copy: Copy) -> bool:
        """Whether it stands there, and anybody can know."""
        photo = self._store.photo(copy.key.split("/")[1])
        excused = self._restoring.unknown(copy) or self._restoring.unheard_of(copy, photo)
        return is_live(copy, self._world.now) and not excused

    def _may_it_stand(
        self, copy: Copy, approved: Mapping[str, Photo], alarms: Sequence[AlarmRow | Told], verdict: Verdict
    ) -> None:
        photo_id = copy.key.split("/")[1]
        photo = self._store.photo(photo_id)
        if photo_id in approved:
            return
        what = f"{copy.key} stands as {copy.remote_id}, though it is {photo.state.value if photo else 'forgotten'}"
        if _late(copy) or _told("double-found", copy.url, alarms):
            verdict.late.append(what)
        elif not self._is_for_people(copy, alarms):
            verdict.left.append(what)

    def _is_for_people(self, copy: Copy, alarms: Sequence[AlarmRow | Told]) -> bool:
        """Whether people know that only they can look."""
        row, photo_id = self._store.get(copy.key), copy.key.split("/")[1] if copy.key else ""
        photo = self._store.photo(photo_id)
        # Nobody could look.
        told = row is not None and row.state in {Row.ASK, Row.RETRACTED} and _told(PERHAPS, copy.key, alarms)
        # No words are left to look for.
        told |= photo is not None and photo.path is Path.CLEANED and _told(POSTED, photo_id, alarms)
        # Somebody said that it is there, not where, and the channel cannot be read.
        return told or (row is not None and not row.remote_id and _told("not-taken-back", copy.key, alarms))

    def _is_it_out(
        self, photo: Photo, row: Delivery | None, key: str, rows: Iterable[Delivery], verdict: Verdict
    ) -> None:
        if row is None:
            # Approved by a clock that ran ahead, it has no turn yet, or not after a night of quiet hours; while one is
            # held no other goes.
            to_come = photo.decided_at is None or photo.decided_at > self._world.now - AFTER_ALL
            blocked = any(other.account == key.rpartition("/")[2] and other.state is Row.HELD for other in rows)
            if not to_come and not blocked:
                verdict.lost.append(f"{key} is approved, and never had its turn")
            return
        there = any(is_live(copy, self._world.now) for copy in self._oracle.of(key))
        assert self._supporters is not None, "it is somebody's"
        gone = row.network is not NetworkName.TELEGRAM and self._supporters.vanished(row.repost_of)
        # A channel that nobody can read: the photo is marked, and people know.
        told = Flag.RESTORED in photo.flags and _told(UNSEEN, key, self._alarms)
        # Whether it was taken back nobody can see, or the network says that it cannot be: people know, and look.
        told |= _told("not-taken-back", key, self._alarms)
        if row.state is Row.SENT and not there and not gone and not told:
            verdict.lies.append(f"{key} is sent, and nothing is there")

    def _is_quiet(self, campaign: Campaign) -> bool:
        quiet = campaign.settings.quiet_hours
        if quiet is None:
            return False
        zone = ZoneInfo(next(iter(campaign.settings.audiences.values())).zone)

        def wall(off: timedelta) -> time:
            return (self._world.now + off).astimezone(zone).time()

        # Both ends of what the clock may be off by.
        return all(not quiet.end <= wall(off) < quiet.start for off in (-CLOCK, CLOCK))


def _stops(photo: Photo, campaign: Campaign) -> list[str]:
    """The keys of its reposts: on its own network, or, mailed, on every account, in its first audience's language."""
    settings = campaign.settings
    if photo.path is Path.NATIVE:
        return [f"{PHOTOS}/{photo.id}/native/{photo.account}"]
    audiences = sorted(settings.audiences.values(), key=lambda each: each.language != photo.language)
    return [f"{PHOTOS}/{photo.id}/{audiences[0].name}/{name}" for name in settings.accounts]


def _told(code: str, what: str, alarms: Sequence[AlarmRow | Told]) -> bool:
    return any(alarm.code == code and what in alarm.text for alarm in alarms)


def _late(copy: Copy) -> bool:
    """Whether no client could have known."""
    return copy.executed - copy.began > QUIET_PERIOD
