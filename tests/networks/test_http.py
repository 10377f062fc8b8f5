from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.campaign.outcome import AccountBroken, NotSent, Rejected, Unknown
from bot.networks.http import (
    Answer,
    Reasons,
    Silence,
    Why,
    harmless,
    is_loopback,
    judge,
    retry_at,
    unasked,
)

NOTHING = Reasons(frozenset())
DATE = "Wed, 30 Aug 2023 12:00:00 GMT"
NOON = datetime(2023, 8, 30, 12, tzinfo=UTC)


def answer(status: int, headers: Mapping[str, str] | None = None, body: bytes = b"") -> Answer:
    return Answer(status, headers or {}, body)


@pytest.mark.parametrize(
    ("statuses", "verdict"),
    [
        ((200, 201, 202, 204, 301, 302, 307, 408, 409, 425, 499, 500, 502, 503, 504, 520), Unknown),
        ((400, 404, 405, 410, 413, 415, 422), Rejected),
        ((401, 402, 403), AccountBroken),
        ((429,), NotSent),
    ],
)
def test_each_status_has_one_meaning(statuses: tuple[int, ...], verdict: type) -> None:
    for status in statuses:
        assert isinstance(judge(answer(status), "", NOTHING), verdict), status


@given(st.integers(100, 599))
def test_no_answer_is_ever_taken_for_proof_that_nothing_was_done_except_a_rate_limit(status: int) -> None:
    assert isinstance(judge(answer(status), "", NOTHING), NotSent) == (status == 429)


def test_silence_is_not_sent_only_when_nothing_left() -> None:
    assert isinstance(judge(Silence(left=False, why=Why.UNREACHABLE), "", NOTHING), NotSent)
    assert isinstance(judge(Silence(left=True, why=Why.CUT), "", NOTHING), Unknown)


def test_not_knowing_costs_another_try_where_nothing_is_published() -> None:
    assert harmless(Unknown("server fault")) == NotSent("server fault")
    assert harmless(Rejected("post refused: big")) == Rejected("post refused: big")
    assert unasked(Unknown("server fault"), answer(500)) == NotSent("server fault")


@pytest.mark.parametrize(
    ("status", "body", "is_broken"),
    [
        (401, b"", True),
        (401, b"\n <html>who are you?</html>", False),
        (403, b'{"error": "Your login is currently disabled"}', True),
        (404, b'{"ok": false, "error_code": 404, "description": "Not Found"}', True),
        (402, b'{"title": "CreditsDepleted"}', True),
        (422, b'{"error": "This method requires an authenticated user"}', True),
        (403, b"<html>the firewall's</html>", False),
        (404, b"<html>a proxy's</html>", False),
        (404, b"", False),
        (400, b'{"message": "no Route matched with those values"}', False),
        (403, b'["error"]', False),
        (422, b"null", False),
    ],
)
def test_only_the_network_itself_or_a_401_that_is_no_page_says_that_an_account_is_broken(
    status: int, body: bytes, *, is_broken: bool
) -> None:
    heard = answer(status, body=body)
    told = unasked(judge(heard, "why", Reasons.without({})), heard)
    if is_broken:
        assert isinstance(told, AccountBroken)
        assert "refused" in told.reason or "credit" in told.reason
    else:
        assert told == NotSent(f"unreadable answer: {status}")


@pytest.mark.parametrize(
    ("headers", "at"),
    [
        ({"x-ratelimit-reset": "2023-08-30T12:05:00.123456Z"}, NOON + timedelta(seconds=300, microseconds=123456)),
        ({"x-rate-limit-reset": "1693397100"}, NOON + timedelta(minutes=5)),
        ({"x-ratelimit-reset": "1693397100"}, NOON + timedelta(minutes=5)),  # GoToSocial: epoch seconds
        ({"date": DATE, "retry-after": "30"}, NOON + timedelta(seconds=30)),
        ({"retry-after": DATE}, NOON),
        ({"retry-after": "30"}, timedelta(seconds=30)),  # from the answer on, whenever that was
        ({"retry-after": "9" * 12}, None),
        ({"x-rate-limit-reset": "soon"}, None),
        ({"x-rate-limit-reset": "9" * 400}, None),
        ({"date": DATE, "retry-after": "9" * 12}, None),
        ({"date": DATE, "retry-after": "9" * 5000}, None),
        ({}, None),
    ],
)
def test_a_rate_limit_says_when_in_five_ways(headers: Mapping[str, str], at: datetime | timedelta | None) -> None:
    assert retry_at(answer(429, headers)) == at


def test_a_full_day_counts_and_not_the_quarter_hour_that_has_room_left() -> None:
    quarter = {"x-rate-limit-remaining": "80", "x-rate-limit-reset": "1693397100"}
    day = {"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": "1693440000"}
    assert retry_at(answer(429, quarter | day)) == datetime(2023, 8, 31, tzinfo=UTC)


def test_a_wait_in_the_body_counts_from_the_servers_own_date() -> None:
    assert retry_at(answer(429, {"date": DATE}), 35) == NOON + timedelta(seconds=35)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_moment_is_read_or_left_never_guessed(reset: str, after: str) -> None:
    at = retry_at(answer(429, {"x-rate-limit-reset": reset, "retry-after": after, "date": DATE}))
    assert at is None or (isinstance(at, datetime) and at.utcoffset() == timedelta(0))


@given(st.text(max_size=400), st.text(min_size=8, max_size=30), st.text(max_size=400))
def test_a_reason_is_one_short_line_without_the_secret(before: str, secret: str, after: str) -> None:
    said = Reasons.without({"token": secret}).say(Why.POST, before + secret + after)
    assert len(said) <= 200
    assert said.isprintable()
    assert secret not in said.removeprefix(Why.POST)


@given(st.binary(max_size=60), st.lists(st.text(max_size=3), max_size=3))
def test_whatever_a_body_holds_reading_it_never_fails(body: bytes, path: list[str]) -> None:
    assert isinstance(answer(200, body=body).text(*path), str)


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("http://127.0.0.1:3000", True),
        ("http://[::1]:3000/x", True),
        ("http://localhost", True),
        ("https://mastodon.example", False),
        ("https://10.0.0.1", False),
        ("", False),
    ],
)
def test_only_this_computer_is_reached_without_the_environments_proxy(address: str, own: bool) -> None:  # noqa: FBT001 -- a case's value
    assert is_loopback(address) is own
