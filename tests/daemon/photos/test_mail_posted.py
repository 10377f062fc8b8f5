"""The letter that says that a photo was posted: once, when all that will soon be out is out, with every address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.campaign.delivery import State as Row
from bot.campaign.model import PictureRequest
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason, State
from bot.ports import PHOTOS, Cabinet, Letter, Media
from tests.daemon.photos.letter_cast import ANNA, MAILING, LetterCast, code_in, letter_cast
from tests.daemon.photos.test_mail_afterwards import AT_ONCE, decided
from tests.sandbox.driver import png

TWO_PLACES = AT_ONCE.replace("[masto]", "[masto, canal]").replace(
    "quiet-hours", '  canal: {kind: telegram, channel: "@small_fr"}\nquiet-hours'
)
PUBLISHED = "Your photo is published"


@dataclass
class Hanging:
    """Paints what a person approved: the file in the cabinet."""

    cabinet: Cabinet

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Its very pixels."""
        data = self.cabinet.read(request.path)
        assert data is not None
        return Media(data, "image/jpeg", request.path, alt)


def approved(folder: Path, settings: str = AT_ONCE) -> LetterCast:
    """One mailed photo has its sender's yes and a person's."""
    scene = letter_cast(folder, settings)
    object.__setattr__(scene.scene.cast.means, "painter", Hanging(scene.scene.kit.cabinet))
    scene.agreed(png())
    scene.pass_time(minutes=1)
    decided(scene)
    return scene


def post(scene: LetterCast) -> list[str]:
    """Its turn comes, and it goes out; where to."""
    for _ in range(3):
        scene.scene.work(5)
    rows = scene.scene.cast.outbox.deliveries(entry=PHOTOS)
    return [row.url for row in rows if row.state is Row.SENT]


def told(scene: LetterCast) -> list[Letter]:
    """Letters that say so."""
    return [letter for letter in scene.box.to(ANNA) if PUBLISHED in letter.body]


def test_its_sender_is_told_once_where_it_is_and_how_to_take_it_back(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    scene.pass_time(minutes=1)
    assert told(scene) == [], "it is not out yet"
    (url,) = post(scene)
    scene.pass_time(minutes=1)
    receipt, letter = scene.box.to(ANNA)
    assert [letter] == told(scene)
    assert url in letter.body
    assert "answer STOP or send the code from our first letter" in letter.body
    assert code_in(receipt) not in letter.body
    for _ in range(4):
        scene.pass_time(hours=20)
    assert len(scene.box.to(ANNA)) == 2
    assert [photo.state for photo in scene.photos()] == [State.APPROVED]


def test_after_it_nobody_could_reach_the_sender_any_more(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    (before,) = scene.photos()
    assert before.contact
    post(scene)
    scene.pass_time(minutes=1)
    (photo,) = scene.photos()
    assert photo.contact == ""
    assert "7/1" in scene.box.deleted, "nothing needs their mail now"
    assert told(scene)


def test_the_code_still_takes_the_posted_photo_back(tmp_path: Path) -> None:
    scene = approved(tmp_path)
    post(scene)
    scene.pass_time(minutes=1)
    assert len(scene.scene.there()) == 1
    answer = scene.mail(code_in(scene.box.to(ANNA)[0]))
    assert answer is not None
    scene.scene.work(1)
    assert scene.scene.there() == []
    assert scene.states() == [State.WITHDRAWN]


def test_with_a_second_place_still_to_come_it_waits_a_day_at_most(tmp_path: Path) -> None:
    scene = approved(tmp_path, TWO_PLACES)
    (url,) = post(scene)
    scene.pass_time(hours=23)
    assert told(scene) == []
    scene.pass_time(hours=2)
    (letter,) = told(scene)
    assert letter.body.count("http") == 1
    assert url in letter.body


def test_when_the_second_place_is_settled_it_waits_no_longer(tmp_path: Path) -> None:
    scene = approved(tmp_path, TWO_PLACES)
    post(scene)
    outbox = scene.scene.cast.outbox
    (open_row,) = [row for row in outbox.deliveries(entry=PHOTOS) if row.state is Row.PLANNED]
    scene.pass_time(minutes=1)
    assert told(scene) == []
    assert outbox.cancel(open_row.key, "Jean", scene.scene.cast.clock.now())
    scene.pass_time(minutes=1)
    assert len(told(scene)) == 1


@pytest.mark.parametrize("stops", [True, False])
def test_a_letter_that_could_not_go_out_is_not_sent_once_the_photo_is_taken_back(
    tmp_path: Path, *, stops: bool
) -> None:
    scene = approved(tmp_path)
    post(scene)
    scene.box.refuses = [NotSent("no answer in time")]
    scene.pass_time(seconds=30)
    assert told(scene) == []
    if stops:
        scene.mail("STOP")
    scene.pass_time(minutes=5)
    assert len(told(scene)) == (0 if stops else 1)
    assert [photo.reason for photo in scene.photos()] == [Reason.STOP if stops else None]


def test_a_photo_that_waits_for_its_delay_is_told_of_by_no_letter(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path, MAILING)
    scene.agreed(png())
    for _ in range(3):
        scene.pass_time(hours=9)
    assert scene.states() == [State.QUEUED]
    assert len(scene.box.to(ANNA)) == 1
