"""The command line as a shell meets it: real processes, exit codes, and streams of every kind."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.main import COMMANDS
from tests.cli.camp import BROKEN, SCHEDULE, Commands, campaign

ROOT = Path(__file__).parent.parent.parent
RUN = [sys.executable, str(ROOT / "run.py")]
# A shell that runs these tests in its background has Ctrl-C ignored by all of them: here a person sits before it.
WITH_CTRL_C = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.argv[1], sys.argv[1:])"
)
# A rehearsal counts them soon, and is then far from its end.
MANY = SCHEDULE.replace("2, 1 days", "12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1 days").replace("2023-09-02", "2050-06-01")
UGLY = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def run(*words: str, cwd: Path = ROOT, environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """One command as a process of its own; in no case a traceback."""
    done = subprocess.run(
        [*RUN, *words], cwd=cwd, env=os.environ | dict(environ or {}), capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return campaign(tmp_path / "campaign")


def test_a_misspelt_command_is_answered_with_the_one_that_was_meant(commands: Commands) -> None:
    for wrong, meant in (("chekc", "check"), ("rehearsal", "rehearse"), ("statsu", "status")):
        commands(wrong)
        assert commands.code == 2
        assert f"Did you mean {meant}?" in commands.err
    commands("zzz")
    assert (commands.code, "Did you mean" in commands.err) == (2, False)


@pytest.mark.parametrize("words", [(), ("plan", "--nope"), ("resolve",), ("approve",), ("check", "extra")])
def test_wrong_usage_is_2(commands: Commands, words: tuple[str, ...]) -> None:
    assert commands(*words) == ""
    assert commands.code == 2
    assert "usage: run.py" in commands.err


def test_options_are_not_guessed_from_their_beginning(commands: Commands) -> None:
    commands("rehearse", "--no")
    assert commands.code == 2


@pytest.mark.parametrize("command", sorted(COMMANDS.keys() - {"start", "init"}))
def test_every_command_that_reports_takes_json_and_explains_itself(commands: Commands, command: str) -> None:
    told = commands(command, "--help")
    assert commands.code == 0
    assert "--json" in told
    assert "--campaign DIR" in told


def test_the_campaign_may_be_named_before_or_after_the_command(folder: Path) -> None:
    before = run("--campaign", str(folder), "plan", "--json")
    after = run("plan", "--json", "--campaign", str(folder))
    assert before.returncode == after.returncode == 0
    assert before.stdout == after.stdout
    assert run("plan", "--json", cwd=folder).stdout == before.stdout, "or be the folder one is in"


@pytest.mark.parametrize("command", ["plan", "preview", "start", "status", "posts", "pause"])
@pytest.mark.parametrize("what", ["nowhere", "a file"])
def test_a_folder_that_is_no_campaign_is_one_sentence_and_nothing_is_made_there(
    commands: Commands, command: str, what: str
) -> None:
    commands.folder = commands.folder / "there"
    if what == "a file":
        commands.folder.write_text("", encoding="utf-8")
    assert commands(command) == ""
    assert commands.code == 1
    assert "run.py check shows what is wrong" in commands.err
    assert commands.folder.exists() is (what == "a file")


def test_a_folder_that_may_not_be_written_is_one_sentence(commands: Commands) -> None:
    # A file where var/ should be made cannot be written into by anybody, the administrator included.
    (commands.folder / "var").write_text("", encoding="utf-8")
    commands("pause")
    assert commands.code == 1
    assert "cannot hold the outbox" in commands.err
    commands("status")
    assert "Traceback" not in commands.err


def test_a_fault_of_the_program_is_one_sentence_and_a_traceback_only_with_debug(folder: Path) -> None:
    (folder / "var").mkdir()
    (folder / "var" / "campaign.db").write_bytes(b"no database" * 100)
    assert run("--campaign", str(folder), "status").returncode == 1
    told = subprocess.run(
        [*RUN, "--campaign", str(folder), "--debug", "status"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    assert "Traceback" in told.stderr


def test_json_is_utf8_whatever_the_terminal_is(folder: Path) -> None:
    campaign(folder, "fr", {"schedules/new.yaml": BROKEN})
    expected = run("check", "--json", "--campaign", str(folder))
    for environ in (UGLY, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "cp1252"}):
        assert run("check", "--json", "--campaign", str(folder), environ=environ).stdout == expected.stdout
    assert "é" in str(json.loads(expected.stdout.decode("utf-8")))


def test_words_of_every_script_can_be_printed_in_a_locale_that_has_no_letters(tmp_path: Path) -> None:
    told = run("preview", "who", "--audience", "armenia", "--pictures", str(tmp_path), environ=UGLY)
    assert told.returncode == 0
    assert "Ազատ" in told.stdout.decode("utf-8")


def test_a_terminal_of_another_encoding_gets_what_it_cannot_show_spelt_out(tmp_path: Path) -> None:
    told = run(
        "preview", "who", "--audience", "armenia", "--pictures", str(tmp_path), environ={"PYTHONIOENCODING": "latin-1"}
    )
    assert told.returncode == 0
    assert b"\\u0" in told.stdout


def test_streams_that_are_closed_from_the_start_do_no_harm(folder: Path) -> None:
    words = " ".join([*RUN, "--campaign", str(folder)])
    for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        assert subprocess.run(["sh", "-c", f"{words} pause {closed}"], check=False, cwd=ROOT).returncode == 0
    assert (folder / "var" / "campaign.db").read_bytes()[:15] == b"SQLite format 3", "not written over by a print"
    assert b"EVERYTHING IS PAUSED" in run("status", "--campaign", str(folder)).stdout


def test_a_reader_who_has_seen_enough_is_no_fault(folder: Path) -> None:
    process = subprocess.Popen(
        [*RUN, "--campaign", str(folder), "preview", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == b""
    process.stderr.close()


@pytest.mark.parametrize("words", [("plan",), ("poster", "--json", "--to")])
def test_a_full_disk_behind_the_output_is_said(words: tuple[str, ...], folder: Path) -> None:
    # Much output fails while it is written, little only at the end.
    target = () if words == ("plan",) else (str(folder),)
    with Path("/dev/full").open("wb") as full:
        told = subprocess.run(
            [*RUN, *words, *target],
            cwd=ROOT,
            # Empty means unset: output is kept back until there is much of it, or until the end.
            env=os.environ | {"PYTHONUNBUFFERED": ""},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert told.returncode == 1
    assert told.stderr.startswith("The answer could not be written: No space left on device.")
    assert "Traceback" not in told.stderr
    assert "Exception ignored" not in told.stderr


def test_a_user_without_a_name_or_a_home_can_decide(folder: Path) -> None:
    bare = {"PATH": os.environ["PATH"]}
    told = subprocess.run(
        [*RUN, "--campaign", str(folder), "pause"], cwd=ROOT, env=bare, capture_output=True, text=True, check=False
    )
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.skipif(os.getuid() != 0, reason="only the administrator can be somebody else")
def test_a_user_whom_the_computer_does_not_know_decides_as_a_number() -> None:
    words = "import os; os.setuid(54321); from bot.cli.output import who; print(who(''))"
    bare = {name: value for name, value in os.environ.items() if name not in {"LOGNAME", "USER", "LNAME", "USERNAME"}}
    told = subprocess.run(
        [sys.executable, "-c", f"from bot.cli import output; {words}"],
        cwd=ROOT,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.returncode) == ("user 54321\n", 0), told.stderr


@pytest.mark.parametrize(("number", "shipped"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_a_rehearsal_that_is_stopped_leaves_nothing_behind(
    tmp_path: Path, number: signal.Signals, *, shipped: bool
) -> None:
    """With supporters and without."""
    folder = ROOT if shipped else campaign(tmp_path / "campaign", files={"schedules/small.yaml": MANY})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", WITH_CTRL_C, *RUN, "--campaign", str(folder), "rehearse", "--plain"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )
    assert process.stderr is not None
    told = ""
    while "/" not in told and process.poll() is None:
        # The first count shows that the play is on.
        told += process.stderr.readline()
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="ascii").split()
    assert children, "the stand-ins run"
    process.send_signal(number)
    _, rest = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "Traceback" not in told + rest
    assert list(temporary.iterdir()) == []
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def test_a_command_that_has_imported_what_it_needs_looks_for_garbage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = Commands(campaign(tmp_path), capsys)
    gc.disable()
    commands("plan")
    assert gc.isenabled()
