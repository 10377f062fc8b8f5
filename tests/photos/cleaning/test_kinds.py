from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.photos.cleaning.cleaner import PhotoCleaner
from bot.photos.cleaning.kinds import kind_of, taken
from bot.ports.photos import Refused
from bot.wording.photos import SENTENCES, refusal_text
from tests.photos.pictures import FORMS, photo, scene


def saved_as(kind: str) -> bytes:
    out = BytesIO()
    scene(1, (200, 150)).save(out, kind)
    return out.getvalue()


OTHERS = {
    "GIF": saved_as("GIF"),
    "BMP": saved_as("BMP"),
    "TIFF": saved_as("TIFF"),
    "AVIF": saved_as("AVIF"),
    "PDF": saved_as("PDF"),
    "JPEG 2000": saved_as("JPEG2000"),
    "SVG": b'<?xml version="1.0"?>\n<!-- a drawing -->\n<SVG xmlns="http://www.w3.org/2000/svg"/>',
    "MP4": b"\0\0\0\x18ftypisom\0\0\0\0isommp42",
    "ZIP": b"PK\x03\x04",
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_known_by_its_first_bytes(form: str) -> None:
    kind = "HEIF" if form == "HEIC" else form.rsplit(" ", 1)[-1].upper()
    assert kind_of(photo(1, form, (160, 120))) == kind
    assert taken(kind)


@pytest.mark.parametrize("kind", OTHERS)
def test_another_kind_is_refused_by_its_name(kind: str) -> None:
    found = PhotoCleaner().clean(OTHERS[kind])
    assert found == Refused("photo-kind", {"kind": kind})
    assert kind in refusal_text(found, "en")[0]
    assert "JPEG" in refusal_text(found, "fr")[0]


@pytest.mark.parametrize("data", [b"", b"Hello", b"RIFF\0\0\0\0WAVE", b"<html>"])
def test_what_is_no_picture_is_said_to_be_none(data: bytes) -> None:
    assert PhotoCleaner().clean(data) == Refused("photo-not-a-picture")


def test_a_container_that_hides_its_codec_is_known_by_its_other_brands() -> None:
    begin = b"\0\0\0\x18ftypmif1\0\0\0\0mif1"
    assert kind_of(begin + b"heic") == "HEIF"
    assert kind_of(begin + b"avif") == "AVIF"


@given(st.binary(max_size=64))
def test_any_bytes_have_a_kind_or_none(data: bytes) -> None:
    assert isinstance(kind_of(data), str)
    assert isinstance(kind_of(b"\0\0\0\x20ftyp" + data), str)


def test_one_kind_of_file_is_never_read_by_the_decoder_of_another() -> None:
    """Behind a JPEG's first bytes lies a PNG: the JPEG decoder alone sees it."""
    assert PhotoCleaner().clean(b"\xff\xd8\xff\xe0" + photo(1, "PNG", (160, 120))) == Refused("photo-broken")


@pytest.mark.parametrize("code", [code for code in SENTENCES if code not in {"photo-no-cage", "photo-cleaner-failed"}])
def test_each_refusal_says_what_was_found_and_what_to_do(code: str) -> None:
    facts = {"width": 7, "height": 8, "kind": "GIF", "megabytes": 31, "scans": 65}
    for language in ("en", "fr"):
        message, next_step = refusal_text(Refused(code, facts), language)
        assert message.endswith(".")
        assert next_step.endswith(".")
        assert "{" not in message + next_step
