"""Taking back: at once, everywhere, and for good."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions.photo_posts import approval_of
from bot.campaign.delivery import State as Row
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason, State
from bot.campaign.tags import Nothing
from bot.daemon.reconciler import Reconciler
from bot.ports import PHOTOS, Vanished
from tests.daemon.cast import SETTINGS
from tests.daemon.photos.photo_cast import SCHEDULE, PhotoCast, photo_cast
from tests.daemon.played import LOST


def reposted(folder: Path, *names: str) -> PhotoCast:
    """Photos of these names are out."""
    scene = photo_cast(folder)
    for name in names:
        scene.posted(name)
    scene.collect()
    for name in names:
        scene.approve(name)
    for _ in range(300):
        scene.work(10)
        if len(scene.there()) == len(names):
            return scene
    raise AssertionError(scene.there())


def test_stop_in_a_reply_takes_that_photo_back_and_no_other(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a", "b")
    scene.say("STOP", by="author of a", about="a")
    scene.collect(1)
    scene.work()
    assert scene.there() == ["b"]


@pytest.mark.parametrize("word", ["STOP", "стоп", "arrêtez", "stopp"])
def test_stop_in_a_mention_takes_all_of_its_authors_photos_back_and_no_new_one_is_taken(
    tmp_path: Path, word: str
) -> None:
    scene = reposted(tmp_path, "a")
    scene.say(word, by="author of a")
    scene.collect(1)
    scene.work()
    assert scene.there() == []
    scene.posted("again", by="author of a")
    scene.collect(2)
    assert scene.states() == [State.WITHDRAWN]


def test_nobody_can_take_back_what_is_another_persons(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.say("STOP", by="a troll", about="a")
    scene.collect(1)
    scene.work()
    assert scene.there() == ["a"]


def test_what_is_withdrawn_is_never_collected_again(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.withdraw("a")
    scene.work()
    scene.supporters.posts.append(scene.supporters.posts[0])
    scene.collect(2)
    assert scene.states() == [State.WITHDRAWN]
    scene.cast.outbox.forget_photo(scene.cast.outbox.photos()[0].id)
    scene.supporters.posts.append(scene.supporters.posts[0])
    scene.collect(2)
    assert scene.states() == [], "the tombstone stays when all else is forgotten"


def test_a_repost_whose_answer_was_lost_is_found_and_taken_back(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    scene.approve("a")
    scene.network.script = [scene.network.executed(LOST)]
    scene.work(1)
    scene.withdraw("a")
    reconciler = Reconciler(scene.cast.means)
    for _ in range(10):
        reconciler.run_once(scene.turn(1))
        scene.work()
    assert scene.there() == []
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.RETRACTED]


def test_once_taken_back_no_word_or_address_of_it_is_left(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "canary-photo")
    scene.withdraw("canary-photo")
    for _ in range(3):
        scene.work(1)
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (row.state, row.repost_of, row.remote_id, row.url) == (Row.RETRACTED, "", "", "")
    scene.caretaker.run_once(scene.turn(10))
    scene.cast.outbox.scrub()
    for file in (tmp_path / "var").rglob("*"):
        assert not file.is_file() or b"canary-photo" not in file.read_bytes(), file


def test_an_approval_is_for_what_was_seen_and_for_nothing_else(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.posted("a")
    scene.collect()
    before = approval_of(scene.photo("a"), scene.campaign)
    scene.approve("a")
    changed = scene.photo("a")
    assert changed.approved == before
    scene.cast.outbox.keep_photo(replace(changed, remote_id="b"), scene.cast.clock.now())
    scene.work(5)
    assert scene.there() == []
    assert (scene.photo("a").state, scene.photo("a").reason) == (State.QUEUED, Reason.CHANGED)


@pytest.mark.parametrize("change", ["tag", "picture", "gone"])
def test_a_reposted_source_that_changes_is_noticed_and_taken_back(tmp_path: Path, change: str) -> None:
    scene = reposted(tmp_path, "a", "b")
    match change:
        case "tag":
            scene.change("a", candidate=replace(scene.supporters.posts[0].candidate, tag=Nothing()))
        case "picture":
            scene.change("a", fingerprint="other attachments")
        case _:
            scene.supporters.looks["a"] = Vanished(Reason.DELETED)
    scene.collect(31)
    scene.work()
    assert scene.there() == ["b"]


def test_a_source_that_cannot_be_looked_at_for_a_while_stays_reposted(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.supporters.looks["a"] = NotSent("no answer in time")
    for _ in range(4):
        scene.collect(31)
        scene.work()
    assert scene.there() == ["a"]


def test_a_server_that_wants_to_be_left_alone_for_a_week_silences_nobody(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.supporters.trouble = [NotSent("too many requests", scene.cast.clock.now() + timedelta(days=7))]
    scene.collect(2)
    asked = scene.supporters.asked
    scene.say("STOP", by="author of a", about="a")
    scene.collect(1)
    scene.work()
    assert scene.there() == []
    assert scene.supporters.asked == asked, "it is left alone"


def test_stop_is_heard_when_the_files_take_no_photos_any_more(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.cast.write(SCHEDULE, SETTINGS)
    scene.cast.load()
    asked = scene.supporters.asked
    scene.say("STOP", by="author of a", about="a")
    assert scene.collect(2) is not None
    scene.work()
    assert scene.there() == []
    assert scene.supporters.asked == asked, "for photos nobody is asked"
    assert scene.collect(2) is None, "all is over"


def test_long_after_the_last_day_only_withdrawals_are_asked_for(tmp_path: Path) -> None:
    scene = reposted(tmp_path, "a")
    scene.turn(30 * 24 * 60)
    asked = scene.supporters.asked
    scene.say("STOP", by="author of a", about="a")
    scene.collect(2)
    scene.work()
    assert (scene.there(), scene.supporters.asked) == ([], asked)
