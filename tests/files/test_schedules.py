from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.campaign.model import (
    Entry,
    IfLate,
    Lateness,
    Moment,
    NetworkName,
    OnlyIf,
    PictureKind,
    Place,
    QuietHours,
    Visibility,
)
from bot.campaign.when import parse
from tests.files.reading import SETTINGS, edited, errors, read, write

WHEN = "when: 2023-09-01 at 12:30"


def entries(schedule: str, folder: Path = Path("/nowhere"), settings: str = SETTINGS) -> dict[str, Entry]:
    loaded = read({"settings.yaml": settings, "schedules/countdown.yaml": schedule}, folder)
    assert errors(loaded.problems) == []
    assert loaded.campaign is not None
    return dict(loaded.campaign.entries)


def entry(keys: str, defaults: str = "{}", folder: Path = Path("/nowhere")) -> Entry:
    return entries(f"defaults: {defaults}\nposts:\n  it:\n    {WHEN}\n    {keys}\n", folder)["it"]


def test_an_entry_that_says_only_when_goes_to_everybody_as_the_settings_say() -> None:
    found = entry("")
    assert found == Entry(
        key="it",
        message="it",
        when=parse("2023-09-01 at 12:30"),
        place=Place("schedules/countdown.yaml", 3, 3),
        to=("france", "armenia"),
        if_late=IfLate(Lateness.GRACE, timedelta(hours=3)),
        quiet_hours=QuietHours(time(22), time(7, 30)),
        places={"when": Place("schedules/countdown.yaml", 4, 11)},
    )


def test_the_place_of_when_is_its_first_character_inside_the_quotes() -> None:
    found = entries('posts:\n  a:\n    when: "2023-09-01 at 12:30"\n')["a"]
    assert found.at("when") == Place("schedules/countdown.yaml", 3, 12)


def test_every_key_has_its_place_and_a_default_the_place_of_the_default() -> None:
    found = entry("silent: yes", "{warning: yes, silent: no}")
    assert found.at("silent") == Place("schedules/countdown.yaml", 5, 13)
    assert found.at("warning") == Place("schedules/countdown.yaml", 1, 21)
    assert found.at("picture") == found.place


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("all", None),
        ("fr", {network: frozenset({"fr"}) for network in NetworkName}),
        ("[fr, hy]", {network: frozenset({"fr", "hy"}) for network in NetworkName}),
        ("{x: [fr], telegram: all}", {NetworkName.X: frozenset({"fr"})}),
        ("{mastodon: []}", {NetworkName.MASTODON: frozenset()}),
    ],
)
def test_languages_are_for_every_network_or_for_each(written: str, languages: object) -> None:
    assert entry(f"languages: {written}").languages == languages


@pytest.mark.parametrize(
    ("written", "visibility", "by_language"),
    [
        ("private", Visibility.PRIVATE, {}),
        ("{public: fr}", Visibility.UNLISTED, {"fr": Visibility.PUBLIC}),
        ("{public: [fr], private: hy}", Visibility.UNLISTED, {"fr": Visibility.PUBLIC, "hy": Visibility.PRIVATE}),
    ],
)
def test_visibility_is_one_for_all_or_by_language_and_the_others_are_unlisted(
    written: str, visibility: Visibility, by_language: object
) -> None:
    found = entry(f"visibility: {written}")
    assert (found.visibility, found.visibility_by_language) == (visibility, by_language)


@pytest.mark.parametrize(("written", "meaning"), [("yes", True), ("no", False), ("true", True), ("No", False)])
def test_yes_and_no_are_what_organisers_write(written: str, meaning: bool) -> None:  # noqa: FBT001 - the value itself
    found = entry(f"silent: {written}\n    warning: {written}")
    assert (found.silent, found.warning) == (meaning, meaning)


def test_conditions_are_understood() -> None:
    found = entry("hold: until  approved\n    only-if: release is open\n    true-until: 2023-09-04 at 20:00 in Paris")
    assert found.hold
    assert found.only_if == OnlyIf("release", "open")
    assert found.true_until == Moment(datetime(2023, 9, 4, 20), "Europe/Paris")  # noqa: DTZ001 - a wall time


def test_the_rest_is_understood() -> None:
    found = entry(
        "to: armenia\n    accounts: [x]\n    hashtags: [Azat]\n    picture: poster\n    message: other\n"
        "    except: [2023-09-02, 2023-09-03]\n    if-late: skip\n    quiet-hours: none"
    )
    assert (found.to, found.accounts, found.hashtags) == (("armenia",), frozenset({"x"}), ("#Azat",))
    assert (found.picture, found.message) == (PictureKind.POSTER, "other")
    assert found.except_days == {date(2023, 9, 2), date(2023, 9, 3)}
    assert found.if_late == IfLate(Lateness.GRACE, timedelta(minutes=5))
    assert found.quiet_hours is None


def test_words_written_in_the_schedule_are_kept_by_language() -> None:
    found = entry('text:\n      fr: "Les mots, ici même."\n      hy: |\n        Երկու\n        տող')
    assert found.text == {"fr": "Les mots, ici même.", "hy": "Երկու\nտող\n"}


def test_an_entry_says_otherwise_than_its_file_and_its_file_than_the_settings() -> None:
    defaults = "{to: france, hold: until approved, if-late: skip, quiet-hours: none, only-if: release is open}"
    kept = entry("", defaults)
    assert (kept.to, kept.hold, kept.quiet_hours) == (("france",), True, None)
    assert (kept.if_late.grace, kept.only_if) == (timedelta(minutes=5), OnlyIf("release", "open"))
    changed = entry(
        "to: all\n    hold: no\n    if-late: ask\n    quiet-hours: 23:00 to 06:00\n    only-if: none", defaults
    )
    assert (changed.to, changed.hold, changed.only_if) == (("france", "armenia"), False, None)
    assert (changed.if_late.kind, changed.quiet_hours) == (Lateness.ASK, QuietHours(time(23), time(6)))


def test_an_entrys_photo_replaces_its_files_picture_and_the_other_way_round(tmp_path: Path) -> None:
    folder = write(tmp_path, {"a.jpg": b""})
    photo = entry("photo: a.jpg", "{picture: poster}", folder)
    assert (photo.picture, photo.photo) == (PictureKind.PHOTO, "a.jpg")
    inherited = entry("", "{photo: a.jpg}", folder)
    assert (inherited.picture, inherited.photo) == (PictureKind.PHOTO, "a.jpg")
    poster = entry("picture: poster", "{photo: a.jpg}", folder)
    assert (poster.picture, poster.photo) == (PictureKind.POSTER, "")


def test_an_entry_without_fault_is_kept_beside_one_with() -> None:
    schedule = f"posts:\n  good: {{{WHEN}}}\n  bad: {{when: never}}\n"
    loaded = read({"schedules/countdown.yaml": schedule})
    assert loaded.campaign is not None
    assert list(loaded.campaign.entries) == ["good"]
    assert loaded.broken == {"schedules/countdown.yaml"}


def test_entries_come_in_the_order_of_the_files_and_of_each_file() -> None:
    loaded = read(
        {
            "schedules/b.yml": f"posts: {{z: {{{WHEN}}}, y: {{{WHEN}}}}}",
            "schedules/a.yaml": f"posts: {{n: {{{WHEN}}}, m: {{{WHEN}}}}}",
        }
    )
    assert loaded.campaign is not None
    assert list(loaded.campaign.entries) == ["n", "m", "z", "y", "rally-countdown", "who"]


def test_deadlines_may_have_names_in_any_script() -> None:
    settings = edited(SETTINGS, "  release: 2023-09-04", "  освобождение: 2023-09-04")
    found = entries(f"posts: {{a: {{{WHEN}, only-if: освобождение is open}}}}", settings=settings)
    assert found["a"].only_if == OnlyIf("освобождение", "open")
