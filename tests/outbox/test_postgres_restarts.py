from __future__ import annotations

import threading
from collections import Counter
from contextlib import closing, suppress
from dataclasses import dataclass, field

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.errors import CampaignError
from bot.outbox.postgresql_opening import open_store
from bot.ports import Outbox
from tests.contracts.outbox_world import LEASE_S, NOON, after, intent, planned
from tests.outbox.postgres_server import Server

ACCOUNTS = [f"account-{number}" for number in range(4)]
DELIVERIES = 500
EVERY_S = 1.0


@dataclass
class Network:
    """Counts what it was told to publish."""

    published: list[str] = field(default_factory=list)

    def publish(self, key: str) -> Receipt:
        self.published.append(key)
        return Receipt(f"remote {key}")


def _deliver(outbox: Outbox, account: str, owner: str, network: Network, done: threading.Event) -> None:
    """What a sender does of its account's rows, until nothing is left of them."""
    while not done.is_set():
        claimed = None
        with suppress(CampaignError):
            claimed = outbox.claim(account, NOON, owner, LEASE_S)
            if claimed is None:
                if outbox.next_due(account) is None:
                    return
                # The other daemon has one of the account in hand.
                done.wait(0.01)
        if claimed is None:
            continue
        try:
            begun = outbox.begin(claimed, intent(), NOON)
        except CampaignError:
            # Nothing has left; whether it was begun or not, it goes back.
            _surely(lambda row=claimed: outbox.settle(row, State.PLANNED, "", NOON), done)
            continue
        if begun:
            receipt = network.publish(claimed.key)
            _surely(lambda row=claimed, known=receipt: outbox.sent(row, known, after(1)), done)


def _surely(write: object, done: threading.Event) -> None:
    while not done.is_set():
        with suppress(CampaignError):
            write()  # type: ignore[operator]
            return


def test_a_server_that_restarts_every_second_loses_nothing_and_doubles_nothing(postgresql: Server) -> None:
    url = postgresql.cleared()
    network, done, stopped = Network(), threading.Event(), threading.Event()
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        plan = [planned(f"entry-{number:03}", account=ACCOUNTS[number % len(ACCOUNTS)]) for number in range(DELIVERIES)]
        one.sync_plan(plan, NOON)
        senders = [
            threading.Thread(target=_deliver, args=(outbox, account, owner, network, done))
            for outbox, owner in ((one, "one"), (other, "other"))
            for account in ACCOUNTS
        ]
        for sender in senders:
            sender.start()
        restarts = 0
        while any(sender.is_alive() for sender in senders):
            stopped.wait(EVERY_S)
            postgresql.control("restart", "-m", "immediate")
            restarts += 1
            if restarts > 20:
                done.set()
        assert not done.is_set(), "it never came to an end"
        assert restarts >= 3
        assert Counter(network.published) == Counter({row.key: 1 for row in plan})
        assert one.counts()[State.SENT] == DELIVERIES
        assert {row.remote_id for row in one.deliveries()} == {f"remote {row.key}" for row in plan}
        assert one.deeds_ever() >= DELIVERIES
