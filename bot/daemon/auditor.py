"""Looks again at what went out, five minutes and an hour later: is it there once?

A request that a server executed late, after everything here was settled, shows only so. A second copy is told to
people, who may have it deleted; a post that is gone was deleted by hand, and is never sent again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot import log
from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, Settings
from bot.campaign.outcome import NotSent, Receipt
from bot.campaign.retry import instant_of
from bot.daemon.means import Means
from bot.daemon.readers import Readers
from bot.daemon.sought import sought
from bot.daemon.twins import twins
from bot.ports import Blind, Delivery, Sought

_log = log.logger("auditor")
_NAMED = frozenset({State.SENT, State.RETRACTING})
"""Known by their ids, unless a person said that they are there, and not where."""
_MAY_STAND = (State.SENDING, State.UNKNOWN, State.ASK, *_NAMED)

SECOND = timedelta(hours=1)
"""After the post, its second audit; the outbox sets the first. A first one that comes later than this is both."""
LATER = timedelta(minutes=15)
"""After a network that could not be read: nothing waits for an audit."""
GIVE_UP = timedelta(days=1)
READ_FREELY = frozenset({NetworkName.MASTODON})
"""Reads cost money on X, and a message in the staff chat on Telegram: there only what was ever in doubt is audited."""


class Auditor:
    """The duty; its clients are its own."""

    name = "auditor"

    def __init__(self, means: Means) -> None:
        self._means = means
        self._readers = Readers(means)
        self._told: set[tuple[str, str]] = set()
        """Second copies, by account: of several rows that say the same, one speaks of each."""
        self._stopping = False

    def run_once(self, now: datetime) -> datetime | None:
        """Audit what is due; return when the next audit is."""
        outbox, campaign = self._means.outbox, self._means.live.snapshot.campaign
        next_at = outbox.next_audit()
        if next_at is None or campaign is None:
            self._readers.close()
            return None
        if next_at > now:
            return next_at
        if not self._means.clock_trusted():
            # What is put off by a wrong clock may be put off by years.
            return now + LATER
        for (name, _, _), rows in _together(outbox.to_audit(now)).items():
            if self._stopping:
                return None
            self._audit(name, rows, campaign.settings)
        self._readers.close()
        return outbox.next_audit()

    def stop(self) -> None:
        """From any thread: begin no other look."""
        self._stopping = True

    def close(self) -> None:
        """Give back connections."""
        self._readers.close()

    def _audit(self, name: str, rows: Sequence[Delivery], settings: Settings) -> None:
        """The audits of one account that are due, with one look where there is nothing to find."""
        account = settings.accounts.get(name)
        doubtful = [row for row in rows if row.network in READ_FREELY or self._was_in_doubt(row)]
        for row in rows:
            if account is None or row not in doubtful:
                self._means.outbox.audited(row.key, None, self._means.clock.now())
        if account is None or not doubtful:
            return
        wanted = [sought(row, self._means.outbox, settings.read_back) for row in doubtful]
        seen = self._readers.find(account, _all_of(wanted, {row.remote_id for row in doubtful}))
        if isinstance(seen, NotSent | Blind):
            self._unseen(doubtful, seen)
            return
        own = {row.remote_id for row in doubtful}
        more = any(receipt.remote_id not in own for receipt in seen.found)
        for row, one in zip(doubtful, wanted, strict=True):
            # Of several posts sought at once nobody knows whose a match is: each is then looked for by itself.
            alone = self._readers.find(account, one) if more and len(doubtful) > 1 else seen
            if more and self._may_be_anothers(row):
                alone = NotSent("another delivery that says the same is unsure")
            if isinstance(alone, NotSent | Blind):
                self._unseen([row], alone)
                continue
            # Seen together and accounted for, the others' posts are no copies of this one; nor is one that the
            # reconciler found while we were reading. Asked last: what is unsure no more is known by now.
            known = {own for own, key in self._means.outbox.posts_of(name) if key != row.key}
            own_posts = [post for post in alone.found if post.remote_id not in known]
            mine = "" if row.remote_id in known else row.remote_id
            self._hold_against(row, mine, [post for post in own_posts if more or post.remote_id == row.remote_id])
            self._done(row)

    def _hold_against(self, row: Delivery, mine: str, found: Iterable[Receipt]) -> None:
        there = {receipt.remote_id: receipt for receipt in found}
        # A person who said that it is there did not say which one it is, or named another's: the oldest.
        mine = mine or next(iter(there), "")
        if mine not in there:
            _log.info("not seen any more", key=row.key, remote="" if row.repost_of else mine)
        for own, receipt in there.items():
            if own == mine or (row.account, own) in self._told:
                continue
            self._told.add((row.account, own))
            self._means.alarm.tell(
                "double-found", key=row.key, account=row.account, url=receipt.url or own, remote_id=own
            )

    def _unseen(self, rows: Iterable[Delivery], seen: NotSent | Blind) -> None:
        now = self._means.clock.now()
        told = instant_of(seen.retry_at, now) if isinstance(seen, NotSent) else None
        for row in rows:
            too_late = row.sent_at is None or now - row.sent_at > GIVE_UP
            again = None if isinstance(seen, Blind) or too_late else max(told or now, now + LATER)
            self._means.outbox.audited(row.key, again, now)
            _log.info("not audited", key=row.key, reason=seen.reason, again=again)

    def _done(self, row: Delivery) -> None:
        now = self._means.clock.now()
        first = row.sent_at is not None and now - row.sent_at < SECOND
        self._means.outbox.audited(row.key, row.sent_at + SECOND if first and row.sent_at else None, now)

    def _may_be_anothers(self, row: Delivery) -> bool:
        """Whether a copy may be that of another delivery with the same words, of which nobody knows which one it is."""
        rows = self._means.outbox.deliveries(states=_MAY_STAND)
        # A person who said that it is there did not always say which one it is.
        unnamed = [other for other in rows if other.state not in _NAMED or not other.remote_id]
        return bool(twins(row, unnamed, self._means))

    def _was_in_doubt(self, row: Delivery) -> bool:
        # One that was found later was written down later than it went out.
        return row.updated_at != row.sent_at or len(self._means.outbox.attempts_of(row.key)) > 1


def _together(rows: Sequence[Delivery]) -> dict[tuple[str, bool, str], list[Delivery]]:
    """By account; with and without a picture, and each repost, apart: they are known by different things."""
    grouped: dict[tuple[str, bool, str], list[Delivery]] = defaultdict(list)
    for row in rows:
        grouped[row.account, bool(row.picture_sha256), row.repost_of].append(row)
    return grouped


def _all_of(wanted: Sequence[Sought], own: set[str]) -> Sought:
    first = min(wanted, key=lambda one: one.since)
    return replace(
        first,
        texts=frozenset().union(*(one.texts for one in wanted)),
        media_ids=frozenset().union(*(one.media_ids for one in wanted)),
        media_keys=frozenset().union(*(one.media_keys for one in wanted)),
        not_these=frozenset().union(*(one.not_these for one in wanted)) - own,
    )
