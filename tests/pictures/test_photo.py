from __future__ import annotations

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.errors import CampaignError
from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.frame import JPEG_BYTES_MAX, ORGANISERS
from bot.pictures.photo import clean_photo, open_photo
from tests.pictures.photos import SECRETS, many_scans, png_of, saved, scene, swapped_profile

CLEANER = PhotoCleaner(ORGANISERS)


def cleaned(folder: Path, data: bytes, name: str = "photo") -> bytes:
    (folder / name).write_bytes(data)
    descriptor, _ = open_photo(folder, name)
    try:
        return clean_photo(descriptor, name, CLEANER)
    finally:
        os.close(descriptor)


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 150 and pixel[1] < 80 and pixel[2] < 80)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_a_files_metadata_is_left(tmp_path: Path, kind: str) -> None:
    data = saved(scene(), kind)
    planted = [secret for secret in SECRETS if secret in data]
    assert len(planted) >= 4, "the file must carry what is to be removed"
    out = cleaned(tmp_path, data)
    assert [secret for secret in SECRETS if secret in out] == []
    picture = opened(out)
    assert picture.format == "JPEG"
    assert len(picture.getexif()) == 0
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


@pytest.mark.parametrize(("kind", "orientation"), [*(("JPEG", n) for n in range(1, 9)), ("PNG", 6), ("WEBP", 8)])
def test_a_turned_photo_comes_out_upright(tmp_path: Path, kind: str, orientation: int) -> None:
    # What a camera stores is the scene turned back; this is each value's inverse (Exif 3.0, 4.6.5).
    turns = (None, 0, 3, 1, 5, 2, 6, 4)
    turn = turns[orientation - 1]
    stored = scene() if turn is None else scene().transpose(Image.Transpose(turn))
    picture = opened(cleaned(tmp_path, saved(stored, kind, orientation)))
    assert picture.size == (800, 600)
    corners = [is_red(picture.getpixel(at)) for at in ((50, 50), (750, 50), (50, 550), (750, 550))]
    assert corners == [True, False, False, False]


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_jpeg_of_any_colour_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    out = BytesIO()
    scene(mode=mode).save(out, "JPEG")
    assert opened(cleaned(tmp_path, out.getvalue())).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGBA", "I;16"])
def test_a_png_of_any_colour_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    out = BytesIO()
    grey = Image.new("I;16", (40, 40), 65535) if mode == "I;16" else scene((40, 40)).convert(mode)
    grey.save(out, "PNG")
    picture = opened(cleaned(tmp_path, out.getvalue()))
    assert picture.mode == "RGB"
    if mode == "I;16":
        assert picture.getpixel((20, 20)) == (255, 255, 255)


def test_what_is_transparent_becomes_white(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(out, "PNG")
    assert opened(cleaned(tmp_path, out.getvalue())).getpixel((20, 20)) == (255, 255, 255)


def test_colours_of_another_profile_are_turned_into_srgb(tmp_path: Path) -> None:
    for mode in ("RGB", "RGBA"):
        out = BytesIO()
        Image.new(mode, (40, 40), "red").save(out, "PNG", icc_profile=swapped_profile())
        pixel = opened(cleaned(tmp_path, out.getvalue())).getpixel((20, 20))
        assert isinstance(pixel, tuple)
        assert pixel[1] > 250, mode
        assert pixel[0] < 100, mode


def test_a_broken_profile_does_not_lose_the_photo(tmp_path: Path) -> None:
    out = BytesIO()
    scene((40, 40)).save(out, "PNG", icc_profile=b"not a profile")
    assert opened(cleaned(tmp_path, out.getvalue())).size == (40, 40)


def test_a_large_photo_is_scaled_to_2048_pixels_and_keeps_its_shape(tmp_path: Path) -> None:
    out = BytesIO()
    scene((6000, 3000)).save(out, "JPEG")
    assert opened(cleaned(tmp_path, out.getvalue())).size == (2048, 1024)


def test_even_noise_fits_what_the_strictest_network_takes(tmp_path: Path) -> None:
    out = BytesIO()
    Image.effect_noise((2048, 2048), 120).convert("RGB").save(out, "PNG")
    assert len(cleaned(tmp_path, out.getvalue())) <= JPEG_BYTES_MAX


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    data = saved(scene(), "WEBP")
    assert cleaned(tmp_path, data) == cleaned(tmp_path, data)


def gif() -> bytes:
    out = BytesIO()
    scene((40, 40)).save(out, "GIF")
    return out.getvalue()


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda: saved(scene(), "JPEG")[:9000], "picture-broken"),
        (lambda: saved(scene(), "PNG")[:3000], "picture-broken"),
        (lambda: b"", "picture-format"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture-format"),
        (gif, "picture-format"),
        (lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(200), "picture-heic"),
        (lambda: png_of(8000, 6251), "picture-bomb"),
        (lambda: png_of(60000, 60000)[:50_000], "picture-bomb"),
        (many_scans, "picture-bomb"),
    ],
    ids=["cut JPEG", "cut PNG", "empty", "SVG", "GIF", "HEIC", "just over 50 Mpx", "3.6 Gpx", "scans"],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_reason_and_the_next_step(
    tmp_path: Path, made: Callable[[], bytes], code: str
) -> None:
    data = made()
    with pytest.raises(CampaignError) as refused:
        cleaned(tmp_path, data, "march.jpg")
    assert refused.value.code == code
    assert "march.jpg" in refused.value.message
    assert refused.value.next_step


def test_fifty_million_pixels_are_still_taken(tmp_path: Path) -> None:
    assert opened(cleaned(tmp_path, png_of(8000, 6250))).size == (2048, 1600)
