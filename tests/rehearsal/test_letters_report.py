"""How the ledger judges a photo that was sent to the campaign, and posted anew on several accounts."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from PIL import Image

from bot.campaign.candidate import Path, Source
from bot.campaign.photo import State
from bot.ports import Photo
from bot.rehearsal.ledger import Ledger
from bot.rehearsal.photo_report import PhotoReport, photo_report
from bot.rehearsal.stage import Received
from bot.rehearsal.supporters import Kind, Supporter, Way
from bot.rehearsal.writers import mark

NOON = datetime(2023, 9, 2, 12, 0, tzinfo=UTC)
RAW, CLEAN = "a" * 64, "c" * 64
WRITER = Supporter(7, NOON, None, "", Kind.PLAIN, 0, "fr", "Lyon", "", way=Way.MAIL, goes_to=("masto", "canal"))


def picture(trace: bytes = b"") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (8, 8)).save(written, "PNG")
    return written.getvalue() + trace


def told(*posts: Received, trace: bytes = b"", back: bool = False, approved: bool = True) -> PhotoReport:
    ledger = Ledger([WRITER])
    (story,) = ledger.stories
    ledger.sent(story, "3", RAW)
    photo = Photo("p", State.QUEUED, Source.MAIL, Path.CLEANED, "o", NOON, NOON, NOON, original=RAW, sha256=CLEAN)
    assert ledger.of(photo) is story
    story.queued_as.add(photo.id)
    story.approved_at, story.back_at = NOON if approved else None, NOON if back else None
    return photo_report(ledger, [], posts, lambda _: picture(trace))


def posted(account: str, sha256: str = CLEAN, *, stands: bool = True) -> Received:
    return Received(account, "Photo", sha256, "alt", "fr", "", "", silent=False, url="", at="", stands=stands)


def test_one_that_stands_cleaned_on_each_account_once_is_good() -> None:
    found = told(posted("masto"), posted("canal"))
    assert (found.good, found.reposted, found.lost, found.twice) == (True, 1, {}, {})
    assert found.by_way == {"from_channels": 0, "from_chats": 0, "from_mail": 1}


def test_one_that_is_missing_on_an_account_is_lost_there() -> None:
    found = told(posted("masto"))
    assert (found.reposted, found.lost) == (0, {"canal": 1})


@pytest.mark.parametrize("account", ["masto", "bird"])
def test_one_more_or_one_elsewhere_is_twice_there(account: str) -> None:
    assert told(posted("masto"), posted("canal"), posted(account)).twice == {account: 1}


def test_one_that_nobody_approved_is_twice_wherever_it_is() -> None:
    assert told(posted("masto"), approved=False).twice == {"masto": 1}


def test_each_post_that_stays_after_a_withdrawal_is_told() -> None:
    assert told(posted("masto"), posted("canal"), back=True).left_after_withdrawal == 2
    undone = told(posted("masto", stands=False), posted("canal", stands=False), back=True)
    assert (undone.left_after_withdrawal, undone.taken_back, undone.good) == (0, 1, True)


def test_a_post_with_what_the_phone_wrote_or_of_the_file_itself_is_told() -> None:
    both = (posted("masto"), posted("canal"))
    assert told(*both, trace=mark(7)).uncleaned == 1
    assert not told(*both, trace=mark(7)).good
    assert told(*both, trace=mark(8)).uncleaned == 0
    assert told(posted("masto", RAW), posted("canal")).uncleaned == 1
