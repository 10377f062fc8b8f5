"""Asks the networks for supporters' photos and words, account by account, and brings what is new to the queue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import log
from bot.campaign.budget import month_after
from bot.campaign.model import Account, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import State
from bot.campaign.retry import instant_of, next_try
from bot.daemon.photos.hearing import Hearing
from bot.daemon.photos.kit import COLLECTOR, Kit, Season
from bot.daemon.photos.looking import Looking
from bot.daemon.photos.purse import pay, spent
from bot.daemon.photos.rhythm import (
    AT_MOST,
    EVERY,
    LATECOMERS,
    LEASE,
    MOST_TRIES,
    PAGES,
    ROUND_S,
    UNNAMED,
    Rhythm,
)
from bot.daemon.photos.sources import Sources
from bot.daemon.photos.taking import Taking
from bot.daemon.photos.watching import Watching
from bot.daemon.rests import Rests
from bot.errors import CampaignError
from bot.ports import Found, Intake, Page, Photo, Wanted

_log = log.logger("collector")

_SAYINGS = "sayings"


class Collector:
    """The duty; its clients are its own."""

    name = COLLECTOR

    def __init__(self, kit: Kit, rhythm: Rhythm = Rhythm()) -> None:  # noqa: B008 -- frozen
        self._kit, self._rhythm = kit, rhythm
        self._taking, self._looking, self._hearing = Taking(kit), Looking(kit), Hearing(kit)
        self._sources = Sources(kit)
        self._watching = Watching(kit, rhythm, lambda: self._stopping)
        self._open: dict[str, tuple[Account, Intake]] = {}
        self._rests = Rests[str]()
        self._failures: dict[str, int] = {}
        self._touched: set[str] = set()
        self._unread: set[str] = set()
        """Accounts with more to read than one round may: the next one comes at once."""
        self._asked: dict[str, datetime] = {}
        self._began_s = 0.0
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Ask whom it is time to ask; when to look next."""
        season = self._kit.season() or self._kit.aftermath()
        if season is None:
            self.close()
            return None
        if now < season.opens:
            return season.opens
        outbox = self._kit.means.outbox
        if outbox.shared and not outbox.lead(COLLECTOR, self._kit.means.owner, now + LEASE, now):
            return now + LEASE
        self._hurry(now)
        asked = [account for account in season.settings.accounts.values() if account.network in EVERY]
        for account in asked:
            if self._stopping:
                return None
            if self._rests.until(account.name, now) is None:
                self._ask(account, season)
        now = self._kit.means.clock.now()
        return min((self._rests.until(account.name, now) or now for account in asked), default=None)

    def touch(self, account: str) -> None:
        """From any thread: something was posted that this account's server has just told of."""
        self._touched.add(account)
        self._kit.means.wake(self.name)

    def _hurry(self, now: datetime) -> None:
        """Those with news are asked at once, but not in a tighter circle than ``AT_MOST``."""
        for name in list(self._touched):
            soonest = self._asked.get(name, now - AT_MOST) + AT_MOST
            if self._failures.get(name) or self._rests.until(name, now) is None:
                continue
            if soonest <= now:
                self._rests.forget(name)
            else:
                self._rests.put_off(name, now, soonest)

    def stop(self) -> None:
        """From any thread: ask nothing more."""
        self._stopping = True

    def close(self) -> None:
        """Give back connections."""
        for _, intake in self._open.values():
            intake.close()
        self._open.clear()

    def _ask(self, account: Account, season: Season) -> None:
        trouble: NotSent | AccountBroken | None
        read = True
        self._touched.discard(account.name)
        self._unread.discard(account.name)
        self._began_s = self._kit.means.clock.monotonic_s()
        self._asked[account.name] = self._kit.means.clock.now()
        try:
            wanted = self._kit.wanted(account.network, season)
            if wanted is None:
                # Its door asks who it is when the daemon starts.
                self._rests.put_off(account.name, self._kit.means.clock.now(), self._kit.means.clock.now() + UNNAMED)
                return
            intake = self._opened(account)
            trouble = self._said(account, intake, wanted)
            over = self._kit.means.clock.now() >= season.closes + LATECOMERS
            read = trouble is not None or over or self._posted(account, intake, season, wanted)
            self._unfinished(account, intake, wanted)
            self._watching.look(account, intake, season)
        except CampaignError as error:
            trouble = NotSent(error.message)
        except Exception as bug:  # noqa: BLE001 -- one network's fault must not keep the others' photos waiting
            _log.error("collecting failed", exc_info=bug, account=account.name)
            trouble = NotSent(f"a fault of this program ({type(bug).__name__})")
        now = self._kit.means.clock.now()
        if trouble is not None:
            self._put_off(account.name, account, trouble)
        else:
            self._failures.pop(account.name, None)
            if account.name not in self._unread and self._rests.until(account.name, now) is None:
                self._rests.put_off(account.name, now, self._rhythm.next_round(account.network, now))
        if trouble is not None or not read:
            self._drop(account.name)

    def _put_off(self, what: str, account: Account, trouble: NotSent | AccountBroken) -> None:
        """``what`` is left alone for a while: an account, or one timeline alone, so that people are heard meanwhile."""
        now = self._kit.means.clock.now()
        failures = self._failures[what] = self._failures.get(what, 0) + 1
        told = instant_of(trouble.retry_at, now) if isinstance(trouble, NotSent) else None
        at = told or next_try(min(failures, MOST_TRIES - 1), now, self._kit.means.jitter()) or now
        self._rests.put_off(what, now, max(at, self._rhythm.next_round(account.network, now)))
        _log.warning("not collected", account=account.name, reason=trouble.reason, again=at)
        if isinstance(trouble, AccountBroken) or failures == MOST_TRIES:
            self._kit.means.alarm.tell("photos-not-read", account=account.name, reason=trouble.reason)

    def _opened(self, account: Account) -> Intake:
        known = self._open.get(account.name)
        if known is not None and known[0] == account:
            return known[1]
        self._drop(account.name)
        self._open[account.name] = (account, self._kit.intakes(account))
        return self._open[account.name][1]

    def _drop(self, name: str) -> None:
        known = self._open.pop(name, None)
        if known is not None:
            known[1].close()

    def _posted(self, account: Account, intake: Intake, season: Season, wanted: Wanted) -> bool:
        """Every timeline, page by page: a cursor moves on in the commit that keeps what the page brought.

        ``False``: one of them could not be read. It rests by itself: another server's may not silence our own.
        """
        outbox, read = self._kit.means.outbox, True
        for timeline in intake.cursors(wanted):
            name = _cursor(account, timeline)
            for _ in range(PAGES):
                now = self._kit.means.clock.now()
                if self._stopping or self._cannot_pay(account, season, now):
                    return read
                if self._rests.until(name, now) is not None:
                    break
                page = intake.photos_since(timeline, outbox.noted(name) or "", wanted)
                if not isinstance(page, Page):
                    self._put_off(name, account, page)
                    read = False
                    break
                self._failures.pop(name, None)
                with outbox.together():
                    self._edited(page.found, account, season)
                    taken = self._taking.take(page.found, account, season, now)
                    self._keep(account, timeline, page)
                    pay(self._kit.means.outbox, account.name, page.cost_usd, self._kit.means.clock.now())
                self._look(taken, intake)
                if not page.more:
                    break
            else:
                # More there than one step may take: the next one comes at once.
                self._unread.add(account.name)
        return read

    def _edited(self, found: Sequence[Found], account: Account, season: Season) -> None:
        """One that is known comes again as another post, because its author edited it (X)."""
        for each in found:
            if not (each.candidate.edited and each.remote_id):
                continue
            photo = self._kit.means.outbox.photo_from(self._taking.origin(each.candidate))
            # Another account's server has another name for it, edited or not; without one it was never within reach.
            own = photo is not None and photo.account == account.name
            if photo is not None and own and photo.remote_id not in {"", each.remote_id}:
                self._sources.compare(photo, each, season)

    def _said(self, account: Account, intake: Intake, wanted: Wanted) -> NotSent | AccountBroken | None:
        """Withdrawals first, and also when the time for photos is over."""
        outbox = self._kit.means.outbox
        for _ in range(PAGES):
            now = self._kit.means.clock.now()
            page = intake.sayings_since(outbox.noted(_cursor(account, _SAYINGS)) or "", wanted)
            if not isinstance(page, Page):
                return page
            heard = [self._hearing.hear(saying, account, intake, wanted, now) for saying in page.sayings]
            pay(self._kit.means.outbox, account.name, page.cost_usd, self._kit.means.clock.now())
            trouble = next((each for each in heard if each is not None), None)
            if trouble is not None:
                # All of the page is heard again: nobody who wants a photo back is passed by.
                return trouble
            self._keep(account, _SAYINGS, page)
            if not page.more or self._stopping:
                break
        return None

    def _keep(self, account: Account, timeline: str, page: Page) -> None:
        outbox, name = self._kit.means.outbox, _cursor(account, timeline)
        if page.cursor != (outbox.noted(name) or ""):
            outbox.note(name, page.cursor)

    def _cannot_pay(self, account: Account, season: Season, now: datetime) -> bool:
        """Whether nothing more is searched this month. What people say is heard, and what is out is looked at."""
        if account.network is not NetworkName.X:
            return False
        limit = season.photos.x_reading_usd_per_month
        cost = spent(self._kit.means.outbox, account.name, now)
        if cost < limit:
            return False
        if limit:
            told = f"photos of {account.name} paid up"
            if self._rests.until(told, now) is None:
                self._kit.means.alarm.tell("photos-reading-paid-up", account=account.name, spent=cost, budget=limit)
                self._rests.put_off(told, now, month_after(now))
        return True

    def _look(self, taken: Sequence[tuple[Photo, Found]], intake: Intake) -> None:
        """What there is no time for now stays ``found``, and is looked at in the next rounds."""
        for photo, found in taken:
            if self._stopping or self._is_late():
                return
            kept, now = self._kit.means.outbox.photo(photo.id), self._kit.means.clock.now()
            if kept is not None and kept.state is State.FOUND:
                self._looking.look(kept, found, intake, now)
            elif kept is not None and kept.state is State.QUEUED:
                self._looking.show_anew(photo, found, intake, now)

    def _is_late(self) -> bool:
        """Whether this round has lasted so long that the next one should hear what people say."""
        return self._kit.means.clock.monotonic_s() - self._began_s > ROUND_S

    def _unfinished(self, account: Account, intake: Intake, wanted: Wanted) -> None:
        """What an end of the program, or a picture's server, kept from the queue."""
        now = self._kit.means.clock.now()
        for photo in self._kit.means.outbox.photos((State.FOUND,)):
            if self._stopping or self._is_late():
                # Whoever has waited shortest waits on; a withdrawal is heard meanwhile.
                self._unread.add(account.name)
                return
            if photo.account == account.name and (photo.until is None or photo.until <= now):
                self._looking.look_again(photo, intake, wanted, now)


def _cursor(account: Account, timeline: str) -> str:
    return f"photos of {account.name} since: {timeline}"
