"""Makes the outbox match the plan: new deliveries, moved ones, removed ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from bot import log
from bot.campaign import truth
from bot.campaign.approved import ANYTHING, beside
from bot.campaign.deliveries import Texts, rendered
from bot.campaign.delivery import EDITABLE, HeldFor, State
from bot.campaign.model import Account, Campaign, Limits, Post
from bot.daemon.live import Due, Live, Snapshot
from bot.ports import Alarm, Delivery, Outbox, Planned

_log = log.logger("planner")

ZONES = "time-zone data"
"""The note that keeps which version of it the rows' instants were computed with."""
PLANNED = "planned"
"""The note that keeps the mark of the version that the rows agree with."""
NAMED = 20
"""How many moves one alarm names."""


class Planner:
    """Reads the snapshot in force, writes rows; knows nothing of networks."""

    name = "planner"

    def __init__(
        self,
        live: Live,
        outbox: Outbox,
        limits: Callable[[Account], Limits],
        alarm: Alarm | None = None,
        zones: str = "",
        clock_trusted: Callable[[], bool] = lambda: True,
    ) -> None:
        """``zones``: the version of the time-zone data that the plan's instants were computed with."""
        self._live = live
        self._outbox = outbox
        self._limits = limits
        self._alarm = alarm
        self._zones = zones
        self.clock_trusted = clock_trusted

    def run_once(self, now: datetime) -> datetime | None:
        """Bring the outbox in step; the next time is when the files change."""
        now_running = self._live.snapshot
        if now_running.campaign is None or is_planned(now_running, self._outbox):
            return None
        # Until the rows are as the files say they are as nobody says.
        self._outbox.note(PLANNED, "")
        known = {row.key: row for row in self._outbox.deliveries()}
        rows = list(self._rows(now_running, now_running.campaign, known, now))
        change = self._outbox.sync_plan(rows, now)
        if change.added or change.moved or change.removed:
            _log.info("planned", added=len(change.added), moved=len(change.moved), removed=len(change.removed))
        self._compare_zones(change.moved, known, {row.key: row for row in rows})
        # What was in somebody's hand is looked at again at the next start.
        self._outbox.note(PLANNED, "" if change.passed_by else now_running.mark)
        return None

    def _compare_zones(
        self, moved: Sequence[str], before: Mapping[str, Delivery], after: Mapping[str, Planned]
    ) -> None:
        """Tell the staff what other time-zone data than last time moved; the instants in force are the new ones."""
        if not self._zones:
            return
        earlier = self._outbox.noted(ZONES)
        if earlier == self._zones:
            return
        if earlier and moved and self._alarm is not None:
            lines = [f"{key}: {before[key].due:%Y-%m-%d %H:%M} → {after[key].due:%H:%M} UTC" for key in moved[:NAMED]]
            moves = "; ".join(lines) + ("; …" if len(moved) > NAMED else "")
            self._alarm.tell("zones-moved", before=earlier, after=self._zones, number=len(moved), moves=moves)
        self._outbox.note(ZONES, self._zones)

    def _rows(
        self, running: Snapshot, campaign: Campaign, known: Mapping[str, Delivery], now: datetime
    ) -> Iterator[Planned]:
        texts = running.texts
        for key, due in running.plan.items():
            yield self._row(key, due, campaign, known.get(key), running.waiting.get(key), now, texts)
        if running.broken:
            # A file that cannot be read says nothing about its posts: they wait, they are not withdrawn.
            for row in known.values():
                if row.key not in running.plan and row.entry not in campaign.entries and row.state in EDITABLE:
                    yield _waiting(row)

    def _row(
        self,
        key: str,
        due: Due,
        campaign: Campaign,
        row: Delivery | None,
        broken_file: str | None,
        now: datetime,
        texts: Texts,
    ) -> Planned:
        slot = due.slot
        state, reason = State.PLANNED, ""
        if row is None and truth.lateness(slot, now) is truth.Verdict.MISSED and self.clock_trusted():
            # It was over before anyone asked for it: shown, never sent, no alarm (decision 12). A clock in doubt must
            # not say so: what is over by the right one is missed, and told.
            state = State.PAST
        elif broken_file is not None:
            state, reason = State.HELD, HeldFor.BROKEN_FILE.value
        elif slot.entry.hold and not (row and row.approved_by):
            state, reason = State.HELD, HeldFor.APPROVAL.value
        number = slot.countdown.number if slot.countdown else None
        post = rendered(slot, due.account, campaign, number, self._limits(due.account), texts)
        return Planned(
            key,
            slot.entry.key,
            slot.occurrence,
            slot.audience.name,
            due.account.name,
            due.account.network,
            slot.audience.language,
            slot.due,
            post.text if isinstance(post, Post) else "",
            state,
            reason,
            beside(post),
        )


def is_planned(running: Snapshot, outbox: Outbox) -> bool:
    """Whether the rows agree with this very version already, as after a restart without an edit."""
    return bool(running.mark) and outbox.noted(PLANNED) == running.mark


def _waiting(row: Delivery) -> Planned:
    return Planned(
        row.key,
        row.entry,
        row.occurrence,
        row.audience,
        row.account,
        row.network,
        row.language,
        row.due,
        row.text,
        row.state if row.state is State.PAST else State.HELD,
        "" if row.state is State.PAST else HeldFor.BROKEN_FILE.value,
        ANYTHING,
    )
