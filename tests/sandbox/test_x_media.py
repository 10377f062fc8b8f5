from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from tests.sandbox.driver import OTHER_X, Sandbox, png


def _describe(sandbox: Sandbox, media: str, metadata: object) -> int:
    return sandbox.x("POST", "/2/media/metadata", {"id": media, "metadata": metadata}).status_code


def test_an_upload_gives_an_id_and_a_key_that_the_timeline_shows(sandbox: Sandbox) -> None:
    media = sandbox.x_upload().json()["data"]
    assert media["media_key"] == f"3_{media['id']}"
    assert (media["expires_after_secs"], media["size"]) == (86400, len(png()))
    assert _describe(sandbox, media["id"], {"alt_text": {"text": "Bleu"}}) == 200
    data = sandbox.tweet("un", media={"media_ids": [media["id"]]}).json()["data"]
    assert data["text"].startswith("un https://t.co/")
    path = "/2/users/123/tweets?tweet.fields=attachments&expansions=attachments.media_keys&media.fields=alt_text"
    page = sandbox.x("GET", path).json()
    assert page["data"][0]["attachments"] == {"media_keys": [media["media_key"]]}
    assert page["includes"]["media"] == [{"media_key": media["media_key"], "type": "photo", "alt_text": "Bleu"}]
    assert sandbox.posts()[0]["pictures"][0]["alt"] == "Bleu"


def test_a_picture_goes_without_a_text(sandbox: Sandbox) -> None:
    media = sandbox.x_upload().json()["data"]["id"]
    assert sandbox.x("POST", "/2/tweets", {"media": {"media_ids": [media]}}).status_code == 201


@pytest.mark.parametrize("fields", [{"media_category": ""}, {"media_category": "TweetImage"}, {"alt": "a"}])
def test_the_category_is_needed_and_nothing_unlisted_is_taken(sandbox: Sandbox, fields: Any) -> None:
    assert sandbox.x_upload(**fields).status_code == 400


def test_the_media_must_be_a_file(sandbox: Sandbox) -> None:
    assert sandbox.x("POST", "/2/media/upload", files={"media_category": (None, "tweet_image")}).status_code == 400


def test_five_megabytes_are_taken_and_one_byte_more_is_not(sandbox: Sandbox) -> None:
    assert sandbox.x_upload(png() + b"\0" * (5 * 1024 * 1024 - len(png()))).status_code == 200
    assert sandbox.x_upload(png() + b"\0" * (5 * 1024 * 1024 + 1 - len(png()))).status_code == 400


@pytest.mark.parametrize("data", [b"", b"not a picture", png()[:70]])
def test_what_does_not_decode_is_400(sandbox: Sandbox, data: bytes) -> None:
    assert sandbox.x_upload(data).status_code == 400


def test_an_animation_is_no_image(sandbox: Sandbox) -> None:
    data = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    assert sandbox.x_upload(data.getvalue()).status_code == 400


def test_alt_text_of_1000_characters_is_taken_and_one_more_is_not(sandbox: Sandbox) -> None:
    media = sandbox.x_upload().json()["data"]["id"]
    assert _describe(sandbox, media, {"alt_text": {"text": "é" * 1000}}) == 200
    assert _describe(sandbox, media, {"alt_text": {"text": "é" * 1001}}) == 400


@pytest.mark.parametrize(
    "metadata", [{"alt_text": "a"}, {"alt": {"text": "a"}}, {"alt_text": {"text": "a", "b": 1}}, {"alt_text": {}}, "a"]
)
def test_the_shape_of_metadata_is_strict(sandbox: Sandbox, metadata: object) -> None:
    media = sandbox.x_upload().json()["data"]["id"]
    assert _describe(sandbox, media, metadata) == 400


def test_the_old_shape_of_v1_is_refused(sandbox: Sandbox) -> None:
    media = sandbox.x_upload().json()["data"]["id"]
    body = {"media_id": media, "alt_text": {"text": "a"}}
    assert sandbox.x("POST", "/2/media/metadata", body).status_code == 400


def test_media_that_is_unknown_anothers_twice_or_expired_cannot_be_posted(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    own = sandbox.x_upload().json()["data"]["id"]
    other = sandbox.x_upload(account=OTHER_X).json()["data"]["id"]
    for ids in (["1"], [other], [own, own], [own, "1"]):
        answer = sandbox.tweet("un", media={"media_ids": ids})
        assert (answer.status_code, answer.json()["errors"][0]["message"]) == (400, "Your media IDs are invalid.")
    assert _describe(sandbox, other, {"alt_text": {"text": "a"}}) == 400
    sandbox.clock("2023-08-31T10:00:00Z")
    assert sandbox.tweet("un", media={"media_ids": [own]}).status_code == 400
    sandbox.clock("2023-08-31T09:59:59Z")
    assert sandbox.tweet("un", media={"media_ids": [own]}).status_code == 201
