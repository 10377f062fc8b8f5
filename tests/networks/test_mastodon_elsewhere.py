"""Posts found on other servers, and what is said to the account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.campaign.candidate import AuthorIs
from bot.campaign.outcome import AccountBroken, NotSent
from bot.networks.mastodon_intake import MastodonIntake
from bot.ports import Found, Page, Wanted
from tests.networks.mastodon_tags import SINCE, TAG, WANTED, Timeline, intake, minutes, read_on, status
from tests.networks.stage import Asked, Reply, Script, Stage

SEARCH = "/api/v2/search"
MENTIONS = "/api/v1/notifications"


@pytest.fixture
def other() -> Iterator[Stage]:
    running = Stage()
    yield running
    running.close()


@pytest.fixture
def reader(stage: Stage, other: Stage) -> Iterator[MastodonIntake]:
    reader = intake(stage, other.address, f"{stage.address}/")
    yield reader
    reader.close()


def name(other: Stage) -> str:
    return f"#FreeAzat {other.address}"


def page(reader: MastodonIntake, other: Stage) -> tuple[Found, ...]:
    told = reader.photos_since(name(other), "", WANTED)
    assert isinstance(told, Page), told
    return told.found


def listed(other: Stage, *statuses: dict[str, Any]) -> None:
    other.on("GET", TAG, Reply(json=list(statuses)))


def knows(stage: Stage, **more: Any) -> None:
    """The own server knows what is looked up, under the id 500 and whatever else is said."""

    def answer(asked: Asked) -> Reply:
        [uri] = asked.query["q"]
        return Reply(json={"statuses": [{**status("500", minutes(1)), "uri": uri, **more}]})

    stage.on("GET", SEARCH, answer)


def test_each_tag_has_a_cursor_of_its_own_on_each_server(reader: MastodonIntake, other: Stage) -> None:
    wanted = Wanted(("#FreeAzat", "#freeazat", "#СвободуАзату"), SINCE)
    assert list(reader.cursors(wanted)) == [
        "#FreeAzat",
        f"#FreeAzat {other.address}",
        "#СвободуАзату",
        f"#СвободуАзату {other.address}",
    ]


def test_a_post_found_elsewhere_is_shown_as_the_own_server_knows_it(
    stage: Stage, other: Stage, reader: MastodonIntake
) -> None:
    listed(other, status("9abc", minutes(1)))
    knows(stage, media_attachments=[{"id": "own", "type": "image", "url": "https://mastodon.example/1.jpg"}])
    [found] = page(reader, other)
    assert found.remote_id == "500"
    assert found.candidate.identity == "https://elsewhere.example/users/anna/statuses/9abc"
    assert found.pictures[0].address == "https://mastodon.example/1.jpg"
    assert "authorization" not in other.asked[0].headers, "our token is for our server alone"
    assert stage.asked[0].query["resolve"] == ["true"]


def test_what_the_own_server_cannot_find_has_no_remote_id(stage: Stage, other: Stage, reader: MastodonIntake) -> None:
    listed(other, status("9abc", minutes(1)))
    stage.on("GET", SEARCH, Reply(json={"statuses": [status("500", uri="https://elsewhere.example/another")]}))
    assert [found.remote_id for found in page(reader, other)] == [""]


def test_an_authors_wish_that_one_server_tells_of_counts_everywhere(
    stage: Stage, other: Stage, reader: MastodonIntake
) -> None:
    account = {"acct": "anna", "url": "https://elsewhere.example/@anna", "noindex": True}
    listed(other, status("9abc", minutes(1), account=account))
    [found] = page(reader, other)
    assert found.candidate.author == {AuthorIs.NOT_TO_BE_FOUND}
    assert stage.asked == [], "nor is the post brought to our server by us"


def test_a_post_without_a_picture_is_not_looked_up(stage: Stage, other: Stage, reader: MastodonIntake) -> None:
    listed(other, status("9abc", minutes(1), media_attachments=[]))
    assert len(page(reader, other)) == 1
    assert stage.asked == []


def test_what_was_looked_up_is_not_looked_up_again(stage: Stage, other: Stage, reader: MastodonIntake) -> None:
    listed(other, status("9abc", minutes(1)))
    knows(stage)
    assert page(reader, other) == page(reader, other)
    assert len(stage.requests("GET", SEARCH)) == 1


@pytest.mark.parametrize("status_code", [401, 403, 404])
def test_a_server_that_looks_nothing_up_costs_no_photo(
    stage: Stage, other: Stage, reader: MastodonIntake, status_code: int
) -> None:
    listed(other, status("9abc", minutes(1)))
    stage.on("GET", SEARCH, Reply(status_code, {"error": "no"}))
    assert [found.remote_id for found in page(reader, other)] == [""]


def test_a_look_up_that_fails_is_tried_again_three_times_and_then_holds_up_nobody(
    stage: Stage, other: Stage, reader: MastodonIntake
) -> None:
    listed(other, status("9abc", minutes(1)))
    stage.on("GET", SEARCH, Reply(500))
    for _ in range(2):
        assert isinstance(reader.photos_since(name(other), "", WANTED), NotSent)
    assert [found.remote_id for found in page(reader, other)] == [""]


def test_looking_up_leaves_the_accounts_posts_their_allowance(
    stage: Stage, other: Stage, reader: MastodonIntake
) -> None:
    listed(other, *(status(f"9abc{n}", minutes(n)) for n in range(3)))
    headers = {"X-RateLimit-Remaining": "59", "X-RateLimit-Reset": "2023-08-30T12:05:00Z"}
    stage.on("GET", SEARCH, Reply(json={"statuses": []}, headers=headers))
    told = reader.photos_since(name(other), "", WANTED)
    assert told == NotSent("rate limit", minutes(5))
    assert len(stage.requests("GET", SEARCH)) == 1


@pytest.mark.parametrize("reply", [Reply(401, {"error": "This API requires an authenticated user"}), Reply(403)])
def test_another_servers_refusal_never_breaks_our_account(other: Stage, reader: MastodonIntake, reply: Reply) -> None:
    other.on("GET", TAG, reply)
    assert isinstance(reader.photos_since(name(other), "", WANTED), NotSent)


def test_a_server_that_is_no_longer_named_is_not_asked(reader: MastodonIntake) -> None:
    assert reader.photos_since("#FreeAzat https://gone.example", "x", WANTED) == Page()


def test_nothing_is_passed_by_elsewhere_either(stage: Stage, other: Stage, reader: MastodonIntake) -> None:
    knows(stage)
    line = Timeline(other)
    made = [line.add(minutes(number)) for number in range(35)]
    told, _ = read_on(reader, name=name(other))
    assert told == made


def mention(own: int, text: str, minute: float = 1, **more: Any) -> dict[str, Any]:
    said = {**status(str(1000 + own), minutes(minute)), "content": text, "in_reply_to_id": None, **more}
    return {"id": str(own), "type": "mention", "created_at": said["created_at"], "status": said}


def mentions(stage: Stage, *told: Any) -> None:
    def answer(asked: Asked) -> Reply:
        above, below = (int(asked.query.get(key, [other])[0]) for key, other in (("min_id", "0"), ("max_id", "9999")))
        good = [one for one in told if above < int(one["id"]) < below]
        return Reply(json=(good[:40] if above else good[-40:])[::-1])

    stage.on("GET", MENTIONS, answer)


def test_what_is_said_to_us_comes_once_oldest_first_without_our_handle(stage: Stage, reader: MastodonIntake) -> None:
    handle = (
        '<span class="h-card"><a href="https://m.example/@azat" class="u-url mention">@<span>azat</span></a></span>'
    )
    early = mention(1, "Avant", -5)
    mentions(stage, early, mention(2, f"<p>{handle} STOP</p>"), mention(3, f"<p>{handle}, @boris@x.example oui</p>"))
    told = reader.sayings_since("", WANTED)
    assert isinstance(told, Page)
    assert [said.text for said in told.sayings] == ["STOP", "oui"]
    assert told.sayings[0].author == "https://elsewhere.example/@anna"
    after = reader.sayings_since(told.cursor, WANTED)
    assert isinstance(after, Page)
    assert (after.sayings, after.more) == ((), False)
    mentions(stage, *(mention(n, f"{n}") for n in range(1, 100)))
    cursor, heard = after.cursor, []
    for _ in range(5):
        following = reader.sayings_since(cursor, WANTED)
        assert isinstance(following, Page)
        heard += [said.text for said in following.sayings]
        cursor = following.cursor
    assert heard == [str(n) for n in range(4, 100)]
    assert stage.asked[0].query["include_filtered"] == ["true"]


def test_a_reply_names_the_post_it_answers_by_both_its_names(stage: Stage, reader: MastodonIntake) -> None:
    mentions(stage, mention(2, "STOP", in_reply_to_id="40"), mention(3, "STOP", in_reply_to_id=41))
    source = status("39")
    stage.on("GET", "/api/v1/statuses/40", Reply(json={"id": "40", "reblog": source}))
    told = reader.sayings_since("", WANTED)
    assert isinstance(told, Page)
    first, second = told.sayings
    assert (first.answers, first.answers_remote) == (source["uri"], "39")
    assert (second.answers, second.answers_remote) == ("", "41"), "what cannot be looked up is known by its id"


def test_a_token_that_may_not_read_mentions_says_so_and_goes_on_posting(stage: Stage, reader: MastodonIntake) -> None:
    stage.on("GET", MENTIONS, Reply(403, {"error": "This action is outside the authorized scopes"}))
    assert reader.sayings_since("", WANTED) == NotSent("mentions not readable")
    stage.on("GET", MENTIONS, Reply(401, {"error": "revoked"}))
    assert isinstance(reader.sayings_since("", WANTED), AccountBroken)


@pytest.mark.parametrize(
    "bad",
    [
        {"id": "2", "type": "mention"},
        {"id": "2", "type": "mention", "status": []},
        {"id": "2", "type": "follow", "status": status("5")},
        {**mention(2, "x"), "status": {"account": None, "created_at": 3}},
        mention(2, "Nous", account={"acct": "azat", "url": "https://mastodon.example/@azat"}),
    ],
)
def test_one_bad_mention_hides_no_other(stage: Stage, reader: MastodonIntake, bad: dict[str, Any]) -> None:
    replies: list[Script] = [Reply(json=[mention(3, "STOP"), bad, 7, None]), Reply(json=[])]
    stage.on("GET", MENTIONS, *replies)
    told = reader.sayings_since("", WANTED)
    assert isinstance(told, Page)
    assert [said.text for said in told.sayings] == ["STOP"]
