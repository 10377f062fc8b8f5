"""A photo that turns out, after the yes, to come from where nothing is published."""

from __future__ import annotations

from pathlib import Path

from bot.actions import photos
from bot.campaign.photo import Reason, State
from tests.daemon.photos.hung import gallery
from tests.daemon.photos.photo_cast import SCHEDULE, TAKING, PhotoCast, photo_cast

LISTED = TAKING.replace("photos: {", "photos: {listed-countries: [RU, BY, AM], ")


def approved(folder: Path) -> PhotoCast:
    """One photo may go out, and a person knows where it was taken."""
    scene = photo_cast(folder)
    scene.posted("a")
    scene.collect()
    photos.set_city(scene.cast.outbox, scene.photo("a"), "AM", scene.cast.clock.now(), named=True)
    scene.approve("a")
    return scene


def test_a_photo_whose_city_a_person_corrects_to_a_listed_country_does_not_go_out(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    photos.set_city(scene.cast.outbox, scene.photo("a"), "RU", scene.cast.clock.now(), named=True)
    scene.work(5)
    assert scene.there() == []
    assert (scene.photo("a").state, scene.photo("a").reason) == (State.REJECTED, Reason.LISTED_COUNTRY)


def test_a_photo_whose_turn_has_come_is_looked_at_once_more(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    scene.reposter.run_once(scene.turn(5))
    photos.set_city(scene.cast.outbox, scene.photo("a"), "RU", scene.cast.clock.now(), named=True)
    scene.cast.sender.run_once(scene.cast.clock.now())
    assert scene.there() == []


def test_a_country_that_is_listed_later_takes_back_what_is_out(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    scene.work(5)
    assert scene.there() == ["a"]
    scene.cast.write(SCHEDULE, LISTED)
    scene.cast.load()
    scene.work(1)
    assert scene.there() == []


def test_what_was_sent_to_the_campaign_is_taken_back_too(tmp_path: Path) -> None:
    hung = gallery(tmp_path)
    hung.hang(1)
    photos.set_city(hung.outbox, hung.photo(1), "BY", hung.cast.clock.now(), named=True)
    hung.scene.work(1)
    assert hung.scene.there() == []
