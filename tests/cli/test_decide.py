from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.clock import SystemClock
from bot.ports import Intent, Outbox
from tests.cli.camp import SCHEDULE, SETTINGS, Commands, campaign
from tests.outbox.ready import ready_outbox

NOW = datetime(2031, 6, 10, 10, 0, tzinfo=UTC)
MORE = """\
  free:
    when: 2031-06-11 at 12:00
    only-if: rally is freed
    text: {fr: "Libre !", en: "Free!"}
"""
PEOPLE = {"settings.yaml": SETTINGS.replace("LANGUAGE", "en").replace("{Jean: 1}", "{Jean: 1, Maria: 2, Olga: 3}")}
CAMP = PEOPLE | {"schedules/small.yaml": SCHEDULE.replace("hold: until approved", "only-if: rally is open") + MORE}


@pytest.fixture
def decided(commands: Commands) -> Commands:
    """A campaign with a post that needs the rally open, and one that needs somebody freed."""
    campaign(commands.folder, files=CAMP)
    return commands


@contextmanager
def outbox(commands: Commands) -> Iterator[Outbox]:
    store = ready_outbox(commands.folder)
    try:
        yield store
    finally:
        store.close()


def said(commands: Commands) -> dict[str, str]:
    with outbox(commands) as store:
        return {word.person: word.outcome for word in store.statements("rally")}


def test_without_arguments_it_shows_what_is_stated_and_what_each_outcome_would_do(decided: Commands) -> None:
    decided("decide", "rally", "open", "--by", "Maria", "--yes")
    told = decided("decide")
    assert decided.code == 0
    assert told.splitlines()[0].startswith("rally: Maria says open (20")
    assert "  open: lets 4 go (next 2031-06-10T10:00:00Z), stops 4 (next 2031-06-11T10:00:00Z)" in told
    assert "  freed: stops 4 at once (next 2031-06-10T10:00:00Z); lets 4 go" in told


def test_for_machines_it_says_the_same(decided: Commands) -> None:
    decided("decide", "rally", "freed", "--by", "Maria", "--yes")
    rally = decided.json("decide")["deadlines"]["rally"]
    assert [word["outcome"] for word in rally["statements"]] == ["freed"]
    assert {name: facts["stands"] for name, facts in rally["outcomes"].items()} == {"open": "no", "freed": "not yet"}
    freed = rally["outcomes"]["freed"]
    assert (freed["publishes"], freed["stops"], freed["people_needed"]) == (4, 4, 2)


def test_one_person_stops_and_a_second_one_publishes(decided: Commands) -> None:
    first = decided.json("decide", "rally", "freed", "--by", "Maria", "--yes")
    assert (len(first["stopped"]), first["going"], len(first["waiting"])) == (4, [], 4)
    again = decided.json("decide", "rally", "freed", "--by", "maria", "--yes")
    assert (again["stopped"], again["going"]) == ([], []), "the same person is no second one"
    second = decided.json("decide", "rally", "freed", "--by", "Jean", "--yes")
    assert (second["stopped"], len(second["going"]), second["waiting"]) == ([], 4, [])
    assert said(decided) == {"Maria": "freed", "Jean": "freed"}


def test_taking_it_back_lets_go_what_it_stopped(decided: Commands) -> None:
    decided("decide", "rally", "freed", "--by", "Maria", "--yes")
    with outbox(decided) as store:
        for account in ("masto", "bird"):
            row = store.claim(account, NOW, "me:1", 60.0)
            assert row is not None
            store.settle(row, State.HELD, "decision", NOW)
    back = decided.json("decide", "rally", "open", "--by", "Maria", "--yes")
    assert (len(back["going"]), back["stopped"]) == (4, [])
    with outbox(decided) as store:
        assert store.deliveries(states=(State.HELD,)) == []


def test_people_who_contradict_each_other_are_told_so(decided: Commands) -> None:
    decided("decide", "rally", "freed", "--by", "Maria", "--yes")
    told = decided("decide", "rally", "open", "--by", "Jean", "--yes")
    assert "People contradict each other on rally (Maria: freed, Jean: open)" in told


def test_it_asks_before_and_without_a_yes_nothing_is_stated(decided: Commands) -> None:
    assert "freed: stops 4 at once" in decided("decide", "rally", "freed", "--by", "Maria")
    assert decided.code == 2
    assert "Nothing was done." in decided.err
    assert said(decided) == {}


def test_a_word_the_files_do_not_know_stops_what_depends_on_open_and_publishes_nothing(decided: Commands) -> None:
    stated = decided.json("decide", "rally", "postponed", "--by", "Maria", "--yes")
    assert (len(stated["stopped"]), stated["going"], stated["waiting"]) == (4, [], [])


@pytest.mark.parametrize(
    ("words", "told", "hint"),
    [
        (["raly", "freed"], "No post waits for an outcome of “raly”", "rally"),
        (["rally", "fred"], "Nothing in the files knows the outcome “fred”", "Did you mean: freed?"),
        (["rally", "freed", "--by", "Mariya"], "“Mariya” is not one of staff.people", "--by Maria"),
        (["rally", "not any more"], "“not any more” cannot be an outcome", "open, freed"),
        (["rally"], "states nothing", "open, freed"),
    ],
)
def test_a_slip_is_refused_with_what_was_meant(decided: Commands, words: list[str], told: str, hint: str) -> None:
    by = [] if "--by" in words else ["--by", "Jean"]
    decided("decide", *words, *by, "--yes")
    assert decided.code == 2
    assert told in decided.err
    assert hint in decided.err
    assert said(decided) == {}


def test_a_user_who_is_not_listed_must_say_who_decides(decided: Commands) -> None:
    decided("decide", "rally", "freed", "--yes")
    assert decided.code == 2
    assert "Jean, Maria, Olga" in decided.err


def test_where_nobody_is_listed_any_name_will_do(decided: Commands) -> None:
    text = CAMP["settings.yaml"].replace(", people: {Jean: 1, Maria: 2, Olga: 3}", "")
    (decided.folder / "settings.yaml").write_text(text, encoding="utf-8")
    decided("decide", "rally", "freed", "--by", "Passer-by", "--yes")
    assert said(decided) == {"Passer-by": "freed"}


def test_a_campaign_without_conditions_has_nothing_to_decide(commands: Commands) -> None:
    with outbox(commands):
        pass
    assert commands("decide") == "No entry of this campaign has an only-if: there is nothing to decide.\n"


def test_status_says_that_a_stop_file_keeps_everything_back_and_how_to_go_on(decided: Commands) -> None:
    decided("decide", "rally", "open", "--by", "Maria", "--yes")
    (decided.folder / "Stop.txt").touch()
    assert "Stopped by the file STOP: nothing goes out. Delete it to go on." in decided("status")
    facts = decided.json("status")
    assert (facts["paused"], facts["stop_file"], facts["next"]) == (True, True, None)
    assert facts["time_zones"]
    (decided.folder / "Stop.txt").unlink()
    assert decided.json("status")["paused"] is False


def test_an_edit_that_is_refused_keeps_nobody_from_stopping_posts(decided: Commands) -> None:
    decided("decide", "rally", "open", "--by", "Jean", "--yes")
    with outbox(decided) as store:
        now = SystemClock().now()
        store.expedite("who/once/france/masto", "Jean", now)
        claimed = store.claim("masto", now, "test:1", 60.0)
        assert claimed is not None
        assert store.begin(claimed, Intent(claimed.text, "sha", "key", (), (), "", now), now)
        sending = store.get(claimed.key)
        assert sending is not None
        store.sent(sending, Receipt("1", "http://127.0.0.1:9/1"), now)
    schedule = decided.folder / "schedules/small.yaml"
    schedule.write_text(schedule.read_text("utf-8").replace("  who:", "  qui:\n    message: who"), "utf-8")
    decided("decide", "rally", "freed", "--by", "Maria", "--yes")
    assert decided.code == 0
    assert said(decided) == {"Jean": "open", "Maria": "freed"}
    assert "already said" in decided.err
