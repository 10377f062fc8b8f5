"""An approved photo that never comes out is not kept for ever; one that may yet have its turn is."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.delivery import State as Row
from bot.campaign.model import NetworkName
from bot.campaign.outcome import Rejected
from bot.campaign.photo import Reason, State
from bot.daemon.sender import Sender
from bot.ports import EVERYTHING, PHOTOS
from tests.daemon.cast import SETTINGS
from tests.daemon.photos.photo_cast import SCHEDULE, PhotoCast, photo_cast
from tests.daemon.photos.test_reposting import queued
from tests.daemon.photos.test_withdrawing_on_x import ON_X

HOUR, DAY = 60.0, 24 * 60.0
BLOCKED = Rejected("403: its author has blocked us")


def live_on(scene: PhotoCast, days: float) -> None:
    """So long every duty has its turns, four a day."""
    for _ in range(round(days * 4)):
        scene.turn(6 * HOUR)
        scene.caretaker.run_once(scene.cast.clock.now())
        scene.work()


def ends(scene: PhotoCast) -> list[tuple[State, Reason | None]]:
    """Of all that are known."""
    return [(photo.state, photo.reason) for photo in scene.cast.outbox.photos()]


def refused(folder: Path) -> PhotoCast:
    """Its network will not have the repost."""
    scene = queued(folder, "a")
    scene.network.script = [BLOCKED]
    scene.approve("a")
    scene.work(1)
    assert [row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)] == [Row.REJECTED]
    return scene


def test_what_its_network_refused_is_kept_for_a_week_and_then_nothing_of_it(tmp_path: Path) -> None:
    scene = refused(tmp_path)
    live_on(scene, 6.5)
    assert ends(scene) == [(State.APPROVED, None)]
    live_on(scene, 1)
    assert ends(scene) == [(State.EXPIRED, Reason.KEPT_LONG_ENOUGH)]
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (row.repost_of, row.remote_id) == ("", "")
    live_on(scene, 4)
    assert ends(scene) == []
    assert scene.kit.cabinet.all() == frozenset()


def test_of_a_post_on_x_that_is_not_reposted_nothing_is_kept_after_a_day(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path, ON_X)
    scene.posted("17", network=NetworkName.X)
    scene.collect(16)
    (photo,) = scene.cast.outbox.photos()
    now, seen = scene.cast.clock.now(), approval_of(photo, scene.campaign)
    photos.approve(scene.cast.outbox, photo, scene.campaign, "Jean", now, seen=seen)
    scene.work(1)
    sender = Sender(scene.campaign.settings.accounts["bird"], scene.network, scene.cast.means)
    # A post of the plan has its turn first.
    sender.run_once(scene.cast.clock.now())
    scene.network.script = [BLOCKED]
    sender.run_once(scene.turn(11))
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (row.state, row.repost_of) == (Row.REJECTED, "17")
    live_on(scene, 0.75)
    assert ends(scene) == [(State.APPROVED, None)]
    live_on(scene, 0.5)
    assert ends(scene) == [(State.EXPIRED, Reason.KEPT_LONG_ENOUGH)]
    (photo,), (row,) = scene.cast.outbox.photos(), scene.cast.outbox.deliveries(entry=PHOTOS)
    assert (photo.remote_id, photo.url, photo.fingerprint, row.repost_of) == ("", "", "", "")


def test_what_waits_for_its_turn_is_kept_while_it_does(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a", "b")
    scene.cast.outbox.pause(EVERYTHING, "Jean", "", scene.cast.clock.now())
    scene.approve("a")
    scene.approve("b")
    live_on(scene, 60)
    assert ends(scene) == [(State.APPROVED, None)] * 2


def test_after_the_campaign_it_waits_no_longer(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a", "b")
    scene.cast.outbox.pause(EVERYTHING, "Jean", "", scene.cast.clock.now())
    scene.approve("a")
    scene.approve("b")
    live_on(scene, 120)
    assert set(ends(scene)) <= {(State.EXPIRED, Reason.CAMPAIGN_OVER)}
    assert {row.state for row in scene.cast.outbox.deliveries(entry=PHOTOS)} == {Row.CANCELLED}
    assert {row.repost_of for row in scene.cast.outbox.deliveries(entry=PHOTOS)} == {""}


def test_when_the_files_take_no_photos_any_more_what_is_not_out_goes_and_what_is_stays(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a", "b")
    scene.approve("a")
    scene.work(1)
    assert scene.there() == ["a"]
    scene.approve("b")
    scene.cast.write(SCHEDULE, SETTINGS)
    scene.cast.load()
    live_on(scene, 6.5)
    assert ends(scene) == [(State.APPROVED, None)] * 2
    live_on(scene, 1)
    assert ends(scene) == [(State.APPROVED, None), (State.EXPIRED, Reason.CAMPAIGN_OVER)]
    assert scene.there() == ["a"]


def test_of_what_is_out_the_address_that_names_its_author_goes_with_the_original(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    scene.approve("a")
    scene.work(1)
    assert "@somebody" in scene.photo("a").url
    live_on(scene, 3.5)
    assert (scene.photo("a").state, scene.photo("a").url) == (State.APPROVED, "")
    assert scene.there() == ["a"]
    assert b"@somebody" not in b"".join(file.read_bytes() for file in tmp_path.rglob("campaign.db*"))


def reject(scene: PhotoCast, name: str) -> None:
    """A person does."""
    now = scene.cast.clock.now()
    photos.reject(scene.cast.outbox, scene.photo(name), Reason.REFUSED, "Jean", now, scene.cast.woken.append)


def test_what_was_refused_is_kept_no_longer_because_some_of_it_was_wiped_meanwhile(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    reject(scene, "a")
    live_on(scene, 6.75)
    assert (scene.photo("a").state, scene.photo("a").url) == (State.REJECTED, "")
    live_on(scene, 0.5)
    assert ends(scene) == [(State.EXPIRED, Reason.KEPT_LONG_ENOUGH)]


def test_whoever_decides_anew_still_finds_the_post(tmp_path: Path) -> None:
    scene = queued(tmp_path, "a")
    reject(scene, "a")
    live_on(scene, 1)
    photos.reconsider(scene.cast.outbox, scene.photo("a"), scene.cast.clock.now())
    live_on(scene, 4)
    assert scene.photo("a").state is State.QUEUED
    assert "@somebody" in scene.photo("a").url
