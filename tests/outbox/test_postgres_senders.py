"""The senders of two daemons, each with an outbox of its own on one database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS
from bot.daemon.planner import Planner
from bot.daemon.reconciler import Reconciler
from bot.daemon.sender import Sender
from bot.outbox.postgresql_opening import open_store
from bot.outbox.store import SqlOutbox
from tests.daemon.cast import NOON, Cast, cast
from tests.outbox.postgres_server import Server

LEASE_S = 300.0
TWO_POSTS = """
posts:
  first: {when: 2030-06-08 at 12:00, text: {fr: Un.}}
  second: {when: 2030-06-08 at 12:00, text: {fr: Deux.}}
"""
SPACING = timedelta(seconds=60)


@dataclass
class Pair:
    """One campaign, two daemons."""

    cast: Cast
    outboxes: tuple[SqlOutbox, SqlOutbox]
    one: Sender
    other: Sender

    @property
    def published(self) -> list[str]:
        return [post.text for post, _ in self.cast.network.published]


@pytest.fixture
def pair(postgresql: Server, tmp_path: Path) -> Iterator[Pair]:
    campaign = cast(tmp_path, TWO_POSTS)
    url = postgresql.cleared()
    snapshot = campaign.live.snapshot.campaign
    assert snapshot is not None
    account = snapshot.settings.accounts["masto"]
    with closing(campaign.outbox), closing(open_store(url)) as first, closing(open_store(url)) as second:
        Planner(campaign.live, first, lambda each: DEFAULT_LIMITS[each.network]).run_once(NOON)
        one, other = (
            Sender(account, campaign.network, replace(campaign.means, outbox=outbox, owner=owner))
            for owner, outbox in (("one", first), ("other", second))
        )
        yield Pair(campaign, (first, second), one, other)


def test_the_accounts_spacing_holds_between_the_calls_of_two_daemons(pair: Pair) -> None:
    early = NOON - timedelta(seconds=1)
    pair.cast.clock.set(early)
    # It has asked when the account last called: nobody had.
    assert pair.other.run_once(early) == NOON
    pair.cast.clock.set(NOON)
    assert pair.one.run_once(NOON) == NOON + SPACING
    assert pair.other.run_once(NOON) == NOON + SPACING
    assert len(pair.published) == 1
    pair.cast.clock.set(NOON + SPACING)
    pair.other.run_once(NOON + SPACING)
    pair.one.run_once(NOON + SPACING)
    assert len(pair.published) == len(set(pair.published)) == 2


def test_what_a_dead_daemon_was_sending_is_taken_over_by_the_others_reconciler(pair: Pair) -> None:
    ours, theirs = pair.outboxes
    pair.cast.clock.set(NOON)

    def dies() -> None:
        raise KeyboardInterrupt

    pair.cast.network.script.append(dies)  # type: ignore[arg-type]
    with pytest.raises(KeyboardInterrupt):
        pair.one.run_once(NOON)
    assert ours.counts()[State.SENDING] == 1
    living = Reconciler(replace(pair.cast.means, outbox=theirs, owner="other"))
    living.run_once(NOON + timedelta(seconds=LEASE_S - 1))
    assert ours.counts()[State.SENDING] == 1
    living.run_once(NOON + timedelta(seconds=LEASE_S))
    assert ours.counts()[State.SENDING] == 0
    living.close()


def test_a_post_whose_intent_could_not_be_written_goes_back_and_out_when_it_can(pair: Pair, postgresql: Server) -> None:
    ours, _ = pair.outboxes
    pair.cast.clock.set(NOON)
    postgresql.ask("ALTER TABLE attempts ADD CONSTRAINT broken CHECK (false)", "cleared")
    try:
        with pytest.raises(sa.exc.IntegrityError):
            pair.one.run_once(NOON)
    finally:
        postgresql.ask("ALTER TABLE attempts DROP CONSTRAINT broken", "cleared")
    assert pair.published == []
    assert ours.counts()[State.CLAIMED] == 1
    pair.one.run_once(NOON)
    assert len(pair.published) == 1
    assert ours.counts()[State.SENT] == 1
