from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.campaign.model import PictureKind, PictureRequest
from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import ORGANISERS
from bot.pictures import Pictures
from bot.pictures.photo import FILE_BYTES_MAX, clean_photo, open_photo
from bot.ports import Box, Cleaned, Cleaner, Refused
from tests.pictures.photos import saved, scene


def refusal(folder: Path, name: str) -> CampaignError:
    with pytest.raises(CampaignError) as refused:
        open_photo(folder, name)
    return refused.value


def test_a_photo_outside_the_campaign_is_refused_by_name_and_by_link(tmp_path: Path) -> None:
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    (tmp_path / "private.jpg").write_bytes(b"x")
    (campaign / "link.jpg").symlink_to(tmp_path / "private.jpg")
    for name in ("../private.jpg", str(tmp_path / "private.jpg"), "link.jpg"):
        assert refusal(campaign, name).code == "picture-outside"


def test_a_missing_photo_is_named_with_the_systems_reason(tmp_path: Path) -> None:
    missing = refusal(tmp_path, "gone.jpg")
    assert (missing.code, "gone.jpg" in missing.message) == ("picture-missing", True)
    assert "No such file" in missing.message


def test_a_pipe_or_a_folder_of_that_name_never_hangs_the_sender(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    assert refusal(tmp_path, "pipe.jpg").code == "picture-format"
    assert refusal(tmp_path, "folder.jpg").code == "picture-format"


def test_a_file_over_32_mb_is_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "huge.jpg").open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    assert refusal(tmp_path, "huge.jpg").code == "picture-too-large"


class Silent:
    """A cleaner that is never asked."""

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        raise AssertionError("the file was read")


@dataclass
class Says:
    """A cleaner that refuses everything for one reason."""

    refused: Refused

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        assert data == b"a file"
        return self.refused


@pytest.mark.parametrize(
    ("refused", "code"),
    [
        *((Refused(code), "picture-bomb") for code in ("photo-bomb", "photo-many-scans", "photo-too-slow")),
        (Refused("photo-too-heavy"), "picture-bomb"),
        (Refused("photo-kind", {"kind": "HEIF"}), "picture-heic"),
        (Refused("photo-kind", {"kind": "TIFF"}), "picture-format"),
        (Refused("photo-not-a-picture"), "picture-format"),
        (Refused("photo-broken"), "picture-broken"),
        (Refused("photo-hostile"), "picture-broken"),
        (Refused("photo-too-big", {"megabytes": 33}), "picture-too-large"),
    ],
)
def test_every_refusal_names_the_organisers_file_and_the_next_step(tmp_path: Path, refused: Refused, code: str) -> None:
    (tmp_path / "march.jpg").write_bytes(b"a file")
    descriptor, _ = open_photo(tmp_path, "march.jpg")
    with pytest.raises(CampaignError) as told:
        clean_photo(descriptor, "march.jpg", Says(refused))
    os.close(descriptor)
    assert (told.value.code, "march.jpg" in told.value.message) == (code, True)
    assert told.value.next_step


def test_a_painter_paints_a_photo_that_was_cleaned_before_without_opening_it_again(tmp_path: Path) -> None:
    (tmp_path / "march.jpg").write_bytes(saved(scene((40, 40)), "JPEG"))
    cleaners: list[Cleaner] = [PhotoCleaner(ORGANISERS), Silent()]
    painter = Pictures(tmp_path / "var", tmp_path, cleaner=lambda: cleaners.pop(0))
    request = PictureRequest(PictureKind.PHOTO, "fr", path="march.jpg")
    assert painter.paint(request, "").data == painter.paint(request, "").data
    assert len(cleaners) == 1
