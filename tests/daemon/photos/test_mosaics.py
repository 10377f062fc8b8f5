"""A mosaic goes out with what stands at that moment, and comes back with the first photo in it that is withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.bootstrap.painting import LatePainter
from bot.campaign.approved import as_planned, beside
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import PictureKind, PictureRequest
from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason
from bot.campaign.photo import State as Stands
from bot.daemon.photos.undoer import Undoer
from bot.daemon.reconciler import Reconciler
from bot.daemon.sender import Sender
from bot.ports import EXAMPLE, Delivery, Media, Painter, Wall
from tests.daemon.photos.hung import Gallery, gallery
from tests.daemon.played import LOST

TWO = "posts:\n  one:\n    when: 2030-06-08 at 11:00 in Paris\n    text: {fr: Un.}\n"
MOSAIC = "  all:\n    when: 2030-06-08 at 18:00 in Paris\n    picture: mosaic\n"
WORDS = "all = Vous êtes là.\n    .alt = Des affiches dans des mains.\n"
SIX = datetime.fromisoformat("2030-06-08T16:00+00:00")


@dataclass
class Watching:
    """A painter, and what came of it."""

    painter: Painter
    painted: list[Media] = field(default_factory=list)
    meanwhile: Callable[[], None] = lambda: None

    def paint(self, request: PictureRequest, alt: str) -> Media:
        """Paint it; then something happens."""
        media = self.painter.paint(request, alt)
        self.painted.append(media)
        meanwhile, self.meanwhile = self.meanwhile, lambda: None
        meanwhile()
        return media


@dataclass
class Mosaics:
    here: Gallery
    watching: Watching

    def go(self, at: datetime = SIX) -> None:
        self.here.cast.run(at)

    @property
    def row(self) -> Delivery:
        (found,) = self.here.rows("all")
        return found

    def state(self) -> State:
        return self.row.state

    @property
    def request(self) -> PictureRequest:
        """What went out last."""
        picture = self.here.network.published[-1][0].picture
        assert picture is not None
        return picture

    def shown(self) -> list[int]:
        return sorted(int(photo, 16) for photo, _ in self.request.photos)

    def undo(self) -> None:
        self.here.undo(Undoer(self.here.scene.kit))


def mosaics(folder: Path, more: str = "", wall: Callable[[Gallery], Wall] = lambda here: here.wall()) -> Mosaics:
    here = gallery(folder)
    watching = Watching(LatePainter(folder / "var", folder))
    object.__setattr__(here.cast.means, "painter", watching)
    object.__setattr__(here.cast.means, "wall", lambda: wall(here))
    account = here.cast.sender.account
    here.cast.sender = Sender(account, here.network, here.cast.means)
    settings = (folder / "settings.yaml").read_text()
    here.cast.write(TWO + MOSAIC + more, settings, words=WORDS)
    here.cast.load()
    return Mosaics(here, watching)


def test_it_shows_what_stands_when_it_goes_out_and_says_how_many_there_are(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4, 5)
    scene.here.end(5)
    scene.go()
    assert scene.state() is State.SENT
    assert scene.shown() == [1, 2, 3, 4]
    assert scene.request.lines == ("4 photos de 4 villes",)
    assert scene.watching.painted[0].alt == "Des affiches dans des mains.\n4 photos de 4 villes"
    assert scene.row.picture_sha256 == scene.watching.painted[0].sha256


def test_with_fewer_than_four_pictures_it_is_missed_and_the_staff_hear_why(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3)
    scene.here.take(4)
    scene.go()
    assert (scene.state(), scene.row.reason) == (State.MISSED, "too few photos")
    assert scene.watching.painted == []
    told = [alarm.text for alarm in scene.here.outbox.alarms() if alarm.code == "delivery-missed"]
    assert len(told) == 1
    assert "four photos" in told[0]


def test_a_photo_withdrawn_while_it_is_uploaded_is_not_in_what_goes_out(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4, 5)
    scene.watching.meanwhile = lambda: scene.here.end(5)
    scene.go()
    scene.go(SIX + timedelta(minutes=2))
    assert scene.shown() == [1, 2, 3, 4]
    assert len([post for post, _ in scene.here.network.published if post.picture]) == 1
    assert [media.sha256 for media in scene.watching.painted].count(scene.row.picture_sha256) == 1
    assert scene.row.picture_sha256 == scene.watching.painted[-1].sha256


def test_one_withdrawn_between_the_intent_and_the_first_byte_keeps_it_back(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4)
    scene.here.network.on_connect = lambda: scene.here.end(4) if scene.here.photo(4).state is Stands.APPROVED else None
    scene.go()
    assert scene.state() is State.MISSED
    assert [post for post, _ in scene.here.network.published if post.picture] == []


@pytest.mark.parametrize(
    ("state", "reason"),
    [(Stands.WITHDRAWN, Reason.STOP), (Stands.GONE, Reason.DELETED), (Stands.REJECTED, Reason.REFUSED)],
)
def test_a_mosaic_that_is_out_is_taken_back_with_a_photo_in_it(tmp_path: Path, state: Stands, reason: Reason) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4)
    scene.go()
    scene.here.end(3, state, reason)
    scene.undo()
    assert scene.state() is State.RETRACTED
    assert [post.text for post in scene.here.network.world if post.text.startswith("Vous")] == []
    assert [alarm.code for alarm in scene.here.outbox.alarms()].count("mosaic-taken-back") == 1


def test_one_that_was_lost_on_its_way_is_taken_back_too(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4)
    scene.here.network.script.append(scene.here.network.executed(LOST))
    scene.go()
    assert scene.state() is State.UNKNOWN
    scene.here.end(1)
    scene.undo()
    for _ in range(4):
        Reconciler(scene.here.cast.means).run_once(scene.here.scene.turn(2))
    scene.undo()
    assert scene.state() is State.RETRACTED


def test_other_photos_and_what_has_long_been_out_leave_it_there(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4)
    scene.go()
    scene.here.hang(5)
    scene.here.end(5)
    for days in (91, 10):
        scene.here.scene.caretaker.run_once(scene.here.scene.turn(days * 24 * 60))
        scene.undo()
    assert scene.here.photo(1).alt == ""
    assert scene.state() is State.SENT
    scene.here.end(1)
    scene.undo()
    assert scene.state() is State.RETRACTED, "whoever is in it can still take it back"


def test_one_that_was_not_sent_is_drawn_anew(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4, 5)
    scene.here.network.script.append(NotSent("busy", SIX + timedelta(minutes=5)))
    scene.go()
    scene.here.end(1)
    scene.undo()
    assert scene.state() is State.PLANNED
    scene.go(SIX + timedelta(minutes=6))
    assert (scene.state(), scene.shown()) == (State.SENT, [2, 3, 4, 5])
    scene.undo()
    assert scene.state() is State.SENT, "what the first try showed was never out"


def test_an_approval_is_for_the_words_and_stays_while_photos_come_and_go(tmp_path: Path) -> None:
    scene = mosaics(tmp_path, "    hold: until approved\n")
    scene.here.hang(1, 2, 3, 4)
    running = scene.here.cast.live.snapshot
    key = scene.row.key
    post = as_planned(running.plan[key], running.campaign)
    assert post is not None
    assert (scene.state(), scene.row.reason) == (State.HELD, HeldFor.APPROVAL.value)
    scene.here.outbox.approve(key, post.text, "Jean", scene.here.cast.clock.now(), beside(post))
    scene.here.hang(5)
    scene.here.end(1)
    scene.go()
    assert (scene.state(), scene.shown()) == (State.SENT, [2, 3, 4, 5])


def test_nothing_of_a_mosaic_is_left_on_the_disk(tmp_path: Path) -> None:
    scene = mosaics(tmp_path)
    scene.here.hang(1, 2, 3, 4)
    scene.go()
    assert not (tmp_path / "var" / "pictures").exists()


def test_a_made_up_mosaic_is_for_rehearsals_alone(tmp_path: Path) -> None:
    request = PictureRequest(PictureKind.MOSAIC, "fr")
    assert LatePainter(tmp_path / "var", tmp_path, examples=True).paint(request, "").mime == "image/jpeg"
    scene = mosaics(tmp_path / "real", wall=lambda _: EXAMPLE)
    scene.go()
    assert scene.state() is State.REJECTED, "whatever hands it an example, the daemon's own painter draws none"
