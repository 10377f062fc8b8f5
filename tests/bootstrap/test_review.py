"""A supporter’s photo in a real daemon: found, made safe, shown to the staff, approved there, reposted."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.bars.field import Field
from tests.bootstrap.test_staff import STAFF, ground, press, staffed
from tests.cli.test_daemon import PATIENCE_S, as_json, entry, soon
from tests.daemon.staff.photo_room import WORDS, jpeg

__all__ = ["ground"]

HARM = "Could this harm anyone shown"


@pytest.fixture
def field(ground: Field) -> Field:
    """A campaign whose accounts said in an earlier life who they are: photos are looked for as soon as it starts."""
    ground.write("posts:\n" + entry("later", 3600), {"photos.ftl": WORDS})
    staffed(ground)
    file = ground.folder / "settings.yaml"
    text = file.read_text(encoding="utf-8") + f"photos: {{from: {soon(-3600)}, tags: ['#Azat']}}\n"
    file.write_text(text, encoding="utf-8")
    with ground.daemon() as daemon:
        ground.until_ready(daemon, 2)
    return ground


def there(field: Field) -> list[dict[str, Any]]:
    posts = field.control("GET", "posts")
    return [post for post in posts if post["account_id"] == str(STAFF) and post["deleted_at"] is None]


def pictures(field: Field) -> list[dict[str, Any]]:
    return [post for post in there(field) if post["pictures"]]


def test_a_tagged_photo_is_shown_in_the_chat_approved_there_and_reposted(field: Field) -> None:
    picture = {"data": base64.b64encode(jpeg(size=(1600, 1200))).decode(), "alt": "a poster"}
    post = {"network": "mastodon", "do": "post", "person": {"name": "anna", "discoverable": True}}
    (made,) = field.control("POST", "people", [{**post, "text": "Ici #Azat", "pictures": [picture]}])
    with field.daemon():
        assert field.until(lambda: pictures(field), PATIENCE_S), field.log()
        (shown,) = pictures(field)
        assert HARM in shown["text"]
        assert made["url"] in shown["text"]
        (photo,) = as_json(field, "photos", "list")
        assert photo["state"] == "queued"
        press(field, HARM, "✅ Approve")
        assert field.until(lambda: not pictures(field), PATIENCE_S), field.log()
        assert not any(made["url"] in post["text"] for post in there(field))
        assert field.until(lambda: "sent key=photos/" in field.log(), PATIENCE_S), field.log()
        (photo,) = as_json(field, "photos", "list")
        assert (photo["state"], photo["approved_by"]) == ("approved", "Jean")
        assert photo["reposts"]
    assert "duty failed" not in field.log(), field.log()
    assert "anna" not in field.log()
