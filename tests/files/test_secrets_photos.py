from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.model import Settings
from bot.errors import SecretsError
from bot.files import secrets
from tests.files.reading import SETTINGS, read
from tests.files.test_secrets import ALL

BLOCK = "photos: yes\nmailbox: {address: p@example.org, imap: imap.example.org, smtp: smtp.example.org}\n"
PASSWORD, KEY = "the mailbox's own", "0123456789abcdef0123456789abcdef"


def settings(block: str = BLOCK) -> Settings:
    loaded = read({"settings.yaml": SETTINGS + block})
    assert loaded.campaign is not None
    return loaded.campaign.settings


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    (folder / "photos.key").write_text(text)
    (folder / "photos.key").chmod(mode)
    return folder


def test_at_a_start_the_mailbox_s_password_is_missed_with_the_others(tmp_path: Path) -> None:
    environ = {name: value for name, value in ALL.items() if name != "X_CONSUMER_KEY"}
    with pytest.raises(SecretsError, match=r"X_CONSUMER_KEY, MAILBOX_PASSWORD"):
        secrets.read(tmp_path, settings(), environ, photos=True)
    given = {**ALL, "MAILBOX_PASSWORD": PASSWORD}
    assert secrets.read(tmp_path, settings(), given, photos=True).missing == ()


def test_without_a_mailbox_no_password_is_missed(tmp_path: Path) -> None:
    assert secrets.read(tmp_path, settings("photos: yes\n"), ALL, photos=True).missing == ()


def test_a_sender_s_account_opens_whatever_photos_lack(tmp_path: Path) -> None:
    assert secrets.read(tmp_path, settings(), {**ALL, "PHOTOS_KEY": "short"}).of("mastodon")


def test_a_placeholder_is_no_password(tmp_path: Path) -> None:
    assert secrets.mailbox_password(tmp_path, settings(), {"MAILBOX_PASSWORD": "<password>"}) == ""
    assert secrets.mailbox_password(tmp_path, settings(), {"MAILBOX_PASSWORD": PASSWORD}) == PASSWORD


def test_password_and_key_are_struck_out_of_the_log_wherever_they_came_from(tmp_path: Path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    (run / "mailbox-password").write_text(f"{PASSWORD}\n")
    environ = {**ALL, "CREDENTIALS_DIRECTORY": str(run), "PHOTOS_KEY": KEY}
    assert {PASSWORD, KEY} <= set(secrets.look(tmp_path, settings(), environ).known_secrets())


def test_the_key_that_is_given_comes_before_the_one_that_was_made(tmp_path: Path) -> None:
    var = key_file(tmp_path, "made" * 8)
    assert secrets.photos_key(tmp_path, settings(), var, {"PHOTOS_KEY": KEY}) == KEY.encode()
    assert secrets.photos_key(tmp_path, settings(), var, {}) == b"made" * 8


def test_without_a_key_there_is_none(tmp_path: Path) -> None:
    assert secrets.photos_key(tmp_path, settings(), tmp_path, {}) == b""
    assert secrets.photos_key(tmp_path, settings(), environ={}) == b""


def test_a_key_of_31_characters_is_refused_and_one_of_32_is_taken(tmp_path: Path) -> None:
    with pytest.raises(SecretsError) as refused:
        secrets.photos_key(tmp_path, settings(), environ={"PHOTOS_KEY": KEY[1:]})
    assert "PHOTOS_KEY" in str(refused.value)
    assert KEY[1:] not in str(refused.value)
    assert secrets.photos_key(tmp_path, settings(), environ={"PHOTOS_KEY": KEY}) == KEY.encode()


def test_a_start_with_a_short_key_is_refused(tmp_path: Path) -> None:
    given = {**ALL, "MAILBOX_PASSWORD": PASSWORD, "PHOTOS_KEY": "short"}
    with pytest.raises(SecretsError, match="PHOTOS_KEY"):
        secrets.read(tmp_path, settings(), given, photos=True)


@pytest.mark.parametrize("text", ["", "\n", KEY[1:]])
def test_a_key_file_that_was_cut_short_is_refused_and_never_taken_for_no_key(tmp_path: Path, text: str) -> None:
    # Another one would be made, and nobody who opted out would be known again.
    with pytest.raises(SecretsError, match=r"photos\.key"):
        secrets.photos_key(tmp_path, settings(), key_file(tmp_path, text), {})


def test_a_key_file_that_others_may_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SecretsError, match="0644"):
        secrets.photos_key(tmp_path, settings(), key_file(tmp_path, KEY, 0o644), {})
