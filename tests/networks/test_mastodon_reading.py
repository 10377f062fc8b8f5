from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.campaign.outcome import AccountBroken, NotSent
from bot.networks.mastodon import MastodonNetwork
from bot.ports import Blind, Looked, Sought
from tests.networks.mastodon_html import html_of
from tests.networks.posts import mastodon
from tests.networks.stage import LOST, Asked, Reply, Script, Stage

SINCE = datetime(2023, 8, 30, 12, tzinfo=UTC)
DATE = {"Date": "Wed, 30 Aug 2023 12:03:00 GMT"}
LIST = "/api/v1/accounts/7/statuses"
TEXT = "Plus que 3 jours : https://example.com/a/b?c=1&d=2#e\n\n#FreeAzat"


@pytest.fixture
def network(stage: Stage) -> Iterator[MastodonNetwork]:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(json={"id": "7", "acct": "azat"}))
    network = mastodon(stage)
    yield network
    network.close()


def status(own: int, text: str = TEXT, at: datetime = SINCE, *media: str, **more: object) -> dict[str, Any]:
    return {
        "id": str(own),
        "created_at": at.isoformat().replace("+00:00", "Z"),
        "content": html_of(text),
        "visibility": "public",
        "account": {"id": "7"},
        "url": f"https://mastodon.example/@azat/{own}",
        "media_attachments": [{"id": one} for one in media],
        "reblog": None,
        **more,
    }


def shown(stage: Stage, *statuses: dict[str, Any], headers: dict[str, str] | None = None) -> None:
    """The account's statuses, newest first, in pages as the server is asked for them."""

    def answer(asked: Asked) -> Reply:
        upto = int(asked.query.get("max_id", ["9" * 20])[0])
        page = [one for one in statuses if int(one["id"]) < upto][: int(asked.query["limit"][0])]
        return Reply(json=page, headers=headers or DATE)

    stage.on("GET", LIST, answer)


def sought(*texts: str, media: str = "", has_picture: bool | None = False, not_these: str = "") -> Sought:
    media_ids = frozenset(media.split())
    return Sought(frozenset(texts), media_ids, frozenset(), has_picture, SINCE, not_these=frozenset(not_these.split()))


def ids(looked: object) -> list[str]:
    assert isinstance(looked, Looked), looked
    return [receipt.remote_id for receipt in looked.found]


def test_a_post_is_found_by_its_words_and_its_address_told(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(12, "Autre chose"), status(11))
    [found] = network.find_own_posts(sought(TEXT)).found  # type: ignore[union-attr] # anything else fails here
    assert (found.remote_id, found.url) == ("11", "https://mastodon.example/@azat/11")


def test_copies_are_told_oldest_first(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(13), status(12, "Entre deux"), status(11))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11", "13"]


def test_the_pictures_own_id_tells_whatever_the_words_became(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(11, "…", SINCE, "501"), status(10, "…", SINCE, "500"))
    assert ids(network.find_own_posts(sought(TEXT, media="501 502", has_picture=True))) == ["11"]


def test_with_or_without_a_picture_it_may_be_the_post_of_which_no_call_is_on_record(
    stage: Stage, network: MastodonNetwork
) -> None:
    shown(stage, status(12, TEXT, SINCE, "900"), status(11))
    assert ids(network.find_own_posts(sought(TEXT, has_picture=None))) == ["11", "12"]


@pytest.mark.parametrize(
    "other",
    [
        status(11, TEXT.replace("3", "2")),
        status(11, TEXT.replace("d=2", "d=3")),
        status(11, TEXT + " !"),
        status(11, TEXT, SINCE - timedelta(hours=1)),
        status(11, TEXT, SINCE, "900"),
        status(11, reblog={"id": "3"}),
        status(11, visibility="direct"),
        status(11, account={"id": "8"}),
    ],
    ids=["another day", "another link", "a word more", "older", "a picture", "a boost", "direct", "somebody else's"],
)
def test_another_post_is_never_taken_for_ours(stage: Stage, network: MastodonNetwork, other: dict[str, Any]) -> None:
    shown(stage, other)
    stage.on("GET", "/api/v1/statuses/11/source", Reply(json={"id": "11", "text": "Plus que 2 jours"}))
    assert ids(network.find_own_posts(sought(TEXT))) == []


def test_a_post_of_another_delivery_is_left_out_even_with_the_same_words(
    stage: Stage, network: MastodonNetwork
) -> None:
    shown(stage, status(12), status(11))
    assert ids(network.find_own_posts(sought(TEXT, not_these="11 9"))) == ["12"]


def test_a_post_for_followers_is_ours_too(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(11, visibility="private"))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]


def test_a_post_that_lost_its_picture_on_an_old_server_is_ours(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(11))
    assert ids(network.find_own_posts(sought(TEXT, media="501", has_picture=True))) == ["11"]


def test_what_was_written_counts_where_a_server_has_a_markup_of_its_own(stage: Stage, network: MastodonNetwork) -> None:
    text = "Plus que *3* jours pour #FreeAzat"
    shown(stage, status(11, content="<p>Plus que <em>3</em> jours pour FreeAzat</p>"))
    stage.on("GET", "/api/v1/statuses/11/source", Reply(json={"id": "11", "text": text}))
    assert ids(network.find_own_posts(sought(text))) == ["11"]
    assert ids(network.find_own_posts(sought(text.replace("3", "2")))) == []


def test_a_server_without_sources_is_read_by_its_html(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(12, TEXT.replace("3", "2")), status(11))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]


def test_a_source_that_cannot_be_read_now_leaves_it_open(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(12, TEXT.replace("3", "2")))
    for reply in (Reply(503), Reply(429), LOST):
        stage.on("GET", "/api/v1/statuses/12/source", reply)
        assert isinstance(network.find_own_posts(sought(TEXT)), NotSent)


def test_pages_are_turned_until_they_are_older_than_the_post_can_be(stage: Stage, network: MastodonNetwork) -> None:
    newer = [status(2000 - n, f"Autre {n}", SINCE + timedelta(hours=1)) for n in range(90)]
    older = [status(1000 - n, f"Ancien {n}", SINCE - timedelta(days=1)) for n in range(90)]
    shown(stage, *newer, status(1500), *older)
    assert ids(network.find_own_posts(sought(TEXT))) == ["1500"]
    assert len(stage.requests("GET", LIST)) == 3
    assert stage.asked[-1].query == {"limit": ["40"], "exclude_reblogs": ["true"], "max_id": ["1921"]}


def test_a_servers_clock_that_is_behind_does_not_hide_a_post(stage: Stage, network: MastodonNetwork) -> None:
    behind = SINCE - timedelta(hours=2)
    older = [status(900 - n, "Ancien", behind - timedelta(hours=1)) for n in range(40)]
    shown(stage, status(1000, TEXT, behind), *older, headers={"Date": "Wed, 30 Aug 2023 10:03:00 GMT"})
    assert ids(network.find_own_posts(sought(TEXT))) == ["1000"]


ENDLESS = [status(100 - n, f"Autre {n}") for n in range(40)]


def test_a_server_that_ignores_paging_is_not_asked_for_ever_nor_believed(
    stage: Stage, network: MastodonNetwork
) -> None:
    stage.on("GET", LIST, Reply(json=ENDLESS, headers=DATE))
    assert network.find_own_posts(sought("Ici")) == NotSent("account not read to its end")
    assert len(stage.requests("GET", LIST)) == 2


def test_a_post_that_is_there_is_found_also_where_a_server_ignores_paging(
    stage: Stage, network: MastodonNetwork
) -> None:
    stage.on("GET", LIST, Reply(json=[status(12, "Autre"), status(11)], headers=DATE))
    assert ids(network.find_own_posts(sought(TEXT))) == ["11"]


def test_a_source_that_is_missing_does_not_make_a_long_account_unreadable(
    stage: Stage, network: MastodonNetwork
) -> None:
    def page(asked: Asked) -> Reply:
        upto = int(asked.query.get("max_id", ["1000"])[0])
        return Reply(json=[status(upto - 1, TEXT.replace("3", "2"))], headers=DATE)

    stage.on("GET", LIST, page)
    assert network.find_own_posts(sought(TEXT)) == NotSent("account not read to its end")


def test_an_account_that_never_ends_is_given_up(stage: Stage, network: MastodonNetwork) -> None:
    def page(asked: Asked) -> Reply:
        upto = int(asked.query.get("max_id", ["100000"])[0])
        return Reply(json=[status(upto - 1 - n, "Autre chose") for n in range(40)], headers=DATE)

    stage.on("GET", LIST, page)
    assert network.find_own_posts(sought("Ici")) == NotSent("account not read to its end")
    assert len(stage.requests("GET", LIST)) == 25


WHOLE = Reply(json=ENDLESS, headers=DATE)


@pytest.mark.parametrize(
    ("replies", "verdict"),
    [
        ([Reply(429, {"error": "Too many requests"})], NotSent),
        ([Reply(503)], NotSent),
        ([LOST], NotSent),
        ([Reply(302, headers={"Location": "https://elsewhere.example/"})], NotSent),
        ([Reply(body=b"<html>welcome</html>")], NotSent),
        ([Reply(json={"error": "odd"})], NotSent),
        ([Reply(json=[{"content": "no id"}])], NotSent),
        ([Reply(422)], NotSent),
        ([WHOLE, Reply(502)], NotSent),
        ([WHOLE, LOST], NotSent),
        ([WHOLE, Reply(body=b"[{")], NotSent),
        ([Reply(401, {"error": "revoked"})], AccountBroken),
        ([Reply(403, {"error": "This action is outside the authorized scopes"})], Blind),
        ([Reply(404)], Blind),
    ],
)
def test_an_incomplete_read_is_never_an_absence(
    stage: Stage, network: MastodonNetwork, replies: list[Script], verdict: type
) -> None:
    stage.on("GET", LIST, *replies)
    assert isinstance(network.find_own_posts(sought("Ici")), verdict)


def test_a_rate_limit_says_when_to_look_again(stage: Stage, network: MastodonNetwork) -> None:
    headers = {"X-RateLimit-Reset": "2023-08-30T12:15:00.000000Z"}
    stage.on("GET", LIST, Reply(429, {"error": "Too many requests"}, headers))
    told = network.find_own_posts(sought("Ici"))
    assert isinstance(told, NotSent)
    assert told.retry_at == SINCE + timedelta(minutes=15)


def test_who_we_are_is_asked_once(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage)
    network.find_own_posts(sought("Ici"))
    network.find_own_posts(sought("Ici"))
    assert len(stage.requests("GET", "/api/v1/accounts/verify_credentials")) == 1


def test_an_account_that_cannot_be_known_now_cannot_be_read_now(stage: Stage, network: MastodonNetwork) -> None:
    stage.on("GET", "/api/v1/accounts/verify_credentials", Reply(503))
    assert isinstance(network.find_own_posts(sought("Ici")), NotSent)


def test_an_empty_text_matches_nothing(stage: Stage, network: MastodonNetwork) -> None:
    shown(stage, status(11, ""), status(10, "", SINCE, "5"))
    assert ids(network.find_own_posts(sought("", media="501", has_picture=True))) == []
