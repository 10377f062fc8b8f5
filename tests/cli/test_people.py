from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.campaign.delivery import State
from bot.cli.output import who
from bot.ports import COPY, EVERYTHING, Delivery, Intent, Outbox
from tests.cli.camp import BROKEN, FRENCH, SCHEDULE, Commands, campaign, row
from tests.outbox.ready import ready_outbox

NOW = datetime(2031, 6, 10, 10, 0, tzinfo=UTC)
LAST = "last/once/france/masto"


@contextmanager
def prepared(commands: Commands, *keys: str) -> Iterator[Outbox]:
    """An outbox with held rows, closed before the command opens it."""
    outbox = ready_outbox(commands.folder)
    try:
        outbox.sync_plan([row(key) for key in keys or (LAST,)], NOW)
        yield outbox
    finally:
        outbox.close()


def found(commands: Commands, key: str = LAST) -> Delivery:
    outbox = commands.outbox()
    try:
        one = outbox.get(key)
        assert one is not None
        return one
    finally:
        outbox.close()


def unsure(commands: Commands) -> None:
    """A delivery whose answer was lost."""
    with prepared(commands) as outbox:
        outbox.approve(LAST, "Oui ?\n#Small", "Jean", NOW)
        claimed = outbox.claim("masto", NOW, "me:1", 60.0)
        assert claimed is not None
        assert outbox.begin(claimed, Intent("Oui ?\n#Small", "", "key", (), (), "", NOW), NOW)
        outbox.settle(claimed, State.UNKNOWN, "no answer in time", NOW)


def test_approve_shows_the_words_lets_them_go_and_keeps_who_said_so(commands: Commands) -> None:
    with prepared(commands, LAST, "last/once/france/canal"):
        pass
    told = commands("approve", "last", "--yes", "--by", " Maria ")
    assert commands.code == 0
    assert "   │ Oui ?" in told
    assert told.splitlines()[-1] == "Approved: 2."
    assert (found(commands).state, found(commands).approved_by) == (State.PLANNED, "Maria")


def test_approve_shows_the_warning_and_the_picture_and_binds_the_yes_to_them(commands: Commands) -> None:
    files = {
        "schedules/small.yaml": SCHEDULE.replace(
            'text: {fr: "Oui ?", en: "Yes?"}', "message: said\n    to: [france]\n    warning: yes\n    photo: a.png"
        ),
        "messages/fr/small.ftl": FRENCH + "said = Oui ?\n    .warning = Prison\n    .alt = La place\n",
    }
    campaign(commands.folder, files=files)
    Image.new("RGB", (64, 64), "darkred").save(commands.folder / "a.png")
    with prepared(commands):
        pass
    told = commands("approve", LAST, "--yes")
    assert commands.code == 0
    assert "   ⚠ Content warning: Prison\n   │ Oui ?\n" in told
    assert "   🖼 Picture: a.png · La place\n" in told
    text, _, rest = found(commands).approved_text.partition("\x1f")
    assert text == "Oui ?\n#Small"
    assert rest


def test_naming_a_delivery_twice_approves_it_once(commands: Commands) -> None:
    with prepared(commands):
        pass
    assert commands.json("approve", "last", LAST, "--yes")["keys"] == [LAST]


@pytest.mark.parametrize("words", [(), ("--json",)])
def test_without_a_terminal_nobody_has_said_yes_json_or_not(commands: Commands, words: tuple[str, ...]) -> None:
    with prepared(commands):
        pass
    for command in ("approve", "cancel"):
        commands(command, "last", *words)
        assert commands.code == 2
        assert "Answer y, or give --yes." in commands.err
    assert found(commands).state is State.HELD


def test_what_its_account_gave_up_on_can_be_approved_to_be_tried_again(commands: Commands) -> None:
    with prepared(commands) as outbox:
        outbox.approve(LAST, "Oui ?\n#Small", "Jean", NOW)
        claimed = outbox.claim("masto", NOW, "me:1", 60.0)
        assert claimed is not None
        outbox.settle(claimed, State.HELD, "account", NOW)
    assert commands.json("approve", LAST, "--yes")["keys"] == [LAST]
    assert found(commands).state is State.PLANNED


def test_cancel_of_what_only_a_copy_that_was_put_back_believes_unsent_is_refused(commands: Commands) -> None:
    outbox = ready_outbox(commands.folder)
    outbox.sync_plan([row(LAST, State.PLANNED, "", year=2020)], NOW)
    outbox.note(COPY, "undated")
    outbox.close()
    commands("cancel", LAST, "--yes")
    assert commands.code == 2
    assert found(commands).state is State.UNKNOWN, "it may be out: the daemon looks for it first"


def test_cancel_withdraws_and_a_second_time_says_there_is_nothing(commandes: Commands) -> None:
    with prepared(commandes):
        pass
    assert commandes("cancel", "last/once", "--yes").splitlines()[-1] == "Retirés\u00a0: 1."
    commandes("cancel", "last", "--yes")
    assert commandes.code == 2
    assert "Plus rien ici ne peut être retiré." in commandes.err


def test_a_name_nobody_knows_is_refused_in_the_staffs_language(commandes: Commands) -> None:
    for words in (("approve", "nobody", "--yes"), ("cancel", "last/twice", "--yes"), ("post", "nobody", "--yes")):
        commandes(*words)
        assert commandes.code == 2
        assert f"Aucun envoi ni aucune entrée ne s’appelle «\u00a0{words[1]}\u00a0»." in commandes.err


def test_resolve_settles_by_what_a_person_saw_and_reads_the_number_from_a_shared_address(commands: Commands) -> None:
    unsure(commands)
    assert commands("resolve", LAST, "there", "--url", "https://x.example/s/1234?s=20") == f"{LAST} is now sent.\n"
    one = found(commands)
    assert (one.state, one.remote_id, one.url) == (State.SENT, "1234", "https://x.example/s/1234?s=20")


def test_resolve_refuses_what_makes_no_sense_and_says_why(commands: Commands) -> None:
    unsure(commands)
    for words, told in (
        ((LAST, "send", "--url", "https://x.example/1"), "says that it is not there"),
        ((LAST, "gone"), "invalid choice"),
        (("last/once/france/x", "there"), "run.py posts --state unknown"),
    ):
        commands("resolve", *words)
        assert commands.code == 2
        assert told in commands.err
    assert found(commands).state is State.UNKNOWN
    commands("resolve", LAST, "drop")
    commands("resolve", LAST, "there")
    assert "is cancelled: there is nothing to resolve." in commands.err


def test_pause_and_resume_of_everything_and_of_one_account(commands: Commands) -> None:
    assert commands("pause", "--reason", "news") == "Paused: everything. run.py resume undoes it.\n"
    assert commands.json("pause", "bird", "--by", "Maria") == {
        "done": "Paused: bird. run.py resume undoes it.",
        "keys": [],
    }
    status = commands.json("status")
    assert status["paused"] is True
    assert status["accounts"]["bird"]["ok"] is False
    commands("resume")
    assert commands.code == 0
    commands("resume")
    assert commands.code == 2
    assert "everything was not paused." in commands.err
    assert "Paused now: bird." in commands.err


def test_a_pause_of_nothing_we_know_is_refused_with_what_we_know(commandes: Commands) -> None:
    commandes("pause", "brid")
    assert commandes.code == 2
    assert "n’est pas un compte de cette campagne" in commandes.err
    assert f"{EVERYTHING}, masto, bird, canal" in commandes.err


def test_a_pause_outlives_its_account_and_can_still_be_undone(commands: Commands) -> None:
    commands("pause", "bird")
    settings = commands.folder / "settings.yaml"
    text = settings.read_text(encoding="utf-8").replace("masto, bird, canal", "masto, canal")
    settings.write_text("".join(line for line in text.splitlines(keepends=True) if "  bird:" not in line))
    assert commands("resume", "bird") == "Goes on: bird.\n"


@pytest.mark.parametrize("said", ["schedules/small.yaml", "./schedules/small.yaml", "small.yaml"])
def test_going_on_with_a_broken_files_last_good_version_by_any_of_its_names(commands: Commands, said: str) -> None:
    good_then_broken(commands)
    assert commands.json("status")["broken_files"] == ["schedules/small.yaml"]
    told = commands("resume", said)
    assert commands.code == 0
    assert told.startswith("schedules/small.yaml: its posts go out from its last good version")
    assert "its posts go out from its last good version" in commands("status")


def test_going_on_by_the_files_address_on_this_computer(commands: Commands) -> None:
    good_then_broken(commands)
    commands("resume", str(commands.folder / "schedules" / "small.yaml"))
    assert commands.code == 0


def test_going_on_is_refused_where_there_is_nothing_to_go_on_with(commandes: Commands) -> None:
    campaign(commandes.folder, "fr", {"schedules/new.yaml": BROKEN})
    commandes("resume", "schedules/new.yaml")
    assert commandes.code == 2
    assert "n’a jamais été bon" in commandes.err
    commandes("resume", "schedules/small.yaml")
    assert commandes.code == 2
    assert "Fichiers défectueux\u00a0: schedules/new.yaml." in commandes.err


def good_then_broken(commands: Commands) -> None:
    """As a daemon leaves it: the good version kept, then a file broken."""
    from bot.files.last_good import LastGood  # noqa: PLC0415 -- only here
    from bot.files.version import keep, version  # noqa: PLC0415 -- only here

    kept = LastGood(commands.folder / "var" / "last-good")
    keep(version(commands.folder, kept, {}, lambda _: None, NOW), kept, NOW)
    schedule = commands.folder / "schedules" / "small.yaml"
    schedule.write_text(schedule.read_text(encoding="utf-8") + "  broken", encoding="utf-8")


def test_post_names_what_is_missing_before_it_decides_anything(commands: Commands) -> None:
    commands("post", "last", "--yes")
    assert commands.code == 2
    assert "MASTO_ACCESS_TOKEN" in commands.err
    assert "X_CONSUMER_KEY" not in commands.err.replace("BIRD_", "")
    one = found(commands)
    assert (one.state, one.reason) == (State.HELD, "approval")


def test_post_refuses_while_paused_instead_of_waiting(commands: Commands) -> None:
    commands("pause", "bird", "--reason", "news", "--by", "Maria")
    commands("post", "last", "--yes")
    assert commands.code == 1
    assert "bird is paused by Maria: nothing was sent. news" in commands.err
    assert "run.py resume bird" in commands.err


def test_post_refuses_what_is_over(commands: Commands) -> None:
    commands("post", "over", "--yes")
    assert commands.code == 2
    assert "run.py posts --entry over shows why" in commands.err


def test_who_decides_is_never_a_traceback() -> None:
    before = {name: os.environ.pop(name) for name in ("LOGNAME", "USER", "LNAME", "USERNAME") if name in os.environ}
    try:
        os.environ["LOGNAME"] = "maria"
        assert (who(""), who(" Jean ")) == ("maria", "Jean")
    finally:
        del os.environ["LOGNAME"]
        os.environ.update(before)


def test_whoever_resumes_while_a_file_stops_everything_is_told_of_it(commands: Commands) -> None:
    commands("pause")
    (commands.folder / "stop.txt").touch()
    assert commands("resume") == "Goes on: everything.\n"
    assert "Stopped by the file STOP: nothing goes out." in commands.err
