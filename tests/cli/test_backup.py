from __future__ import annotations

import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.clock import SystemClock
from bot.outbox.lock import hold, hold_database
from bot.outbox.schema import VERSION
from bot.ports import COPY
from tests.cli.camp import Commands, row

KEY = "last/once/france/masto"
URL = "sqlite:///var/campaign.db"


def fill(commands: Commands, *keys: str) -> None:
    outbox = commands.outbox()
    outbox.sync_plan([row(key) for key in keys], SystemClock().now())
    outbox.close()


def kept(commands: Commands) -> set[str]:
    """The keys in the database that is in place."""
    outbox = commands.outbox()
    try:
        return {found.key for found in outbox.deliveries()}
    finally:
        outbox.close()


def ask(file: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as raw:
        return raw.execute(question).fetchall()


def backups(commands: Commands) -> list[str]:
    return sorted(path.name for path in (commands.folder / "var" / "backups").iterdir())


def test_a_backup_is_one_whole_file_for_its_owner_alone_that_says_it_is_a_copy(commands: Commands) -> None:
    fill(commands, KEY)
    made = commands.json("backup")
    file = Path(made["file"])
    assert commands.code == 0
    assert re.fullmatch(r"campaign-\d{8}-\d{6}\.db", file.name)
    assert backups(commands) == [file.name]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (made["deliveries"], made["states"], made["schema"], made["removed"]) == (1, {"held": 1}, VERSION, [])
    assert ask(file, "PRAGMA integrity_check") == [("ok",)]
    assert ask(file, "SELECT name, value FROM notes") == [(COPY, made["made_at"])]
    # The original is no copy.
    assert ask(commands.folder / "var" / "campaign.db", "SELECT * FROM notes") == []


def test_beside_a_running_daemon_a_backup_is_made_and_a_restore_is_refused_with_4(commands: Commands) -> None:
    fill(commands, KEY)
    running = commands.outbox()
    with hold(commands.folder), hold_database(URL, commands.folder):
        file = commands.json("backup")["file"]
        assert commands.code == 0
        before = (commands.folder / "var" / "campaign.db").read_bytes()
        commands("restore", file, "--yes")
        assert commands.code == 4
        assert "has this campaign" in commands.err
    assert (commands.folder / "var" / "campaign.db").read_bytes() == before
    running.close()


def test_the_newest_are_kept_and_nothing_else_is_removed(commands: Commands) -> None:
    fill(commands, KEY)
    folder = commands.folder / "var" / "backups"
    folder.mkdir()
    for number in range(10, 26):
        (folder / f"campaign-202301{number}-040000.db").touch()
    for name in ("campaign-mine.db", "campaign-20230101-040000.db.old", "notes.txt"):
        (folder / name).touch()
    made = commands.json("backup")
    assert len(made["removed"]) == 3
    ours = [name for name in backups(commands) if re.fullmatch(r"campaign-\d{8}-\d{6}\.db", name)]
    assert (len(ours), ours[0], ours[-1]) == (14, "campaign-20230113-040000.db", Path(made["file"]).name)
    assert {"campaign-mine.db", "campaign-20230101-040000.db.old", "notes.txt"} <= set(backups(commands))
    assert "campaign-20230113-040000.db" in commands("backup", str(commands.folder / "mine.db")) + str(ours)
    assert len([name for name in backups(commands) if name in ours]) == 14, "a named backup removes none"


@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_fewer_than_one_cannot_be_kept(commands: Commands, number: str) -> None:
    fill(commands, KEY)
    commands("backup", "--keep", number)
    assert commands.code == 2


def test_a_backup_never_replaces_a_file(commands: Commands) -> None:
    fill(commands, KEY)
    mine = commands.folder / "mine.txt"
    mine.write_text("mine")
    commands("backup", str(mine))
    assert (commands.code, mine.read_text()) == (2, "mine")
    assert "never replaces a file" in commands.err


def test_what_cannot_be_written_leaves_nothing_behind(commands: Commands) -> None:
    fill(commands, KEY)
    before = sorted(commands.folder.rglob("*"))
    commands("backup", str(commands.folder / "settings.yaml" / "x.db"))
    assert commands.code == 1
    assert "could not be made" in commands.err
    assert sorted(commands.folder.rglob("*")) == before


def test_before_the_first_start_there_is_nothing_to_back_up(commandes: Commands) -> None:
    commandes("backup")
    assert commandes.code == 1
    assert "Il n’y a rien à sauvegarder" in commandes.err
    assert not (commandes.folder / "var").exists()


def test_a_restore_puts_the_copy_in_place_and_sets_the_present_one_aside(commands: Commands) -> None:
    fill(commands, KEY)
    file = commands.json("backup")["file"]
    fill(commands, KEY, "who/once/france/bird")
    done = commands.json("restore", file, "--yes")
    assert (commands.code, done["deliveries"], done["file"]) == (0, 1, file)
    assert kept(commands) == {KEY}
    aside = Path(done["set_aside"])
    assert re.fullmatch(r"campaign\.db\.before-restore-\d{8}-\d{6}", aside.name)
    assert len(ask(aside, "SELECT key FROM deliveries")) == 2
    # And back again: what was set aside is a backup like any other.
    assert commands.json("restore", str(aside), "--yes")["deliveries"] == 2
    assert len(kept(commands)) == 2
    assert stat.S_IMODE((commands.folder / "var" / "campaign.db").stat().st_mode) == 0o600
    assert ask(Path(file), "PRAGMA integrity_check") == [("ok",)]


def test_without_a_yes_nothing_is_changed(commands: Commands) -> None:
    fill(commands, KEY)
    file = commands.json("backup")["file"]
    fill(commands, KEY, "who/once/france/bird")
    before = {path: path.read_bytes() for path in (commands.folder / "var").rglob("*.db*")}
    told = commands("restore", file)
    assert commands.code == 2
    assert "1 deliveries (held 1), 0 calls" in told
    after = {path: path.read_bytes() for path in (commands.folder / "var").rglob("*.db*")}
    assert {path: content for path, content in after.items() if not path.name.endswith(".lock")} == {
        path: content for path, content in before.items() if not path.name.endswith(".lock")
    }


def _newer(file: Path) -> None:
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE outbox_schema SET version = ?", (VERSION + 1,))


def _another(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("CREATE TABLE recipes (name TEXT)")


def _damaged(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xa5" * 16384 + whole[24576:])


def _no_database(file: Path) -> None:
    file.write_bytes(b"nothing of the kind" * 900)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_newer, "newer version of this program"),
        (_another, "is not an outbox"),
        (_damaged, "is damaged"),
        (_no_database, "is not an outbox"),
        (Path.unlink, "There is no backup"),
    ],
)
def test_a_file_that_cannot_be_put_back_is_refused_by_name_and_nothing_is_changed(
    commands: Commands, spoil: object, said: str
) -> None:
    fill(commands, *(f"last/{number}/france/masto" for number in range(60)))
    file = Path(commands.json("backup")["file"])
    assert callable(spoil)
    spoil(file)
    before = (commands.folder / "var" / "campaign.db").read_bytes()
    names = sorted(path.name for path in (commands.folder / "var").rglob("*"))
    commands("restore", str(file), "--yes")
    assert commands.code in {1, 2}
    assert said in commands.err
    assert str(file) in commands.err
    assert (commands.folder / "var" / "campaign.db").read_bytes() == before
    after = sorted(path.name for path in (commands.folder / "var").rglob("*"))
    assert [name for name in after if not name.endswith(".lock")] == [n for n in names if not n.endswith(".lock")]


def test_the_present_database_is_not_its_own_backup(commands: Commands) -> None:
    fill(commands, KEY)
    commands("restore", str(commands.folder / "var" / "campaign.db"), "--yes")
    assert commands.code == 2
    assert kept(commands) == {KEY}


def test_a_damaged_database_is_set_aside_with_all_that_belongs_to_it(commands: Commands) -> None:
    fill(commands, KEY)
    file = commands.json("backup")["file"]
    place = commands.folder / "var" / "campaign.db"
    _damaged(place)
    spoilt = place.read_bytes()
    # Played into the copy, this would spoil it too.
    (place.parent / "campaign.db-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\1" * 5000)
    done = commands.json("restore", file, "--yes")
    assert Path(done["set_aside"]).read_bytes() == spoilt
    assert kept(commands) == {KEY}
    assert ask(place, "PRAGMA integrity_check") == [("ok",)]


def test_a_lost_database_is_put_back_where_there_is_none(commands: Commands) -> None:
    fill(commands, KEY)
    file = commands.json("backup")["file"]
    (commands.folder / "var" / "campaign.db").unlink()
    done = commands.json("restore", file, "--yes")
    assert done["set_aside"] is None
    assert kept(commands) == {KEY}


def test_a_copy_of_an_earlier_version_is_brought_up_to_date_when_it_is_opened(commands: Commands) -> None:
    earlier = commands.folder / "old.db"
    script = Path(__file__).parent.parent / "outbox" / "version_1.sql"
    with closing(sqlite3.connect(earlier)) as raw:
        raw.executescript(script.read_text(encoding="utf-8"))
    assert commands.json("restore", str(earlier), "--yes")["schema"] == 1
    outbox = commands.outbox()
    assert outbox.noted(COPY) == "undated"
    assert outbox.counts()[State.SENT] + outbox.counts()[State.UNKNOWN] > 0
    outbox.close()


def test_a_backup_copied_while_somebody_wrote_takes_its_journal_along(commands: Commands) -> None:
    fill(commands, KEY)
    place = commands.folder / "var" / "campaign.db"
    carried = commands.folder / "carried.db"
    with closing(sqlite3.connect(place, isolation_level=None)) as raw:
        raw.execute("PRAGMA cache_size=1")
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany("INSERT INTO notes VALUES (?, ?)", [(str(n), "x" * 900) for n in range(200)])
        # The file is in the middle of a change, and only its journal knows how it was.
        for suffix in ("", "-journal"):
            carried.with_name(carried.name + suffix).write_bytes(place.with_name(place.name + suffix).read_bytes())
        raw.execute("ROLLBACK")
    commands("restore", str(carried), "--yes")
    assert commands.code == 0, commands.err
    assert ask(place, "SELECT count(*) FROM notes WHERE value LIKE 'xxx%'") == [(0,)]
    assert kept(commands) == {KEY}
