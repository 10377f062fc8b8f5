from __future__ import annotations

import socket
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.networks.fetch import FILE_MAX, Fetcher
from bot.networks.http import Why
from bot.ports import Unfetched
from bot.wording.networks import reason_text
from tests.networks.fetching import JPEG, NAME, later, refused, stands_in
from tests.networks.stage import HANG, LOST, SLOW, Asked, Reply, Stage


def test_a_picture_comes_byte_for_byte_and_is_asked_for_honestly(stage: Stage) -> None:
    stage.on("GET", "/media/a%20b.jpg", Reply(body=JPEG))
    assert stands_in().fetch(f"{stage.address}/media/a b.jpg?name=orig&x=%2F#part") == JPEG
    [asked] = stage.asked
    assert asked.target == "/media/a%20b.jpg?name=orig&x=%2F"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["user-agent"].startswith("rebours (")
    assert asked.headers["host"] == stage.address.removeprefix("http://")
    assert not {"cookie", "authorization", "referer"} & set(asked.headers)


def test_cookies_do_not_travel_along_redirects(stage: Stage) -> None:
    stage.on("GET", "/a", Reply(302, headers={"Location": "/b", "Set-Cookie": "who=you"}))
    stage.on("GET", "/b", Reply(body=JPEG))
    assert stands_in().fetch(f"{stage.address}/a") == JPEG
    assert "cookie" not in stage.asked[1].headers


def test_twenty_megabytes_are_taken_and_not_a_byte_more(stage: Stage) -> None:
    stage.on("GET", "/most", Reply(body=bytes(FILE_MAX)))
    stage.on("GET", "/said", Reply(body=b"", headers={"Content-Length": str(FILE_MAX + 1)}))
    stage.on("GET", "/unsaid", Reply(body=_chunked(FILE_MAX + 1), headers=CHUNKED))
    told = stands_in().fetch(f"{stage.address}/most")
    assert isinstance(told, bytes)
    assert len(told) == FILE_MAX
    refused(stands_in().fetch(f"{stage.address}/said"), Why.PICTURE_HUGE)
    refused(stands_in().fetch(f"{stage.address}/unsaid"), Why.PICTURE_HUGE)


CHUNKED = {"Transfer-Encoding": "chunked", "Content-Length": ""}


def _chunked(size: int) -> bytes:
    return b"%x\r\n" % size + bytes(size) + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_a_server_withholds_is_not_asked_for_again(stage: Stage, status: int) -> None:
    stage.on("GET", "/a", Reply(status, body=JPEG))
    refused(stands_in().fetch(f"{stage.address}/a"), Why.PICTURE_WITHHELD)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520])
def test_trouble_of_the_moment_is_tried_again(stage: Stage, status: int) -> None:
    stage.on("GET", "/a", Reply(status, body=JPEG, headers={"Retry-After": "90"}))
    assert later(stands_in().fetch(f"{stage.address}/a"), str(status)).retry_at == timedelta(seconds=90)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(204, body=b""),
        Reply(206, body=JPEG),
        Reply(300, body=JPEG),
        Reply(304, body=b""),
        Reply(302, body=b""),
        Reply(body=b""),
        Reply(body=JPEG, headers={"Content-Encoding": "gzip"}),
        Reply(body=JPEG, headers={"Content-Encoding": "identity, br"}),
        Reply(headers={"X" * 70_000: "y"}),
        Reply(headers={f"X-{number}": "y" for number in range(200)}),
    ],
)
def test_an_answer_that_is_no_picture_is_none(stage: Stage, reply: Reply) -> None:
    stage.on("GET", "/a", reply)
    refused(stands_in().fetch(f"{stage.address}/a"), Why.PICTURE_UNUSABLE)


@pytest.mark.parametrize("reply", [Reply(body=bytes(1_000), bytes_written=500), LOST])
def test_a_file_that_was_cut_off_is_tried_again(stage: Stage, reply: Reply) -> None:
    stage.on("GET", "/a", reply)
    later(stands_in().fetch(f"{stage.address}/a"), "answer cut off")


@pytest.mark.parametrize("reply", [SLOW, HANG])
def test_a_server_that_drips_or_hangs_is_given_up_at_the_deadline(stage: Stage, reply: Reply) -> None:
    stage.on("GET", "/a", reply)
    begun = time.monotonic()
    # Time enough for a busy computer to connect, and none for the server beyond it.
    later(stands_in(deadline_s=5.0).fetch(f"{stage.address}/a"), "no answer in time")
    assert time.monotonic() - begun < 9
    # Given up is given up: its connection is shut from our side.
    assert stage.closed.acquire(timeout=5)


def test_a_resolver_that_never_answers_is_given_up_too() -> None:
    over = threading.Event()

    def resolve(host: str, port: int) -> Sequence[str]:
        del host, port
        over.wait(20)
        return []

    later(Fetcher(deadline_s=0.2, resolve=resolve).fetch(f"https://{NAME}/a"), "no answer in time")
    over.set()


def test_a_name_nobody_knows_is_tried_again() -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        del host, port
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    later(Fetcher(resolve=resolve).fetch(f"https://{NAME}/a"), "no such server name")


def test_a_reason_names_nobodys_address(stage: Stage) -> None:
    def odd(asked: Asked) -> Reply:
        return Reply(404, body=asked.target.encode())

    stage.on("GET", "/users/anna/.*", odd)
    told = stands_in().fetch(f"{stage.address}/users/anna/1.jpg")
    assert isinstance(told, Unfetched)
    assert "anna" not in told.reason
    assert "127.0.0.1" not in told.reason


@pytest.mark.parametrize("why", [why for why in Why if why.startswith("picture")])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_reason_has_words_and_a_next_step(why: Why, language: str) -> None:
    said, hint = reason_text(f"{why}: 404", language)
    assert said.endswith("(404)")
    assert str(why) not in said
    assert hint
