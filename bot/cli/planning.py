"""The files' plan, for commands that must work whatever somebody has made of the files."""

from __future__ import annotations

from bot.bootstrap.checking import complain
from bot.bootstrap.desk import Desk
from bot.errors import FilesError
from bot.wording import error_text, say


def plan_if_possible(desk: Desk) -> None:
    """Bring the outbox in step; an edit that may not be made is said, and is no reason to stop."""
    try:
        desk.plan()
    except FilesError as error:
        complain(say("plan-not-read", desk.language, problem=error_text(error, desk.language)[0]))
