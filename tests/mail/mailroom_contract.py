"""What the mailroom promises of any IMAP server."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import cast

import pytest

from bot.campaign.outcome import AccountBroken, Rejected
from bot.mail.mailroom import MAILS, ImapMailroom
from bot.ports.mailroom import Mail, Unreadable
from bot.ports.outside import Done, Letter, Posted
from tests.mail.hostile import corpus
from tests.mail.post_office import USER, Office, running
from tests.mail.venues import Venue, flag, flags, letter, room

REPLY = Letter("r1", "Votre photo", "Merci.\n", datetime(2023, 9, 1, 9, tzinfo=UTC))


def all_of(mailroom: ImapMailroom, cursor: str = "") -> list[Mail | Unreadable]:
    """Everything since the cursor, page by page."""
    found: list[Mail | Unreadable] = []
    while True:
        page = mailroom.mails_since(found[-1].uid if found else cursor)
        assert isinstance(page, list | tuple), page
        if not page:
            return found
        found += page


def texts(mails: list[Mail | Unreadable]) -> list[str]:
    return [mail.text if isinstance(mail, Mail) else mail.reason for mail in mails]


class MailroomContract:
    many = 1000

    @pytest.fixture
    def mailroom(self, venue: Venue) -> Iterator[ImapMailroom]:
        made = room(venue.port)
        yield made
        made.close()

    def test_mails_come_oldest_first_and_those_before_the_cursor_do_not_come_again(
        self, venue: Venue, mailroom: ImapMailroom
    ) -> None:
        venue.deliver(*(letter(number, text=f"City {number}") for number in range(3)))
        first = all_of(mailroom)
        assert texts(first) == ["City 0", "City 1", "City 2"]
        assert texts(all_of(mailroom, first[1].uid)) == ["City 2"]
        assert all_of(mailroom, first[2].uid) == []

    def test_a_mail_that_was_read_is_not_marked_as_seen(self, venue: Venue, mailroom: ImapMailroom) -> None:
        venue.deliver(letter(1))
        assert len(all_of(mailroom)) == 1
        assert flags(venue.port) == [set()]

    def test_other_folders_are_never_read(self, venue: Venue, mailroom: ImapMailroom) -> None:
        venue.deliver(letter(1, text="private"), folder="INBOX")
        venue.deliver(letter(2, text="for us"))
        assert texts(all_of(mailroom)) == ["for us"]

    def test_a_mail_is_as_old_as_the_server_says_and_told_again_by_its_message_id(
        self, venue: Venue, mailroom: ImapMailroom
    ) -> None:
        venue.deliver(letter(7, "Date: Fri, 1 Jan 1999 00:00:00 +0000"))
        (mail,) = all_of(mailroom)
        assert mail.at is not None
        assert mail.at.year > 2020
        assert mail.mark_source == "7@supporter.example"

    def test_a_mail_that_arrives_ends_the_wait(self, venue: Venue, mailroom: ImapMailroom) -> None:
        assert all_of(mailroom) == []
        sender = threading.Timer(0.2, venue.deliver, [letter(1)])
        sender.start()
        began = time.monotonic()
        while not all_of(mailroom):
            mailroom.wait(50)
            assert time.monotonic() - began < 50
        sender.join()

    def test_a_mail_that_came_before_the_wait_began_is_not_waited_for(
        self, venue: Venue, mailroom: ImapMailroom
    ) -> None:
        assert all_of(mailroom) == []
        venue.deliver(letter(1))
        began = time.monotonic()
        mailroom.wait(50)
        assert time.monotonic() - began < 40
        assert len(all_of(mailroom)) == 1

    def test_a_stop_ends_the_wait_and_every_one_after_it(self, venue: Venue, mailroom: ImapMailroom) -> None:
        assert all_of(mailroom) == []
        threading.Timer(0.2, mailroom.stop).start()
        began = time.monotonic()
        mailroom.wait(50)
        mailroom.wait(50)
        assert time.monotonic() - began < 15

    def test_a_deleted_mail_is_gone_and_no_other(self, venue: Venue, mailroom: ImapMailroom) -> None:
        venue.deliver(*(letter(number, text=f"City {number}") for number in range(3)))
        # Somebody else's mail program has marked one, and not made up its mind.
        flag(venue.port, 3, "\\Deleted")
        mails = all_of(mailroom)
        assert mailroom.delete(mails[0].uid) == Done()
        assert mailroom.delete(mails[0].uid) == Done()
        assert texts(all_of(mailroom)) == ["City 1", "City 2"]

    def test_a_folder_that_was_numbered_anew_is_read_from_its_beginning(self, venue: Venue) -> None:
        venue.deliver(letter(1), letter(2))
        before = room(venue.port)
        known = all_of(before)
        before.close()
        venue.renumber()
        after = room(venue.port)
        again = all_of(after, known[-1].uid)
        assert [mail.mark_source for mail in again] == [mail.mark_source for mail in known]
        assert after.delete(known[0].uid) == Rejected("mail not found")
        assert after.reply(known[0].uid, REPLY) == Rejected("mail not found")
        assert len(all_of(after)) == 2
        after.close()

    @pytest.mark.parametrize("folder", ["Fotos", "Été"])
    def test_a_missing_folder_is_named(self, venue: Venue, folder: str) -> None:
        mailroom = room(venue.port, folder=folder)
        assert mailroom.mails_since("") == AccountBroken(f"mailbox folder missing: {folder}")
        mailroom.close()

    @pytest.mark.parametrize("password", ["wrong", 'w"r\\ong', "été"])
    def test_a_wrong_password_breaks_the_account(self, venue: Venue, password: str) -> None:
        mailroom = room(venue.port, password)
        assert mailroom.mails_since("") == AccountBroken("mailbox refuses the log-in")
        mailroom.close()

    def test_no_more_is_handed_over_at_once_than_was_promised(self, venue: Venue, mailroom: ImapMailroom) -> None:
        venue.deliver(*(letter(number) for number in range(MAILS + 1)))
        page = mailroom.mails_since("")
        assert isinstance(page, list)
        assert len(page) == MAILS
        assert len(all_of(mailroom)) == MAILS + 1

    def test_nobody_waits_for_the_next_mails_once_the_first_took_long(self, venue: Venue) -> None:
        venue.deliver(*(letter(number) for number in range(3)))
        mailroom = room(venue.port, batch_s=0)
        page = mailroom.mails_since("")
        assert isinstance(page, list)
        assert len(page) == 1
        assert len(all_of(mailroom)) == 3
        mailroom.close()

    def test_what_is_large_is_handed_over_alone(self, venue: Venue, mailroom: ImapMailroom) -> None:
        large = letter(1, text="x" * 70 + ("\r\n" + "y" * 70) * 80_000)
        venue.deliver(large, large, letter(2))
        pages = [cast("list[Mail]", mailroom.mails_since(""))]
        pages.append(cast("list[Mail]", mailroom.mails_since(pages[0][-1].uid)))
        assert [len(page) for page in pages] == [1, 2]

    def test_a_mail_of_more_than_25_megabytes_is_quarantined_and_the_next_one_read(
        self, venue: Venue, mailroom: ImapMailroom
    ) -> None:
        venue.deliver_large(25_100_000)
        venue.deliver(letter(2))
        assert texts(all_of(mailroom)) == ["mail-too-big", "Paris"]

    def test_mails_by_the_hundred_are_handled_or_quarantined_each_once(
        self, venue: Venue, mailroom: ImapMailroom
    ) -> None:
        bad = corpus()
        mails = [letter(number, text=f"City {number}") for number in range(self.many)]
        for place, (_, raw) in enumerate(bad):
            mails[place * (self.many // len(bad))] = raw
        venue.deliver(*mails)
        found = all_of(mailroom)
        assert len({mail.uid for mail in found}) == len(found) == self.many
        good = [mail.text for mail in found if isinstance(mail, Mail) and mail.text.startswith("City ")]
        assert len(good) == self.many - len(bad)
        quarantined = {mail.reason for mail in found if isinstance(mail, Unreadable)}
        assert quarantined == {"mail-long-header", "mail-many-parts", "mail-too-deep"}

    def test_a_reply_goes_to_the_mails_sender_in_its_thread(self, venue: Venue) -> None:
        venue.deliver(letter(1, "In-Reply-To: <0@x.example>", "References: <a@x.example> <0@x.example>"))
        office = Office()
        with running(office, log_in=True) as smtp_port:
            mailroom = room(venue.port, smtp_port=smtp_port)
            (mail,) = all_of(mailroom)
            assert mailroom.reply(mail.uid, REPLY) == Posted()
            mailroom.close()
        assert office.recipients == [["anna@supporter.example"]]
        (got,) = office.letters
        assert (got["From"], got["To"], got["Subject"]) == (USER, "anna@supporter.example", "Votre photo")
        assert (got["Auto-Submitted"], got["Message-ID"]) == ("auto-replied", "<r1@example.org>")
        assert got["In-Reply-To"] == "<1@supporter.example>"
        assert got["References"].split() == ["<a@x.example>", "<0@x.example>", "<1@supporter.example>"]

    @pytest.mark.parametrize(
        "header",
        [
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "List-Id: <l.example.org>",
            "Return-Path: <>",
            "Reply-To: a@b.example, c@d.example",
            "Reply-To: MAILER-DAEMON@b.example",
            f"Reply-To: {USER}",
        ],
    )
    def test_nothing_that_could_make_a_loop_is_answered(self, venue: Venue, header: str) -> None:
        venue.deliver(letter(1, header))
        office = Office()
        with running(office, log_in=True) as smtp_port:
            mailroom = room(venue.port, smtp_port=smtp_port)
            (mail,) = all_of(mailroom)
            assert mailroom.reply(mail.uid, REPLY) == Rejected("mail not to be answered")
            mailroom.close()
        assert office.letters == []

    def test_a_refused_address_is_in_no_reason(self, venue: Venue) -> None:
        venue.deliver(letter(1))
        office = Office(answers={"RCPT": "550 5.1.1 <anna@supporter.example> unknown"})
        with running(office, log_in=True) as smtp_port:
            mailroom = room(venue.port, smtp_port=smtp_port)
            (mail,) = all_of(mailroom)
            assert mailroom.reply(mail.uid, REPLY) == Rejected("mail server refuses every address")
            mailroom.close()
