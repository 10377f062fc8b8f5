"""Rehearsals in which those who answer supporters fail them: the ledger tells each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.bootstrap.duties import Shift
from bot.bootstrap.rehearsing_letters import correspondents
from bot.bootstrap.sending import Crew
from bot.campaign.delivery import State as Row
from bot.campaign.photo import State
from bot.daemon.photos.kit import CHATS, MAILS
from bot.ports import PHOTOS, Duty
from bot.rehearsal.ears import EARS
from tests.rehearsal.crowd_cast import performed, small

TWO, THREE = 16, 24
"""Supporters of whom so many write on each way: of two one takes theirs back when it is out, of three one says no."""


class Deaf:
    """Is not there any more once something is out."""

    def __init__(self, duty: Duty, crew: Crew) -> None:
        self.name = duty.name
        self._duty, self._crew = duty, crew

    def run_once(self, now: datetime) -> datetime | None:
        """Until then."""
        rows = self._crew.means.outbox.deliveries(entry=PHOTOS)
        sent = any(row.state is Row.SENT and not row.repost_of for row in rows)
        return None if sent else self._duty.run_once(now)


class Presumptuous(Deaf):
    """Takes silence, and a no, for a yes."""

    def run_once(self, now: datetime) -> datetime | None:
        """After everything that was written."""
        again = self._duty.run_once(now)
        outbox = self._crew.means.outbox
        for photo in outbox.photos((State.ASKED,)):
            outbox.step_photo(replace(photo, until=None), State.QUEUED, None, now)
        return again


def failing(name: str, how: Callable[[Duty, Crew], Duty]) -> Callable[[Crew, str], Sequence[Shift]]:
    def answering(crew: Crew, password: str) -> Sequence[Shift]:
        shifts = correspondents(crew, password)
        return [shift._replace(duty=how(shift.duty, crew)) if shift.duty.name == name else shift for shift in shifts]

    return answering


def test_withdrawals_by_mail_that_nobody_reads_are_told(tmp_path: Path) -> None:
    found = performed(small(tmp_path), supporters=TWO, answering=failing(MAILS, Deaf)).report
    # On each of the accounts.
    assert found.photos.left_after_withdrawal == 3
    assert not found.good


def test_withdrawals_in_a_chat_that_nobody_hears_are_told(tmp_path: Path) -> None:
    found = performed(small(tmp_path), supporters=TWO, answering=failing(EARS, Deaf)).report
    assert found.photos.left_after_withdrawal > 0
    assert not found.good


def test_photos_whose_senders_did_not_say_yes_are_told(tmp_path: Path) -> None:
    found = performed(small(tmp_path), supporters=THREE, answering=failing(CHATS, Presumptuous)).report
    assert found.photos.intruders > 0
    assert not found.good
