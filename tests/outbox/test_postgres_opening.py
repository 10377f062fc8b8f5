from __future__ import annotations

import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from bot.campaign.delivery import State
from bot.errors import CampaignError, StoreError, UnreachableError
from bot.outbox import open_outbox
from bot.outbox.lock import hold_database
from bot.outbox.postgresql import read_address
from bot.outbox.postgresql_errors import meaning
from bot.outbox.postgresql_opening import open_store
from bot.outbox.schema import VERSION, metadata
from tests.contracts.outbox_world import KEY, NOON, planned
from tests.outbox.postgres_server import IN_URL, PASSWORD, USER, Server


def _refusal(url: str, password: str = "", *, read_only: bool = False) -> CampaignError:
    with pytest.raises(CampaignError) as caught:
        open_store(url, password, read_only=read_only).close()
    refusal = caught.value
    assert refusal.next_step
    told = f"{refusal.message}{refusal.next_step}{refusal.facts}{refusal.__cause__}"
    assert "sesame" not in told
    assert PASSWORD not in told
    assert IN_URL not in told
    return refusal


def test_the_tables_are_made_in_an_empty_database_and_found_there_afterwards(
    postgresql: Server, tmp_path: Path
) -> None:
    url = postgresql.fresh()
    with closing(open_outbox(url, tmp_path)) as outbox:
        outbox.sync_plan([planned()], NOON)
    plain = url.replace("postgresql+psycopg", "postgresql")
    with closing(open_outbox(plain, tmp_path)) as outbox:
        assert [row.key for row in outbox.deliveries()] == [KEY]
        assert outbox.shared
    assert list(tmp_path.iterdir()) == []


def test_a_password_handed_in_takes_the_place_of_the_one_in_the_address(postgresql: Server) -> None:
    url = postgresql.fresh().replace(IN_URL, "sesame")
    assert _refusal(url).code == "outbox-login"
    open_store(url, PASSWORD).close()


@pytest.mark.parametrize("name", ["PGPASSWORD", "PGPASSFILE"])
def test_the_password_may_come_the_ways_postgresql_knows(
    postgresql: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    kept = tmp_path / "pgpass"
    kept.write_text(f"127.0.0.1:{postgresql.port}:campaign:{USER}:{PASSWORD}\n")
    kept.chmod(0o600)
    url = postgresql.fresh().replace(f":{IN_URL}", "")
    assert _refusal(url).code == "outbox-login"
    monkeypatch.setenv(name, PASSWORD if name == "PGPASSWORD" else str(kept))
    open_store(url).close()


def test_two_daemons_that_start_at_once_on_an_empty_database_find_the_same_tables(postgresql: Server) -> None:
    url, together, opened = postgresql.fresh(), threading.Barrier(6), list[object]()

    def start() -> None:
        together.wait()
        with closing(open_store(url)) as outbox:
            opened.append(outbox.counts()[State.PLANNED])

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [0] * 6
    assert postgresql.ask("SELECT version FROM outbox_schema", "campaign") == [(VERSION,)]


def test_a_look_before_the_first_daemon_finds_nothing_and_leaves_nothing(postgresql: Server) -> None:
    url = postgresql.fresh()
    with closing(open_store(url, read_only=True)) as outbox:
        assert outbox.deliveries() == []
    assert postgresql.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", "campaign") == []


def test_whoever_only_looks_cannot_write(postgresql: Server) -> None:
    url = postgresql.cleared()
    with closing(open_store(url, read_only=True)) as outbox, pytest.raises(StoreError) as caught:
        outbox.note("a", "b")
    assert caught.value.code == "outbox-server-read-only"


def test_a_server_that_does_not_answer_is_named_by_host_and_port() -> None:
    refusal = _refusal("postgresql+psycopg://bot:sesame@127.0.0.1:1/campaign")
    assert isinstance(refusal, UnreachableError)
    assert refusal.exit_code == 3
    assert "127.0.0.1:1 " in refusal.message


def test_a_database_that_is_missing_is_named(postgresql: Server) -> None:
    refusal = _refusal(postgresql.url("nowhere"))
    assert (refusal.code, "“nowhere”" in refusal.message) == ("outbox-no-database", True)


@pytest.mark.parametrize("password", ["sesame", "wrong%40sesame"])
def test_a_wrong_password_is_refused_without_repeating_it(postgresql: Server, password: str) -> None:
    refusal = _refusal(postgresql.url(password=password))
    assert (refusal.code, refusal.exit_code) == ("outbox-login", 1)


def test_a_right_that_is_missing_is_named_with_what_to_order(postgresql: Server) -> None:
    postgresql.fresh()
    postgresql.ask("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN PASSWORD 'sesame'")
    refusal = _refusal(postgresql.url(user="guest", password="sesame"))
    assert refusal.code == "outbox-permission"
    assert "ALTER DATABASE campaign OWNER TO guest" in refusal.next_step


def test_a_server_without_a_free_connection_says_so(postgresql: Server) -> None:
    postgresql.fresh()
    postgresql.ask("DROP ROLE IF EXISTS crowd; CREATE ROLE crowd LOGIN PASSWORD 'sesame' CONNECTION LIMIT 0")
    assert _refusal(postgresql.url(user="crowd", password="sesame")).code == "outbox-crowded"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://bot:sesame@@127.0.0.1/campaign",
        "postgresql+psycopg://bot:p@sesame@127.0.0.1/campaign",
        "postgresql+psycopg://bot:sesame@127.0.0.1:port/campaign",
        "postgresql+psycopg://bot:sesame@127.0.0.1/",
        "postgresql+asyncpg://bot:sesame@127.0.0.1/campaign",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(url: str) -> None:
    assert _refusal(url).code == "outbox-server-address"


def test_an_address_is_shown_without_password_or_parameters() -> None:
    address = read_address("postgresql://bot:sesame@db.example/campaign?password=sesame&sslmode=require")
    assert address.shown == "postgresql://bot@db.example:5432/campaign"
    assert "sesame" not in repr(address)


def test_another_programs_tables_are_left_alone(postgresql: Server) -> None:
    url = postgresql.fresh()
    postgresql.ask("CREATE TABLE notes (day date)", "campaign")
    refusal = _refusal(url)
    assert refusal.code == "outbox-not-ours"
    assert f"postgresql://{USER}@127.0.0.1:{postgresql.port}/campaign" in refusal.message
    assert postgresql.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", "campaign") == [("notes",)]


def test_a_newer_schema_is_refused(postgresql: Server) -> None:
    url = postgresql.fresh()
    open_store(url).close()
    postgresql.ask("UPDATE outbox_schema SET version = version + 1", "campaign")
    assert _refusal(url).code == "outbox-newer"
    assert _refusal(url, read_only=True).code == "outbox-newer"


@pytest.mark.parametrize("apart", [timedelta(seconds=40), timedelta(seconds=-40)])
def test_a_server_whose_clock_is_another_is_refused(postgresql: Server, apart: timedelta) -> None:
    url = postgresql.cleared()

    def wrong() -> datetime:
        return datetime.now(UTC) + apart  # noqa: TID251 -- the server's clock is the computer's

    with pytest.raises(StoreError) as caught:
        open_store(url, now=wrong)
    assert caught.value.code == "outbox-clock"
    assert caught.value.facts["seconds"] in {39, 40}
    open_store(url, now=lambda: wrong() - apart).close()


def test_no_file_is_locked_for_a_server(tmp_path: Path) -> None:
    with hold_database("postgresql://bot@db.example/campaign", tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_every_table_of_the_schema_is_there(postgresql: Server) -> None:
    open_store(postgresql.fresh()).close()
    there = {
        name for (name,) in postgresql.ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", "campaign")
    }
    assert there == {*metadata.tables, "outbox_commits"}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (psycopg.errors.DiskFull("no space"), "outbox-server-full"),
        (psycopg.errors.LockNotAvailable("canceling"), "outbox-busy"),
        (psycopg.errors.QueryCanceled("statement timeout"), "outbox-busy"),
        (psycopg.errors.DataCorrupted("invalid page"), "outbox-server"),
        (psycopg.OperationalError("FATAL:  le rôle « bot » n'existe pas"), "outbox-login"),
        (psycopg.OperationalError("FATAL:  the database system is starting up"), "outbox-unreachable"),
    ],
)
def test_what_a_server_says_becomes_a_sentence_with_a_next_step(error: psycopg.Error, code: str) -> None:
    told = meaning(error, read_address("postgresql://bot:sesame@db.example/campaign"))
    assert told is not None
    assert told.code == code
    assert "db.example:5432" in told.message
