from __future__ import annotations

import threading
from collections import Counter
from contextlib import ExitStack, closing
from datetime import datetime

from bot.campaign.delivery import State
from bot.outbox.postgresql_opening import open_store
from bot.ports import Outbox
from tests.contracts.outbox_world import LEASE_S, NOON, RECEIPT, after, begin, claim, intent, planned, row, standing
from tests.outbox.postgres_server import Server
from tests.outbox.world import child, line

ROWS = 2_000
ACCOUNTS = [f"account-{number}" for number in range(8)]

CLAIM_ALL = """
from bot.outbox.postgresql_opening import open_store
url, owner, accounts = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
outbox, mine = open_store(url), []
print("ready", flush=True)
sys.stdin.readline()
while accounts:
    for account in list(accounts):
        row = outbox.claim(account, NOON, owner, LEASE_S)
        if row is None:
            accounts.remove(account)
        else:
            mine.append(row.key)
print(" ".join(mine), flush=True)
"""


def test_of_two_processes_that_race_for_two_thousand_rows_each_row_goes_to_one(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as outbox:
        plan = [planned(f"entry-{number}", account=ACCOUNTS[number % len(ACCOUNTS)]) for number in range(ROWS)]
        outbox.sync_plan(plan, NOON)
        with ExitStack() as stack:
            # Of one name: another daemon's would wait for the first to have nothing of the account in hand.
            racers = [
                stack.enter_context(child(CLAIM_ALL, url, "daemon", ",".join(ACCOUNTS[::step]))) for step in (1, -1)
            ]
            assert [line(racer) for racer in racers] == ["ready", "ready"]
            for racer in racers:
                assert racer.stdin is not None
                racer.stdin.write("go\n")
                racer.stdin.flush()
            taken = [line(racer).split() for racer in racers]
        assert Counter(key for keys in taken for key in keys) == Counter({row.key: 1 for row in plan})
        assert all(len(keys) > ROWS // 20 for keys in taken), "one of them had it almost to itself"
        assert outbox.counts()[State.CLAIMED] == ROWS
        assert max(row.fence for row in outbox.deliveries()) == 1


def test_threads_of_two_daemons_at_one_instant_get_one_row_of_the_account_in_hand(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        one.sync_plan([planned(f"entry-{number}") for number in range(40)], NOON)
        for _ in range(20):
            start, got = threading.Barrier(2), list[str]()

            def take(outbox: Outbox, owner: str) -> None:
                start.wait()  # noqa: B023 -- the threads of a round end with it
                claimed = outbox.claim("mastodon", NOON, owner, LEASE_S)
                if claimed is not None:
                    got.append(claimed.owner)  # noqa: B023 -- the same

            threads = [threading.Thread(target=take, args=pair) for pair in ((one, "one"), (other, "other"))]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert len(got) == 1
            (in_hand,) = one.deliveries(states=(State.CLAIMED,))
            assert one.settle(in_hand, State.MISSED, "", NOON)


def test_of_two_daemons_that_note_something_for_good_at_once_both_have_the_first_ones(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        got: list[str] = []
        second = threading.Thread(target=lambda: got.append(other.note_first("name", "other")))
        with one.together():
            got.append(one.note_first("name", "one"))
            second.start()
            second.join(0.2)
            assert got == ["one"], "it waits for what the first one makes of it"
        second.join()
        assert got == ["one", "one"]


def test_while_one_daemon_calls_the_other_takes_nothing_of_that_account(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        one.sync_plan([planned(), planned("second"), planned(account="x")], NOON)
        calling = begin(one, owner="one")
        assert other.claim("mastodon", NOON, "other", LEASE_S) is None
        assert claim(other, account="x", owner="other").account == "x"
        assert one.sent(calling, RECEIPT, after(1))
        assert claim(other, after(1), owner="other").entry == "second"


def test_a_dead_daemons_call_is_read_back_after_its_lease_and_never_claimed_again_unread(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as dead, closing(open_store(url)) as living:
        dead.sync_plan([planned(), planned("second", due=after(1))], NOON)
        calling = begin(dead, owner="dead")
        assert living.recover("living", after(4)) == []
        assert living.claim("mastodon", after(4), "living", LEASE_S) is None
        assert [found.key for found in living.recover("living", after(5))] == [calling.key]
        assert standing(living, calling.key)[0] is State.UNKNOWN
        assert claim(living, after(5), owner="living").entry == "second"
        # Slow, not dead: what the network said is the truth.
        assert dead.sent(calling, RECEIPT, after(6))
        assert row(living, calling.key).remote_id == "111"


def test_a_daemon_that_slept_past_its_lease_may_not_begin_what_another_has_sent(postgresql: Server) -> None:
    url = postgresql.cleared()
    count = 50
    with closing(open_store(url)) as sleeper, closing(open_store(url)) as other:
        sleeper.sync_plan([planned(f"entry-{number:02}", due=after(10 * number)) for number in range(count)], NOON)
        for number in range(count):
            stalled = claim(sleeper, after(10 * number), owner="sleeper")
            now = after(10 * number + 5)
            taken = begin(other, now, owner="other")
            assert taken.key == stalled.key
            assert not sleeper.begin(stalled, intent(began=now), now)
            assert not sleeper.settle(stalled, State.PLANNED, "", now)
            assert other.sent(taken, RECEIPT, now)
            assert not sleeper.sent(stalled, RECEIPT, now)
        assert other.counts()[State.SENT] == count
        assert {len(other.attempts_of(found.key)) for found in other.deliveries()} == {1}


def test_a_receipt_and_another_daemons_recovery_at_one_instant_lose_nothing(postgresql: Server) -> None:
    url = postgresql.cleared()
    count = 60
    with closing(open_store(url)) as slow, closing(open_store(url)) as other:
        slow.sync_plan([planned(account=f"account-{number}") for number in range(count)], NOON)
        late = after(5)
        calling = []
        for number in range(count):
            claimed = claim(slow, account=f"account-{number}", owner="slow")
            assert slow.begin(claimed, intent(), NOON)
            calling.append(claimed)
        written: list[bool] = []
        answers = threading.Thread(target=lambda: written.extend(slow.sent(each, RECEIPT, late) for each in calling))
        answers.start()
        while answers.is_alive():
            assert all(found.state is State.UNKNOWN for found in other.recover("other", late) if not found.remote_id)
        answers.join()
        assert written == [True] * count
        assert other.counts()[State.SENT] == count


def test_two_daemons_plan_at_one_instant_and_make_each_row_once(postgresql: Server) -> None:
    url = postgresql.cleared()
    plan = [planned(f"entry-{number}") for number in range(200)]
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        start, added = threading.Barrier(2), list[int]()

        def make(outbox: Outbox, now: datetime) -> None:
            start.wait()
            with outbox.together():
                added.append(len(outbox.sync_plan(plan, now).added))

        threads = [threading.Thread(target=make, args=(outbox, NOON)) for outbox in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(added) == [0, 200]
        assert one.counts()[State.PLANNED] == 200


def test_two_daemons_that_want_one_job_at_one_instant_make_one_leader(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url)) as one, closing(open_store(url)) as other:
        for number in range(20):
            start, led = threading.Barrier(2), list[bool]()

            def want(outbox: Outbox, owner: str, job: str) -> None:
                start.wait()  # noqa: B023 -- the threads of a round end with it
                led.append(outbox.lead(job, owner, after(5), NOON))  # noqa: B023 -- the same

            pairs = ((one, "one", f"job {number}"), (other, "other", f"job {number}"))
            threads = [threading.Thread(target=want, args=pair) for pair in pairs]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert sorted(led) == [False, True]
