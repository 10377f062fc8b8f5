from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bot.daemon.mailer import STANDING
from tests.cli.camp import Commands
from tests.outbox.ready import ready_outbox

NOW = datetime(2031, 6, 10, 10, 0, tzinfo=UTC)


def with_mail(commands: Commands) -> None:
    path = commands.folder / "settings.yaml"
    text = path.read_text(encoding="utf-8")
    mail = "mail: {to: a@example.org, from: b@example.org, server: localhost}"
    assert "staff: {" in text
    path.write_text(text.replace("staff: {", f"staff: {{{mail}, "), encoding="utf-8")


def stand(commands: Commands, *, ok: bool, reason: str) -> None:
    outbox = ready_outbox(commands.folder)
    outbox.note(STANDING, json.dumps({"ok": ok, "reason": reason, "at": NOW.isoformat(), "last": ""}))
    outbox.close()


@pytest.mark.parametrize(
    ("ok", "reason", "told"),
    [
        (True, "", "E-mail to the staff: works."),
        (
            True,
            "some addresses are refused",
            "E-mail to the staff: works, but the mail server does not take some of the addresses.",
        ),
        (
            False,
            "mail server refuses the log-in: 535 no",
            (
                "E-mail to the staff: fails since 2031-06-10T10:00:00Z: the mail server refuses the user or the "
                "password (535 no)"
            ),
        ),
    ],
)
def test_status_says_how_the_mail_is(commands: Commands, *, ok: bool, reason: str, told: str) -> None:
    with_mail(commands)
    assert "E-mail to the staff: nothing was sent yet." in commands("status").splitlines()
    stand(commands, ok=ok, reason=reason)
    assert told in commands("status").splitlines()
    assert commands.json("status")["mail"] == {"ok": ok, "reason": reason, "at": "2031-06-10T10:00:00Z"}


def test_a_campaign_without_mail_says_nothing_of_it(commands: Commands) -> None:
    stand(commands, ok=False, reason="mail server does not answer")
    assert "E-mail" not in commands("status")
    assert commands.json("status")["mail"] is None
