from __future__ import annotations

import base64
import os
import signal
import time
from collections.abc import Iterator
from email.message import EmailMessage
from email.mime.message import MIMEMessage

import pytest

from bot.mail.opening.frame import Opened
from bot.mail.opening.opener import Opener
from tests.mail.hostile import corpus
from tests.mail.post_office import USER
from tests.mail.venues import letter

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 4


@pytest.fixture(scope="module")
def opener() -> Iterator[Opener]:
    made = Opener(USER)
    yield made
    made.close()


def opened(opener: Opener, raw: bytes) -> tuple[Opened, list[bytes]]:
    found = opener.open(raw)
    assert not isinstance(found, str), found
    return found


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"] = "Anna <anna@supporter.example>"
    made["Subject"] = "photo"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


@pytest.mark.parametrize(("becomes", "raw"), [pytest.param(*each, id=str(n)) for n, each in enumerate(corpus())])
def test_a_hostile_mail_is_opened_or_refused_soon_and_the_next_one_is_read(
    opener: Opener, becomes: str, raw: bytes
) -> None:
    began = time.monotonic()
    found = opener.open(raw)
    assert time.monotonic() - began < 12
    assert (found if isinstance(found, str) else "opened") == becomes
    assert opened(opener, letter(1))[0].text == "Paris"


def test_an_encoded_line_end_stays_inside_the_subject(opener: Opener) -> None:
    raw = b"From: a@b.example\r\nSubject: =?utf-8?q?x=0D=0ABcc:_v@x.example=00=1B[31m?=\r\n\r\nhello\r\n"
    assert opened(opener, raw)[0].subject == "x Bcc: v@x.example[31m"


def test_a_name_that_decodes_to_an_address_is_none(opener: Opener) -> None:
    raw = b"From: =?utf-8?q?=3Cvictim=40x.example=3E=2C?= <eve@supporter.example>\r\n\r\nhello\r\n"
    assert opened(opener, raw)[0].reply_to == "eve@supporter.example"


def test_pictures_come_out_byte_for_byte_and_their_names_do_not(opener: Opener) -> None:
    mail = message()
    mail.set_content("Paris")
    mail.add_attachment(JPEG, maintype="image", subtype="jpeg", filename="../../Anna_Petrova.jpg")
    mail.add_attachment(JPEG[::-1] * 3, maintype="application", subtype="octet-stream", filename="x.heic")
    found, files = opened(opener, mail.as_bytes())
    assert files == [JPEG, JPEG[::-1] * 3]
    assert found.mimes == ["image/jpeg", "application/octet-stream"]
    assert "Petrova" not in repr(found)


def test_a_picture_declared_as_something_else_is_taken_and_other_files_are_counted(opener: Opener) -> None:
    mail = message()
    mail.set_content("Paris")
    mail.add_attachment(JPEG, maintype="application", subtype="pdf", filename="photo.pdf")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="a.pdf")
    mail.add_attachment(b"x\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    mail.add_attachment("notes", filename="notes.txt")
    found, files = opened(opener, mail.as_bytes())
    assert (files, found.unopened, found.text) == ([JPEG], 3, "Paris")


def test_nothing_is_taken_out_of_an_attached_mail(opener: Opener) -> None:
    inner = message()
    inner.set_content("STOP, says somebody else")
    inner.add_attachment(JPEG, maintype="image", subtype="jpeg")
    mail = message()
    mail.set_content("Paris")
    mail.make_mixed()
    mail.attach(MIMEMessage(inner))  # type: ignore[arg-type]  # typeshed wants the newer kind
    found, files = opened(opener, mail.as_bytes())
    assert (files, found.unopened, found.text) == ([], 1, "Paris")


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("koi8-r", "Париж"),
        ("windows-1251", "Париж"),
        ("iso-8859-13", "Šiauliai"),
        ("utf-16", "Երևան"),
        ("utf-8", "Երևան"),
        ("gb18030", "巴黎"),
        ("iso-2022-jp", "パリ"),
        ("cp850", "Besançon"),
    ],
)
def test_words_are_read_in_any_character_set(opener: Opener, charset: str, text: str) -> None:
    body = base64.encodebytes(text.encode(charset))
    head = f"From: a@b.example\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: base64\n\n"
    assert opened(opener, head.encode() + body)[0].text == text


@pytest.mark.parametrize("charset", ["x-unknown", "rot13", "us-ascii", "zlib", "../utf-8", "idna"])
def test_a_character_set_that_is_none_costs_no_words(opener: Opener, charset: str) -> None:
    head = f'From: a@b.example\nContent-Type: text/plain; charset="{charset}"\nContent-Transfer-Encoding: 8bit\n\n'
    assert opened(opener, head.encode() + "Երևան".encode())[0].text == "Երևան"


def test_of_html_only_the_words_are_left(opener: Opener) -> None:
    mail = message()
    mail.set_content(
        "<html><head><title>x</title><style>p{}</style></head><body><p>Je suis à&nbsp;<b>Lyon</b>&#8238;</p>"
        '<img src="https://tracker.example/1.gif" alt="seen"><script>alert(1)</script><div>Oui</div>'
        "<div>Le 1 sept. 2023, Free Azat a écrit :<blockquote>STOP</blockquote></div></body></html>",
        subtype="html",
    )
    assert opened(opener, mail.as_bytes())[0].text == "Je suis à Lyon\n\nOui"


def test_plain_text_counts_more_than_its_html_twin(opener: Opener) -> None:
    mail = message()
    mail.set_content("plain\n\n-- \nAnna Petrova, +33 1 23")
    mail.add_alternative("<p>rich</p>", subtype="html")
    assert opened(opener, mail.as_bytes())[0].text == "plain"


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Auto_Submitted": "auto-generated"}, "auto-submitted"),
        ({"Auto_Submitted": "no"}, ""),
        ({"X_Autoreply": "yes"}, "auto-submitted"),
        ({"Precedence": "list"}, "bulk"),
        ({"List_Unsubscribe": "<mailto:x@y.example>"}, "mailing list"),
        ({"Return_Path": "<>"}, "bounce"),
        ({"Return_Path": "<anna@supporter.example>"}, ""),
        ({"Reply_To": USER.upper()}, "own address"),
    ],
)
def test_what_a_program_sent_is_known(opener: Opener, headers: dict[str, str], why: str) -> None:
    mail = message(**headers)
    mail.set_content("hello")
    assert opened(opener, mail.as_bytes())[0].automatic == why


@pytest.mark.parametrize(
    ("kind", "why"), [("multipart/report; report-type=delivery-status", "bounce"), ("multipart/mixed", "calendar")]
)
def test_bounces_and_invitations_are_no_persons_words(opener: Opener, kind: str, why: str) -> None:
    mail = message()
    mail.make_mixed()
    calendar = EmailMessage()
    calendar.set_content("BEGIN:VCALENDAR", subtype="calendar")
    mail.attach(calendar)
    mail.replace_header("Content-Type", f'{kind}; boundary="b"')
    assert opened(opener, mail.as_bytes())[0].automatic == why


def test_hints_at_the_language_and_what_is_answered_are_read(opener: Opener) -> None:
    mail = message(
        Accept_Language="fr;q=0.5",
        In_Reply_To="<r1@example.org>",
        References="<r0@example.org> <r1@example.org>",
    )
    mail.set_content("sim")
    mail["Content-Language"] = "pt-BR, en"
    found, _ = opened(opener, mail.as_bytes())
    assert found.languages == ["pt-BR", "en", "fr"]
    assert found.answers == ["r1@example.org", "r0@example.org"]


def test_a_mail_of_nearly_25_megabytes_is_opened_whole(opener: Opener) -> None:
    data = JPEG * 17_500
    mail = message()
    mail.set_content("Paris")
    mail.add_attachment(data, maintype="image", subtype="jpeg")
    raw = mail.as_bytes()
    assert 24_000_000 < len(raw) < 25_000_000
    assert opened(opener, raw)[1] == [data]


def test_a_mail_that_takes_too_long_is_refused_and_the_next_one_read() -> None:
    opener = Opener(USER, wall_s=5)
    assert opened(opener, letter(1))[0].text == "Paris"
    opener._wall_s = 0.01
    assert opener.open(letter(2, text="x" * 10_000_000)) == "mail-too-slow"
    opener._wall_s = 5
    assert opened(opener, letter(3))[0].text == "Paris"
    opener.close()


def test_a_reader_that_somebody_ends_is_replaced(opener: Opener) -> None:
    opened(opener, letter(1))
    assert opener._process is not None
    os.kill(opener._process.pid, signal.SIGKILL)
    assert opener.open(letter(2)) == "mail-not-opened"
    assert opened(opener, letter(3))[0].text == "Paris"
