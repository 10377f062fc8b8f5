"""The daemon as a process of its own, on days when something around it is not as it was at its start."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.bootstrap.calls import kept_calls
from bot.clock import SystemClock
from tests.bars.field import Field, instants, measured
from tests.cli.test_daemon import PATIENCE_S, WITHIN_S, arrived, as_json, entry


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path / "campaign", {"mastodon": 1, "x": 1}) as field:
        field.folder.mkdir(exist_ok=True)
        yield field


def into_file(ground: Field, **wrong: str) -> None:
    """X's secrets leave the environment for ``secrets.env``; ``wrong`` ones in place of the right ones."""
    file = ground.folder / "secrets.env"
    file.touch(mode=0o600)
    own = {name: value for name, value in ground.environ.items() if name.startswith("X_")}
    file.write_text("".join(f"{name}={value}\n" for name, value in (own | wrong).items()), encoding="utf-8")


def without_x_in_the_environment(ground: Field) -> dict[str, str]:
    """What is left for the daemon's environment; the whole, to put back."""
    whole = dict(ground.environ)
    for name in [name for name in whole if name.startswith("X_")]:
        del ground.environ[name]
    return whole


def test_a_post_due_after_a_restart_goes_out_on_time_though_x_will_not_say_who_we_are(ground: Field) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 2)
    reset = int(SystemClock().now().timestamp()) + 900
    limited = {
        "network": "x",
        "when": {"path": "/2/users/me"},
        "do": "status",
        "status": 429,
        "headers": {"x-rate-limit-limit": "25", "x-rate-limit-remaining": "0", "x-rate-limit-reset": str(reset)},
    }
    ground.control("POST", "faults", [limited])
    ground.write("posts:\n" + entry("one", 8))
    with ground.daemon():
        assert ground.until(lambda: len(arrived(ground)) == 2, PATIENCE_S), ground.log()
        assert "not reached account=x-0 reason=rate limit" in ground.log()
    assert kept_calls(ground.folder / "var") == 2, "whatever copy is put back now, it is known as one"
    x, mastodon = (
        instants([post for post in ground.control("GET", "posts") if post["network"] == name])[0]
        for name in ("x", "mastodon")
    )
    assert abs((x - mastodon).total_seconds()) < 5.0, "it did not wait for another try to ask who we are"


def test_two_folders_on_one_database_have_one_daemon_and_the_second_is_refused_with_4(
    ground: Field, tmp_path: Path
) -> None:
    ground.write("posts:\n" + entry("later", 3600))
    other = Field(tmp_path / "other", ground.addresses, ground.environ, ground.accounts)
    other.write("posts:\n" + entry("later", 3600))
    for field in (ground, other):
        with (field.folder / "settings.yaml").open("a", encoding="utf-8") as settings:
            settings.write("database: sqlite:///../shared.db\n")
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 2)
        with other.daemon() as second:
            assert second.wait(PATIENCE_S) == 4, other.log()
    assert f"process {daemon.pid}" in other.log()
    assert "shared.db.lock" in other.log()
    assert "Traceback" not in other.log()


def test_a_stop_leaves_nothing_that_may_be_out_looking_unsent_not_even_of_an_account_just_removed(
    ground: Field,
) -> None:
    ground.write("posts:\n" + entry("one", 5))
    ground.control(
        "POST",
        "faults",
        [
            {"network": "x", "when": {"path": "/2/tweets", "method": "POST"}, "do": "delay", "seconds": 90},
            {
                "network": "mastodon",
                "when": {"path": "/api/v1/statuses", "method": "POST"},
                "do": "delay",
                "seconds": 90,
            },
        ],
    )
    with ground.daemon() as daemon:
        assert ground.until(lambda: as_json(ground, "status")["states"]["sending"] == 2, PATIENCE_S), ground.log()
        kept = ground.accounts.pop("x")
        ground.write((ground.folder / "schedules" / "only.yaml").read_text(encoding="utf-8"))
        ground.accounts["x"] = kept
        assert ground.until(lambda: "running accounts=1" in ground.log(), WITHIN_S), ground.log()
        daemon.send_signal(signal.SIGTERM)
        assert daemon.wait(PATIENCE_S) == 0
    rows = {row["account"]: (row["state"], row["reason"]) for row in as_json(ground, "posts")}
    assert rows == dict.fromkeys(("mastodon-0", "x-0"), ("unknown", "stopped while sending"))


def test_an_account_whose_token_was_wrong_sends_as_soon_as_the_right_one_is_saved(ground: Field) -> None:
    ground.write("posts:\n" + entry("one", 5))
    into_file(ground, X_0_ACCESS_TOKEN_SECRET="not-the-right-secret")
    whole = without_x_in_the_environment(ground)
    with ground.daemon():
        assert ground.until(lambda: "code=account-broken" in ground.log(), PATIENCE_S), ground.log()
        assert ground.until(lambda: len(arrived(ground)) == 1, PATIENCE_S), ground.log()
        ground.environ = whole
        into_file(ground)
        assert ground.until(lambda: len(arrived(ground)) == 2, WITHIN_S), ground.log()
        # And what is saved half keeps nothing open from sending.
        (ground.folder / "secrets.env").write_text("half a li", encoding="utf-8")
        assert ground.until(lambda: "code=secrets-unread" in ground.log(), WITHIN_S), ground.log()
        assert ground.run("post", "one", "--yes").returncode == 2, "it is out already"
    kept = (ground.folder / "var" / "campaign.db").read_bytes().decode("latin-1")
    told = ground.log() + kept
    assert [name for name, value in whole.items() if value in told] == []
    assert "not-the-right-secret" not in told


def test_an_account_that_an_edit_adds_is_open_as_soon_as_its_secrets_are_saved(ground: Field) -> None:
    schedule = "posts:\n" + entry("one", 3)
    x = ground.accounts.pop("x")
    whole = without_x_in_the_environment(ground)
    ground.write(schedule)
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 1)
        ground.accounts["x"] = x
        ground.write(schedule)
        assert ground.until(lambda: "code=account-shut" in ground.log(), WITHIN_S), ground.log()
        ground.environ = whole
        into_file(ground)
        assert ground.until(lambda: "account answers account=x-0" in ground.log(), WITHIN_S), ground.log()
        assert ground.until(lambda: len(arrived(ground)) == 2, PATIENCE_S), ground.log()


def test_post_without_a_daemon_refuses_an_entry_renamed_after_it_went_out(ground: Field) -> None:
    words = entry("old", 600)
    ground.write("posts:\n" + words)
    sent = ground.run("post", "old", "--yes")
    assert sent.returncode == 0, sent.stderr
    ground.write("posts:\n" + words.replace("  old:", "  new:"))
    refused = ground.run("post", "new", "--yes")
    assert refused.returncode == 1
    assert "schedules/only.yaml:2:3: new/once/all/" in refused.stderr
    assert "put the old key back" in refused.stderr
    assert len(arrived(ground)) == 2, "once on each network"
