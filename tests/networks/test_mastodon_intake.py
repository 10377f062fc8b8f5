from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import Reason
from bot.networks.mastodon_intake import MastodonIntake
from bot.ports import Page, Seen, Shown, Unfetched, Vanished
from bot.wording.networks import reason_text
from tests.networks.mastodon_tags import SINCE, SNOWFLAKE, TAG, ULID, WANTED, Timeline, intake, minutes, read_on, status
from tests.networks.stage import LOST, SLOW, Reply, Stage


@pytest.fixture
def reader(stage: Stage) -> Iterator[MastodonIntake]:
    reader = intake(stage)
    yield reader
    reader.close()


def test_a_first_read_begins_where_the_campaign_does_and_tells_the_oldest_first(
    stage: Stage, reader: MastodonIntake
) -> None:
    line = Timeline(stage)
    line.add(minutes(-5))
    made = [line.add(minutes(number)) for number in range(95)]
    assert read_on(reader)[0] == made


@pytest.mark.parametrize("pages", ["upward", "newest first"])
@pytest.mark.parametrize("like", [SNOWFLAKE, ULID], ids=["Mastodon", "GoToSocial"])
def test_nothing_is_passed_by_over_a_days_outage(stage: Stage, reader: MastodonIntake, like: str, pages: str) -> None:
    line = Timeline(stage, upward=pages == "upward", like=like)
    first = line.add(minutes(1))
    told, cursor = read_on(reader)
    assert told == [first]
    made = [line.add(minutes(60 + number)) for number in range(130)]
    line.now = minutes(1440)
    again, _ = read_on(reader, cursor)
    assert [one for one in dict.fromkeys(again) if one != first] == made


def test_where_ids_tell_no_time_all_is_read_from_the_newest_down(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage, *(status(f"9abc{number:04}", minutes(number)) for number in range(-30, 0)))
    line.statuses += [status(f"9abd{number:04}", minutes(number)) for number in range(90)]
    told, cursor = read_on(reader)
    assert told == [f"9abd{number:04}" for number in range(90)]
    line.statuses += [status(f"9abe{number:04}", minutes(100 + number)) for number in range(90)]
    assert read_on(reader, cursor)[0] == [f"9abe{number:04}" for number in range(90)]


def test_a_post_that_arrives_a_little_late_under_an_early_id_is_told_of(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage)
    line.add(minutes(10))
    line.now = minutes(10)
    _, cursor = read_on(reader)
    late = line.add(minutes(8))
    assert late in read_on(reader, cursor)[0]


def test_a_post_that_arrives_a_day_late_is_told_of_within_the_hour(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage)
    line.add(minutes(1400))
    line.now = minutes(1400)
    _, cursor = read_on(reader)
    late = line.add(minutes(30))
    told = []
    for minute in range(1401, 1470, 10):
        line.now = minutes(minute)
        found, cursor = read_on(reader, cursor)
        told += found
    assert late in told
    assert len(told) < 16, "only the end is read again each time"


def test_a_page_that_is_not_kept_is_told_again(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage)
    made = [line.add(minutes(number)) for number in range(3)]
    begin = reader.photos_since("#FreeAzat", "", WANTED)
    assert isinstance(begin, Page)
    for _ in range(2):
        page = reader.photos_since("#FreeAzat", begin.cursor, WANTED)
        assert isinstance(page, Page)
        assert [one.remote_id for one in begin.found + page.found][-3:] == made


def test_an_empty_timeline_is_read_from_the_beginning_next_time(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage)
    assert read_on(reader) == ([], "")
    made = line.add(minutes(3))
    assert read_on(reader)[0] == [made]


def test_a_cursor_of_another_making_is_no_cursor(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage)
    made = line.add(minutes(3))
    for cursor in ("123", "a b", "a b c", "1 2 3 4", "  "):
        assert read_on(reader, cursor)[0] == [made]


def test_only_its_own_server_hears_the_accounts_token_and_tags_are_asked_without_their_sign(
    stage: Stage, reader: MastodonIntake
) -> None:
    stage.on("GET", "/api/v1/timelines/tag/.*", Reply(json=[]))
    reader.photos_since("#Ազատ/x?", "", WANTED)
    [asked] = stage.asked
    assert asked.target.startswith("/api/v1/timelines/tag/%D4%B1%D5%A6%D5%A1%D5%BF%2Fx%3F?")
    assert asked.headers["authorization"] == "Bearer a-token"


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(401, {"error": "revoked"}), AccountBroken),
        (Reply(403, {"error": "This action is outside the authorized scopes"}), NotSent),
        (Reply(404, {"error": "Record not found"}), NotSent),
        (Reply(422, {"error": "This method requires an authenticated user"}), NotSent),
        (Reply(429, {"error": "Too many requests"}), NotSent),
        (Reply(503), NotSent),
        (Reply(302, headers={"Location": "https://elsewhere.example/"}), NotSent),
        (Reply(body=b"<html>welcome</html>"), NotSent),
        (Reply(json={"error": "odd"}), NotSent),
        (LOST, NotSent),
    ],
)
def test_a_timeline_that_cannot_be_read_is_not_empty(
    stage: Stage, reader: MastodonIntake, reply: Reply, verdict: type
) -> None:
    stage.on("GET", TAG, reply)
    told = reader.photos_since("#FreeAzat", "", WANTED)
    assert isinstance(told, verdict), told
    assert not isinstance(told, Page)
    assert reason_text(told.reason, "fr")[0] != told.reason


def test_a_server_without_an_end_costs_its_deadline(stage: Stage) -> None:
    stage.on("GET", TAG, SLOW)
    reader = intake(stage, deadline_s=0.4)
    assert isinstance(reader.photos_since("#FreeAzat", "", WANTED), NotSent)
    reader.close()


def test_a_list_that_never_ends_is_read_so_far(stage: Stage, reader: MastodonIntake) -> None:
    line = Timeline(stage, *(status(f"9ab{9999 - number:05}", minutes(5)) for number in range(9999)))
    page = reader.photos_since("#FreeAzat", "", WANTED)
    assert isinstance(page, Page)
    assert len(page.found) == 51 * 40
    assert len(stage.asked) == 51
    assert line.statuses


def test_a_page_that_repeats_ends_the_reading(stage: Stage, reader: MastodonIntake) -> None:
    same = [status(f"9abc{number:04}", minutes(1)) for number in range(40)]
    stage.on("GET", TAG, Reply(json=same))
    told, _ = read_on(reader)
    assert len(told) == 40
    assert len(stage.asked) < 6


def test_one_bad_status_hides_no_other(stage: Stage, reader: MastodonIntake) -> None:
    good = status("9abc", minutes(1))
    bad: list[object] = [
        7,
        None,
        [],
        {},
        {"id": None},
        {"id": "9abb"},
        {"id": {}},
        {**good, "id": "9aba", "created_at": "today"},
    ]
    stage.on("GET", TAG, Reply(json=[*bad, good]))
    page = reader.photos_since("#FreeAzat", "", WANTED)
    assert isinstance(page, Page)
    assert [one.remote_id for one in page.found] == ["9abc"]


def test_a_post_as_it_is_now(stage: Stage, reader: MastodonIntake) -> None:
    there = status("9", SINCE + timedelta(minutes=1))
    stage.on("GET", "/api/v1/statuses/9", Reply(json=there))
    before = reader.look_at("9", WANTED)
    assert isinstance(before, Seen)
    assert (before.found.remote_id, before.found.author) == ("9", "https://elsewhere.example/@anna")
    liked = {**there, "favourites_count": 9, "edited_at": "2023-08-30T13:00:00Z"}
    stage.on("GET", "/api/v1/statuses/9", Reply(json=liked))
    after = reader.look_at("9", WANTED)
    assert isinstance(after, Seen)
    assert after.found.fingerprint == before.found.fingerprint
    assert after.found.candidate.edited
    stage.on("GET", "/api/v1/statuses/9", Reply(json={**there, "media_attachments": [{"id": "m10", "type": "image"}]}))
    other = reader.look_at("9", WANTED)
    assert isinstance(other, Seen)
    assert other.found.fingerprint != before.found.fingerprint


@pytest.mark.parametrize(
    ("reply", "told"),
    [
        (Reply(404, {"error": "Record not found"}), Vanished(Reason.DELETED)),
        (Reply(410, {"error": "Gone"}), Vanished(Reason.DELETED)),
        (Reply(json=status("9", visibility="unlisted")), Vanished(Reason.NOT_PUBLIC)),
        (Reply(json=status("9", visibility="private")), Vanished(Reason.NOT_PUBLIC)),
        (Reply(404, body=b"<html>no such site</html>"), NotSent),
        (Reply(503), NotSent),
        (Reply(json=[]), NotSent),
        (Reply(json={"id": "9"}), NotSent),
        (LOST, NotSent),
        (Reply(401, {"error": "revoked"}), AccountBroken),
    ],
)
def test_only_the_network_itself_can_say_that_a_post_is_gone(
    stage: Stage, reader: MastodonIntake, reply: Reply, told: object
) -> None:
    stage.on("GET", "/api/v1/statuses/9", reply)
    seen = reader.look_at("9", WANTED)
    assert seen == told or (isinstance(told, type) and isinstance(seen, told)), seen


def test_pictures_are_fetched_by_whoever_was_handed_in(reader: MastodonIntake) -> None:
    address = "https://files.example/1.jpg"
    assert reader.fetch(Shown(address)) == Unfetched(f"picture withheld: {address}")
