from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot.campaign.model import DEFAULT_LIMITS, Limits, NetworkName
from bot.campaign.outcome import NotSent, Rejected, Sent, Unknown
from bot.networks.mastodon import MastodonNetwork, language_tag
from bot.ports import Identity, Prepared
from tests.networks.posts import PNG, mastodon, post
from tests.networks.stage import Reply, Stage, payload

STATUS = Reply(json={"id": "9", "url": "https://mastodon.example/@azat/9"})
OWN = DEFAULT_LIMITS[NetworkName.MASTODON]


@pytest.fixture
def network(stage: Stage) -> Iterator[MastodonNetwork]:
    network = mastodon(stage)
    yield network
    network.close()


def instance(**configuration: object) -> Reply:
    return Reply(json={"configuration": configuration})


@pytest.mark.parametrize(
    ("language", "stored"),
    [("fr", "fr"), ("hy", "hy"), ("pt-BR", "pt"), ("PT", "pt"), ("ckb", "ckb"), ("zh-tw", "zh-TW"), ("zh-Hans", "zh")],
)
def test_the_language_goes_out_as_real_servers_store_it(language: str, stored: str) -> None:
    assert language_tag(language) == stored


def test_a_status_says_all_that_servers_would_otherwise_assume(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("POST", "/api/v1/statuses", STATUS)
    network.publish(Prepared(post("Où est Ազատ ?", "pt-BR")), "clé/é")
    [asked] = stage.asked
    assert asked.form == {
        "status": ["Où est Ազատ ?"],
        "visibility": ["public"],
        "language": ["pt"],
        "sensitive": ["0"],
    }
    assert asked.headers["idempotency-key"] == "cl%C3%A9/%C3%A9"
    assert asked.headers["authorization"] == "Bearer a-token"


def test_a_warning_marks_the_post_as_sensitive_on_servers_that_do_not_infer_it(
    stage: Stage, network: MastodonNetwork
) -> None:
    stage.on("POST", "/api/v1/statuses", STATUS)
    network.publish(Prepared(post(warning="Prison")), "key")
    assert stage.asked[0].form["spoiler_text"] == ["Prison"]
    assert stage.asked[0].form["sensitive"] == ["1"]


def test_nothing_is_asked_but_what_is_needed(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("POST", "/api/v2/media", Reply(json={"id": "5", "url": "https://mastodon.example/5.png"}))
    stage.on("POST", "/api/v1/statuses", STATUS)
    ready = network.prepare(post(), PNG)
    assert isinstance(ready, Prepared)
    assert isinstance(network.publish(ready, "key"), Sent)
    assert [(asked.method, asked.target) for asked in stage.asked] == [
        ("POST", "/api/v2/media"),
        ("POST", "/api/v1/statuses"),
    ]
    assert stage.asked[1].form["media_ids[]"] == ["5"]
    assert payload(stage.asked[0].parts["file"]) == PNG.data
    assert stage.asked[0].parts["file"].get_content_type() == "image/png"


def test_a_picture_still_being_processed_is_waited_for(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("POST", "/api/v2/media", Reply(202, json={"id": "5", "url": None}))
    stage.on("GET", "/api/v1/media/5", Reply(206, json={"id": "5"}), Reply(200, json={"id": "5", "url": "https://x"}))
    assert network.prepare(post(), PNG) == Prepared(post(), PNG, ("5",))
    assert len(stage.requests("GET", "/api/v1/media/5")) == 2


def test_a_picture_that_is_never_ready_ends_with_the_deadline(stage: Stage) -> None:
    stage.on("POST", "/api/v2/media", Reply(202, json={"id": "5", "url": None}))
    stage.on("GET", "/api/v1/media/5", Reply(206, json={"id": "5"}))
    network = mastodon(stage, deadline_s=0.5)
    assert isinstance(network.prepare(post(), PNG), NotSent)
    network.close()
    assert len(stage.requests("GET", "/api/v1/media/5")) <= 4


def test_a_picture_whose_processing_failed_is_refused(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("POST", "/api/v2/media", Reply(202, json={"id": "5", "url": None}))
    stage.on("GET", "/api/v1/media/5", Reply(422, json={"error": "Error processing thumbnail for uploaded media"}))
    assert isinstance(network.prepare(post(), PNG), Rejected)


def test_a_picture_without_alt_text_is_uploaded_without_a_description(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("POST", "/api/v2/media", Reply(json={"id": "5"}))
    network.prepare(post(), type(PNG)(PNG.data, PNG.mime, PNG.sha256, ""))
    assert set(stage.asked[0].parts) == {"file"}


@pytest.mark.parametrize("status", [400, 422])
@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        ("Cannot attach files that have not finished processing. Try again in a moment!", NotSent),
        ("Media 5 not found", NotSent),
        ("Media 5 not found or already attached to another post", Unknown),
        ("media 5 already attached to status", Unknown),
        ("Validation failed: Text can't be blank", Rejected),
        ("status too long, 600 characters provided but limit is 500", Rejected),
    ],
)
def test_mastodon_says_422_and_gotosocial_400_for_the_same_things(
    stage: Stage, network: MastodonNetwork, status: int, error: str, verdict: type
) -> None:
    stage.on("POST", "/api/v1/statuses", Reply(status, json={"error": error}))
    assert isinstance(network.publish(Prepared(post()), "key"), verdict)


def test_limits_are_the_servers_own(stage: Stage, network: MastodonNetwork) -> None:
    told = instance(
        statuses={"max_characters": 5000, "characters_reserved_per_url": 25},
        media_attachments={"description_limit": 1000, "image_size_limit": 40_000_000},
    )
    stage.on("GET", "/api/v2/instance", told)
    assert network.limits() == Limits(5000, 5000, 25, 1000, 40_000_000)
    assert [asked.target for asked in stage.asked] == ["/api/v2/instance"]


@pytest.mark.parametrize(
    ("v2", "v1", "limits"),
    [
        (Reply(404), instance(statuses={"max_characters": 640}), Limits(640, 640, 23, 1500, OWN.picture_bytes)),
        (Reply(404), Reply(json={"max_toot_chars": 5000}), Limits(5000, 5000, 23, 1500, OWN.picture_bytes)),
        (Reply(404), Reply(404), OWN),
        (Reply(404), Reply(410), OWN),
        (Reply(json={"configuration": {"statuses": {"max_characters": "many"}}}), Reply(404), OWN),
        (Reply(json={"configuration": None}), Reply(404), OWN),
        (Reply(503), instance(statuses={"max_characters": 640}), Limits(640, 640, 23, 1500, OWN.picture_bytes)),
    ],
)
def test_limits_a_server_does_not_tell_are_mastodons_own(
    stage: Stage, network: MastodonNetwork, v2: Reply, v1: Reply, limits: Limits
) -> None:
    stage.on("GET", "/api/v2/instance", v2)
    stage.on("GET", "/api/v1/instance", v1)
    assert network.limits() == limits


@pytest.mark.parametrize(
    ("v2", "v1"),
    [
        (Reply(503), Reply(503)),
        (Reply(500), Reply(429)),
        (Reply(404), Reply(502)),
        (Reply(503), Reply(404)),
        (Reply(401), Reply(403)),
        (Reply(body=b"<html>"), Reply(body=b"[")),
    ],
)
def test_a_server_that_cannot_be_asked_now_says_nothing_of_its_limits(
    stage: Stage, network: MastodonNetwork, v2: Reply, v1: Reply
) -> None:
    stage.on("GET", "/api/v2/instance", v2)
    stage.on("GET", "/api/v1/instance", v1)
    assert network.limits() is None


@pytest.mark.parametrize("reading", ["publish", "identity"])
def test_an_answer_cut_anywhere_is_never_taken_for_a_whole_one(stage: Stage, reading: str) -> None:
    network = mastodon(stage)
    whole = len(STATUS.on_the_wire())

    def cut(at: int) -> object:
        reply = Reply(json=STATUS.json, bytes_written=at)
        stage.on("POST", "/api/v1/statuses", reply)
        stage.on("GET", "/api/v1/accounts/verify_credentials", reply)
        return network.publish(Prepared(post()), "key") if reading == "publish" else network.identity()

    verdicts = {type(cut(at)) for at in range(0, whole, 3)}
    assert verdicts == {Unknown if reading == "publish" else NotSent}
    network.close()


def test_closing_closes_the_connections_at_once(stage: Stage) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json={"id": "7"}))
    network = mastodon(stage)
    gc.disable()
    try:
        network.identity()
        network.close()
        assert stage.closed.acquire(timeout=20)
    finally:
        gc.enable()


def test_an_id_that_comes_as_a_number_is_kept_as_text(stage: Stage, network: MastodonNetwork) -> None:
    own = {"id": 12345, "acct": "azat", "url": "https://mastodon.example/@azat"}
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json=own))
    assert network.identity() == Identity("12345", "azat", "https://mastodon.example/@azat")


@pytest.mark.parametrize("body", [b"<html>Welcome to our network</html>", b"{}", b"[]", b'{"id": 5, "status": "ok"}'])
def test_what_is_no_account_at_all_is_nobodys_answer(stage: Stage, network: MastodonNetwork, body: bytes) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(200, body=body))
    assert network.identity() == NotSent("unreadable answer: 200")
