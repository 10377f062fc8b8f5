from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.campaign.model import NetworkName
from bot.rehearsal.ledger import Ledger, Story
from bot.rehearsal.photo_report import PhotoReport, photo_report
from bot.rehearsal.report import report
from bot.rehearsal.stage import Reposted
from bot.rehearsal.supporters import How, Kind, Supporter

NOON = datetime(2023, 9, 2, 12, 0, tzinfo=UTC)
SOMEBODY = Supporter(0, NOON, NetworkName.MASTODON, "masto", Kind.PLAIN, 0, "fr", "Là. #A", "alt")


def told(*stories: Story, reposts: tuple[Reposted, ...] = ()) -> PhotoReport:
    ledger = Ledger([])
    for story in stories:
        ledger.stories.append(story)
        ledger.sent(story, story.remote_id)
    return photo_report(ledger, reposts)


def story(kind: Kind = Kind.PLAIN, number: int = 0, *, approved: bool = True, **more: object) -> Story:
    made = Story(replace(SOMEBODY, kind=kind, number=number), f"r{number}", {f"p{number}"})
    made.approved_at = NOON if approved else None
    for name, value in more.items():
        setattr(made, name, value)
    return made


def reposted(number: int = 0, account: str = "masto", until: datetime | None = None) -> Reposted:
    return Reposted(NetworkName.MASTODON, account, f"r{number}", NOON, until)


def test_one_approved_and_reposted_is_good() -> None:
    found = told(story(), reposts=(reposted(),))
    assert (found.received, found.queued, found.approved, found.reposted, found.good) == (1, 1, 1, 1, True)
    assert not found.lost
    assert not found.twice


def test_what_was_approved_and_is_not_there_is_lost() -> None:
    assert told(story()).lost == {"masto": 1}
    assert told(story(), reposts=(reposted(until=NOON),)).lost == {"masto": 1}
    assert not report([], [], 0, told(story())).good


@pytest.mark.parametrize(
    "reposts",
    [(reposted(), reposted()), (reposted(until=NOON), reposted())],
)
def test_what_was_reposted_again_is_twice_even_if_one_was_taken_back(reposts: tuple[Reposted, ...]) -> None:
    found = told(story(), reposts=reposts)
    assert found.twice == {"masto": 1}
    assert report([], [], 0, found).twice == 1


def test_what_nobody_approved_is_twice_wherever_it_stands() -> None:
    assert told(story(approved=False), reposts=(reposted(),)).twice == {"masto": 1}
    assert told(story(approved=False, refused_at=NOON), reposts=(reposted(),)).twice == {"masto": 1}
    assert told(story(), reposts=(reposted(), reposted(7))).twice == {"masto": 1}
    assert told(story(), reposts=(reposted(account="other"),)).twice == {"other": 1}


def test_what_still_stands_after_its_withdrawal_is_not_good() -> None:
    back = story(back_at=NOON, back_how=How.STOP)
    left = told(back, reposts=(reposted(),))
    assert (left.withdrawn, left.left_after_withdrawal, left.good, left.lost) == (1, 1, False, {})
    undone = told(back, reposts=(reposted(until=NOON),))
    assert (undone.withdrawn, undone.left_after_withdrawal, undone.taken_back, undone.good) == (1, 0, 1, True)


def test_what_nobody_was_shown_and_what_should_not_have_been_shown_is_not_good() -> None:
    assert told(story(approved=False, queued_as=set())).overlooked == 1
    for kind in (Kind.BOT, Kind.NO_BOT, Kind.FOLLOWERS, Kind.UNTAGGED, Kind.BOMB):
        assert told(story(kind, approved=False)).intruders == 1
        assert told(story(kind, approved=False, queued_as=set())).good
    assert told(story(queued_as={"p", "q"}), reposts=(reposted(),)).intruders == 1


def test_each_photo_is_counted_where_it_ended() -> None:
    stories = [
        story(number=0),
        story(number=1, approved=False, refused_at=NOON),
        story(number=2, back_at=NOON),
        story(number=3, approved=False),
        story(Kind.BOT, number=4, approved=False, queued_as=set()),
    ]
    found = told(*stories, reposts=(reposted(0),)).as_json()
    assert found == {
        "received": 5,
        "queued": 4,
        "approved": 1,
        "reposted": 1,
        "refused": 1,
        "withdrawn": 1,
        "left_after_withdrawal": 0,
        "undecided": 1,
        "overlooked": 0,
        "intruders": 0,
        "taken_back": 0,
        "uncleaned": 0,
        "from_channels": 0,
        "from_chats": 0,
        "from_mail": 0,
    }
