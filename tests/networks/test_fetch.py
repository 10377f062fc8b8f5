from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.campaign.outcome import NotSent
from bot.networks.fetch import Fetcher
from bot.networks.http import Why
from bot.ports import Unfetched
from tests.networks.fetching import JPEG, NAME, Resolver, refused, stands_in
from tests.networks.stage import Reply, Stage


def test_without_a_stand_in_this_computer_is_never_asked(stage: Stage) -> None:
    port = stage.address.rpartition(":")[2]
    for address in (
        stage.address,
        f"http://{NAME}/a.jpg",
        f"https://{NAME}/a.jpg",
        f"https://{NAME}:{port}/a.jpg",
        f"https://127.0.0.1:{port}/a.jpg",
        f"https://localhost:{port}/a.jpg",
        f"https://[::ffff:127.0.0.1]:{port}/a.jpg",
        f"https://2130706433:{port}/a.jpg",
        f"https://0x7f.1:{port}/a.jpg",
    ):
        refused(Fetcher(resolve=Resolver(["127.0.0.1", "::1"])).fetch(address), Why.PICTURE_ADDRESS)
        refused(Fetcher().fetch(address), Why.PICTURE_ADDRESS) if NAME not in address else None
    assert stage.connections == 0


@pytest.mark.parametrize(
    "address",
    [
        "",
        "photo.jpg",
        "//photos.example/a.jpg",
        "ftp://photos.example/a.jpg",
        "file:///etc/passwd",
        "gopher://photos.example/",
        "data:image/png;base64,AAAA",
        "https://",
        "https://user@photos.example/a.jpg",
        "https://user:pass@photos.example/a.jpg",
        "https://@photos.example/a.jpg",
        "https://photos.example:99999/a.jpg",
        "https://photos.example:x/a.jpg",
        "https://[::1",
        "https://[fe80::1%25eth0]/a.jpg",
        "https://photos..example/a.jpg",
        "https://photos.example/a\r\nHost: x",
        "https://photos.exam\tple/a",
        "https://" + "a" * 64 + ".example/",
        "https://photos.example/" + "a" * 2_048,
    ],
)
def test_what_is_no_plain_web_address_is_not_even_looked_up(address: str) -> None:
    resolver = Resolver(["127.0.0.1"])
    refused(stands_in(resolve=resolver).fetch(address), Why.PICTURE_ADDRESS)
    assert resolver.asked == []


@pytest.mark.parametrize("address", ["http://photos.example/a.jpg", "https://photos.example:8443/a.jpg"])
def test_a_public_server_is_asked_over_tls_at_its_usual_port_only(address: str) -> None:
    for stand_ins in (False, True):
        told = Fetcher(insecure_loopback=stand_ins, resolve=Resolver(["93.184.215.14"])).fetch(address)
        refused(told, Why.PICTURE_ADDRESS)


def test_a_name_is_looked_up_once_and_the_number_that_was_vetted_is_the_one_asked(stage: Stage) -> None:
    stage.on("GET", "/a.jpg", Reply(body=JPEG))
    rebinding = Resolver(["127.0.0.1"], ["169.254.169.254"])
    port = int(stage.address.rpartition(":")[2])
    assert stands_in(resolve=rebinding).fetch(f"http://{NAME}:{port}/a.jpg") == JPEG
    assert rebinding.asked == [(NAME, port)]
    assert stage.asked[0].headers["host"] == f"{NAME}:{port}"


def test_of_a_names_numbers_only_those_that_pass_are_asked_each_in_its_turn(stage: Stage) -> None:
    stage.on("GET", "/a.jpg", Reply(body=JPEG))
    port = stage.address.rpartition(":")[2]
    # 127.0.0.9 is loopback where nobody listens; the private one would hang until the deadline.
    mixed = Resolver(["10.255.255.1", "169.254.169.254", "127.0.0.9", "127.0.0.1"])
    begun = time.monotonic()
    assert stands_in(resolve=mixed).fetch(f"http://{NAME}:{port}/a.jpg") == JPEG
    assert time.monotonic() - begun < 2


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://10.0.0.1/",
        "https://[::ffff:10.0.0.1]/",
        "file:///etc/passwd",
        "https://user@127.0.0.1/",
        "http://photos.example:22/",
    ],
)
def test_each_redirect_is_vetted_like_the_first_address(stage: Stage, target: str) -> None:
    stage.on("GET", "/a.jpg", Reply(302, headers={"Location": target}))

    def resolve(host: str, port: int) -> Sequence[str]:
        del port
        return [{NAME: "93.184.215.14", "::ffff:10.0.0.1": "::ffff:10.0.0.1"}.get(host, host)]

    fetcher = Fetcher(insecure_loopback=True, deadline_s=5.0, resolve=resolve)
    refused(fetcher.fetch(f"{stage.address}/a.jpg"), Why.PICTURE_ADDRESS)


def test_three_redirects_are_followed_and_no_more(stage: Stage) -> None:
    for step in range(4):
        stage.on("GET", f"/{step}", Reply(301 + step % 2, headers={"Location": f"/{step + 1}"}))
    stage.on("GET", "/4", Reply(body=JPEG))
    assert stands_in().fetch(f"{stage.address}/1") == JPEG
    assert [asked.path for asked in stage.asked] == ["/1", "/2", "/3", "/4"]
    refused(stands_in().fetch(f"{stage.address}/0"), Why.PICTURE_UNUSABLE)
    assert len(stage.asked) == 8


def test_no_proxy_of_the_environment_is_asked(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    stage.on("GET", "/a.jpg", Reply(body=JPEG))
    assert stands_in().fetch(f"{stage.address}/a.jpg") == JPEG


@contextmanager
def _secured(folder: Path, name: str) -> Iterator[tuple[int, ssl.SSLContext, list[str | None]]]:
    """A TLS server with a certificate for ``name``: its port, a client's trust, the names it was asked by."""
    key, cert = folder / "key.pem", folder / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    made += ["-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", "/CN=x", "-addext"]
    subprocess.run([*made, f"subjectAltName=DNS:{name}"], check=True, capture_output=True)
    greeted: list[str | None] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, key)
    server.sni_callback = lambda _socket, said, _context: greeted.append(said)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    plain, _ = listener.accept()
                    with server.wrap_socket(plain, server_side=True) as secured:
                        secured.recv(65_536)
                        secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(JPEG) + JPEG)
                except ssl.SSLError:
                    continue
                except OSError:
                    return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listener.getsockname()[1], ssl.create_default_context(cafile=str(cert)), greeted
        listener.shutdown(socket.SHUT_RDWR)
        thread.join(timeout=5)


def test_the_certificate_must_be_the_names_though_the_number_is_what_is_asked(tmp_path: Path) -> None:
    with _secured(tmp_path, NAME) as (port, trust, greeted):
        here = Resolver(["127.0.0.1"])
        fetcher = Fetcher(insecure_loopback=True, resolve=here, trust=trust)
        assert fetcher.fetch(f"https://{NAME}:{port}/a.jpg") == JPEG
        told = fetcher.fetch(f"https://other.example:{port}/a.jpg")
        assert greeted == [NAME, "other.example"]
        assert isinstance(told, NotSent)
        assert told.reason.startswith("picture not loaded: certificate: ")
        untrusting = Fetcher(insecure_loopback=True, resolve=here).fetch(f"https://{NAME}:{port}/a.jpg")
        assert isinstance(untrusting, NotSent)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["", "https://", "https://a@", "http://127.0.0.1:1/", "https://[", "//"]))
def test_whatever_a_stranger_writes_as_an_address_ends_in_a_reason_that_does_not_repeat_it(
    text: str, before: str
) -> None:
    told = Fetcher(deadline_s=2.0, resolve=Resolver(["10.0.0.1"])).fetch(before + text)
    assert told == Unfetched(told.reason) if isinstance(told, Unfetched) else isinstance(told, NotSent)
    assert not isinstance(told, bytes)
    assert len(told.reason) < 80
