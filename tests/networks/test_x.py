from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from oauthlib.oauth1 import SIGNATURE_TYPE_AUTH_HEADER, Client

from bot.campaign.outcome import AccountBroken, NotSent, Rejected, Sent, Unknown
from bot.networks.x import XNetwork
from bot.ports import Identity, Prepared
from tests.networks.posts import PNG, X_SECRETS, post, x
from tests.networks.stage import Asked, Reply, Stage, payload
from tests.networks.x_schema import MEDIA_CATEGORIES, METADATA, TWEET, faults

UPLOADED = {"id": "55", "media_key": "3_55", "expires_after_secs": 86400}


@pytest.fixture
def network(stage: Stage) -> Iterator[XNetwork]:
    stage.on("GET", "/proxy/2/users/me", Reply(json={"data": {"id": "77", "username": "Azat", "name": "Azat"}}))
    stage.on("POST", "/proxy/2/media/upload", Reply(json={"data": UPLOADED}))
    stage.on("POST", "/proxy/2/media/metadata", Reply(json={"data": {"id": "55"}}))
    stage.on("POST", "/proxy/2/tweets", Reply(201, json={"data": {"id": "99", "text": "Bonjour"}}))
    network = x(stage)
    yield network
    network.close()


def processing(state: str, **more: object) -> Reply:
    return Reply(json={"data": {**UPLOADED, "processing_info": {"state": state, "check_after_secs": 0, **more}}})


def signature_holds(asked: Asked) -> bool:
    """Whether the request is signed as X itself would check it: for its own address, not the one it came to."""
    said = dict(part.split("=", 1) for part in asked.headers["authorization"].removeprefix("OAuth ").split(", "))
    said = {name: value.strip('"') for name, value in said.items()}
    client = Client(
        X_SECRETS["consumer_key"],
        X_SECRETS["consumer_secret"],
        X_SECRETS["access_token"],
        X_SECRETS["access_token_secret"],
        nonce=said["oauth_nonce"],
        timestamp=said["oauth_timestamp"],
        signature_type=SIGNATURE_TYPE_AUTH_HEADER,
    )
    target = asked.target.removeprefix("/proxy")
    method: Literal["GET", "POST"] = "GET" if asked.method == "GET" else "POST"
    _, headers, _ = client.sign(f"https://api.twitter.com{target}", method)
    return f'oauth_signature="{said["oauth_signature"]}"' in headers["Authorization"]


def test_every_request_is_signed_for_xs_own_address_and_comes_below_ours(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", "/proxy/2/media/upload", processing("pending"))
    stage.on("GET", "/proxy/2/media/upload", processing("succeeded"))
    network.identity()
    ready = network.prepare(post(), PNG)
    assert isinstance(ready, Prepared)
    network.publish(ready, "key")
    assert [(asked.method, asked.path) for asked in stage.asked] == [
        ("GET", "/proxy/2/users/me"),
        ("POST", "/proxy/2/media/upload"),
        ("GET", "/proxy/2/media/upload"),
        ("POST", "/proxy/2/media/metadata"),
        ("POST", "/proxy/2/tweets"),
    ]
    assert all(signature_holds(asked) for asked in stage.asked)
    forged = Asked("POST", "/proxy/2/tweets/1", stage.asked[-1].headers, b"")
    assert not signature_holds(forged)


def test_a_text_post_is_exactly_what_the_document_allows(stage: Stage, network: XNetwork) -> None:
    network.publish(Prepared(post("Où est Ազատ ?")), "key")
    [asked] = stage.asked
    assert asked.headers["content-type"] == "application/json"
    assert faults(asked.json, TWEET) == []
    assert asked.json == {"text": "Où est Ազատ ?"}


def test_a_post_with_a_picture_is_too(stage: Stage, network: XNetwork) -> None:
    ready = network.prepare(post(), PNG)
    assert ready == Prepared(post(), PNG, ("55",), ("3_55",))
    network.publish(ready, "key")
    upload, metadata, tweet = stage.asked
    assert upload.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert set(upload.parts) == {"media", "media_category"}
    assert payload(upload.parts["media_category"]).decode() in MEDIA_CATEGORIES
    assert payload(upload.parts["media"]) == PNG.data
    assert metadata.headers["content-type"] == "application/json"
    assert faults(metadata.json, METADATA) == []
    assert metadata.json == {"id": "55", "metadata": {"alt_text": {"text": PNG.alt}}}
    assert faults(tweet.json, TWEET) == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": None},
        {"text": "a", "reply": None},
        {"text": "a", "media": {"media_ids": []}},
        {"text": "a", "media": {"media_ids": [5]}},
    ],
)
def test_the_check_against_the_document_can_fail(body: object) -> None:
    assert faults(body, TWEET)


def test_a_picture_without_alt_text_gets_no_metadata(stage: Stage, network: XNetwork) -> None:
    network.prepare(post(), type(PNG)(PNG.data, PNG.mime, PNG.sha256, ""))
    assert stage.requests("POST", "/proxy/2/media/metadata") == []


def test_a_picture_x_is_still_working_on_is_waited_for(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", "/proxy/2/media/upload", processing("pending"))
    stage.on("GET", "/proxy/2/media/upload", processing("in_progress"), processing("succeeded"))
    assert isinstance(network.prepare(post(), PNG), Prepared)
    looks = stage.requests("GET", "/proxy/2/media/upload")
    assert [look.query for look in looks] == [{"command": ["STATUS"], "media_id": ["55"]}] * 2


def test_a_picture_x_never_finishes_is_not_used(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", "/proxy/2/media/upload", processing("pending"))
    stage.on("GET", "/proxy/2/media/upload", processing("in_progress"))
    assert isinstance(network.prepare(post(), PNG), NotSent)
    assert stage.requests("POST", "/proxy/2/media/metadata") == []


def test_a_picture_x_cannot_use_is_refused_in_its_words(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", "/proxy/2/media/upload", processing("failed", error={"code": 1, "message": "InvalidMedia"}))
    refused = network.prepare(post(), PNG)
    assert isinstance(refused, Rejected)
    assert "InvalidMedia" in refused.reason


def test_alt_text_that_could_not_be_set_is_tried_again_before_anything_is_posted(
    stage: Stage, network: XNetwork
) -> None:
    stage.on("POST", "/proxy/2/media/metadata", Reply(503))
    assert isinstance(network.prepare(post(), PNG), NotSent)


def problem(detail: str) -> dict[str, object]:
    return {"title": "Forbidden", "type": "about:blank", "status": 403, "detail": detail}


@pytest.mark.parametrize(
    ("status", "said", "verdict"),
    [
        (403, problem("You are not allowed to create a Tweet with duplicate content."), Unknown),
        (403, problem("You can only reply to or quote posts where you are mentioned or are the author"), Rejected),
        (403, problem("Your Tweet text is too long."), Rejected),
        (403, problem("You are not permitted to perform this action."), AccountBroken),
        (403, problem("Your client app is not configured with the appropriate oauth1 app permissions"), AccountBroken),
        (403, [], AccountBroken),
        (402, {"title": "CreditsDepleted", "detail": "Your enrolled account does not have any credits"}, AccountBroken),
        (400, {"detail": "invalid", "errors": [{"message": "Your media IDs are invalid."}]}, NotSent),
        (400, {"detail": "One or more parameters to your request was invalid."}, Rejected),
    ],
)
def test_xs_refusals_are_told_apart(stage: Stage, network: XNetwork, status: int, said: object, verdict: type) -> None:
    stage.on("POST", "/proxy/2/tweets", Reply(status, json=said))
    assert isinstance(network.publish(Prepared(post()), "key"), verdict)


def test_a_duplicate_is_named_so_that_it_is_looked_for(stage: Stage, network: XNetwork) -> None:
    stage.on("POST", "/proxy/2/tweets", Reply(403, json=problem("… duplicate content.")))
    assert network.publish(Prepared(post()), "key") == Unknown("duplicate")


def test_an_account_says_whom_its_token_speaks_for(stage: Stage, network: XNetwork) -> None:
    identity = network.identity()
    assert isinstance(identity, Identity)
    # Whether that is the account the settings name is for the door to judge.
    assert (identity.id, identity.name) == ("77", "@Azat")


def test_the_public_address_names_the_account(network: XNetwork) -> None:
    sent = network.publish(Prepared(post()), "key")
    assert isinstance(sent, Sent)
    assert sent.receipt.url == "https://x.com/azat/status/99"
