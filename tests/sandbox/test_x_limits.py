from __future__ import annotations

import pytest

from tests.sandbox.driver import OTHER_X, Sandbox


def _left(headers: object) -> tuple[str, ...]:
    return tuple(headers[f"x-rate-limit-{name}"] for name in ("limit", "remaining", "reset"))  # type: ignore[index]


def test_100_posts_in_15_minutes_from_the_first_one_on(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:07:00Z")
    reset = "1693390920"  # 10:22
    for number in range(100):
        answer = sandbox.tweet(str(number))
        assert answer.status_code == 201
        assert _left(answer.headers) == ("100", str(99 - number), reset)
    sandbox.clock("2023-08-30T10:21:59Z")
    refused = sandbox.tweet("one more")
    assert refused.status_code == 429
    assert refused.json() == {
        "title": "Too Many Requests",
        "type": "about:blank",
        "status": 429,
        "detail": "Too Many Requests",
    }
    assert _left(refused.headers) == ("100", "0", reset)
    assert sandbox.x("POST", "/2/tweets", {"text": "another user"}, OTHER_X).status_code == 201
    sandbox.clock("2023-08-30T10:22:00Z")
    assert sandbox.tweet("one more").headers["x-rate-limit-remaining"] == "99"


def test_posts_also_count_for_the_application_and_the_day(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    sandbox.tweet("un")
    headers = sandbox.x("POST", "/2/tweets", {"text": "deux"}, OTHER_X).headers  # the same consumer key
    assert (headers["x-app-limit-24hour-limit"], headers["x-app-limit-24hour-remaining"]) == ("10000", "9998")
    assert headers["x-app-limit-24hour-reset"] == "1693476000"


@pytest.mark.parametrize(
    ("method", "path", "limit"),
    [
        ("DELETE", "/2/tweets/1", 50),
        ("GET", "/2/users/me", 75),
        ("GET", "/2/users/123/tweets", 900),
        ("GET", "/2/tweets/1", 900),
        ("POST", "/2/media/upload", 500),
        ("POST", "/2/media/metadata", 500),
    ],
)
def test_each_endpoint_has_its_own_limit(sandbox: Sandbox, method: str, path: str, limit: int) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    headers = sandbox.x(method, path).headers
    assert _left(headers) == (str(limit), str(limit - 1), "1693390500")
    assert sandbox.tweet("un").headers["x-rate-limit-remaining"] == "99"


def test_the_76th_look_at_oneself_is_429_until_the_window_ends(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    assert [sandbox.x("GET", "/2/users/me").status_code for _ in range(76)] == [200] * 75 + [429]
    sandbox.clock("2023-08-30T10:15:00Z")
    assert sandbox.x("GET", "/2/users/me").status_code == 200


def test_refused_bodies_use_the_limit_up_and_refused_signatures_do_not(sandbox: Sandbox) -> None:
    sandbox.clock("2023-08-30T10:00:00Z")
    assert sandbox.tweet("").headers["x-rate-limit-remaining"] == "99"
    assert sandbox.x("POST", "/2/tweets", {"text": "a"}, {**OTHER_X, "consumer_secret": "b"}).status_code == 401
    assert sandbox.tweet("un").headers["x-rate-limit-remaining"] == "98"
