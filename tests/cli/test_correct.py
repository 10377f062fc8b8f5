"""``correct`` as an organiser meets it: commands and a daemon of their own, on stand-ins of three networks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli.correct import difference
from tests.bars.field import Field, measured
from tests.cli.errand_field import entry, schedule, send, standing, states
from tests.cli.test_daemon import PATIENCE_S

ONE, NEW = "Les mots de one.", "De meilleurs mots."
LONG = "m" * 600


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Field]:
    with measured(tmp_path, {"mastodon": 1, "x": 1, "telegram": 1}) as field:
        yield field


def edited(ground: Field, more: str = "") -> None:
    """The organiser saves other words."""
    ground.write(schedule(entry("one", 5, NEW, more)))


def out(ground: Field, more: str = "") -> None:
    ground.write(schedule(entry("one", 5, "", more)))
    send(ground)


def test_words_are_changed_where_a_network_can_and_only_there_without_a_yes_of_its_own(ground: Field) -> None:
    out(ground)
    edited(ground)
    assert ground.run("correct", "one").returncode == 2
    assert standing(ground) == {name: [ONE] for name in ("mastodon", "x", "telegram")}
    done = ground.run("correct", "one", "--yes")
    assert done.returncode == 1, "X still says the old words"
    assert standing(ground) == {"mastodon": [NEW], "x": [ONE], "telegram": [NEW]}
    assert "   - Les mots de one.\n   + De meilleurs mots.\n   │ #Measured" in done.stdout
    assert "X bills 0.015 USD" in done.stdout
    assert "To do that too, add --replace." in done.stdout
    replaced = ground.run("correct", "one", "--yes", "--replace")
    assert replaced.returncode == 0, replaced.stdout + replaced.stderr
    assert standing(ground) == {name: [NEW] for name in ("mastodon", "x", "telegram")}
    assert set(states(ground).values()) == {"sent"}
    again = ground.run("correct", "one", "--yes")
    assert again.returncode == 2
    assert "says what the files say" in again.stderr


def test_a_running_daemon_corrects_all_three_and_its_later_plans_leave_it_so(ground: Field) -> None:
    out(ground, "    hold: until approved\n")
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 3)
        edited(ground, "    hold: until approved\n")
        assert ground.until(lambda: ground.log().count("files in force") == 2, PATIENCE_S), ground.log()
        done = ground.run("correct", "one", "--yes", "--replace", "--json", "--wait", "30")
        assert done.returncode == 0, done.stdout + done.stderr + ground.log()
        schedule_file = ground.folder / "schedules" / "only.yaml"
        ground.save("schedules/only.yaml", schedule_file.read_text(encoding="utf-8") + "# touched\n")
        assert ground.until(lambda: ground.log().count("files in force") == 3, PATIENCE_S), ground.log()
        alarms = json.loads(ground.run("status", "--json").stdout)["alarms"]
    assert standing(ground) == {name: [NEW] for name in ("mastodon", "x", "telegram")}
    assert {row["how"] for row in json.loads(done.stdout)} == {"edit", "replace"}
    assert set(states(ground).values()) == {"sent"}
    assert [alarm["text"] for alarm in alarms if "edit is refused" in alarm["text"] or "one/" in alarm["text"]] == []


def test_nothing_is_corrected_from_files_with_errors_with_words_too_long_or_before_anything_went_out(
    ground: Field,
) -> None:
    ground.write(schedule(entry("one", 5)))
    early = ground.run("correct", "one", "--yes")
    assert early.returncode == 2
    send(ground)
    path = ground.folder / "schedules" / "only.yaml"
    sound = path.read_text(encoding="utf-8")
    for text, told in (
        (sound.replace(ONE, NEW) + "  broken: [\n", "schedules/only.yaml has errors"),
        (sound.replace(ONE, LONG), "has errors"),
        (sound.replace("one:", "other:"), "The files no longer have one/once/all/"),
    ):
        path.write_text(text, encoding="utf-8")
        refused = ground.run("correct", "one", "--yes", "--replace")
        assert refused.returncode in {1, 2}
        assert told in refused.stderr
    assert standing(ground) == {name: [ONE] for name in ("mastodon", "x", "telegram")}


def test_what_is_to_be_replaced_stands_through_a_pause_and_is_replaced_after_it(ground: Field) -> None:
    out(ground)
    edited(ground)
    ground.run("pause")
    replace = ("correct", "one/once/all/x-0", "--yes", "--replace")
    waits = ground.run(*replace, "--wait", "1")
    assert waits.returncode == 1
    assert "Not corrected: 1 of 1." in waits.stdout
    assert standing(ground)["x"] == [ONE]
    ground.run("resume")
    done = ground.run(*replace)
    assert done.returncode == 0, done.stdout + done.stderr
    assert standing(ground)["x"] == [NEW]


def test_a_difference_is_shown_line_by_line() -> None:
    told = list(difference("Trois jours.\nVenez !\n#A", "Deux jours.\nVenez !\n#A"))
    assert told == ["   - Trois jours.", "   + Deux jours.", "   │ Venez !", "   │ #A"]
