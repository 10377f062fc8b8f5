from __future__ import annotations

import socket
import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.campaign.model import Mail
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.mail.smtp import Sealing, SmtpPostman, sealing
from bot.ports import Letter, Posted
from tests.mail.post_office import ACCENTED, PASSWORD, USER, Office, certificate, running, scripted, talk

# What aiosmtpd thinks of a server that a test wants so.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

LETTER = Letter("0a1b", "[Free Azat] Le compte x", "Le compte x ne répond pas.\n", datetime(2023, 9, 1, 9, tzinfo=UTC))
TO = ("jean@example.org", "maria@example.org")


def mail(port: int, host: str = "127.0.0.1") -> Mail:
    return Mail(TO, "bot@example.org", host, port, USER)


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture(scope="module")
def contexts(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return certificate(tmp_path_factory.mktemp("certificate"))


def test_a_relay_on_this_computer_takes_a_letter_without_tls_or_password(office: Office) -> None:
    with running(office) as port:
        assert SmtpPostman(mail(port), "").deliver(LETTER) == Posted()
    (letter,) = office.letters
    assert (letter["To"], letter["From"]) == ("jean@example.org, maria@example.org", "bot@example.org")
    assert letter["Message-ID"] == "<0a1b@example.org>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == ["Le compte x ne répond pas."]
    assert office.recipients == [list(TO)]


def test_a_letter_goes_over_starttls_with_a_log_in(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, client = contexts
    with running(office, tls=server, log_in=True) as port:
        postman = SmtpPostman(mail(port), PASSWORD, how=Sealing.STARTTLS, trusted=client)
        assert postman.deliver(LETTER) == Posted()
    assert office.sealed == [True]


def test_a_password_with_accents_opens_the_server_and_a_wrong_one_does_not(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, client = contexts
    with running(office, tls=server, log_in=True) as port:
        right, wrong = (
            SmtpPostman(mail(port), password, how=Sealing.STARTTLS, trusted=client).deliver(LETTER)
            for password in (ACCENTED, "été-perdu")
        )
    assert right == Posted()
    assert isinstance(wrong, AccountBroken)
    assert wrong.reason.startswith("mail server refuses the log-in: 535")
    assert len(office.letters) == 1


def test_a_letter_goes_over_tls_from_the_first_byte(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, client = contexts
    with running(office, tls=server, at_once=True, log_in=True) as port:
        postman = SmtpPostman(mail(port), PASSWORD, how=Sealing.AT_ONCE, trusted=client)
        assert postman.deliver(LETTER) == Posted()
    assert len(office.letters) == 1


@pytest.mark.parametrize("how", [Sealing.STARTTLS, Sealing.AT_ONCE])
def test_a_certificate_nobody_vouches_for_gets_neither_letter_nor_password(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext], how: Sealing
) -> None:
    with running(office, tls=contexts[0], at_once=how is Sealing.AT_ONCE, log_in=True) as port:
        outcome = SmtpPostman(mail(port), PASSWORD, how=how).deliver(LETTER)
    assert isinstance(outcome, AccountBroken)
    assert outcome.reason.startswith("mail server’s certificate: ")
    assert office.letters == []


def test_a_certificate_of_another_host_is_not_enough(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, client = contexts
    with running(office, tls=server) as port:
        outcome = SmtpPostman(mail(port, "localhost"), "", how=Sealing.STARTTLS, trusted=client).deliver(LETTER)
    assert isinstance(outcome, AccountBroken)
    assert office.letters == []


def test_on_this_computer_tls_is_used_where_offered_whatever_its_certificate(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    with running(office, tls=contexts[0], log_in=True) as port:
        assert SmtpPostman(mail(port), PASSWORD).deliver(LETTER) == Posted()
    assert office.sealed == [True]


def test_a_server_elsewhere_without_starttls_gets_nothing(office: Office) -> None:
    with running(office) as port:
        outcome = SmtpPostman(mail(port), PASSWORD, how=Sealing.STARTTLS).deliver(LETTER)
    assert outcome == AccountBroken("mail server offers no TLS, or no log-in")
    assert office.letters == []


@pytest.mark.parametrize(
    ("host", "port", "how"),
    [
        ("smtp.example.org", 465, Sealing.AT_ONCE),
        ("127.0.0.1", 465, Sealing.AT_ONCE),
        ("smtp.example.org", 587, Sealing.STARTTLS),
        ("smtp.example.org", 25, Sealing.STARTTLS),
        ("127.0.0.1.example.org", 25, Sealing.STARTTLS),
        ("localhost", 25, Sealing.ON_THIS_COMPUTER),
        ("127.0.0.2", 587, Sealing.ON_THIS_COMPUTER),
        ("::1", 2525, Sealing.ON_THIS_COMPUTER),
    ],
)
def test_only_this_computer_may_be_spoken_to_in_clear(host: str, port: int, how: Sealing) -> None:
    assert sealing(host, port) is how


def test_a_wrong_password_is_broken_not_slow_and_is_not_repeated(
    office: Office, contexts: tuple[ssl.SSLContext, ssl.SSLContext]
) -> None:
    server, client = contexts
    with running(office, tls=server, log_in=True) as port:
        postman = SmtpPostman(mail(port), "wrong-wrong", how=Sealing.STARTTLS, trusted=client)
        outcome = postman.deliver(LETTER)
    assert isinstance(outcome, AccountBroken)
    assert outcome.reason.startswith("mail server refuses the log-in: 535")
    assert "wrong-wrong" not in f"{outcome}{postman!r}{vars(postman)['_mail']}"


@pytest.mark.parametrize(
    ("answers", "kind", "reason"),
    [
        ({"MAIL": "550 no such sender"}, AccountBroken, "mail server refuses the sender: 550 no such sender"),
        ({"MAIL": "451 later"}, NotSent, "mail server refuses for now: 451 later"),
        ({"RCPT": "550 unknown"}, AccountBroken, "mail server refuses every address: 550 unknown"),
        ({"RCPT": "450 greylisted"}, NotSent, "mail server refuses every address: 450 greylisted"),
        ({TO[0]: "450 later", TO[1]: "550 no"}, NotSent, "mail server refuses every address: 450 later"),
        ({"DATA": "554 spam\x1b[2J"}, Rejected, "mail server refuses the letter: 554 spam [2J"),
        ({"DATA": "452 full"}, NotSent, "mail server refuses for now: 452 full"),
    ],
)
def test_what_the_server_refuses_is_judged_by_where_and_by_its_code(
    office: Office, answers: dict[str, str], kind: type, reason: str
) -> None:
    office.answers = answers
    with running(office) as port:
        assert SmtpPostman(mail(port), "").deliver(LETTER) == kind(reason)


def test_one_address_that_is_refused_does_not_keep_the_other_from_reading_it(office: Office) -> None:
    office.answers = {TO[0]: "550 moved away"}
    with running(office) as port:
        assert SmtpPostman(mail(port), "").deliver(LETTER) == Posted(refused=1)
    assert office.recipients == [[TO[1]]]


def test_a_server_that_is_not_there_is_not_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert SmtpPostman(mail(port), "").deliver(LETTER) == NotSent("mail server not reached: Connection refused")


def wait(over: threading.Event) -> None:
    over.wait(60)


def test_a_server_that_hangs_is_left_in_time() -> None:
    with scripted(lambda _, over: wait(over)) as port:
        assert SmtpPostman(mail(port), "", whole_s=0.4).deliver(LETTER) == NotSent("mail server does not answer")


def test_a_server_that_drips_its_answer_byte_by_byte_is_left_in_time() -> None:
    def drip(connection: socket.socket, over: threading.Event) -> None:
        connection.sendall(b"220 ")
        # Each byte comes long before a timeout for one read would strike.
        while not over.wait(0.05):
            try:
                connection.sendall(b"x")
            except OSError:
                return

    ended = threading.Event()
    with scripted(drip) as port:
        outcomes = []

        def deliver() -> None:
            outcomes.append(SmtpPostman(mail(port), "", whole_s=0.5).deliver(LETTER))
            ended.set()

        threading.Thread(target=deliver, daemon=True).start()
        assert ended.wait(30), "the whole has no deadline"
    assert outcomes == [NotSent("mail server does not answer")]


@pytest.mark.parametrize("word", [b"EHLO", b"MAIL", b"RCPT", b"DATA", b"AUTO-SUBMITTED"])
def test_a_server_that_dies_at_any_word_amid_the_letter_too_is_asked_again(word: bytes) -> None:
    with scripted(lambda connection, _: talk(connection, word)) as port:
        outcome = SmtpPostman(mail(port), "", whole_s=5).deliver(LETTER)
    assert isinstance(outcome, NotSent)


def test_a_server_that_dies_after_taking_the_letter_took_it() -> None:
    def take(connection: socket.socket, _: threading.Event) -> None:
        lines = connection.makefile("rb")
        connection.sendall(b"220 here\r\n")
        for line in lines:
            connection.sendall(b"354 go on\r\n" if line.strip() == b"data" else b"250 yes\r\n")
            if line.strip() == b"data":
                while lines.readline() != b".\r\n":
                    pass
                connection.sendall(b"250 taken\r\n")
                return

    with scripted(take) as port:
        assert SmtpPostman(mail(port), "", whole_s=5).deliver(LETTER) == Posted()


def test_a_letter_that_is_tried_again_has_the_same_id(office: Office) -> None:
    with running(office) as port:
        postman = SmtpPostman(mail(port), "")
        postman.deliver(LETTER)
        postman.deliver(replace(LETTER))
    assert len({letter["Message-ID"] for letter in office.letters}) == 1
