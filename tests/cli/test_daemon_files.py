"""Decision 14 as an organiser lives it: a daemon at work, a file broken by a slip, a command of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bars.field import Field, measured
from tests.cli.test_daemon import PATIENCE_S, arrived, as_json, entry

FILE = "schedules/only.yaml"


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path, {"mastodon": 1}) as field:
        yield field


def test_going_on_with_the_last_good_version_while_the_daemon_runs(ground: Field) -> None:
    ground.write("posts:\n" + entry("soon", 3600))
    schedule = ground.folder / FILE
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 1)
        # Only now, so that no slow start comes after its instant.
        ground.save(FILE, "posts:\n" + entry("soon", 10))
        assert ground.until(lambda: ground.log().count("files in force") == 2, PATIENCE_S), ground.log()
        ground.save(FILE, schedule.read_text(encoding="utf-8") + "  slip")
        assert ground.until(lambda: "code=file-broken" in ground.log(), PATIENCE_S), ground.log()
        held = as_json(ground, "posts", "--state", "held")
        assert [(row["key"], row["reason"]) for row in held] == [("soon/once/all/mastodon-0", "broken file")]
        done = ground.run("resume", FILE)
        assert (done.returncode, done.stderr.count("Traceback")) == (0, 0), done.stderr
        assert ground.until(lambda: len(arrived(ground)) == 1, PATIENCE_S), ground.log()
        assert "its posts go out from its last good version" in ground.run("status").stdout
    assert arrived(ground) == [("mastodon", "Les mots de soon.")]


def test_an_account_without_secrets_that_an_edit_adds_is_told_of_and_the_others_go_on(ground: Field) -> None:
    ground.write("posts:\n" + entry("soon", 10))
    settings = ground.folder / "settings.yaml"
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 1)
        text = settings.read_text(encoding="utf-8")
        text = text.replace("[mastodon-0]", "[aaa, mastodon-0]")
        text = text.replace("accounts:\n  mastodon-0", "accounts:\n  aaa: {kind: x, account: '@a'}\n  mastodon-0")
        ground.save("settings.yaml", text)
        assert ground.until(lambda: "code=account-shut" in ground.log(), PATIENCE_S), ground.log()
        assert ground.until(lambda: len(arrived(ground)) == 1, PATIENCE_S), ground.log()
        told = " ".join(alarm["text"] for alarm in as_json(ground, "status")["alarms"])
    assert "The account aaa cannot be opened; the others go on." in told
    assert "AAA_CONSUMER_KEY" in told


def test_a_daemon_is_not_started_in_a_folder_without_settings_and_makes_nothing_there(ground: Field) -> None:
    ground.write("posts:\n" + entry("soon", 600))
    (ground.folder / "settings.yaml").unlink()
    refused = ground.run("start")
    assert refused.returncode == 1
    assert "there is no earlier version" in refused.stderr
    assert not (ground.folder / "var").exists()
