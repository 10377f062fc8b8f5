from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.problem import Severity
from bot.files.addresses import password_in, without_password
from bot.files.secrets import database_password
from bot.files.show import block
from tests.files.reading import SETTINGS, read
from tests.files.test_secrets import credentials, file, settings

SERVER = "postgresql+psycopg://bot{}@db.example:5432/campaign"


def _with_database(address: str) -> str:
    kept = [line for line in SETTINGS.splitlines() if not line.startswith("database:")]
    return "\n".join([*kept, f"database: {address}", ""])


@pytest.mark.parametrize("address", [SERVER.format(":sesame"), SERVER.format("") + "?password=sesame"])
def test_a_password_in_the_settings_is_a_note_that_does_not_show_it(address: str) -> None:
    text = _with_database(address)
    loaded = read({"settings.yaml": text})
    (note,) = [problem for problem in loaded.problems if problem.code == "database-password"]
    assert note.severity is Severity.NOTE
    for language in ("en", "fr"):
        shown = block(note, {"settings.yaml": text}, language)
        assert "sesame" not in shown
        assert "DATABASE_PASSWORD" in shown
        assert "db.example:5432/campaign" in shown


def test_an_address_without_a_password_is_no_matter_for_a_note() -> None:
    loaded = read({"settings.yaml": _with_database(SERVER.format(""))})
    assert "database-password" not in {problem.code for problem in loaded.problems}
    assert settings(_with_database(SERVER.format(""))).database == SERVER.format("")


@pytest.mark.parametrize(
    ("address", "password"),
    [
        (SERVER.format(":sesame"), "sesame"),
        (SERVER.format(":a%2Fb%40c"), "a/b@c"),
        (SERVER.format(":p@ss"), "p@ss"),
        (SERVER.format("") + "?sslmode=require&password=sesame", "sesame"),
        (SERVER.format(""), ""),
        ("postgresql:///campaign", ""),
        ("sqlite:///var/campaign.db", ""),
    ],
)
def test_the_password_of_an_address_is_found_as_it_is_meant(address: str, password: str) -> None:
    assert password_in(address) == password


def test_what_is_refused_is_repeated_without_what_may_be_a_password() -> None:
    assert "ss" not in without_password("postgres://bot:p@ss@db/name")


def test_the_secret_comes_from_the_places_of_all_secrets(tmp_path: Path) -> None:
    campaign = settings()
    assert database_password(tmp_path, campaign, {}) == ""
    file(tmp_path, "DATABASE_PASSWORD=from-the-file\n")
    assert database_password(tmp_path, campaign, {}) == "from-the-file"
    assert database_password(tmp_path, campaign, {"DATABASE_PASSWORD": "from-outside"}) == "from-outside"
    given = credentials(tmp_path / "systemd", {"DATABASE_PASSWORD": "from-systemd"})
    assert database_password(tmp_path, campaign, {**given, "DATABASE_PASSWORD": "from-outside"}) == "from-systemd"
