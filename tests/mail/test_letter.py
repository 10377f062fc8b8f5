from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy

from hypothesis import given
from hypothesis import strategies as st

from bot.mail.letter import LONGEST_SUBJECT, written
from bot.ports import Letter

NOON = datetime(2023, 9, 1, 12, tzinfo=UTC)
HEADERS = {
    *("from", "to", "subject", "date", "message-id", "auto-submitted"),
    *("mime-version", "content-type", "content-transfer-encoding"),
}


def over_the_wire(letter: Letter) -> tuple[bytes, dict[str, str], str]:
    raw = written(letter, "bot@example.org", ["jean@example.org"]).as_bytes()
    read = message_from_bytes(raw, policy=policy.default)
    told: str = read.get_content()
    return raw, {name.lower(): str(value) for name, value in read.items()}, told.replace("\r\n", "\n")


def test_nothing_in_a_subject_makes_another_header() -> None:
    hostile = "Broken\r\nBcc: everyone@example.org\r\n\r\nbody\u2028Cc: x\u202e\x00\x1b"
    raw, headers, _ = over_the_wire(Letter("1", hostile, "Words\n", NOON))
    assert headers.keys() == HEADERS
    assert headers["subject"] == "Broken Bcc: everyone@example.org body Cc: x"
    assert raw.count(b"\r\n\r\n") == 1


@given(st.text(st.characters(), max_size=300), st.text(st.characters(), max_size=600))
def test_any_words_arrive_as_they_are_under_these_headers_alone(subject: str, body: str) -> None:
    raw, headers, told = over_the_wire(Letter("1", subject, body, NOON))
    assert headers.keys() == HEADERS
    assert len(headers["subject"]) <= LONGEST_SUBJECT
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    sound = body.encode("utf-8", "replace").decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    assert told.rstrip("\n") == sound.rstrip("\n")


def test_a_long_subject_in_armenian_comes_whole_up_to_its_limit() -> None:
    subject = "Հաշիվը չի կարող հրապարակել " * 20
    _, headers, _ = over_the_wire(Letter("1", subject, "x\n", NOON))
    assert headers["subject"] == subject[: LONGEST_SUBJECT - 1] + "…"


def test_the_letter_is_dated_and_named_and_says_that_a_program_wrote_it() -> None:
    _, headers, _ = over_the_wire(Letter("abc", "x", "y\n", NOON))
    assert headers["date"] == "Fri, 01 Sep 2023 12:00:00 +0000"
    assert headers["message-id"] == "<abc@example.org>"
    assert headers["auto-submitted"] == "auto-generated"
    assert headers["content-type"].startswith("text/plain")
