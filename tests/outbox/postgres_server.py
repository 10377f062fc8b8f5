"""A PostgreSQL server of the tests' own: in a folder of its own, on loopback, thrown away at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from bot.outbox.postgresql_opening import open_store
from bot.outbox.schema import metadata, outbox_schema

PASSWORD = "vent-d-autan/1"
"""With a slash: an address has to write it otherwise."""
IN_URL = "vent-d-autan%2F1"
USER = "bot"
SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
full_page_writes = off
shared_buffers = 16MB
max_connections = 60
autovacuum = off
log_min_messages = fatal
"""
EMPTIED = ";".join(
    [
        *(str(table.delete()) for table in reversed(metadata.sorted_tables) if table is not outbox_schema),
        "ALTER SEQUENCE errands_number_seq RESTART",
    ]
).encode()


def programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``; Debian keeps them out of the way."""
    found = [Path(path) for path in ("/usr/lib/postgresql",) if Path(path).is_dir()]
    versions = sorted(found[0].iterdir(), key=lambda path: int(path.name.partition(".")[0])) if found else []
    on_path = shutil.which("initdb")
    places = [path / "bin" for path in reversed(versions)] + ([Path(on_path).parent] if on_path else [])
    return next((place for place in places if (place / "initdb").exists()), None)


class Server:
    """One cluster. Its owner may connect with the password over loopback, and to every database."""

    def __init__(self, programs: Path, folder: Path, port: int) -> None:
        self.port = port
        self._programs = programs
        self._data = folder / "data"
        self._clearing: psycopg.Connection[tuple[object, ...]] | None = None

    def url(self, database: str = "campaign", *, user: str = USER, password: str = IN_URL) -> str:
        return f"postgresql+psycopg://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def ask(self, question: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """What a connection of no outbox finds, or does."""
        with self._connected(database) as raw:
            cursor = raw.execute(question.encode())
            return cursor.fetchall() if cursor.description else []

    def _connected(self, database: str) -> psycopg.Connection[tuple[object, ...]]:
        address = f"host={self._data.parent} port={self.port} user={USER} dbname={database}"
        return psycopg.connect(address, autocommit=True)

    def fresh(self, database: str = "campaign") -> str:
        """An empty database; its address."""
        self.ask(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
        self.ask(f"CREATE DATABASE {database} STRATEGY file_copy")
        return self.url(database)

    def emptied(self, database: str = "campaign") -> str:
        """The same without making it anew, which takes longer."""
        self.ask(f"DROP SCHEMA public CASCADE; CREATE SCHEMA public AUTHORIZATION {USER}", database)
        return self.url(database)

    def cleared(self) -> str:
        """A database with this program's tables and nothing in them, sooner still."""
        url = f"postgresql+psycopg://{USER}@/cleared?host={self._data.parent}&port={self.port}"
        if self._clearing is None:
            if not self.ask("SELECT 1 FROM pg_database WHERE datname = 'cleared'"):
                self.fresh("cleared")
                open_store(url).close()
            # Kept: the next test is a moment away.
            self._clearing = self._connected("cleared")
        self._clearing.execute(EMPTIED)
        return url

    def file(self, path: str) -> bytes:
        """What lies on the disk, by the path that the server gives it."""
        return (self._data / path).read_bytes()

    def control(self, *words: str) -> None:
        if self._clearing is not None:
            self._clearing.close()
            self._clearing = None
        log = str(self._data.parent / "log")
        # The server keeps what it inherits: a pipe to us would never end.
        self._as_owner([str(self._programs / "pg_ctl"), "-D", str(self._data), "-l", log, "-w", "-s", *words])

    def make(self) -> None:
        secret = self._data.parent / "password"
        secret.write_text(PASSWORD)
        self._give(self._data.parent, secret)
        self._as_owner(
            [  # by a socket without a password: only our own looks come that way
                *(str(self._programs / "initdb"), "-D", str(self._data), "-U", USER, "--no-sync", "-E", "UTF8"),
                *("--locale=C", "--auth-local=trust", "--auth-host=scram-sha-256", f"--pwfile={secret}"),
            ]
        )
        settings = f"{SETTINGS}port = {self.port}\nunix_socket_directories = '{self._data.parent}'\n"
        with (self._data / "postgresql.conf").open("a") as file:
            file.write(settings)
        self.control("start")

    def _give(self, *paths: Path) -> None:
        # PostgreSQL never runs as root.
        if os.geteuid() == 0:
            owner = pwd.getpwnam("postgres")
            for path in paths:
                os.chown(path, owner.pw_uid, owner.pw_gid)

    def _as_owner(self, command: Sequence[str]) -> None:
        ours = ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command
        # Started where its owner may be.
        subprocess.run(ours, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextmanager
def server() -> Iterator[Server]:
    """Up, with an empty database ``campaign``; at a desk without PostgreSQL the test is skipped, elsewhere it fails."""
    found = programs()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: its initdb was expected in /usr/lib/postgresql/*/bin")
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory(prefix="rebours-pg-") as folder, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        taken.close()
        made = Server(found, Path(folder), port)
        made.make()
        try:
            made.fresh()
            yield made
        finally:
            made.control("stop", "-m", "immediate")
