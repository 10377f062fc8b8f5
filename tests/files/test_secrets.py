from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from bot.campaign.model import Settings
from bot.errors import SecretsError
from bot.files import secrets
from tests.files.reading import SETTINGS, edited, read

ALL = {
    "MASTODON_ACCESS_TOKEN": "mast-0123456789",
    "X_CONSUMER_KEY": "x-ck-0123456789",
    "X_CONSUMER_SECRET": "x-cs-0123456789",
    "X_ACCESS_TOKEN": "x-at-0123456789",
    "X_ACCESS_TOKEN_SECRET": "x-ats-0123456789",
    "TELEGRAM_BOT_TOKEN": "123456:tg-0123456789",
}


def settings(text: str = SETTINGS) -> Settings:
    loaded = read({"settings.yaml": text})
    assert loaded.campaign is not None
    return loaded.campaign.settings


def file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "secrets.env"
    path.write_text(text)
    path.chmod(mode)
    return path


def lines(values: dict[str, str]) -> str:
    return "".join(f"{name}={value}\n" for name, value in values.items())


def credentials(folder: Path, values: dict[str, str]) -> dict[str, str]:
    folder.mkdir()
    for name, value in values.items():
        (folder / name).write_text(value)
    return {"CREDENTIALS_DIRECTORY": str(folder)}


def test_each_account_gets_its_own_fields_and_channels_share_their_bots(tmp_path: Path) -> None:
    found = secrets.read(tmp_path, settings(), ALL)
    assert found.of("mastodon") == {"access_token": "mast-0123456789"}
    assert found.of("x") == {
        "consumer_key": "x-ck-0123456789",
        "consumer_secret": "x-cs-0123456789",
        "access_token": "x-at-0123456789",
        "access_token_secret": "x-ats-0123456789",
    }
    assert found.of("telegram-fr") == found.of("telegram-hy") == {"bot_token": "123456:tg-0123456789"}


def test_an_accounts_name_becomes_capitals_and_its_dashes_underscores(tmp_path: Path) -> None:
    text = edited(SETTINGS, '"@example_fr", credentials: telegram', '"@example_fr"')
    found = secrets.read(tmp_path, settings(text), {**ALL, "TELEGRAM_FR_BOT_TOKEN": "654321:other-bot"})
    assert found.of("telegram-fr") == {"bot_token": "654321:other-bot"}
    assert found.of("telegram-hy") == {"bot_token": "123456:tg-0123456789"}


def test_systemd_comes_before_the_environment_and_that_before_the_file(tmp_path: Path) -> None:
    file(tmp_path, lines({name: f"file-{value}" for name, value in ALL.items()}))
    environ = {"X_ACCESS_TOKEN": "environ-1", "MASTODON_ACCESS_TOKEN": "environ-2"}
    environ |= credentials(tmp_path / "run", {"MASTODON_ACCESS_TOKEN": "systemd-1\n"})
    found = secrets.read(tmp_path, settings(), environ)
    assert found.of("mastodon")["access_token"] == "systemd-1"
    assert found.of("x")["access_token"] == "environ-1"
    assert found.of("x")["consumer_key"] == "file-x-ck-0123456789"


@pytest.mark.parametrize("name", ["MASTODON_ACCESS_TOKEN", "mastodon_access_token", "mastodon-access-token"])
def test_a_systemd_credential_is_found_however_its_unit_spells_it(tmp_path: Path, name: str) -> None:
    environ = {**ALL, "MASTODON_ACCESS_TOKEN": "", **credentials(tmp_path / "run", {name: "systemd-1"})}
    assert secrets.read(tmp_path, settings(), environ).of("mastodon") == {"access_token": "systemd-1"}


@pytest.mark.parametrize("written", ["{}", " {} ", '"{}"', "'{}'", ' "{}" ', "{}\r"])
def test_what_copying_brings_along_is_taken_off(tmp_path: Path, written: str) -> None:
    words = lines({name: written.format(value) for name, value in ALL.items()})
    file(tmp_path, f"\ufeff# the campaign's secrets\n\nexport UNUSED=1\n{words}")
    assert secrets.read(tmp_path, settings(), {}).of("mastodon") == {"access_token": "mast-0123456789"}


def test_a_value_may_hold_equals_signs_and_hashes(tmp_path: Path) -> None:
    file(tmp_path, lines(ALL | {"MASTODON_ACCESS_TOKEN": "a=b#c=="}))
    assert secrets.read(tmp_path, settings(), {}).of("mastodon") == {"access_token": "a=b#c=="}


def test_all_missing_secrets_are_named_at_once_with_the_places_to_put_them(tmp_path: Path) -> None:
    with pytest.raises(SecretsError) as refused:
        secrets.read(tmp_path, settings(edited(SETTINGS, "language: fr\n", "language: en\n")), {"X_ACCESS_TOKEN": "a"})
    assert refused.value.message == (
        "these secrets are missing: MASTODON_ACCESS_TOKEN, X_CONSUMER_KEY, X_CONSUMER_SECRET, "
        "X_ACCESS_TOKEN_SECRET, TELEGRAM_BOT_TOKEN"
    )
    assert str(tmp_path / "secrets.env") in refused.value.next_step
    assert refused.value.exit_code == 2


def test_the_staff_is_told_in_its_language(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="il manque ces secrets"):
        secrets.read(tmp_path, settings(), {})


def test_to_look_tells_what_is_there_and_what_is_not(tmp_path: Path) -> None:
    found = secrets.look(tmp_path, settings(), {"TELEGRAM_BOT_TOKEN": "123456:tg-0123456789"})
    assert found.of("telegram-fr") == {"bot_token": "123456:tg-0123456789"}
    assert found.of("mastodon") == {}
    assert found.of("nobody") == {}
    assert found.missing[0] == "MASTODON_ACCESS_TOKEN"


PLACEHOLDERS = [
    "",
    "  ",
    "''",
    "changeme",
    "CHANGE_ME",
    "change-me",
    "...",
    "…",
    "xxx",
    "XXXXXXXX",
    "<your token>",
    "your-token-here",
    "todo",
    "****",
    "replace me",
]


@pytest.mark.parametrize("value", PLACEHOLDERS)
def test_a_placeholder_is_no_secret(tmp_path: Path, value: str) -> None:
    file(tmp_path, lines(ALL | {"MASTODON_ACCESS_TOKEN": value}))
    assert secrets.look(tmp_path, settings(), {}).missing == ("MASTODON_ACCESS_TOKEN",)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o606, 0o700, 0o4600 | 0o010])
def test_a_file_that_others_may_touch_is_refused_with_the_command_that_closes_it(tmp_path: Path, mode: int) -> None:
    path = file(tmp_path, lines(ALL), mode)
    with pytest.raises(SecretsError) as refused:
        secrets.read(tmp_path, settings(), {})
    assert f"chmod 600 {path}" in refused.value.next_step


def test_an_open_file_is_refused_even_when_every_secret_comes_from_elsewhere(tmp_path: Path) -> None:
    file(tmp_path, lines(ALL), 0o644)
    with pytest.raises(SecretsError):
        secrets.read(tmp_path, settings(), ALL)


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser gives files away")
def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    os.chown(file(tmp_path, lines(ALL)), 12345, -1)
    with pytest.raises(SecretsError, match="appartient à un autre utilisateur"):
        secrets.read(tmp_path, settings(), {})


def test_a_line_that_is_none_is_told_by_its_number_and_not_repeated(tmp_path: Path) -> None:
    file(tmp_path, f"{lines(ALL)}# comment\nhunter22hunter22\n")
    with pytest.raises(SecretsError, match="ligne 8") as refused:
        secrets.read(tmp_path, settings(), {})
    assert "hunter22" not in f"{refused.value} {refused.value.next_step}"


def test_places_that_hold_no_text_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").mkdir(mode=0o600)
    with pytest.raises(SecretsError, match=r"secrets\.env"):
        secrets.read(tmp_path, settings(), {})
    (tmp_path / "secrets.env").rmdir()
    file(tmp_path, "").write_bytes(b"A=\xff")
    with pytest.raises(SecretsError, match=r"secrets\.env ne contient pas de texte"):
        secrets.read(tmp_path, settings(), {})
    file(tmp_path, "")
    environ = credentials(tmp_path / "run", {})
    (tmp_path / "run/MASTODON_ACCESS_TOKEN").write_bytes(b"\xff")
    with pytest.raises(SecretsError, match="MASTODON_ACCESS_TOKEN ne contient pas de texte"):
        secrets.read(tmp_path, settings(), environ)


def test_no_repr_and_no_copy_shows_a_value(tmp_path: Path) -> None:
    found = secrets.read(tmp_path, settings(), ALL)
    shown = f"{found} {found!r}"
    assert "access_token" in shown
    assert not any(value in shown for value in ALL.values())
    with pytest.raises(TypeError):
        pickle.dumps(found)


def test_the_redactor_is_told_every_value_those_of_no_account_too(tmp_path: Path) -> None:
    file(tmp_path, lines({**ALL, "MAILBOX_PASSWORD": "mail-0123456789", "OTHER": "changeme"}))
    found = secrets.read(tmp_path, settings(), {"X_ACCESS_TOKEN": "environ-0123456789"})
    assert set(found.known_secrets()) == {*ALL.values(), "mail-0123456789", "environ-0123456789"}
