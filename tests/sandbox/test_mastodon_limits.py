from __future__ import annotations

import pytest

from tests.sandbox.driver import Sandbox, png

LIMIT, REMAINING, RESET = "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"


def test_300_statuses_in_three_hours_in_windows_aligned_to_the_epoch(sandbox: Sandbox) -> None:
    for number in range(300):
        # 300 requests in 5 minutes are all a token has: the statuses are spread over the window
        sandbox.clock(f"2023-08-30T09:{5 + number // 6:02}:00Z")
        answer = sandbox.toot(str(number))
        assert answer.status_code == 200
        assert (answer.headers[LIMIT], answer.headers[REMAINING]) == ("300", str(299 - number))
        assert answer.headers[RESET] == "2023-08-30T12:00:00.000000Z"
    refused = sandbox.toot("one more")
    assert (refused.status_code, refused.headers[REMAINING], refused.json()) == (
        429,
        "0",
        {"error": "Too many requests"},
    )
    assert refused.headers[RESET] == "2023-08-30T12:00:00.000000Z"
    sandbox.clock("2023-08-30T12:00:00Z")
    assert sandbox.toot("one more").headers[REMAINING] == "299"


def test_a_repeated_key_and_a_refused_text_do_not_count(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T09:00:00Z")
    sandbox.toot("un", "key")
    sandbox.toot("un", "key")
    sandbox.toot("")
    assert sandbox.toot("deux").headers[REMAINING] == "298"


def test_30_uploads_in_half_an_hour(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:29:00Z")
    assert [sandbox.attach().status_code for _ in range(31)] == [200] * 30 + [429]
    assert sandbox.attach().headers[RESET] == "2023-08-30T10:30:00.000000Z"
    assert sandbox.toot("a status still goes").status_code == 200
    sandbox.clock("2023-08-30T10:30:00Z")
    assert (answer := sandbox.attach(png())).status_code == 200
    assert (answer.headers[LIMIT], answer.headers[REMAINING]) == ("30", "29")


def test_300_requests_in_five_minutes_per_token(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    path = "/api/v1/accounts/verify_credentials"
    codes = [sandbox.mastodon("GET", path).status_code for _ in range(301)]
    assert codes == [200] * 300 + [429]
    assert sandbox.mastodon("GET", path, token="other-token").status_code == 200
    sandbox.clock("2023-08-30T10:05:00Z")
    assert sandbox.mastodon("GET", path).headers[REMAINING] == "299"


def test_30_deletions_in_half_an_hour(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    codes = [sandbox.mastodon("DELETE", f"/api/v1/statuses/{number}").status_code for number in range(31)]
    assert codes == [404] * 30 + [429]
    sandbox.clock("2023-08-30T10:30:00Z")
    assert sandbox.mastodon("DELETE", "/api/v1/statuses/1").status_code == 404


def test_300_pages_in_a_quarter_of_an_hour(sandbox: Sandbox) -> None:
    account = sandbox.mastodon("GET", "/api/v1/accounts/verify_credentials").json()["id"]
    path = f"/api/v1/accounts/{account}/statuses?since_id=1"
    for start in ("10:00", "10:05"):
        sandbox.clock(f"2023-08-30T{start}:00Z")
        assert {sandbox.mastodon("GET", path).status_code for _ in range(150)} == {200}
    sandbox.clock("2023-08-30T10:10:00Z")
    assert sandbox.mastodon("GET", path).status_code == 429
    assert sandbox.mastodon("GET", path.partition("?")[0]).status_code == 200
    sandbox.clock("2023-08-30T10:15:00Z")
    assert sandbox.mastodon("GET", path).status_code == 200


@pytest.mark.parametrize("limits", [True, False])
def test_the_limits_can_be_lifted(sandbox: Sandbox, limits: bool) -> None:  # noqa: FBT001  a parameter
    sandbox.control("POST", "settings", {"limits": limits})
    sandbox.clock("2023-08-30T10:00:00Z")
    codes = {sandbox.attach().status_code for _ in range(31)}
    assert codes == ({200, 429} if limits else {200})
