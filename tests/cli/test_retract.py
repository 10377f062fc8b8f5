"""``retract`` as an organiser meets it: commands and a daemon of their own, on stand-ins of three networks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bars.field import Field, measured
from tests.cli.errand_field import entry, fault, schedule, send, standing, states

ONE = "Les mots de one."


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path, {"mastodon": 1, "x": 1, "telegram": 1}) as field:
        yield field


def test_one_message_is_taken_back_everywhere_in_one_step_without_a_daemon(ground: Field) -> None:
    ground.write(schedule(entry("one", 5), entry("two", 6)))
    send(ground)
    unasked = ground.run("retract", "one")
    assert unasked.returncode == 2
    assert len(standing(ground)) == 3, "without a terminal nobody can have said yes"
    done = ground.run("retract", "one", "two", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert standing(ground) == {}
    assert set(states(ground).values()) == {"retracted"}
    assert set(states(ground, "two").values()) == {"cancelled"}
    assert "Deleted for good, everywhere it went (3):" in done.stdout
    assert "   │ Les mots de one." in done.stdout
    assert "/@mastodon_0/" in done.stdout
    assert "All 6 are gone." in done.stdout
    assert done.stderr.count("✓") == 6
    again = ground.run("retract", "one", "--yes")
    assert again.returncode == 2
    assert "has nothing that is out, or that will go" in again.stderr


def test_a_running_daemon_takes_back_at_once_even_while_everything_is_stopped(ground: Field) -> None:
    ground.write(schedule(entry("one", 5)))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        send(ground)
        assert ground.run("pause").returncode == 0
        (ground.folder / "STOP").touch()
        done = ground.run("retract", "one", "--yes", "--json", "--wait", "20")
        assert done.returncode == 0, done.stdout + done.stderr + ground.log()
    assert standing(ground) == {}
    assert [(row["state"], row["gone"]) for row in json.loads(done.stdout)] == [("retracted", True)] * 3


def test_what_a_network_refuses_is_named_and_a_lost_answer_is_asked_again_by_the_daemon(ground: Field) -> None:
    ground.write(schedule(entry("one", 5)))
    send(ground)
    deletion = {"method": "DELETE", "path": "/api/v1/statuses/*"}
    fault(ground, "mastodon", {"when": deletion, "do": "status", "status": 422, "body": '{"error": "no"}'})
    fault(ground, "x", {"when": {"method": "DELETE"}, "do": "execute_then_status", "status": 502, "times": 1})
    left = ground.run("retract", "one", "--yes", "--wait", "2")
    assert left.returncode == 1
    assert "Not gone: 2 of 3." in left.stdout
    assert states(ground) == {"mastodon-0": "sent", "telegram-0": "retracted", "x-0": "retracting"}
    assert "Delete it there by hand, now." in ground.run("status").stdout
    assert standing(ground) == {"mastodon": [ONE]}
    ground.control("DELETE", "faults")
    with ground.daemon():
        done = ground.run("retract", "one", "--yes", "--wait", "30")
        assert done.returncode == 0, done.stdout + ground.log()
    assert standing(ground) == {}


def test_a_post_whose_answer_was_lost_is_found_and_deleted_without_a_daemon(ground: Field) -> None:
    ground.write(schedule(entry("one", 5)))
    fault(ground, "mastodon", {"when": {"method": "POST", "path": "/api/v1/statuses"}, "do": "cut_after"})
    assert ground.run("post", "one", "--yes").returncode == 1
    assert states(ground)["mastodon-0"] == "unknown"
    ground.control("DELETE", "faults")
    done = ground.run("retract", "one/once/all/mastodon-0", "--yes", "--wait", "30")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Perhaps out; deleted as soon as that is known (1):" in done.stdout
    assert "mastodon" not in standing(ground)
    assert len(standing(ground)) == 2


def test_a_second_copy_is_deleted_and_nothing_else(ground: Field) -> None:
    ground.write(schedule(entry("one", 5), entry("two", 6)))
    send(ground)
    send(ground, "two")
    posts = {(post["network"], post["text"].split("\n")[0]): post["id"] for post in ground.control("GET", "posts")}
    own, others = posts["mastodon", ONE], posts["mastodon", "Les mots de two."]
    key = "one/once/all/mastodon-0"
    for remote_id, told in ((own, "it is the post itself"), (others, "it is two/once/all/mastodon-0 itself")):
        refused = ground.run("retract", "--double", key, remote_id, "--yes")
        assert refused.returncode == 2
        assert told in refused.stderr
    done = ground.run("retract", "--double", key, "117000000000000000", "--yes", "--json")
    assert json.loads(done.stdout)["gone"] is True, done.stderr
    assert sum(len(words) for words in standing(ground).values()) == 6


@pytest.mark.parametrize("words", [(), ("one", "--double", "one/once/all/mastodon-0", "1")])
def test_what_is_to_be_taken_back_is_named_in_one_way(ground: Field, words: tuple[str, ...]) -> None:
    ground.write(schedule(entry("one", 5)))
    refused = ground.run("retract", *words, "--yes")
    assert refused.returncode == 2
    assert "Name an entry, or a copy: --double KEY REMOTE_ID, not both." in refused.stderr
