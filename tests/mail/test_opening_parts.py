from __future__ import annotations

import json
import os
import signal
import socket
import struct
import time
from collections.abc import Callable
from email.utils import formataddr
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cage.shutting import shut
from bot.mail.opening.addresses import addresses, answers_nobody
from bot.mail.opening.frame import AUTOMATIC, JSON_BYTES_MAX, MEMORY_BYTES, Opened, packed, refused, unpacked
from bot.mail.opening.words import from_html, one_line, visible
from bot.ports.mailroom import Automatic

plain = st.from_regex(r"[a-z0-9]{1,8}(\.[a-z0-9]{1,8})?@[a-z0-9]{1,8}\.[a-z]{2,5}", fullmatch=True)
named = st.tuples(st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=20), plain)


@given(st.lists(named, max_size=5))
def test_every_address_that_mail_programs_write_is_found(people: list[tuple[str, str]]) -> None:
    field = ", ".join(formataddr(person) for person in people)
    assert addresses(field) == list(dict.fromkeys(address for _, address in people))


@given(st.text(st.sampled_from('<>@,;:()"\\ ab.'), max_size=60))
def test_whatever_a_header_says_an_address_found_in_it_can_be_written_to(field: str) -> None:
    for address in addresses(field):
        assert not address or (address.count("@") == 1 and not set(address) & set('<>,;:()"\\ '))


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("Friends: a@b.example, C <c@d.example>;", ["a@b.example", "c@d.example"]),
        ("(it (is) me) a@b.example (yes)", ["a@b.example"]),
        ('"eve@x.example" <a@b.example>', ["a@b.example"]),
        ("<v@x.example> <a@b.example>", [""]),
        ("a@b", [""]),
        ('"a b"@c.example', [""]),
        ("ä@c.example", [""]),
        ("undisclosed-recipients:;", []),
    ],
)
def test_an_address_that_is_not_plain_counts_and_cannot_be_used(field: str, found: list[str]) -> None:
    assert addresses(field) == found


@pytest.mark.parametrize("address", ["noreply@x.example", "do-not-reply+1@x.example", "MAILER-DAEMON@x.example"])
def test_addresses_that_nobody_reads_are_known_by_their_names(address: str) -> None:
    assert answers_nobody(address)
    assert not answers_nobody("anna@noreply.example")


def test_a_long_header_is_read_in_one_pass() -> None:
    began = time.process_time()
    assert addresses("(" * 60_000) == []
    assert len(addresses(", ".join(f"a{number}@b.example" for number in range(4_000)))) == 4_000
    one_line("=?" * 30_000)
    assert time.process_time() - began < 1


@given(st.text(max_size=80))
def test_what_is_shown_has_no_control_and_no_hidden_characters(text: str) -> None:
    assert all(letter.isprintable() or letter in "\n\t" for letter in visible(text))
    assert one_line(text).isprintable()
    assert all(letter.isprintable() for letter in visible(from_html(text)) if letter not in "\n\t")


opened_mails = st.builds(
    Opened,
    message_id=st.sampled_from(["", "x@y"]),
    own=st.booleans(),
    subject=st.sampled_from(["", "Été"]),
    text=st.sampled_from(["", "a\nb"]),
    unopened=st.integers(0, 100),
)


@given(opened_mails, st.lists(st.binary(max_size=50), max_size=4))
def test_what_the_child_says_arrives(mail: Opened, files: list[bytes]) -> None:
    mail.mimes = ["image/png"] * len(files)
    assert unpacked(b"".join(packed(mail, files))) == (mail, files)


def test_the_child_knows_every_kind_of_automatic_mail() -> None:
    assert list(AUTOMATIC) == ["", *Automatic]


@given(st.binary(max_size=200))
def test_a_child_that_was_taken_over_can_say_nothing_that_hurts(answer: bytes) -> None:
    assert unpacked(answer) is None


def lie(told: dict[str, Any], rest: bytes = b"") -> bytes:
    data = json.dumps(told).encode()
    return struct.pack("<I", len(data)) + data + rest


TRUE: dict[str, Any] = json.loads(packed(Opened(mimes=["image/png"]), [b"abc"])[1])


def test_the_lies_below_are_lies_because_of_one_thing_each() -> None:
    assert unpacked(lie(TRUE, b"abc")) is not None
    assert unpacked(b"".join(refused("mail-broken"))) == "mail-broken"


@pytest.mark.parametrize(
    "told",
    [
        {**TRUE, "subject": "a\r\nBcc: v@x.example"},
        {**TRUE, "subject": "x" * 201},
        {**TRUE, "text": "x" * 20_001},
        {**TRUE, "text": "\x1b[31m"},
        {**TRUE, "text": 7},
        {**TRUE, "reply_to": "a@b.example\n"},
        {**TRUE, "reply_to": "a@b.example, c@d.example"},
        {**TRUE, "automatic": "perhaps"},
        {**TRUE, "message_id": "a> <b"},
        {**TRUE, "answers": ["a", "b c"]},
        {**TRUE, "own": "yes"},
        {**TRUE, "unopened": -1},
        {**TRUE, "unopened": True},
        {**TRUE, "answers": ["x"] * 21},
        {**TRUE, "languages": [["x"]]},
        {**TRUE, "sizes": [4]},
        {**TRUE, "sizes": [2]},
        {**TRUE, "sizes": [-3]},
        {**TRUE, "sizes": [3, 0]},
        {**TRUE, "more": 1},
        {"refused": "anything"},
        {"refused": ["mail-broken"]},
        {"padding": "x" * JSON_BYTES_MAX},
    ],
)
def test_an_answer_that_breaks_one_limit_is_none(told: dict[str, Any]) -> None:
    assert unpacked(lie(told, b"abc")) is None


@pytest.mark.parametrize(
    "forbidden",
    [lambda: os.open("/etc/hostname", os.O_RDONLY), socket.socket, os.pipe, lambda: bytearray(500_000_000)],
    ids=["a file", "a connection", "a pipe", "memory"],
)
def test_in_the_cage_there_is_no_way_to(forbidden: Callable[[], object]) -> None:
    child = os.fork()
    if not child:
        shut(MEMORY_BYTES)
        try:
            forbidden()
        except (OSError, MemoryError):
            os._exit(0)
        os._exit(1)
    # What a parser may ask in passing is refused; anything else ends it.
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) in {0, -signal.SIGSYS}


def test_in_the_cage_processor_time_ends() -> None:
    waits, go = os.pipe()
    told, ready = os.pipe()
    child = os.fork()
    if not child:
        os.dup2(waits, 0)
        os.dup2(ready, 1)
        os.close(go)
        shut(MEMORY_BYTES)
        os.write(1, b"!")
        os.read(0, 1)
        os._exit(0)
    assert os.read(told, 1) == b"!"
    said = Path(f"/proc/{child}/limits").read_text()
    for descriptor in (waits, go, told, ready):
        os.close(descriptor)
    os.waitpid(child, 0)
    cpu = next(line for line in said.splitlines() if line.startswith("Max cpu time"))
    assert cpu.split()[3:5] == ["10", "10"]
