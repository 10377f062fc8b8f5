"""The stand-ins refuse what the real ones refuse: a day that passes there means something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.foreign.arrivals import Arrived, Expected, compare
from tests.foreign.bot_api import BotApi
from tests.foreign.day import BOT_TOKEN, X_KEYS
from tests.foreign.gotosocial import GoToSocial, RefusedError, canonical
from tests.foreign.openapi import MEDIA_UPLOAD, METADATA_CREATE, TWEET_CREATE, Schema, faults
from tests.foreign.x_simulator import XSimulator
from tests.networks.posts import PNG

HEADERS = {"Authorization": "Bearer secret"}


@pytest.fixture
def gotosocial() -> Iterator[GoToSocial]:
    server = GoToSocial("secret", characters=50)
    yield server
    server.close()


@pytest.fixture
def telegram() -> Iterator[BotApi]:
    server = BotApi(BOT_TOKEN, ["anna_fr"])
    yield server
    server.close()


def toot(server: GoToSocial, **form: Any) -> requests.Response:
    headers = {**HEADERS, "Idempotency-Key": "the same"}
    return requests.post(f"{server.address}/api/v1/statuses", data=form, headers=headers, timeout=5)


def upload(server: GoToSocial, version: int = 2, **form: str) -> requests.Response:
    address = f"{server.address}/api/v{version}/media"
    return requests.post(address, files={"file": ("a.png", PNG.data)}, data=form, headers=HEADERS, timeout=5)


def test_gotosocial_gives_a_teapot_to_a_client_without_a_name(gotosocial: GoToSocial) -> None:
    answer = requests.get(f"{gotosocial.address}/api/v2/instance", headers={"User-Agent": ""}, timeout=5)
    assert (answer.status_code, answer.json()["error"][:12]) == (418, "I'm a teapot")


def test_gotosocial_redirects_a_trailing_slash(gotosocial: GoToSocial) -> None:
    for method, status in (("GET", 301), ("POST", 307)):
        address = f"{gotosocial.address}/api/v2/instance/"
        answer = requests.request(method, address, allow_redirects=False, timeout=5)
        assert (answer.status_code, answer.headers["Location"]) == (status, "/api/v2/instance")


def test_gotosocial_posts_twice_under_one_key_and_unlisted_unless_told(gotosocial: GoToSocial) -> None:
    first, second = toot(gotosocial, status="one").json(), toot(gotosocial, status="one", visibility="public").json()
    assert first["id"] != second["id"]
    assert (first["visibility"], second["visibility"]) == ("unlisted", "public")
    assert len(first["id"]) == 26
    assert not first["id"].isdecimal()


def test_gotosocial_says_400_where_mastodon_says_422(gotosocial: GoToSocial) -> None:
    own = upload(gotosocial).json()["id"]
    assert toot(gotosocial, **{"status": "one", "media_ids[]": own}).status_code == 200
    refused = [
        toot(gotosocial, **{"status": "again", "media_ids[]": own}),
        toot(gotosocial, **{"status": "what", "media_ids[]": "01NOBODY"}),
        toot(gotosocial, status="x" * 40, spoiler_text="y" * 11),
        toot(gotosocial),
        toot(gotosocial, status="one", language="p"),
        upload(gotosocial, description="é" * 1501),
    ]
    assert [answer.status_code for answer in refused] == [400] * 6
    assert all(answer.json()["error"].startswith("Bad Request: ") for answer in refused)
    assert toot(gotosocial, status="x" * 40, spoiler_text="y" * 10).status_code == 200


def test_gotosocial_has_no_address_yet_for_what_was_uploaded_the_new_way(gotosocial: GoToSocial) -> None:
    new, old = upload(gotosocial, description="Alt").json(), upload(gotosocial, 1).json()
    assert (new["url"], new["description"], old["description"]) == (None, "Alt", None)
    assert requests.get(old["url"], timeout=5).content == PNG.data


def test_gotosocial_canonicalises_languages() -> None:
    assert [canonical(tag) for tag in ("PT-br", "zh-hant-tw", "fr")] == ["pt-BR", "zh-Hant-TW", "fr"]
    with pytest.raises(RefusedError):
        canonical("pt_BR!")


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (TWEET_CREATE, {"text": None}),
        (TWEET_CREATE, {"text": "a", "lang": "fr"}),
        (TWEET_CREATE, {"text": "a", "media": {}}),
        (TWEET_CREATE, {"text": "a", "media": None}),
        (TWEET_CREATE, {"text": "a", "media": {"media_ids": []}}),
        (TWEET_CREATE, {"text": "a", "media": {"media_ids": [5]}}),
        (TWEET_CREATE, {"text": "a", "media": {"media_ids": ["3_5"]}}),
        (TWEET_CREATE, {"text": "a", "media": {"media_ids": ["5"] * 5}}),
        (TWEET_CREATE, {"text": "a", "poll": {"options": ["a", "b"], "duration_minutes": True}}),
        (MEDIA_UPLOAD, {"media": b"x"}),
        (MEDIA_UPLOAD, {"media": "x", "media_category": "tweet_image"}),
        (MEDIA_UPLOAD, {"media": b"x", "media_category": "tweet_video"}),
        (MEDIA_UPLOAD, {"media": b"x", "media_category": "tweet_image", "command": "INIT"}),
        (METADATA_CREATE, {"media_id": "5"}),
        (METADATA_CREATE, {"id": "5", "metadata": {"alt_text": "Une colombe"}}),
        (METADATA_CREATE, {"id": "5", "metadata": {"alt_text": {"text": "x" * 1001}}}),
    ],
)
def test_what_xs_document_does_not_allow_is_found(schema: Schema, value: object) -> None:
    assert len(faults(value, schema)) == 1


def test_what_xs_document_allows_is_allowed() -> None:
    assert faults({"text": "a", "media": {"media_ids": ["1146654567674912769"]}}, TWEET_CREATE) == []
    assert faults({"media": b"x", "media_category": "tweet_image"}, MEDIA_UPLOAD) == []
    assert faults({"id": "5", "metadata": {"alt_text": {"text": "x" * 1000}}}, METADATA_CREATE) == []


def test_an_unsigned_request_to_x_is_turned_away() -> None:
    server = XSimulator(X_KEYS)
    answer = requests.post(f"{server.address}/2/tweets", json={"text": "a"}, timeout=5)
    server.close()
    assert answer.status_code == 401
    assert server.violations == ["POST /2/tweets: signature"]
    assert server.tweets == []


def test_the_bot_api_knows_its_own_token_methods_and_channels_only(telegram: BotApi) -> None:
    def call(token: str, method: str, **given: str) -> int:
        return requests.post(f"{telegram.address}/bot{token}/{method}", data=given, timeout=5).status_code

    assert call(BOT_TOKEN, "GETME") == 200
    assert call("1:other", "getMe") == 401
    assert call(BOT_TOKEN, "getChatMember", chat_id="@anna_fr") == 404
    assert call(BOT_TOKEN, "sendMessage", chat_id="@anna_hy", text="a") == 400
    assert call(BOT_TOKEN, "sendMessage", chat_id="@anna_fr", text="x" * 4097) == 400
    assert telegram.messages == []


def test_a_post_that_is_missing_doubled_changed_or_unplanned_is_counted() -> None:
    due = [Expected("a", "fr", picture="PNG", alt="Alt"), Expected("b"), Expected("c")]
    came = [Arrived("a", "pt", picture=b"\x89PNG nonsense", alt="Other"), Arrived("b"), Arrived("b"), Arrived("d")]
    count = compare("server", due, came)
    assert (count.posts, count.once, count.pictures, count.intact, count.alts, count.told) == (3, 1, 1, 0, 1, 0)
    said = [fault.removeprefix("server: ")[:20] for fault in count.faults]
    assert [words.split(" is ")[0] for words in said] == [
        *("language", "alt", "picture", "2 times 'b'", "0 times 'c'", "nobody planned 'd'"),
    ]
