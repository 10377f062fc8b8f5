from __future__ import annotations

from pathlib import Path

import pytest

from bot.campaign.model import Mail
from bot.files.secrets import mail_password
from bot.wording import problem_text
from tests.files.reading import SETTINGS, edited, errors, read, unmarked

PEOPLE = "  people: {Jean: 12345678, Maria: 23456789}\n"
BLOCK = PEOPLE + "  mail: {to: [a@example.org, b@example.org], from: bot@example.org, server: smtp.example.org:587}\n"


def mail(block: str) -> Mail | None:
    loaded = read({"settings.yaml": SETTINGS.replace(PEOPLE, PEOPLE + block)})
    assert loaded.problems == (), loaded.problems
    assert loaded.campaign is not None
    return loaded.campaign.settings.staff.mail


def test_mail_is_whom_to_write_to_from_whom_and_by_which_server() -> None:
    told = mail(
        "  mail: {to: [a@example.org, b@x.org], from: bot@example.org, server: SMTP.example.org:465, user: me}\n"
    )
    assert told == Mail(("a@example.org", "b@x.org"), "bot@example.org", "smtp.example.org", 465, "me")


def test_one_address_needs_no_list_the_user_is_the_sender_and_the_port_that_of_submission() -> None:
    told = mail("  mail: {to: a@example.org, from: bot@example.org, server: localhost}\n")
    assert told == Mail(("a@example.org",), "bot@example.org", "localhost", 587, "bot@example.org")


def test_a_server_may_be_an_address_of_ipv6() -> None:
    told = mail("  mail: {to: a@example.org, from: bot@example.org, server: '[::1]:25'}\n")
    assert told is not None
    assert (told.host, told.port) == ("::1", 25)


def test_without_mail_nothing_is_mailed() -> None:
    assert mail("") is None


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("mail-address-wrong", "a@example.org, ", "¦Anna <a@example.org>, "),
        ("mail-address-wrong", "a@example.org, ", '"¦a@example.org\\nBcc: x@example.org", '),
        ("mail-address-wrong", "a@example.org, ", "¦example.org, "),
        ("mail-address-wrong", "from: bot@example.org", "from: ¦bot@"),
        ("value-twice", "b@example.org]", "¦a@example.org]"),
        ("value-empty-list", "[a@example.org, b@example.org]", "¦[]"),
        ("key-missing-in", "mail: {to: [a@example.org, b@example.org], ", "¦mail: {"),
        ("mail-server-wrong", "smtp.example.org:587", "¦smtp.example.org:99999"),
        ("mail-server-wrong", "smtp.example.org:587", "¦https://smtp.example.org"),
        ("mail-server-wrong", "smtp.example.org:587", "'¦bot:hunter22@smtp.example.org'"),
        ("mail-user-wrong", ":587}", ':587, user: "¦a\\nb"}'),
        ("unknown-key-near", "server: smtp", "¦sever: x, server: smtp"),
    ],
)
def test_a_fault_is_said_at_its_place_and_repeats_no_password(code: str, old: str, new: str) -> None:
    text, at = unmarked(edited(SETTINGS.replace(PEOPLE, BLOCK), old, new))
    problems = read({"settings.yaml": text}).problems
    assert errors(problems) == [(code, *at)]
    assert "hunter22" not in "".join(word for problem in problems for word in problem_text(problem, "en"))


def test_the_password_is_a_secret_of_no_account(tmp_path: Path) -> None:
    loaded = read({"settings.yaml": SETTINGS.replace(PEOPLE, BLOCK)})
    assert loaded.campaign is not None
    settings = loaded.campaign.settings
    assert mail_password(tmp_path, settings, {}) == ""
    file = tmp_path / "secrets.env"
    file.write_text("STAFF_MAIL_PASSWORD=from-the-file\n")
    file.chmod(0o600)
    assert mail_password(tmp_path, settings, {}) == "from-the-file"
    assert mail_password(tmp_path, settings, {"STAFF_MAIL_PASSWORD": "from-outside"}) == "from-outside"
    given = tmp_path / "given"
    given.mkdir()
    (given / "staff_mail_password").write_text("from-systemd\n")
    assert mail_password(tmp_path, settings, {"CREDENTIALS_DIRECTORY": str(given)}) == "from-systemd"
