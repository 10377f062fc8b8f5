"""Approved photos go out: once, in their turn, and only as they were approved."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from bot.actions import photos
from bot.campaign.candidate import AuthorIs, Reach
from bot.campaign.delivery import State as Row
from bot.campaign.outcome import NotSent, Outcome, Sent
from bot.campaign.photo import Reason, State
from bot.campaign.tags import Nothing
from bot.daemon.photos.gates import MAKES_WAY
from bot.daemon.photos.reposter import LOOK_AGAIN
from bot.daemon.reconciler import Reconciler
from bot.networks.x_reposting import receipt_of
from bot.ports import PHOTOS, Prepared, Vanished
from tests.daemon.photos.hung import gallery
from tests.daemon.photos.photo_cast import SCHEDULE, TAKING, PhotoCast, photo_cast
from tests.daemon.played import LOST


def queued(folder: Path, *names: str, settings: str = TAKING) -> PhotoCast:
    """Photos of these names wait for a person."""
    scene = photo_cast(folder, settings)
    for name in names:
        scene.posted(name)
    scene.collect()
    return scene


def test_an_approved_photo_is_reposted_once(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.work(5)
    assert scene.there() == [], "nobody said yes"
    scene.approve("a")
    for _ in range(30):
        scene.work(5)
    assert scene.there() == ["a"]


def test_no_more_than_two_an_hour_go_out_and_ten_minutes_lie_between(tmp_path: Path) -> None:
    scene = queued(tmp_path, *"abcdef")
    for name in "abcdef":
        scene.approve(name)
    for _ in range(150):
        scene.work(1)
    rows = sorted(scene.cast.outbox.deliveries(entry=PHOTOS), key=lambda row: row.sent_at or row.due)
    times = [row.sent_at for row in rows if row.sent_at]
    assert sorted(scene.there()) == list("abcdef")
    assert all(later - earlier >= timedelta(minutes=10) for earlier, later in pairwise(times))
    assert all(third - first >= timedelta(hours=1) for first, third in zip(times, times[2:], strict=False))


def test_while_one_is_under_way_the_turn_of_the_next_is_looked_for_soon(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a", "b")
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    assert scene.reposter.run_once(scene.turn(1)) is None, "no other waits"
    scene.approve("b")
    now = scene.turn(1)
    assert scene.reposter.run_once(now) == now + LOOK_AGAIN


def test_what_was_approved_by_a_clock_that_ran_ahead_has_its_turn_when_that_time_comes(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.turn(120)
    approved_at = scene.approve("a").decided_at
    assert approved_at is not None
    assert scene.reposter.run_once(approved_at - timedelta(minutes=100)) == approved_at
    scene.work()
    assert scene.there() == ["a"]


def test_nothing_goes_out_in_quiet_hours(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a", settings=TAKING.replace("quiet-hours: none", "quiet-hours: 12:30 to 16:00"))
    scene.turn(45)
    scene.approve("a")
    for _ in range(16):
        scene.work(10)
    assert scene.there() == []
    for _ in range(4):
        scene.work(10)
    assert scene.there() == ["a"]


def test_a_lost_answer_is_looked_for_and_the_repost_is_not_made_again(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.network.script = [scene.network.executed(LOST)]
    scene.work(1)
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert row.state is Row.UNKNOWN
    reconciler = Reconciler(scene.cast.means)
    for _ in range(10):
        reconciler.run_once(scene.turn(1))
        scene.work()
    assert scene.there() == ["a"]
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.SENT]


def test_a_repost_that_never_arrived_is_made_after_two_looks(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.network.script = [LOST]
    scene.work(1)
    reconciler = Reconciler(scene.cast.means)
    for _ in range(20):
        reconciler.run_once(scene.turn(1))
        scene.work()
    assert scene.there() == ["a"]


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("picture", Reason.PICTURE_CHANGED),
        ("tag", Reason.TAG_REMOVED),
        ("reach", Reason.NOT_PUBLIC),
        ("author", Reason.OPTED_OUT),
        ("gone", Reason.DELETED),
    ],
)
def test_a_source_that_is_not_as_it_was_approved_is_not_reposted(tmp_path: Path, what: str, reason: Reason) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    candidate = scene.supporters.posts[0].candidate
    match what:
        case "picture":
            scene.change("a", fingerprint="other attachments")
        case "tag":
            scene.change("a", candidate=replace(candidate, tag=Nothing()))
        case "reach":
            scene.change("a", candidate=replace(candidate, reach=Reach.FOLLOWERS))
        case "author":
            scene.change("a", candidate=replace(candidate, author=frozenset({AuthorIs.NO_BOT})))
        case _:
            scene.supporters.looks["a"] = Vanished(Reason.DELETED)
    scene.work(1)
    scene.work(30)
    assert scene.there() == []
    assert (scene.cast.outbox.photos()[0].state, scene.cast.outbox.photos()[0].reason) == (State.GONE, reason)


def test_a_source_that_cannot_be_looked_at_waits_and_then_goes(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.supporters.looks["a"] = NotSent("no answer in time")
    scene.work(1)
    assert scene.there() == []
    del scene.supporters.looks["a"]
    scene.work(3)
    assert scene.there() == ["a"]


def test_a_rejected_photo_does_not_go_out_even_when_its_turn_had_come(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    scene.withdraw("a")
    scene.work(1)
    assert scene.there() == []
    assert scene.network.published[1:] == []


def test_the_plan_leaves_reposts_alone(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    scene.cast.load()
    scene.work()
    assert scene.there() == ["a"]


def test_no_log_names_what_was_reposted(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("1790000000000000017")

    def retweeted(
        ready: Prepared,
        key: str,
        may_leave: Callable[[], bool] = lambda: True,
        may_listen: Callable[[], object] = lambda: True,
    ) -> Outcome:
        """As X's adapter answers: a retweet has its source's number."""
        assert may_leave()
        assert may_listen is not None
        scene.network.published.append((ready.post, key))
        scene.network.execute()
        return Sent(receipt_of(ready.post.repost_of))

    scene.network.publish = retweeted  # type: ignore[method-assign] # one answer of one network
    with caplog.at_level(logging.DEBUG, "bot"):
        scene.collect()
        scene.approve("1790000000000000017")
        scene.work(1)
        (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
        assert row.remote_id == "1790000000000000017"
        scene.withdraw("1790000000000000017")
        scene.work(1)
    told = [f"{record.getMessage()} {getattr(record, 'fields', {})}" for record in caplog.records]
    assert [line for line in told if line.startswith("sent ")]
    assert not [line for line in told if "1790000000000000017" in line]


def test_a_photo_that_a_person_rejects_by_mistake_goes_out_once_it_is_approved_again(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    now = scene.cast.clock.now()
    photos.reject(scene.cast.outbox, scene.photo("a"), Reason.REFUSED, "Jean", now, scene.cast.woken.append)
    scene.work(1)
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.CANCELLED]
    scene.turn(1)
    photos.reconsider(scene.cast.outbox, scene.photo("a"), scene.cast.clock.now())
    scene.approve("a")
    for _ in range(10):
        scene.work(10)
    assert scene.there() == ["a"]


def test_a_photo_that_was_out_and_was_rejected_by_mistake_goes_out_again_once_it_is_approved_again(
    tmp_path: Path,
) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    now = scene.turn(1)
    photos.reject(scene.cast.outbox, scene.photo("a"), Reason.REFUSED, "Jean", now, scene.cast.woken.append)
    scene.work(1)
    assert scene.there() == []
    photos.reconsider(scene.cast.outbox, scene.photo("a"), scene.turn(1))
    for _ in range(10):
        scene.work(10)
    assert scene.there() == [], "nobody has said yes yet"
    scene.approve("a")
    for _ in range(10):
        scene.work(10)
    assert scene.there() == ["a"]
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (row.state, row.generation) == (Row.SENT, 1)


def test_a_repost_that_a_person_cancels_stays_cancelled(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.reposter.run_once(scene.turn(1))
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert scene.cast.outbox.cancel(row.key, "Jean", scene.turn(1))
    for _ in range(10):
        scene.work(10)
    assert scene.there() == []


def test_an_edit_of_the_files_takes_down_nothing_that_is_out(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.hang(1)
    approved = hung.photo(1)
    hung.outbox.keep_photo(replace(approved, approved="what it was before the edit"), hung.cast.clock.now())
    for _ in range(3):
        hung.scene.work(10)
    assert hung.scene.there() == ["Photo 1"]
    assert hung.photo(1).state is State.APPROVED


def test_a_repost_that_could_keep_the_next_post_waiting_lets_it_go_first(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.cast.write(SCHEDULE + "  two:\n    when: 2030-06-08 at 12:04 in Paris\n    text: {fr: Deux.}\n", TAKING)
    scene.cast.load()
    scene.approve("a")
    scene.work(3)
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (scene.there(), row.state, row.reason) == ([], Row.PLANNED, MAKES_WAY)
    for _ in range(2):
        scene.work(1)
    assert [post.text for post in scene.network.world][1:] == ["Deux.\n#Small", "a"]


def test_a_repost_begins_before_a_post_that_is_far_enough_off(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.cast.write(SCHEDULE + "  two:\n    when: 2030-06-08 at 12:10 in Paris\n    text: {fr: Deux.}\n", TAKING)
    scene.cast.load()
    scene.approve("a")
    scene.work(3)
    assert scene.there() == ["a"]
