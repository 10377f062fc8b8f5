from __future__ import annotations

import hashlib
import stat
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.bootstrap.painting import own_cleaner
from bot.campaign.model import PictureKind, PictureRequest
from bot.errors import CampaignError
from bot.pictures import Pictures, card_png, poster_png
from bot.ports import Painter
from tests.pictures.photos import saved, scene

CARD = PictureRequest(PictureKind.COUNTDOWN, "fr", ("3", "jours avant le 4 septembre"))
POSTER = PictureRequest(PictureKind.POSTER, "fr")
PHOTO = PictureRequest(PictureKind.PHOTO, "fr", path="photos/march.jpg")


@pytest.fixture
def pictures(tmp_path: Path) -> Pictures:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/march.jpg").write_bytes(saved(scene(), "JPEG"))
    return Pictures(tmp_path / "var", tmp_path, footer="FREE AZAT 04.09", cleaner=own_cleaner)


def kept_files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "var/pictures").iterdir())


def test_it_paints_what_posts_ask_for(pictures: Pictures) -> None:
    painter: Painter = pictures
    card, poster, photo = (painter.paint(request, "words") for request in (CARD, POSTER, PHOTO))
    assert card.data == card_png(CARD.lines, "fr", "FREE AZAT 04.09")
    assert poster.data == poster_png()
    assert (card.mime, poster.mime, photo.mime) == ("image/png", "image/png", "image/jpeg")
    assert Image.open(BytesIO(photo.data)).format == "JPEG"
    for media in (card, poster, photo):
        assert media.sha256 == hashlib.sha256(media.data).hexdigest()
        assert media.alt == "words"


def test_a_picture_is_kept_under_its_hash_and_readable_by_us_alone(pictures: Pictures, tmp_path: Path) -> None:
    card, photo = pictures.paint(CARD, ""), pictures.paint(PHOTO, "")
    assert {file.name for file in kept_files(tmp_path)} == {f"{card.sha256}.png", f"{photo.sha256}.jpg"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in kept_files(tmp_path)} == {0o600}
    assert stat.S_IMODE((tmp_path / "var/pictures").stat().st_mode) == 0o700
    assert pictures.stored(card.sha256) == card.data
    assert pictures.stored(photo.sha256) == photo.data
    assert pictures.stored("0" * 64) is None


def test_a_request_made_before_is_read_and_not_drawn_again(pictures: Pictures, tmp_path: Path) -> None:
    first = pictures.paint(PHOTO, "one")
    written = kept_files(tmp_path)[0].stat()
    again = pictures.paint(PHOTO, "two")
    assert (again.data, again.alt) == (first.data, "two")
    assert kept_files(tmp_path)[0].stat().st_ino == written.st_ino


@pytest.mark.parametrize("harm", ["removed", "damaged"])
def test_a_kept_file_that_was_harmed_is_made_again(pictures: Pictures, tmp_path: Path, harm: str) -> None:
    first = pictures.paint(CARD, "")
    file = kept_files(tmp_path)[0]
    file.unlink() if harm == "removed" else file.write_bytes(b"half a fi")
    assert pictures.stored(first.sha256) is None
    assert pictures.paint(CARD, "").data == first.data
    assert file.read_bytes() == first.data


def test_a_photo_that_was_replaced_goes_out_as_it_is_now(pictures: Pictures, tmp_path: Path) -> None:
    first = pictures.paint(PHOTO, "")
    draft = tmp_path / "photos/.new"
    draft.write_bytes(saved(scene((400, 300)), "PNG"))
    draft.replace(tmp_path / PHOTO.path)
    second = pictures.paint(PHOTO, "")
    assert Image.open(BytesIO(second.data)).size == (400, 300)
    assert second.sha256 != first.sha256


def test_painting_from_many_threads_at_once_gives_equal_pictures(pictures: Pictures, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda request: pictures.paint(request, ""), [CARD, POSTER, PHOTO, CARD] * 4))
    assert len({media.sha256 for media in made}) == 3
    assert len(kept_files(tmp_path)) == 3


def test_a_photo_leaves_no_open_file_behind_even_when_it_is_refused(pictures: Pictures, tmp_path: Path) -> None:
    (tmp_path / "photos/bad.jpg").write_bytes(b"no picture")
    before = len(list(Path("/proc/self/fd").iterdir()))
    pictures.paint(PHOTO, "")
    with pytest.raises(CampaignError):
        pictures.paint(PictureRequest(PictureKind.PHOTO, "fr", path="photos/bad.jpg"), "")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_picture_that_cannot_be_put_in_its_place_leaves_no_half_file(tmp_path: Path) -> None:
    sha256 = Pictures(tmp_path / "elsewhere", tmp_path).paint(CARD, "").sha256
    target = tmp_path / "var/pictures" / f"{sha256}.png"
    target.mkdir(parents=True)  # nothing can be renamed onto a folder
    with pytest.raises(IsADirectoryError):
        Pictures(tmp_path / "var", tmp_path).paint(CARD, "")
    assert kept_files(tmp_path) == [target]
