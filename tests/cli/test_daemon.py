"""The daemon as an organiser meets it: a process of its own, beside commands of their own, on the stand-ins."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bars.field import Field, measured
from tests.cli.camp import names

PATIENCE_S = 90.0
"""For what must come: a busy computer starts a daemon in ten times the usual second."""

WITHIN_S = 8.0
"""For what an organiser was promised within two seconds, on a computer that does nothing else; without an event it
would take the ten seconds of the look that needs no telling."""


def soon(seconds: float) -> str:
    """An instant as a schedule writes it."""
    return f"{datetime.now(UTC) + timedelta(seconds=seconds):%Y-%m-%d at %H:%M:%S} in UTC"


def entry(key: str, seconds: float, more: str = "") -> str:
    """An entry that falls due in so many seconds, in words of its own."""
    return f"  {key}:\n    when: {soon(seconds)}\n    text: {{fr: 'Les mots de {key}.'}}\n{more}"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path, {"mastodon": 1, "x": 1, "telegram": 1}) as field:
        yield field


def arrived(ground: Field) -> list[tuple[str, str]]:
    """Network and first line of everything the stand-ins received."""
    return [(post["network"], post["text"].split("\n")[0]) for post in ground.control("GET", "posts")]


def as_json(ground: Field, *command: str) -> Any:
    """What a command prints for machines."""
    return json.loads(ground.run(*command, "--json").stdout)


def test_posts_go_out_on_all_three_networks_and_sigterm_ends_the_daemon_well(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 5) + entry("later", 3600))
    with ground.daemon() as daemon:
        assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()
        assert sorted(arrived(ground)) == [(name, "Les mots de one.") for name in ("mastodon", "telegram", "x")]
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE_S) == 0
    rows = {row["key"]: row["state"] for row in as_json(ground, "posts")}
    assert rows["one/once/all/mastodon-0"] == "sent"
    assert rows["later/once/all/mastodon-0"] == "planned"


def test_a_restart_sends_nothing_twice(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 5))
    for life in (1, 2):
        with ground.daemon() as daemon:
            assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()
            ground.until_ready(daemon, 3 * life)
            assert not ground.until(lambda: len(arrived(ground)) > 3, 1)
    assert ground.log().count("account answers") >= 6, ground.log()
    assert len(arrived(ground)) == 3


def test_a_second_daemon_on_the_same_campaign_refuses_with_4(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        second = ground.run("start")
    assert second.returncode == 4
    assert str(daemon.pid) in second.stderr
    assert "Traceback" not in second.stderr


def test_a_saved_file_is_in_force_at_once(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        schedule = ground.folder / "schedules" / "only.yaml"
        ground.save("schedules/only.yaml", schedule.read_text(encoding="utf-8") + entry("added", 7200))
        assert ground.until(lambda: ground.log().count("files in force") == 2, WITHIN_S), ground.log()
    assert sum(row["key"].startswith("added/") for row in as_json(ground, "posts")) == 3


def test_a_pause_holds_posts_until_resume_and_outlives_a_restart(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 6))
    assert ground.run("pause", "--reason", "news").returncode == 0
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        assert not ground.until(lambda: bool(arrived(ground)), 7)
        assert as_json(ground, "status")["paused"] is True
        assert ground.run("resume").returncode == 0
        assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()


def test_a_held_post_goes_once_it_is_approved_and_post_brings_one_forward(ground: Field) -> None:
    ground.write("posts:\n" + entry("held", 5, "    hold: until approved\n") + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        assert not ground.until(lambda: bool(arrived(ground)), 6)
        assert ground.run("approve", "held").returncode == 2, "without a terminal nobody can have said yes"
        assert ground.run("approve", "held", "--yes").returncode == 0
        assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()
        done = ground.run("post", "later", "--yes")
        assert done.returncode == 0, done.stderr
    assert len(arrived(ground)) == 6


def test_post_sends_by_itself_when_no_daemon_runs_and_sends_nothing_else(ground: Field) -> None:
    ground.write("posts:\n" + entry("due", -5) + entry("wanted", 3600))
    done = ground.run("post", "wanted", "--yes")
    assert done.returncode == 0, done.stderr
    assert {words for _, words in arrived(ground)} == {"Les mots de wanted."}


def test_a_broken_first_file_does_not_keep_the_daemon_from_saying_so(ground: Field) -> None:
    ground.write("posts:\n  one:\n    when: [never\n")
    (ground.folder / "schedules" / "sound.yaml").write_text("posts:\n" + entry("sound", 6), encoding="utf-8")
    with ground.daemon():
        assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()
        status = as_json(ground, "status")
    assert status["broken_files"] == ["schedules/only.yaml"]
    assert any("schedules/only.yaml" in alarm["text"] for alarm in status["alarms"])
    assert {words for _, words in arrived(ground)} == {"Les mots de sound."}


def test_missing_secrets_are_all_named_at_once_before_anything_starts(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    names = sorted(ground.environ)
    ground.environ.clear()
    refused = ground.run("start")
    assert refused.returncode == 2
    assert [name for name in names if name not in refused.stderr] == []


def test_a_campaign_that_is_over_says_so_ends_with_1_and_fills_no_disk_however_often_it_is_started(
    ground: Field,
) -> None:
    ground.write("posts:\n  one:\n    when: 2023-09-02 at 12:00\n    text: {fr: 'Fini.'}\n")
    left = []
    for _ in range(2):
        over = ground.run("start")
        assert over.returncode == 1
        assert "The campaign is over: its last post was due on 2 September 2023." in over.stderr
        left.append(names(ground.folder))
    assert left[0] == left[1]


def test_no_secret_reaches_the_log(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 5))
    ground.control(
        "POST",
        "faults",
        [
            {"network": name, "when": {"method": "POST"}, "do": "status", "status": 401}
            for name in ("mastodon", "x", "telegram")
        ],
    )
    with ground.daemon():
        assert ground.until(lambda: ground.log().count("code=account-broken") == 3, PATIENCE_S), ground.log()
    told = (
        ground.log()
        + ground.run("status").stdout
        + (ground.folder / "var" / "campaign.db").read_bytes().decode("latin-1")
    )
    assert [name for name, value in ground.environ.items() if value in told] == []


def test_settings_broken_at_the_first_start_are_waited_for_and_taken_up_once_mended(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 12))
    settings = ground.folder / "settings.yaml"
    sound = settings.read_text(encoding="utf-8")
    settings.write_text("campaign: [\n", encoding="utf-8")
    with ground.daemon() as daemon:
        assert ground.until(lambda: "Waiting for them to be corrected" in ground.log(), PATIENCE_S), ground.log()
        assert daemon.poll() is None
        settings.write_text("campaign: ]\n", encoding="utf-8")
        assert ground.until(lambda: "settings.yaml:1:11:" in ground.log(), PATIENCE_S), "each save is answered"
        assert ground.log().count("settings.yaml:1:12:") == 1, "and said once"
        settings.write_text(sound, encoding="utf-8")
        assert ground.until(lambda: len(arrived(ground)) == 3, PATIENCE_S), ground.log()


def test_a_daemon_stopped_while_it_starts_ends_well(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until((ground.folder / "var" / "daemon.lock").exists, PATIENCE_S)
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE_S) == 0


def test_a_daemon_that_waits_for_settings_can_be_stopped(ground: Field) -> None:
    (ground.folder / "settings.yaml").write_text("campaign: [\n", encoding="utf-8")
    with ground.daemon() as daemon:
        assert ground.until(lambda: "Waiting for them to be corrected" in ground.log(), PATIENCE_S), ground.log()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE_S) == 0
