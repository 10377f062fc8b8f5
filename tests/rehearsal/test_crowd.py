"""Rehearsals with supporters' photos on the real stand-ins, and with duties that are broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.actions.photo_posts import approval_of
from bot.actions.photos import approve
from bot.bootstrap.duties import Shift, duties, nothing
from bot.bootstrap.rehearsing import Performance
from bot.bootstrap.sending import Crew
from bot.campaign.candidate import Path as Way
from bot.campaign.photo import State
from tests.rehearsal.crowd_cast import SUPPORTERS, performed, small


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Performance:
    return performed(small(tmp_path_factory.mktemp("small")))


def test_every_photo_ends_where_it_should(played: Performance) -> None:
    found = played.report.photos
    assert played.report.good
    assert (found.received, found.left_after_withdrawal, found.overlooked, found.intruders) == (SUPPORTERS, 0, 0, 0)
    assert found.queued == found.approved + found.refused + found.withdrawn < found.received
    assert found.reposted == found.approved > 16
    assert found.refused > 0
    assert found.withdrawn > found.taken_back > 0


def test_reposts_are_counted_beside_the_posts_of_the_plan_not_among_them(played: Performance) -> None:
    found = played.report
    assert (found.planned, found.sent, len(played.received)) == (6, 6, 6)
    # What was mailed stands on each account.
    assert sum(counts["reposts"] for counts in found.accounts.values()) > found.photos.reposted
    assert found.accounts["canal"]["reposts"] > 0


def test_the_book_has_some_of_each(played: Performance) -> None:
    assert [group.name for group in played.photos] == ["reposted", "refused", "withdrawn", "left_alone"]
    assert [group.count for group in played.photos][:3] == [
        played.report.photos.reposted,
        played.report.photos.refused,
        played.report.photos.withdrawn,
    ]


def test_some_came_in_channels_some_in_chats_and_some_by_mail(played: Performance) -> None:
    found = played.report.photos.by_way
    assert (found["from_chats"], found["from_mail"]) == (4, 4)
    assert found["from_channels"] == 8


def test_nobody_decides_nothing_goes_out(tmp_path: Path) -> None:
    found = performed(small(tmp_path), approvals=False, supporters=16).report
    assert (found.photos.approved, found.photos.reposted, found.photos.refused) == (0, 0, 0)
    assert found.photos.undecided > 0
    assert found.good


def test_the_same_people_come_to_the_same_end(tmp_path: Path) -> None:
    ends = [performed(small(tmp_path / name), supporters=12).report.photos for name in ("one", "two")]
    assert ends[0] == ends[1]
    assert ends[0].reposted > 0


class Idle:
    """Does nothing of what it is there for."""

    def __init__(self, name: str) -> None:
        self.name = name

    def run_once(self, now: datetime) -> None:
        """Nothing."""


class Eager:
    """Says yes where a person should."""

    name = "collector"

    def __init__(self, crew: Crew, collector: Any) -> None:
        self._crew, self._collector = crew, collector

    def run_once(self, now: datetime) -> datetime | None:
        """Collect, and approve."""
        again: datetime | None = self._collector.run_once(now)
        outbox, campaign = self._crew.means.outbox, self._crew.live.snapshot.campaign
        assert campaign is not None
        native = [photo for photo in outbox.photos((State.QUEUED,)) if photo.path is Way.NATIVE]
        for photo in native[:1]:
            approve(outbox, photo, campaign, "nobody", now, seen=approval_of(photo, campaign))
            self._crew.means.wake("reposter")
        return again


def without_undoing(crew: Crew, **more: Any) -> Sequence[Shift]:
    return [
        Shift(Idle("undoer"), nothing, nothing) if shift.duty.name == "undoer" else shift
        for shift in duties(crew, **more)
    ]


def without_asking(crew: Crew, **more: Any) -> Sequence[Shift]:
    return [
        shift._replace(duty=Eager(crew, shift.duty)) if shift.duty.name == "collector" else shift
        for shift in duties(crew, **more)
    ]


def test_reposts_that_are_not_taken_back_are_told(tmp_path: Path) -> None:
    found = performed(small(tmp_path), supporters=16, hired=without_undoing).report
    assert found.photos.left_after_withdrawal > 0
    assert not found.good


def test_reposts_that_nobody_approved_are_told(tmp_path: Path) -> None:
    found = performed(small(tmp_path), supporters=16, hired=without_asking).report
    assert found.twice > 0
    assert not found.good
