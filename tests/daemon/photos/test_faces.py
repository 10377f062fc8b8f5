"""Photos that were sent in come with the faces covered that were found, and their reviewer is told what was not."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.bootstrap.sending import crew
from bot.campaign.candidate import Path as Way
from bot.campaign.photo import State
from bot.daemon.photos.faces import Faces
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.ports import Box, Cleaned, Finder, NotLooked, Photo, Refused
from tests.daemon.cast import NOON, read
from tests.daemon.photos.chat_cast import chat_cast
from tests.daemon.photos.letter_cast import MAILING, LetterCast, letter_cast
from tests.daemon.photos.photo_cast import Washing, photo_cast
from tests.photos.finding.drawing import jpeg, portrait
from tests.photos.finding.extra import needs_the_extra, real_finder

FACES = (Box(0.1, 0.2, 0.3, 0.4), Box(0.5, 0.2, 0.7, 0.4))
OFF = NotLooked("faces-garbage", off=True)


class Looker:
    """Answers what a test says."""

    def __init__(self, *answers: Sequence[Box] | NotLooked) -> None:
        self.answers = list(answers)
        self.seen: list[bytes] = []

    def find(self, picture: bytes) -> Sequence[Box] | NotLooked:
        """The next answer."""
        self.seen.append(picture)
        return self.answers.pop(0)


def mailing(folder: Path, looker: Finder | None, settings: str = MAILING) -> LetterCast:
    scene = letter_cast(folder, settings)
    scene.scene.kit.__dict__["finder"] = looker
    return scene


def mailed(scene: LetterCast) -> Photo:
    scene.mail("Lyon", b"a picture")
    (photo,) = scene.photos()
    return photo


def shown(scene: LetterCast, photo: Photo) -> bytes:
    """What people are shown of it."""
    return scene.scene.kit.cabinet.read(photo.sha256) or b""


def test_a_mailed_photo_comes_with_the_faces_covered_that_were_found(tmp_path: Path) -> None:
    looker = Looker(FACES)
    scene = mailing(tmp_path, looker)
    photo = mailed(scene)
    assert photo.cover == FACES
    assert shown(scene, photo).endswith(repr(FACES).encode())
    assert f"{Faces.FOUND}: 2" in photo.flags


def test_only_the_cleaned_picture_is_looked_at_never_the_file_that_came(tmp_path: Path) -> None:
    looker = Looker(FACES)
    mailed(mailing(tmp_path, looker))
    (seen,) = looker.seen
    assert seen.startswith(b"washed ")
    assert seen.endswith(repr(()).encode())


def test_a_photo_that_was_sent_to_the_bot_is_looked_at_too(tmp_path: Path) -> None:
    scene = chat_cast(tmp_path)
    scene.scene.kit.__dict__["finder"] = Looker(FACES)
    scene.write("Lyon", "a picture")
    scene.work()
    (photo,) = scene.photos()
    assert photo.cover == FACES


def test_where_no_face_is_found_the_reviewer_is_told_to_look(tmp_path: Path) -> None:
    photo = mailed(mailing(tmp_path, Looker(())))
    assert photo.cover == ()
    assert Faces.NONE in photo.flags


@pytest.mark.parametrize("why", [NotLooked("faces-too-slow"), NotLooked("faces-died"), OFF])
def test_whatever_fails_the_photo_comes_without_proposals_and_says_so(tmp_path: Path, why: NotLooked) -> None:
    scene = mailing(tmp_path, Looker(why))
    photo = mailed(scene)
    assert (photo.state, photo.cover) == (State.ASKED, ())
    assert Faces.NOT_LOOKED in photo.flags
    assert scene.scene.cast.alarms().count("faces-off") == int(why.off)


def test_that_nobody_looks_any_more_is_told_once(tmp_path: Path) -> None:
    scene = mailing(tmp_path, Looker(OFF, OFF, OFF))
    for number in range(3):
        scene.mail("Lyon", f"picture {number}".encode())
        scene.pass_time(hours=2)
    assert len(scene.photos()) == 3
    assert scene.scene.cast.alarms().count("faces-off") == 1


def test_without_the_extra_nothing_is_covered_and_the_reviewer_is_told_that_nobody_looked(tmp_path: Path) -> None:
    photo = mailed(mailing(tmp_path, None))
    assert photo.cover == ()
    assert photo.flags == (Faces.NOT_LOOKED, "no alt text")


def test_a_campaign_that_shows_photos_as_they_were_sent_looks_for_no_faces(tmp_path: Path) -> None:
    looker = Looker()
    photo = mailed(mailing(tmp_path, looker, MAILING.replace("photos: {", "photos: {faces: as-sent, ")))
    assert (photo.cover, photo.flags, looker.seen) == ((), ("no alt text",), [])


def test_a_post_under_the_tag_is_reposted_as_it_is_and_never_looked_at(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    looker = Looker()
    scene.kit.__dict__["finder"] = looker
    scene.posted("one")
    scene.collect()
    (photo,) = scene.cast.outbox.photos()
    assert (photo.path, photo.state, photo.cover) == (Way.NATIVE, State.QUEUED, ())
    assert looker.seen == []


class WashesOnce(Washing):
    """Fails where covers are to be drawn."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """A busy computer."""
        return Refused("photo-too-slow") if cover else super().clean(data, cover)


def test_covers_that_cannot_be_drawn_are_not_said_to_be(tmp_path: Path) -> None:
    scene = mailing(tmp_path, Looker(FACES))
    scene.scene.kit.__dict__["cleaner"] = WashesOnce()
    photo = mailed(scene)
    assert photo.cover == ()
    assert shown(scene, photo).endswith(repr(()).encode())
    assert Faces.NOT_LOOKED in photo.flags


def test_a_person_takes_a_wrong_cover_away_and_only_the_picture_they_saw_is_approved(tmp_path: Path) -> None:
    scene = mailing(tmp_path, Looker(FACES))
    scene.agreed(yes="YES\nCITY")
    scene.pass_time(hours=25)
    cast, kit = scene.scene.cast, scene.scene.kit
    (waiting,) = scene.photos()
    photo = photos.describe(cast.outbox, waiting, "A poster", cast.clock.now())
    campaign = cast.live.snapshot.campaign
    assert campaign is not None
    before = approval_of(photo, campaign)
    changed = photos.cover(cast.outbox, photo, FACES[1:], kit.cleaner, kit.cabinet, cast.clock.now())
    assert changed.cover == FACES[1:]
    assert approval_of(changed, campaign) != before


@needs_the_extra
def test_a_daemon_looks_and_a_rehearsal_is_the_same_everywhere(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    running, outbox, clock = read(tmp_path, NOON), scene.cast.outbox, scene.cast.clock
    assert crew(tmp_path, running, outbox, clock).kit.finder is not None
    played = crew(tmp_path, running, outbox, clock, networks=lambda _: scene.network, var=tmp_path / "var")
    assert played.kit.finder is None


@needs_the_extra
def test_a_real_face_finder_and_the_real_cleaner_cover_a_drawn_face(tmp_path: Path) -> None:
    scene = mailing(tmp_path, real_finder())
    cleaner = PhotoCleaner()
    scene.scene.kit.__dict__["cleaner"] = cleaner
    try:
        scene.mail("Lyon", jpeg(portrait(300)))
    finally:
        cleaner.close()
    (photo,) = scene.photos()
    assert len(photo.cover) == 1
    assert f"{Faces.FOUND}: 1" in photo.flags
    assert dark(shown(scene, photo), (150, 150))
    assert not dark(shown(scene, photo), (20, 20))


def dark(data: bytes, place: tuple[int, int]) -> bool:
    """Whether a cover lies there."""
    with Image.open(BytesIO(data)) as picture:
        pixel = picture.convert("RGB").getpixel(place)
    assert isinstance(pixel, tuple)
    return max(pixel) < 40
