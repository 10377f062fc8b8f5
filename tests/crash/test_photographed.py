"""The real daemon is killed while it reposts supporters’ photos, and beside ``run.py photos withdraw``."""

from __future__ import annotations

from tests.crash.test_kills import besieged

SIZE = ("--accounts", "1", "--entries", "8", "--photos", "4")


def test_killed_among_reposts_each_photo_is_there_once_and_of_withdrawn_ones_nothing_is_left() -> None:
    code, told = besieged("__main__", "--kills", "18", "--campaigns", "3", "--seed", "2", *SIZE)
    photos = told["photos"]
    assert (photos["lost"], photos["twice"], photos["left"]) == ([], [], [])
    assert (told["lost"], told["twice"], told["lies"], told["faults"]) == ([], [], [], [])
    assert code == 0
    assert photos["photos"] == 12
    assert photos["withdrawn"] == 6
    assert told["kills"] >= 6


def test_a_build_that_reposts_again_without_looking_is_found_out_where_each_boost_counts() -> None:
    seeded = ("--seed", "3", "--kills", "5", "--campaigns", "1")
    code, told = besieged("__main__", "--network", "mastodon", *seeded, "--broken", "retry-unread", *SIZE)
    assert code == 1
    assert told["photos"]["twice"]
