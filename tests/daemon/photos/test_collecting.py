"""Finding photos: each once, none passed by, nobody's who does not want it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.candidate import AuthorIs, Reach
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason, State
from bot.campaign.tags import LookAlike, Why
from bot.ports import Box, Cleaned, Refused, Unfetched, Vanished
from tests.daemon.cast import NOON, SETTINGS
from tests.daemon.photos.photo_cast import Washing, photo_cast


def test_a_tagged_public_photo_waits_for_a_person_with_its_cleaned_picture(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    photo = scene.photo("a")
    assert (photo.state, photo.account, photo.remote_id, photo.reason) == (State.QUEUED, "masto", "a", None)
    data = scene.kit.cabinet.read(photo.sha256)
    assert data is not None
    assert data.startswith(b"washed")
    assert photo.likeness is not None


def test_every_page_is_read_and_nothing_is_taken_twice(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    for number in range(7):
        scene.posted(f"p{number}")
    scene.collect()
    scene.posted("late")
    scene.collect(2)
    scene.supporters.posts.append(scene.supporters.posts[0])
    scene.collect(2)
    assert scene.states() == [State.QUEUED] * 8


def test_after_a_days_outage_everything_posted_meanwhile_is_there(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.collect()
    scene.supporters.trouble = [NotSent("unreachable")] * 3
    for hour in range(24):
        scene.posted(f"h{hour}", NOON + timedelta(hours=hour))
    for _ in range(3):
        scene.collect(8 * 60)
    assert scene.states() == []
    scene.collect(20)
    assert len(scene.states()) == 24


@pytest.mark.parametrize(
    "who", [AuthorIs.OWN, AuthorIs.BOT, AuthorIs.NO_BOT, AuthorIs.NOT_TO_BE_FOUND, AuthorIs.LOCKED]
)
def test_whoever_does_not_want_it_is_left_alone_and_nothing_of_them_is_kept(tmp_path: Path, who: AuthorIs) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("secret", author=frozenset({who}))
    scene.collect()
    assert scene.states() == []
    assert b"there/secret" not in (tmp_path / "var" / "campaign.db").read_bytes()


def test_a_photo_for_followers_alone_is_not_the_campaigns(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a", reach=Reach.UNLISTED)
    scene.collect()
    assert scene.states() == []


def test_photos_from_before_and_after_the_campaign_are_left_where_they_are(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("before", NOON - timedelta(hours=2))
    scene.posted("inside", NOON)
    scene.posted("after", NOON + timedelta(days=20))
    scene.collect()
    assert [photo.remote_id for photo in scene.cast.outbox.photos()] == ["inside"]


def test_a_look_alike_tag_is_shown_to_a_person_as_something_unusual(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a", tag=LookAlike("#SmaII", "#Small", Why.LETTERS))
    scene.collect()
    photo = scene.photo("a")
    assert (photo.state, photo.reason) == (State.QUEUED, Reason.UNUSUAL)
    assert "look-alike tag" in photo.flags


def test_a_file_that_is_no_picture_is_set_apart(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("bad")
    scene.posted("good")
    scene.collect()
    assert scene.states() == [State.QUARANTINED, State.QUEUED]


def test_a_picture_from_where_none_is_fetched_is_set_apart(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.supporters.unfetched["https://pictures/a"] = Unfetched("not public")
    scene.collect()
    assert scene.photo("a").reason is Reason.UNREADABLE_PICTURE


def test_a_picture_that_cannot_be_fetched_now_is_fetched_later(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.supporters.unfetched["https://pictures/a"] = NotSent("no answer in time")
    scene.collect()
    assert scene.photo("a").state is State.FOUND
    del scene.supporters.unfetched["https://pictures/a"]
    scene.collect(2)
    assert scene.photo("a").state is State.FOUND, "not before its five minutes are over"
    scene.collect(5)
    assert scene.photo("a").state is State.QUEUED


def test_a_photo_that_its_author_deletes_before_it_was_fetched_is_gone(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.supporters.unfetched["https://pictures/a"] = NotSent("no answer in time")
    scene.collect()
    scene.supporters.looks["a"] = Vanished(Reason.DELETED)
    scene.collect(6)
    assert scene.photo("a").state is State.GONE


def test_a_network_that_refuses_us_is_told_of_and_asked_again(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.supporters.trouble = [AccountBroken("account refused")]
    again = scene.collect()
    assert "photos-not-read" in scene.cast.alarms()
    assert again is not None
    scene.cast.clock.set(again)
    scene.collect()
    assert scene.states() == [State.QUEUED]


def test_a_campaign_without_photos_asks_nobody(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path, settings=SETTINGS)
    assert scene.collect() is None
    assert scene.supporters.asked == 0


def test_before_the_campaign_begins_nobody_is_asked(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path, start=NOON - timedelta(hours=5))
    assert scene.collect() == NOON - timedelta(hours=1)
    assert scene.supporters.asked == 0


def test_one_author_cannot_fill_the_queue(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    for number in range(40):
        scene.posted(f"p{number}", by="a flood")
    scene.posted("another")
    assert scene.collect() == NOON, "twenty pages are read in one round, the rest at once in the next"
    scene.collect()
    assert [state for state in scene.states() if state is State.QUEUED] == [State.QUEUED] * 11
    assert {photo.reason for photo in scene.cast.outbox.photos((State.QUARANTINED,))} == {Reason.TOO_MANY}


def test_pictures_of_slow_servers_keep_a_withdrawal_waiting_for_one_round_at_most(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)

    class Slow(Washing):
        """Each picture takes its time."""

        def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
            scene.turn(0.2)
            return super().clean(data, cover)

    scene.kit.__dict__["cleaner"] = Slow()
    for number in range(6):
        scene.posted(f"p{number}")
    scene.collect()
    assert scene.states().count(State.QUEUED) == 2
    scene.say("STOP", by="author of p0", about="p0")
    again = scene.collect()
    assert scene.photo("p0").state is State.WITHDRAWN
    for _ in range(3):
        again = scene.collect(2)
    assert scene.states().count(State.QUEUED) == 5
    assert again is not None
