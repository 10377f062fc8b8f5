from __future__ import annotations

import base64
import imaplib
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email import policy
from email.message import EmailMessage
from typing import Any
from urllib.parse import urlsplit

import pytest
from imap_tools import MailBoxUnencrypted

from tests.sandbox.driver import Sandbox, png

ADDRESS, PASSWORD = "photos@example.org", 'vent "d\\autan'


@pytest.fixture
def mailbox(sandbox: Sandbox) -> Sandbox:
    account = {"network": "mail", "address": ADDRESS, "password": PASSWORD, "folders": ["Photos", "Done"]}
    sandbox.control("POST", "accounts", [account])
    return sandbox


def port(sandbox: Sandbox, name: str) -> int:
    found = urlsplit(sandbox.at[name]).port
    assert found is not None
    return found


@contextmanager
def opened(sandbox: Sandbox, folder: str = "Photos") -> Iterator[MailBoxUnencrypted]:
    with MailBoxUnencrypted("127.0.0.1", port(sandbox, "imap")).login(ADDRESS, PASSWORD, folder) as box:
        assert isinstance(box, MailBoxUnencrypted)
        yield box


def send(sandbox: Sandbox, **mail: object) -> dict[str, Any]:
    (result,) = sandbox.people({"network": "mail", "do": "send", "from": "Anna <anna@supporter.example>", **mail})
    return result


def test_a_supporters_mail_arrives_with_its_pictures(mailbox: Sandbox) -> None:
    picture = base64.b64encode(png()).decode()
    send(mailbox, subject="Été", text="Paris", pictures=[{"mime": "image/png", "data": picture}])
    with opened(mailbox) as box:
        (mail,) = box.fetch()
    assert (mail.subject, mail.text.strip(), mail.from_) == ("Été", "Paris", "anna@supporter.example")
    assert [(part.content_type, part.payload) for part in mail.attachments] == [("image/png", png())]


def test_a_raw_mail_arrives_as_it_was_sent(mailbox: Sandbox) -> None:
    raw = b"From: x\r\n\r\n\xff\x00 bytes\r\n"
    assert send(mailbox, raw=base64.b64encode(raw).decode()) == {"folder": "Photos", "uid": 1}
    with opened(mailbox) as box:
        _, answer = box.client.uid("FETCH", "1", "(BODY.PEEK[])")
    assert answer[0][1] == raw


def test_a_mail_is_dated_by_the_sandboxs_clock(mailbox: Sandbox) -> None:
    mailbox.clock("2023-09-01T10:00:00Z")
    send(mailbox, text="Paris")
    with opened(mailbox) as box:
        _, answer = box.client.uid("FETCH", "1", "(INTERNALDATE)")
    assert b'INTERNALDATE "01-Sep-2023 10:00:00 +0000"' in answer[0]


def test_looking_without_peek_marks_as_seen_unless_the_folder_is_examined(mailbox: Sandbox) -> None:
    send(mailbox, text="Paris")
    with opened(mailbox) as box:
        box.folder.set("Photos", readonly=True)
        assert len(list(box.fetch(mark_seen=True))) == 1
        assert box.uids("SEEN") == []
        box.folder.set("Photos")
        assert len(list(box.fetch(mark_seen=True))) == 1
        assert (box.uids("SEEN"), box.uids("UNSEEN")) == (["1"], [])


def test_mails_are_moved_deleted_and_found_by_number(mailbox: Sandbox) -> None:
    for number in range(4):
        send(mailbox, text=f"City {number}")
    with opened(mailbox) as box:
        assert box.uids("UID 3:*") == ["3", "4"]
        assert box.uids("UID 9:*") == ["4"]
        box.move("2", "Done")
        box.delete("3")
        assert box.uids() == ["1", "4"]
        assert box.numbers() == ["1", "2"]
        box.folder.set("Done")
        assert [mail.text.strip() for mail in box.fetch()] == ["City 1"]
    assert [mail["uid"] for mail in mailbox.control("GET", "mails")["folders"]["Photos"]] == [1, 4]


def test_whoever_idles_hears_of_a_mail(mailbox: Sandbox) -> None:
    with opened(mailbox) as box:
        idle: Any = box.idle
        idle.start()
        send(mailbox, text="Paris")
        assert idle.poll(20) == [b"* 1 EXISTS"]
        idle.stop()


@pytest.mark.parametrize(
    "command",
    [("EXPUNGE",), ("STORE", "1", "+FLAGS", "(\\Deleted)"), ("COPY", "1", "Nowhere")],
    ids=lambda command: str(command[0]),
)
def test_what_a_real_server_refuses_is_refused(mailbox: Sandbox, command: tuple[str, ...]) -> None:
    send(mailbox, text="Paris")
    with opened(mailbox) as box:
        box.folder.set("Photos", readonly=True)
        raw: Any = box.client
        assert raw._simple_command(*command)[0] == "NO"


@pytest.mark.parametrize("line", [b"FETCH 1 (", b"UID LOGIN a b", b"FETCH x (UID)", b"FETCH", b"DANCE"])
def test_nonsense_is_bad_and_the_connection_goes_on(mailbox: Sandbox, line: bytes) -> None:
    with opened(mailbox) as box:
        box.client.send(b"T1 " + line + b"\r\n")
        answer = box.client.readline()
        assert answer.startswith(b"T1 BAD ")
        assert box.uids() == []


def test_nobody_reads_without_the_password(mailbox: Sandbox) -> None:
    client = imaplib.IMAP4("127.0.0.1", port(mailbox, "imap"))
    with client, pytest.raises(imaplib.IMAP4.error, match="AUTHENTICATIONFAILED"):
        client.login(ADDRESS, "wrong")


def test_a_renewed_mailbox_is_numbered_anew(mailbox: Sandbox) -> None:
    send(mailbox, text="Paris")
    with opened(mailbox) as box:
        before = box.client.response("UIDVALIDITY")
    mailbox.control("DELETE", "posts")
    with opened(mailbox) as box:
        assert box.client.response("UIDVALIDITY") != before
        assert box.uids() == []


def test_what_the_campaign_mails_is_listed(mailbox: Sandbox) -> None:
    message = EmailMessage(policy=policy.SMTP)
    message["From"], message["To"], message["Subject"] = ADDRESS, "anna@supporter.example", "Votre photo"
    message.set_content("Merci.\n.point\n")
    with smtplib.SMTP("127.0.0.1", port(mailbox, "smtp")) as line:
        with pytest.raises(smtplib.SMTPSenderRefused):
            line.send_message(message)
        line.login(ADDRESS, PASSWORD)
        line.send_message(message)
        with pytest.raises(smtplib.SMTPSenderRefused):
            line.sendmail("somebody@else.example", ["anna@supporter.example"], b"x")
    (mailed,) = mailbox.control("GET", "mails")["mailed"]
    assert (mailed["from"], mailed["to"]) == (ADDRESS, ["anna@supporter.example"])
    assert mailed["headers"]["subject"] == "Votre photo"
    assert mailed["text"].splitlines() == ["Merci.", ".point"]


def test_what_nobody_can_mail_is_said(mailbox: Sandbox) -> None:
    wrongs: list[dict[str, object]] = [
        {"raw": "%"},
        {"folder": "Nowhere"},
        {"pictures": "x"},
        {"pad": -1},
        {"headers": []},
    ]
    for wrong in wrongs:
        action = {"network": "mail", "do": "send", "from": "a@b.example", **wrong}
        answer = mailbox.http.post(f"{mailbox.at['control']}/_control/people", json=[action], timeout=20)
        assert answer.status_code == 400, wrong
        assert answer.json()["error"]
