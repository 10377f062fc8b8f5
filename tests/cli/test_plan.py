from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.cli.camp import BROKEN, Commands, campaign, names

CONTRACT = {
    *("key", "entry", "message", "audience", "language", "account", "network", "due", "local", "text", "length"),
    *("limit", "alt", "picture", "hold", "visibility"),
}


def parsed(calendar: bytes) -> list[Any]:
    """The events of an iCalendar file."""
    return list(Calendar.from_ical(calendar).walk("VEVENT"))


def test_the_contract_for_machines(commands: Commands) -> None:
    rows = commands.json("plan")
    assert commands.code == 0
    assert len(rows) == 19
    assert all(row.keys() >= CONTRACT for row in rows)
    assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
    assert len({row["key"] for row in rows}) == 19


def test_every_slot_is_planned_past_ones_too_in_utc_and_in_local_time(commands: Commands) -> None:
    rows = {row["key"]: row for row in commands.json("plan")}
    over = rows["over/once/france/bird"]
    assert (over["due"], over["local"]) == ("2023-09-02T10:00:00Z", "2023-09-02T12:00:00+02:00")
    english = rows["countdown/2-days/english/masto"]
    assert (english["due"], english["local"]) == ("2031-06-08T08:00:00Z", "2031-06-08T09:00:00+01:00")
    for row in rows.values():
        assert datetime.fromisoformat(row["due"]) == datetime.fromisoformat(row["local"])


def test_a_row_says_what_will_be_posted(commands: Commands) -> None:
    rows = {row["key"]: row for row in commands.json("plan")}
    card = rows["countdown/2-days/france/masto"]
    assert (card["text"], card["picture"], card["alt"]) == ("Plus que 2 jours.\n#Small", "countdown", "Carte : 2")
    assert (card["length"], card["limit"], card["network"]) == (24, 500, "mastodon")
    assert (card["hold"], card["visibility"], card["message"]) == (False, "public", "countdown")
    held = rows["last/once/france/canal"]
    assert (held["hold"], held["picture"], held["alt"]) == (True, None, None)


def test_people_get_a_table_under_days_with_lengths_and_what_is_held(commands: Commands) -> None:
    told = commands("plan").splitlines()
    assert "2031-06-10  Tuesday" in told
    assert any("masto 24/500 · bird 24/280 · canal 24/1024" in line for line in told)
    assert any("last" in line and line.endswith("[held until approved]") for line in told)
    assert told[-1] == "9 posts, 19 deliveries."


def test_french_staff_read_a_french_table(commandes: Commands) -> None:
    told = commandes("plan").splitlines()
    assert "2031-06-10  mardi" in told
    assert told[-1] == "9 publications, 19 envois."


def test_an_entry_an_audience_and_days_narrow_it(commands: Commands) -> None:
    assert {row["entry"] for row in commands.json("plan", "--entry", "who")} == {"who"}
    assert {row["audience"] for row in commands.json("plan", "--audience", "english")} == {"english"}
    days = {row["due"][:10] for row in commands.json("plan", "--from", "2031-06-05", "--days", "4")}
    assert days == {"2031-06-05", "2031-06-08"}
    assert {row["due"][:4] for row in commands.json("plan", "--days", "1")} == {"2023"}
    assert commands.json("plan", "--from", "9999-12-31", "--days", "99999") == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--entry", "wo"), "There are: who."),
        (("--audience", "frence"), "There are: france."),
        (("--audience", "zzz"), "There are: france, english."),
        (("--days", "0"), "not a number of days"),
        (("--days", "-3"), "not a number of days"),
        (("--from", "2 September"), "is not a date like 2023-09-02"),
        (("--json", "--explain"), "not allowed with"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_refused_with_what_can(
    commands: Commands, words: tuple[str, ...], told: str
) -> None:
    assert commands("plan", *words) == ""
    assert commands.code == 2
    assert told in commands.err


def test_a_calendar_has_one_event_for_each_slot(commands: Commands, tmp_path: Path) -> None:
    target = tmp_path / "out" / "plan.ics"
    target.parent.mkdir()
    commands("plan", "--ical", str(target))
    assert commands.code == 0
    events = parsed(target.read_bytes())
    slots = {(row["entry"], row["key"].split("/")[1], row["audience"]): row for row in commands.json("plan")}
    assert len(events) == len(slots) == 9
    assert len({str(event["UID"]) for event in events}) == 9
    by_uid = {str(event["UID"]): event for event in events}
    card = by_uid["countdown/2-days/france@rebours"]
    assert card["DTSTART"].dt == datetime.fromisoformat("2031-06-08T07:00:00Z")
    assert card["DTEND"].dt - card["DTSTART"].dt == timedelta(minutes=5)
    assert str(card["LOCATION"]) == "masto, bird, canal"
    assert str(card["DESCRIPTION"]) == "Plus que 2 jours.\n#Small"


def test_a_calendar_can_go_to_standard_output_alone(commands: Commands) -> None:
    assert len(parsed(commands("plan", "--ical", "-").encode())) == 9


def test_each_entrys_time_is_said_back_in_words(commands: Commands) -> None:
    told = commands("plan", "--explain", "--entry", "countdown")
    assert told.startswith("countdown: ")
    assert len(told.splitlines()) == 1


def test_what_is_sound_is_shown_beside_what_is_not_and_said_to_be_incomplete(commandes: Commands) -> None:
    campaign(commandes.folder, "fr", {"schedules/other.yaml": BROKEN})
    assert len(commandes.json("plan")) == 19
    assert commandes.code == 1
    assert commandes.err.startswith("Les fichiers ont des erreurs (")


def test_without_settings_there_is_no_plan_and_the_next_step_is_named(commands: Commands) -> None:
    (commands.folder / "settings.yaml").write_text("campaign: [", encoding="utf-8")
    assert commands("plan") == ""
    assert commands.code == 1
    assert "run.py check" in commands.err


def test_it_creates_nothing(commands: Commands) -> None:
    before = names(commands.folder)
    commands("plan")
    assert names(commands.folder) == before
