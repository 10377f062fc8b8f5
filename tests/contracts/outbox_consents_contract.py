"""What every outbox promises of consents, of mails that were dealt with, and of replies."""

from __future__ import annotations

from dataclasses import replace

from bot.campaign.photo import Reason, State
from bot.ports import HandledMail, Outbox
from tests.contracts.outbox_photo_world import FIRST, brought, consent, here
from tests.contracts.outbox_world import NOON, Backend, after

SECOND = "2" * 16
MAIL = HandledMail("mark", "photos", "", NOON, "1680000000/17")


class ConsentsContract:
    """Who agreed is nobody's to know; what was agreed to is kept."""

    def test_a_consent_is_kept_whole_and_may_change(self, backend: Backend) -> None:
        asked = consent()
        agreed = replace(
            asked,
            agreed_at=after(5),
            choices=("city", "faces"),
            reminded_at=after(3),
            withdrawn_at=after(9),
            notice="3",
        )
        first = backend.open()
        first.keep_consent(asked)
        assert first.consent(asked.id) == asked
        first.keep_consent(agreed)
        first.close()
        second = backend.open()
        assert (second.consent(asked.id), second.consent_of(asked.code)) == (agreed, agreed)
        assert (second.consent("another"), second.consent_of("another"), second.consents()) == (None, None, [agreed])
        second.close()

    def test_consents_are_listed_the_oldest_first_and_an_empty_code_is_nobodys(self, outbox: Outbox) -> None:
        later, sooner = consent("a", after(1)), replace(consent("b"), code="")
        outbox.keep_consent(later)
        outbox.keep_consent(sooner)
        assert outbox.consents() == [sooner, later]
        assert outbox.consent_of("") is None

    def test_a_consent_says_when_its_last_photo_was_withdrawn_whoever_did_so(self, outbox: Outbox) -> None:
        agreed = replace(consent(), agreed_at=after(5))
        outbox.keep_consent(agreed)
        brought(outbox, State.APPROVED, FIRST)
        brought(outbox, State.APPROVED, SECOND)
        assert outbox.step_photo(here(outbox), State.WITHDRAWN, Reason.BY_STAFF, after(10))
        assert outbox.consents() == [agreed]
        assert outbox.step_photo(here(outbox, SECOND), State.WITHDRAWN, Reason.BY_STAFF, after(20))
        assert outbox.consents() == [replace(agreed, withdrawn_at=after(20))]

    def test_a_consent_whose_last_photo_was_kept_long_enough_was_not_withdrawn(self, outbox: Outbox) -> None:
        agreed = replace(consent(), agreed_at=after(5))
        outbox.keep_consent(agreed)
        brought(outbox, State.APPROVED)
        assert outbox.step_photo(here(outbox), State.EXPIRED, Reason.KEPT_LONG_ENOUGH, after(10))
        assert outbox.consents() == [agreed]


class MailsContract:
    """A mail is dealt with once; nobody is answered in a circle."""

    def test_a_mail_that_was_dealt_with_is_known_and_may_be_written_anew(self, backend: Backend) -> None:
        first = backend.open()
        first.keep_mail(MAIL)
        first.close()
        second = backend.open()
        assert (second.mail("mark"), second.mail("other")) == (MAIL, None)
        gone = replace(MAIL, outcome="quarantined", reason="too-deep", uid="")
        second.keep_mail(gone)
        second.keep_mail(replace(MAIL, mark="before", at=after(-1)))
        assert [mail.mark for mail in second.mails()] == ["before", "mark"]
        assert second.mail("mark") == gone
        second.close()

    def test_an_address_is_answered_so_often_in_a_day_and_no_oftener(self, outbox: Outbox) -> None:
        day = 24 * 60
        assert [outbox.may_reply("one", after(minute), 2) for minute in (0, 0, 5, day - 0.01)] == [
            True,
            True,
            False,
            False,
        ]
        assert outbox.may_reply("two", after(5), 2)
        assert [outbox.may_reply("one", after(day), 2) for _ in range(3)] == [True, True, False]

    def test_a_clock_that_was_set_back_makes_no_room_for_more_answers(self, outbox: Outbox) -> None:
        assert outbox.may_reply("one", after(600), 1)
        assert not outbox.may_reply("one", after(0), 1)
        assert not outbox.may_reply("none", NOON, 0)
