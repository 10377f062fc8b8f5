"""What one status says of a photo and its author, and what a hostile one may say."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.candidate import AuthorIs, Reach, Source
from bot.campaign.tags import Exact, LookAlike, Nothing
from bot.networks.mastodon_found import Server, found_in, together
from bot.ports import Found, Shown
from tests.networks.mastodon_tags import SINCE, WANTED, status

HOME = Server("mastodon.example", is_own=True, own_host="mastodon.example")
ELSEWHERE = Server("armenia.example", is_own=False, own_host="mastodon.example")
ACCOUNT = {"id": "7", "acct": "anna@elsewhere.example", "url": "https://elsewhere.example/@anna"}


def found(server: Server = HOME, **fields: Any) -> Found:
    told = found_in(status("9", **fields), server, WANTED)
    assert told is not None
    return told


def author(server: Server = HOME, **facts: Any) -> frozenset[AuthorIs]:
    return found(server, account={**ACCOUNT, **facts}).candidate.author


def test_an_ordinary_photo_is_told_in_the_campaigns_words() -> None:
    told = found(text="Ici <a>#FreeAzat</a>", language="fr")
    candidate = told.candidate
    assert candidate.identity == "https://elsewhere.example/users/anna/statuses/9"
    assert (candidate.source, candidate.reach, candidate.instant) == (Source.PUBLIC_POST, Reach.PUBLIC, SINCE)
    assert (candidate.tag, candidate.images, candidate.alts) == (Exact("#FreeAzat"), 1, ("",))
    assert (told.remote_id, told.author, told.language) == ("9", "https://elsewhere.example/@anna", "fr")
    assert told.pictures == (Shown("https://files.example/1.jpg"),)
    assert candidate.author == frozenset()
    said = (candidate.sensitive, candidate.edited, candidate.mentions_campaign, candidate.other_media)
    assert not any(said)


def test_a_boost_is_the_original_by_its_own_author() -> None:
    told = found_in({"id": "77", "created_at": "2023-09-01T00:00:00Z", "reblog": status("9")}, HOME, WANTED)
    assert told is not None
    assert (told.remote_id, told.candidate.source, told.candidate.instant) == ("9", Source.BOOST, SINCE)
    assert told.candidate.key == found().candidate.key


def test_a_post_of_another_server_has_no_id_that_could_be_boosted() -> None:
    assert found(ELSEWHERE).remote_id == ""


@pytest.mark.parametrize(
    ("facts", "fact"),
    [
        ({"bot": True}, AuthorIs.BOT),
        ({"locked": True}, AuthorIs.LOCKED),
        ({"noindex": True}, AuthorIs.NOT_TO_BE_FOUND),
        ({"discoverable": False}, AuthorIs.NOT_TO_BE_FOUND),
        ({"note": "<p>Bonjour ! <a>#<span>NoBot</span></a></p>"}, AuthorIs.NO_BOT),
        ({"fields": [{"name": "Rules", "value": "#nobots"}]}, AuthorIs.NO_BOT),
        ({"acct": "azat"}, AuthorIs.OWN),
        ({"acct": "Azat_HY@armenia.example"}, AuthorIs.OWN),
    ],
)
def test_an_authors_wishes_are_heard(facts: dict[str, Any], fact: AuthorIs) -> None:
    assert author(**facts) == {fact}


@pytest.mark.parametrize(
    "facts",
    [
        {"discoverable": None},
        {"indexable": False},
        {"note": "<p>I know nobody</p>"},
        {"acct": "azat@elsewhere.example"},
    ],
)
def test_what_says_nothing_is_no_wish(facts: dict[str, Any]) -> None:
    assert author(**facts) == frozenset()


def test_handles_without_a_host_are_of_the_server_that_writes_them() -> None:
    assert author(ELSEWHERE, acct="azat") == frozenset()
    assert author(ELSEWHERE, acct="azat_hy") == {AuthorIs.OWN}
    assert author(ELSEWHERE, acct="azat@mastodon.example") == {AuthorIs.OWN}


@pytest.mark.parametrize(
    ("visibility", "reach"),
    [("unlisted", Reach.UNLISTED), ("private", Reach.FOLLOWERS), ("direct", Reach.DIRECT), ("local", Reach.FOLLOWERS)],
)
def test_what_is_not_said_to_be_public_is_not(visibility: str, reach: Reach) -> None:
    assert found(visibility=visibility).candidate.reach is reach
    assert found(visibility=None).candidate.reach is Reach.FOLLOWERS


def test_warnings_mentions_replies_and_other_media_are_told() -> None:
    media = [
        {"id": "1", "type": "image", "url": "https://f.example/1", "description": "Une affiche"},
        {"id": "2", "type": "gifv"},
        {"id": "3", "type": "unknown", "url": None, "remote_url": "https://f.example/a/3.JPEG?x=1"},
        {"id": "4", "type": "unknown", "remote_url": "https://f.example/4.mp4"},
    ]
    candidate = found(
        media_attachments=media,
        spoiler_text="Prison",
        in_reply_to_id=3,
        edited_at="2023-08-30T13:00:00Z",
        mentions=[{"acct": "boris"}, {"acct": "azat"}],
    ).candidate
    assert (candidate.images, candidate.other_media, candidate.alts) == (2, 2, ("Une affiche", ""))
    assert (candidate.sensitive, candidate.mentions_campaign, candidate.edited) == (True, True, True)
    assert candidate.source is Source.REPLY


@pytest.mark.parametrize("sensitive", [True, 1, "yes", {}])
def test_anything_but_a_no_is_sensitive(sensitive: object) -> None:
    assert found(sensitive=sensitive).candidate.sensitive


def test_tags_count_as_listed_or_as_written_and_look_alikes_are_told() -> None:
    assert found(tags=[], text="Ici #freeazat").candidate.tag == Exact("#FreeAzat")
    assert isinstance(found(tags=[{"name": "freeazatt"}], text="Ici").candidate.tag, LookAlike)
    assert found(tags=[], text="Ici").candidate.tag == Nothing()
    assert found(tags=[], text='<a href="https://x.example/#FreeAzat">Ici</a>').candidate.tag == Nothing()


def test_of_two_views_of_a_post_the_more_careful_one_counts() -> None:
    own = found()
    other = found(ELSEWHERE, sensitive=True, account={**ACCOUNT, "noindex": True})
    both = together(own, other)
    assert (both.remote_id, both.fingerprint) == (own.remote_id, own.fingerprint)
    assert both.candidate.sensitive
    assert both.candidate.author == {AuthorIs.NOT_TO_BE_FOUND}


@pytest.mark.parametrize("missing", ["id", "uri", "created_at", "account"])
def test_without_a_name_a_time_or_an_author_there_is_nothing_to_say(missing: str) -> None:
    told = status("9", url=None)
    del told[missing]
    assert found_in(told, HOME, WANTED) is None


def test_only_web_addresses_are_shown_to_people() -> None:
    assert found(url="javascript:alert(1)").url == ""


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = sorted({*status("9"), "reblog", "mentions", "spoiler_text", "language", "edited_at", "in_reply_to_id"})


@given(st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=5))
def test_no_status_however_broken_raises(fields: dict[str, Any]) -> None:
    found_in({**status("9"), **fields}, HOME, WANTED)


@given(st.dictionaries(st.sampled_from(["acct", "url", "uri", "id", "note", "fields", "bot", "noindex"]), ANYTHING))
def test_no_account_however_broken_raises(fields: dict[str, Any]) -> None:
    found_in(status("9", account=fields), HOME, WANTED)


@given(st.lists(ANYTHING, max_size=4), st.lists(ANYTHING, max_size=4), st.lists(ANYTHING, max_size=4))
def test_no_list_however_broken_raises(media: list[Any], tags: list[Any], mentions: list[Any]) -> None:
    found_in(status("9", media_attachments=media, tags=tags, mentions=mentions), HOME, WANTED)


@pytest.mark.parametrize(
    "html", ["<" * 200_000, "<![" * 50_000, "<a " * 70_000, "&#" * 100_000, "<!--" * 60_000, "#FreeAzat " * 60_000]
)
def test_html_of_any_size_costs_little(html: str) -> None:
    before = datetime.now(UTC)  # noqa: TID251 -- how long it takes is what is tested
    found(text=html, account={**ACCOUNT, "note": html, "fields": [{"name": html, "value": html}] * 200})
    assert (datetime.now(UTC) - before).total_seconds() < 3  # noqa: TID251 -- the same


def test_lists_of_any_length_are_read_so_far() -> None:
    told = found(media_attachments=[{"id": str(n), "type": "image"} for n in range(10_000)])
    assert told.candidate.images == 100
