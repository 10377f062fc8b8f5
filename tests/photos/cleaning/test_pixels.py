"""What the picture looks like afterwards."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.ports.photos import Cleaned
from tests.photos.cleaning.markers import shown
from tests.photos.pictures import FORMS, Told, chunk, exif, photo, png_of_16_bits, saved, scene

SIZE = (320, 200)


def cleaned(data: bytes, longest: int = 2048) -> Cleaned:
    found = PhotoCleaner(longest=longest).clean(data)
    assert isinstance(found, Cleaned), found
    return found


def distance(left: Image.Image, right: Image.Image) -> float:
    """The mean difference of the worst colour, of 255."""
    assert left.size == right.size
    return float(max(ImageStat.Stat(ImageChops.difference(left, right)).mean))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_upright_however_the_camera_was_held(orientation: int) -> None:
    found = cleaned(photo(3, "JPEG", SIZE, Told(orientation)))
    assert (found.width, found.height) == SIZE
    assert distance(shown(found.data), scene(3, SIZE)) < 5


@pytest.mark.parametrize("form", ["PNG", "WebP"])
def test_other_forms_are_turned_as_well(form: str) -> None:
    found = cleaned(photo(3, form, SIZE, Told(6)))
    assert distance(shown(found.data), scene(3, SIZE)) < 5


def test_a_heic_s_exif_does_not_turn_it_twice() -> None:
    found = cleaned(saved(scene(3, SIZE), "HEIC", exif=exif(Told(6))))
    assert sorted((found.width, found.height)) == sorted(SIZE)
    # Its writer turns the orientation into a property of the container, which turns the picture once.
    assert distance(shown(found.data), scene(3, SIZE).transpose(Image.Transpose.ROTATE_270)) < 5


@pytest.mark.parametrize("form", FORMS)
def test_a_large_picture_is_made_smaller_and_keeps_its_shape(form: str) -> None:
    found = cleaned(photo(4, form, (600, 450)), longest=320)
    assert (found.width, found.height) in {(320, 240), (300, 225)}
    assert distance(shown(found.data), scene(4, (600, 450)).resize((found.width, found.height))) < 14


def test_a_jpeg_that_halves_to_nearly_the_wanted_size_is_taken_at_half() -> None:
    found = cleaned(photo(4, "JPEG", (640, 480)), longest=330)
    assert (found.width, found.height) == (320, 240)


def test_a_small_picture_is_not_blown_up() -> None:
    assert cleaned(photo(4, "PNG", (200, 150))).width == 200


def test_what_is_clear_becomes_white() -> None:
    picture = Image.new("RGBA", (200, 200), (255, 0, 0, 255))
    picture.paste((0, 0, 0, 0), (0, 0, 200, 100))
    out = BytesIO()
    picture.quantize(8).save(out, "PNG")
    assert Image.open(out).mode == "P"
    for data in (saved(picture, "PNG"), saved(picture, "lossless WebP"), png_of_16_bits(picture), out.getvalue()):
        result = shown(cleaned(data).data)
        assert min(result.getpixel((100, 20))) > 250  # type: ignore[arg-type]  # RGB gives a tuple
        assert result.getpixel((100, 180))[0] > 240  # type: ignore[index]  # as above


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    rows = b"".join(b"\0" + struct.pack(">256H", *(value * 257 for value in range(256))) for _ in range(256))
    header = struct.pack(">IIBBBBB", 256, 256, 16, 0, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    result = shown(cleaned(data).data).convert("L")
    assert [round(float(str(result.getpixel((at, 100)))) / 16) for at in (0, 64, 128, 192, 255)] == [0, 4, 8, 12, 16]


def swapped() -> bytes:
    """A colour space whose red is sRGB's green and the reverse: two tags of the profile change names."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made.replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WebP", "HEIC"])
def test_colours_are_those_that_the_embedded_profile_means(form: str) -> None:
    data = saved(Image.new("RGB", SIZE, (200, 20, 20)), form, icc=swapped())
    red, green, blue = ImageStat.Stat(shown(cleaned(data).data)).mean
    assert green > 150, (red, green, blue)
    assert red < 70, (red, green, blue)


@pytest.mark.parametrize("icc", [b"no profile", b"\0" * 500, swapped()[:300], swapped().replace(b"RGB ", b"CMYK", 1)])
def test_a_profile_that_makes_no_sense_is_taken_as_srgb(icc: bytes) -> None:
    data = saved(Image.new("RGB", SIZE, (200, 20, 20)), "JPEG", icc=icc)
    red, green, _ = ImageStat.Stat(shown(cleaned(data).data)).mean
    assert red > 190
    assert green < 30


def test_only_the_first_of_several_pictures_counts() -> None:
    first, second, out = Image.new("RGB", SIZE, (200, 0, 0)), Image.new("RGB", SIZE, (0, 0, 200)), BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    files = [out.getvalue()]
    for kind in ("PNG", "WEBP"):
        out = BytesIO()
        first.save(out, kind, save_all=True, append_images=[second])
        files.append(out.getvalue())
    for data in files:
        red, _, blue = ImageStat.Stat(shown(cleaned(data).data)).mean
        assert red > 190
        assert blue < 20


def test_the_same_file_always_makes_the_same_picture() -> None:
    first, second = cleaned(photo(5, "JPEG")), cleaned(photo(5, "JPEG"))
    assert first == second
