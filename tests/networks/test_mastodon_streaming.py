"""Waking up when somebody posts under a tag."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.campaign.model import Account, NetworkName, Place
from bot.networks.mastodon_streaming import MastodonStreaming

HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
WAIT_S = 5


def chunk(text: str) -> bytes:
    data = text.encode()
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def event(kind: str) -> bytes:
    return chunk(f"event: {kind}\ndata: {{}}\n\n")


class Broadcaster:
    """A server that says what a test puts to it, on one connection after the other; ``None``: hang up."""

    def __init__(self, *heads: str) -> None:
        self.heads = list(heads)
        self.says: queue.Queue[bytes | None] = queue.Queue()
        self.asked: list[bytes] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.run, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            with connection:
                request = connection.recv(65536)
                if b"/instance" in request:
                    connection.sendall(b"HTTP/1.1 404 No\r\nContent-Length: 2\r\n\r\n{}")
                    continue
                self.asked.append(request)
                head = self.heads.pop(0) if len(self.heads) > 1 else self.heads[0]
                connection.sendall(head.encode())
                while "200" in head and (told := self.says.get()) is not None:
                    connection.sendall(told)


@contextmanager
def listening(server: Broadcaster) -> Iterator[queue.Queue[int]]:
    account = Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address=server.address)
    streaming = MastodonStreaming(account, {"access_token": "a-token"}, again_s=(0.01,))
    woken: queue.Queue[int] = queue.Queue()
    stop = threading.Event()
    thread = threading.Thread(target=streaming.listen, args=("#Ազատ", lambda: woken.put(1), stop))
    thread.start()
    yield woken
    stop.set()
    thread.join(WAIT_S)
    assert not thread.is_alive(), "it ends when it is told to"
    server.says.put(None)
    server.listener.shutdown(socket.SHUT_RDWR)
    server.listener.close()


def test_each_event_wakes_and_a_heartbeat_does_not() -> None:
    server = Broadcaster(HEAD)
    with listening(server) as woken:
        woken.get(timeout=WAIT_S)  # it stands
        server.says.put(chunk(":thump\n") + event("filters_changed"))
        server.says.put(chunk("event: delete\ndata: 1\n\nevent: upd"))
        woken.get(timeout=WAIT_S)
        assert woken.empty(), "half an event is none yet"
        server.says.put(chunk("ate\ndata: {}\n\n"))
        woken.get(timeout=WAIT_S)
        for kind in ("status.update", "delete"):
            server.says.put(event(kind))
            woken.get(timeout=WAIT_S)
        assert woken.empty()
    [asked] = server.asked
    assert asked.startswith(b"GET /api/v1/streaming/hashtag?tag=%D4%B1%D5%A6%D5%A1%D5%BF HTTP/1.1")
    assert b"Authorization: Bearer a-token" in asked


def test_a_broken_connection_is_made_again_and_wakes_for_what_was_missed() -> None:
    server = Broadcaster(HEAD)
    with listening(server) as woken:
        for _ in range(3):
            woken.get(timeout=WAIT_S)
            server.says.put(None)
        woken.get(timeout=WAIT_S)
    assert len(server.asked) >= 4


@pytest.mark.parametrize(
    "head",
    [
        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 503 No\r\nContent-Length: 0\r\n\r\n",
        "nonsense\r\n\r\n",
        "",
    ],
)
def test_a_server_that_does_not_stream_is_asked_again_later(head: str) -> None:
    server = Broadcaster(head, HEAD)
    with listening(server) as woken:
        woken.get(timeout=WAIT_S)
    assert len(server.asked) >= 2


def test_nothing_is_said_in_the_clear_to_another_computer() -> None:
    account = Account("mastodon", NetworkName.MASTODON, Place("settings.yaml"), address="http://192.0.2.1")
    stop = threading.Event()
    streaming = MastodonStreaming(account, {"access_token": "a-token"}, again_s=(0.01,))
    thread = threading.Thread(target=streaming.listen, args=("#x", stop.set, stop))
    thread.start()
    assert not stop.wait(0.2)
    stop.set()
    thread.join(WAIT_S)
    assert not thread.is_alive()
