"""Opens the mail server that the settings name, with its password if it wants one."""

from __future__ import annotations

from pathlib import Path

from bot import log
from bot.bootstrap.importing import IMPORTING
from bot.campaign.model import Mail
from bot.daemon.live import Live
from bot.files import secrets
from bot.ports import Postman


def postman(folder: Path, live: Live, mail: Mail) -> Postman:
    """For one letter: a password that was saved meanwhile counts. Raises ``SecretsError``."""
    # A megabyte, and most campaigns never write a letter.
    with IMPORTING:
        from bot.mail.smtp import SmtpPostman  # noqa: PLC0415 -- see above

    campaign = live.snapshot.campaign
    assert campaign is not None, "the mailer asks first"
    password = secrets.mail_password(folder, campaign.settings)
    log.REDACTOR.learn([password] if password else [])
    return SmtpPostman(mail, password)
