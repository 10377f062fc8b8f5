from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.campaign.delivery import State
from tests.cli.camp import BROKEN, Commands, campaign, names, row
from tests.outbox.ready import ready_outbox

NOW = datetime(2031, 6, 10, 10, 0, tzinfo=UTC)
MASTO, BIRD = "last/once/france/masto", "last/once/france/bird"


def fill(commands: Commands) -> None:
    """One that waits for approval, one that its network refused, and a broken account."""
    outbox = ready_outbox(commands.folder)
    outbox.sync_plan([row(MASTO), row(BIRD, State.PLANNED, "")], NOW)
    claimed = outbox.claim("bird", NOW, "me:1", 60.0)
    assert claimed is not None
    outbox.settle(claimed, State.REJECTED, "too long: 300 > 280", NOW)
    outbox.pause("bird", "the bot", "account refused: 401", NOW)
    outbox.raise_alarm("x", "Something.", NOW)
    outbox.close()


def test_posts_for_machines(commands: Commands) -> None:
    fill(commands)
    rows = {one["key"]: one for one in commands.json("posts")}
    assert commands.code == 0
    assert (
        rows[BIRD].items()
        >= {
            "account": "bird",
            "state": "rejected",
            "due": "2031-06-10T10:00:00Z",
            "sent_at": None,
            "remote_id": None,
            "url": None,
            "text": "Oui ?\n#Small",
            "reason": "too long: 300 > 280",
            "reason_text": "the text is too long (300 > 280)",
        }.items()
    )


def test_posts_for_french_staff_give_the_reason_in_french(commandes: Commands) -> None:
    fill(commandes)
    told = commandes("posts")
    assert "le texte est trop long (300 > 280)" in told
    assert "il lui faut votre accord" in told


def test_posts_of_one_state_or_entry(commands: Commands) -> None:
    fill(commands)
    assert [one["key"] for one in commands.json("posts", "--state", "held")] == [MASTO]
    assert commands.json("posts", "--entry", "who") == []
    commands("posts", "--entry", "whoo")
    assert (commands.code, "There are: who." in commands.err) == (2, True)
    commands("posts", "--state", "hold")
    assert (commands.code, "Did you mean held?" in commands.err) == (2, True)


def test_status_for_machines(commands: Commands) -> None:
    fill(commands)
    status = commands.json("status")
    assert status.keys() >= {"paused", "states", "next", "accounts"}
    assert status["paused"] is False
    assert status["states"] == {state.value: 0 for state in State} | {"held": 1, "rejected": 1}
    assert status["next"] is None
    assert status["accounts"] == {
        "masto": {"ok": True, "reason": "", "last_sent": None},
        "bird": {"ok": False, "reason": "the network refuses the account (401)", "last_sent": None},
        "canal": {"ok": True, "reason": "", "last_sent": None},
    }
    assert status["waiting"] == [{"key": MASTO, "due": "2031-06-10T10:00:00Z", "reason": "approval"}]
    assert [alarm["text"] for alarm in status["alarms"]] == ["Something."]


def test_status_for_people_says_what_waits_for_them(commands: Commands) -> None:
    fill(commands)
    told = commands("status").splitlines()
    assert told[0] == "No daemon is running: run.py start."
    assert "held 1  rejected 1" in told
    assert any(line.startswith("  ✗ bird") and line.endswith("the network refuses the account (401)") for line in told)
    assert "Waiting for you (1): run.py approve, run.py cancel." in told
    assert f"  ? {MASTO} at 2031-06-10T10:00:00Z: it needs your approval" in told


def test_status_for_french_staff(commandes: Commands) -> None:
    fill(commandes)
    commandes("pause", "--by", "Maria", "--reason", "deuil")
    told = commandes("status")
    assert told.startswith("Aucun démon en marche\u00a0: run.py start.\nTOUT EST EN PAUSE, par Maria, depuis ")
    assert "le réseau refuse le compte (401)" in told
    assert "il lui faut votre accord" in told


def test_a_persons_pause_without_a_reason_says_at_least_who(commands: Commands) -> None:
    commands("pause", "canal", "--by", "Maria")
    assert commands.json("status")["accounts"]["canal"]["reason"] == "paused by Maria"


@pytest.mark.parametrize("command", ["status", "posts"])
def test_a_campaign_whose_daemon_never_ran_is_answered_with_nothing_and_left_alone(
    commands: Commands, command: str
) -> None:
    before = names(commands.folder)
    answer = commands.json(command)
    assert commands.code == 0
    commands(command)
    assert names(commands.folder) == before, "who only looks creates nothing"
    if command == "posts":
        assert answer == []
    else:
        assert set(answer["states"].values()) == {0}
        assert (answer["running"], answer["next"], answer["waiting"], answer["alarms"]) == (False, None, [], [])
        assert all(account["ok"] and account["last_sent"] is None for account in answer["accounts"].values())


@pytest.mark.parametrize("command", ["status", "posts"])
def test_a_damaged_database_is_said_with_the_next_step(commandes: Commands, command: str) -> None:
    (commandes.folder / "var").mkdir()
    (commandes.folder / "var" / "campaign.db").write_bytes(b"not a database at all" * 300)
    commandes(command)
    assert commandes.code == 1
    assert "  → " in commandes.err
    assert "remettez une sauvegarde" in commandes.err


def test_broken_files_are_named(commands: Commands) -> None:
    campaign(commands.folder, files={"schedules/other.yaml": BROKEN})
    assert commands.json("status")["broken_files"] == ["schedules/other.yaml"]
    assert "  ✗ schedules/other.yaml cannot be used; its posts wait." in commands("status")


def test_the_public_page_is_written_where_it_is_wanted(commands: Commands) -> None:
    fill(commands)
    there = commands.folder / "public.html"
    told = commands("posts", "--page", str(there))
    assert (commands.code, told) == (0, f"Written: {there} and {there.with_suffix('.json')}.\n")
    assert "Nothing has been posted yet." in there.read_text(), "what is held and refused is nobody's business"
    commands("posts", "--page", str(there.with_suffix(".json")))
    assert (commands.code, "Name a file like posts.html" in commands.err) == (2, True)
    commands("posts", "--page", str(commands.folder / "nowhere" / "posts.html"))
    assert (commands.code, "cannot be written: No such file or directory" in commands.err) == (1, True)


def test_the_page_never_takes_the_place_of_the_campaigns_own_files(commands: Commands) -> None:
    commands("cancel", "who", "--yes")
    settings = commands.folder / "settings.yaml"
    before = settings.read_text("utf-8")
    commands("posts", "--page", str(settings))
    assert commands.code == 2
    assert settings.read_text("utf-8") == before
