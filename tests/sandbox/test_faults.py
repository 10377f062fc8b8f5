from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.driver import OTHER_X, Sandbox

STATUSES = {"method": "POST", "path": "/api/v1/statuses"}


def _raw(sandbox: Sandbox, text: str, timeout_s: float = 10) -> bytes:
    """Everything a server sends for one post until it closes; raises ``TimeoutError`` when it does not."""
    where = urlsplit(sandbox.at["mastodon"])
    body = f"status={text}".encode()
    head = (
        "POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer mastodon-token\r\nConnection: close\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    received = b""
    with socket.create_connection((where.hostname, where.port), timeout_s) as connection:
        connection.sendall(head.encode() + body)
        while piece := connection.recv(65536):
            received += piece
    return received


def test_a_status_is_answered_and_nothing_executed(sandbox: Sandbox) -> None:
    sandbox.fault(
        "mastodon", "status", STATUSES, status=502, body={"error": "Bad gateway"}, headers={"Retry-After": "7"}
    )
    answer = sandbox.toot("un")
    assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (502, {"error": "Bad gateway"}, "7")
    assert sandbox.posts() == []


def test_a_status_after_execution_hides_that_it_was_posted(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "execute_then_status", STATUSES)
    assert sandbox.toot("un").status_code == 500
    assert len(sandbox.posts()) == 1


def test_garbage_comes_after_execution_as_a_200(sandbox: Sandbox) -> None:
    sandbox.fault("x", "garbage", {"path": "/2/tweets"})
    answer = sandbox.tweet("un")
    assert answer.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        answer.json()
    assert len(sandbox.posts()) == 1


def test_cut_before_closes_without_a_byte_and_executes_nothing(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "cut_before", STATUSES)
    assert _raw(sandbox, "un") == b""
    assert sandbox.posts() == []


def test_cut_after_closes_without_a_byte_and_has_executed(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "cut_after", STATUSES)
    assert _raw(sandbox, "un") == b""
    assert len(sandbox.posts()) == 1


@pytest.mark.parametrize("sent", [1, 12, 40, 400])
def test_an_answer_can_be_cut_after_any_byte(sandbox: Sandbox, sent: int) -> None:
    sandbox.fault("mastodon", "cut_after", STATUSES, bytes=sent)
    received = _raw(sandbox, "un")
    assert len(received) == sent
    assert b"HTTP/1.1 200 OK"[:sent] == received[:15]
    assert len(sandbox.posts()) == 1


def test_a_lost_answer_has_executed_and_never_comes(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "lose_answer", STATUSES)
    with pytest.raises(TimeoutError):
        _raw(sandbox, "un", timeout_s=0.4)
    assert len(sandbox.posts()) == 1


def test_a_delay_holds_back_the_execution_too_and_it_comes_although_the_client_left(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "delay", STATUSES, seconds=0.5, times=1)
    with pytest.raises(TimeoutError):
        _raw(sandbox, "un", timeout_s=0.2)
    assert sandbox.posts() == []
    sandbox.fault("telegram", "delay", seconds=0.6)
    sandbox.say("a request that takes longer than the one that is late")
    assert [post["network"] for post in sandbox.posts()] == ["mastodon", "telegram"]


def test_a_standing_delay_is_kept_and_costs_little_processor_time(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "delay", seconds=0.05)
    before, began = sandbox.control("GET", "health")["cpu_s"], time.perf_counter()
    for number in range(10):
        assert sandbox.toot(str(number)).status_code == 200
    assert time.perf_counter() - began >= 0.5
    assert sandbox.control("GET", "health")["cpu_s"] - before < 0.1


def test_a_slow_body_drips(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "slow_body", STATUSES, seconds=0.2)
    where = urlsplit(sandbox.at["mastodon"])
    with socket.create_connection((where.hostname, where.port), 5) as connection:
        request = b"POST /api/v1/statuses HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer mastodon-token\r\n"
        connection.sendall(
            request + b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nstatus=un"
        )
        head = connection.recv(65536)
        assert head.endswith((b"\r\n\r\n", b"\r\n\r\n{"))
        assert len(connection.recv(65536)) == 1
    assert len(sandbox.posts()) == 1


def test_the_nth_request_alone_is_hit(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "status", {**STATUSES, "nth": 2}, status=503)
    assert [sandbox.toot(text).status_code for text in "abcd"] == [200, 503, 200, 200]


def test_times_bounds_how_often(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "status", STATUSES, status=503, times=2)
    assert [sandbox.toot(text).status_code for text in "abcd"] == [503, 503, 200, 200]
    assert sandbox.control("GET", "faults")[0]["fired"] == 2


def test_only_the_named_account_is_hit(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "status", {"account": "other"})
    sandbox.fault("x", "status", {"account": "example"})
    sandbox.fault("telegram", "status", {"account": "example_hy"})
    assert sandbox.toot("un").status_code == 200
    assert sandbox.mastodon("GET", "/api/v1/accounts/verify_credentials", token="other-token").status_code == 503
    assert sandbox.tweet("un").status_code == 503
    assert sandbox.x("GET", "/2/users/me", account=OTHER_X).status_code == 200
    assert sandbox.say("un").status_code == 200
    assert sandbox.say("un", "-1002").status_code == 503


def test_paths_are_globs_and_other_paths_are_spared(sandbox: Sandbox) -> None:
    sandbox.fault("telegram", "status", {"path": "*/sendphoto"})
    sandbox.fault("telegram", "status", {"path": "*/sendPhoto"}, status=500)
    assert sandbox.say("un").status_code == 200
    assert sandbox.photo().status_code == 500


def test_deleting_the_faults_ends_them(sandbox: Sandbox) -> None:
    sandbox.fault("mastodon", "status")
    sandbox.control("DELETE", "faults")
    assert sandbox.toot("un").status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"do": "explode"},
        {"network": "myspace"},
        {"when": {"verb": "GET"}},
        {"when": []},
        {"times": -1},
        {"headers": {"a b": "c"}},
        {"headers": {"a": "c\r\nd"}},
        {"secs": 3},
    ],
)
def test_a_wrong_fault_is_refused(sandbox: Sandbox, wrong: dict[str, object]) -> None:
    fault = {"network": "mastodon", "do": "status", **wrong}
    answer = sandbox.http.post(f"{sandbox.at['control']}/_control/faults", json=[fault], timeout=10)
    assert answer.status_code == 400
