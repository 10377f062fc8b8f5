from __future__ import annotations

import signal
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.outbox.sqlite import Way
from tests.contracts.outbox_world import KEY, LEASE_S, NOON, RECEIPT, after, planned, row, standing
from tests.outbox.world import ROLLBACK_JOURNAL, WRITE_AHEAD_LOG, ask, child, line, opened

UNTIL = """
place, log = sys.argv[2], sys.argv[3] == "wal"
outbox = open_store(URL, pathlib.Path(sys.argv[1]), WRITE_AHEAD_LOG if log else ROLLBACK_JOURNAL)
def here(name):
    if name == place:
        print(name, flush=True)
        sys.stdin.read()
outbox.sync_plan([planned(), planned("second", due=after(5))], NOON)
here("planned")
claimed = claim(outbox)
here("claimed")
assert outbox.begin(claimed, intent(), NOON)
here("begun")
if place == "not yet committed":
    with outbox.together():
        assert outbox.sent(claimed, RECEIPT, NOON)
        here("not yet committed")
assert outbox.sent(claimed, RECEIPT, NOON)
here("sent")
"""
FOUND = {
    "planned": State.PLANNED,
    "claimed": State.PLANNED,
    "begun": State.UNKNOWN,
    "not yet committed": State.UNKNOWN,
    "sent": State.SENT,
}


@pytest.mark.parametrize("way", [ROLLBACK_JOURNAL, WRITE_AHEAD_LOG], ids=["rollback journal", "write-ahead log"])
@pytest.mark.parametrize("place", FOUND)
def test_after_a_kill_the_row_is_what_is_known_of_it(tmp_path: Path, place: str, way: Way) -> None:
    with child(UNTIL, tmp_path, place, "wal" if way is WRITE_AHEAD_LOG else "") as daemon:
        assert line(daemon) == place
        daemon.kill()
        assert daemon.wait() == -signal.SIGKILL
    with opened(tmp_path, way) as outbox:
        left = [found.key for found in outbox.recover("second run", after(1))]
        assert left == ([KEY] if FOUND[place] is State.UNKNOWN else [])
        assert standing(outbox)[0] is FOUND[place]
        again = outbox.claim("mastodon", after(1), "second run", LEASE_S)
        # Only what was never begun may be claimed again; the second post's time has not come.
        assert (again is not None) is (FOUND[place] is State.PLANNED)
        if FOUND[place] is State.SENT:
            assert row(outbox).remote_id == RECEIPT.remote_id
    assert ask(tmp_path, "PRAGMA integrity_check") == [("ok",)]


def test_the_intent_of_a_killed_call_is_there_to_find_the_post_by(tmp_path: Path) -> None:
    with child(UNTIL, tmp_path, "begun", "") as daemon:
        assert line(daemon) == "begun"
        daemon.kill()
        daemon.wait()
    query = "SELECT key, number, account, fence, text, idempotency_key, media_ids, media_keys, outcome FROM attempts"
    assert ask(tmp_path, query) == [
        (KEY, 1, "mastodon", 1, "Trois jours.", "key-1", '["m1"]', '["3_1"]', ""),
    ]
    with opened(tmp_path) as outbox:
        outbox.recover("second run", after(1))
        assert outbox.last_sent("mastodon") == NOON
        assert row(outbox).text == planned().text
    assert ask(tmp_path, "SELECT outcome, ended_at IS NOT NULL FROM attempts") == [("unknown", 1)]
