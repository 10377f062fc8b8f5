from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.sandbox.driver import Sandbox, png


def test_an_upload_is_ready_at_once_and_described(sandbox: Sandbox) -> None:
    answer = sandbox.attach(description=" Bleu ", focus="0.5,-1")
    media = answer.json()
    assert (answer.status_code, media["type"], media["description"]) == (200, "image", "Bleu")
    assert media["meta"]["original"]["size"] == "40x30"
    assert media["meta"]["focus"] == {"x": 0.5, "y": -1.0}
    assert sandbox.http.get(media["url"]).content == png()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF", "WEBP"])
def test_the_four_formats_are_told_by_their_bytes(sandbox: Sandbox, kind: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, kind)
    media = sandbox.attach(data.getvalue()).json()["id"]
    sandbox.toot("un", **{"media_ids[]": [media]})
    assert sandbox.posts()[0]["pictures"][0]["mime"] == f"image/{kind.lower()}"


@pytest.mark.parametrize("data", [b"", b"not a picture", png()[:60], b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_does_not_decode_is_422(sandbox: Sandbox, data: bytes) -> None:
    assert sandbox.attach(data).status_code == 422


def test_an_upload_without_a_file_is_422(sandbox: Sandbox) -> None:
    assert sandbox.mastodon("POST", "/api/v2/media", data={"file": "text"}).status_code == 422


def test_a_picture_over_16_mib_is_422(sandbox: Sandbox) -> None:
    assert sandbox.attach(png() + b"\0" * (16_777_216 - len(png()))).status_code == 200
    assert sandbox.attach(png() + b"\0" * (16_777_217 - len(png()))).status_code == 422


def test_a_picture_of_too_many_pixels_is_422(sandbox: Sandbox) -> None:
    data = io.BytesIO()
    Image.new("1", (7681, 4320)).save(data, "PNG")
    assert sandbox.attach(data.getvalue()).status_code == 422


def test_a_description_of_1500_characters_is_taken_and_one_more_is_not(sandbox: Sandbox) -> None:
    media = sandbox.attach(description="é" * 1500)
    assert media.status_code == 200
    assert sandbox.attach(description="é" * 1501).status_code == 422
    path = f"/api/v1/media/{media.json()['id']}"
    assert sandbox.mastodon("PUT", path, data={"description": "é" * 1501}).status_code == 422


@pytest.mark.parametrize("focus", ["2,0", "0", "a,b", "0,0,0"])
def test_a_focus_outside_the_picture_is_422(sandbox: Sandbox, focus: str) -> None:
    assert sandbox.attach(focus=focus).status_code == 422


def test_a_new_description_is_what_the_post_carries(sandbox: Sandbox) -> None:
    media = sandbox.attach(description="avant").json()["id"]
    assert (
        sandbox.mastodon("PUT", f"/api/v1/media/{media}", data={"description": "après"}).json()["description"]
        == "après"
    )
    sandbox.toot("un", **{"media_ids[]": [media]})
    assert sandbox.posts()[0]["pictures"][0]["alt"] == "après"


def test_a_picture_still_processed_is_202_then_206_and_cannot_be_posted(sandbox: Sandbox) -> None:
    sandbox.control("POST", "settings", {"mastodon_media_s": 60})
    sandbox.clock("2023-08-30T10:00:00Z")
    answer = sandbox.attach()
    media = answer.json()["id"]
    assert (answer.status_code, answer.json()["url"]) == (202, None)
    assert sandbox.mastodon("GET", f"/api/v1/media/{media}").status_code == 206
    assert sandbox.toot("un", **{"media_ids[]": [media]}).status_code == 422
    sandbox.clock("2023-08-30T10:01:00Z")
    ready = sandbox.mastodon("GET", f"/api/v1/media/{media}")
    assert (ready.status_code, ready.json()["url"] is None) == (200, False)
    assert sandbox.toot("un", **{"media_ids[]": [media]}).status_code == 200


def test_an_upload_serves_one_post_only(sandbox: Sandbox) -> None:
    media = sandbox.attach().json()["id"]
    assert sandbox.toot("un", **{"media_ids[]": [media]}).json()["media_attachments"][0]["id"] == media
    again = sandbox.toot("deux", **{"media_ids[]": [media]})
    assert (again.status_code, "already attached" in again.json()["error"]) == (422, True)
    assert sandbox.mastodon("GET", f"/api/v1/media/{media}").status_code == 404


def test_an_upload_of_another_account_is_not_found(sandbox: Sandbox) -> None:
    media = sandbox.attach().json()["id"]
    fields = {"status": "un", "media_ids[]": [media]}
    assert sandbox.mastodon("POST", "/api/v1/statuses", token="other-token", data=fields).status_code == 422
    assert sandbox.mastodon("GET", f"/api/v1/media/{media}", token="other-token").status_code == 404


def test_four_pictures_go_and_five_do_not(sandbox: Sandbox) -> None:
    media = [sandbox.attach(png(20, 20 + number)).json()["id"] for number in range(5)]
    assert sandbox.toot("un", **{"media_ids[]": media}).json() == {"error": "Cannot attach more than 4 files"}
    assert sandbox.toot("un", **{"media_ids[]": [media[0]] * 2}).status_code == 422
    sandbox.toot("", **{"media_ids[]": media[:4]})
    assert len(sandbox.posts()[0]["pictures"]) == 4
