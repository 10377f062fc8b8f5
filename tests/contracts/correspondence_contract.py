"""What every store promises of letters, consents and replies, as the duties use it: nothing lost, nothing twice."""

from __future__ import annotations

import itertools
from datetime import timedelta

from bot.campaign.outcome import NotSent
from bot.campaign.photo import Reason, State
from bot.daemon.photos.letters import MOST
from bot.daemon.photos.mails import LEASE
from tests.contracts.correspondence_world import World
from tests.daemon.photos.letter_cast import ANNA, BORIS, code_in
from tests.sandbox.driver import png

EVERY = 5
"""Of the calls in which a process may end, so many are one apart."""


class CorrespondenceContract:
    """From a mail to the letter that says where the photo is."""

    def test_a_yes_with_its_permissions_is_kept_and_the_photo_comes_to_the_staff(self, world: World) -> None:
        letters, now = world.letters, world.letters.scene.cast.clock.now()
        letters.agreed(png(), yes="YES\nCITY")
        world.restart()
        consent = world.consent()
        assert (consent.channel, consent.choices, consent.asked_at, consent.agreed_at) == ("mail", ("city",), now, now)
        letters.pass_time(minutes=1)
        (photo,) = letters.photos()
        assert (photo.state, photo.city, photo.shows_city, photo.consent) == (State.QUEUED, "Lyon", True, consent.id)

    def test_a_reply_that_was_owed_goes_out_after_a_restart_as_the_same_letter(self, world: World) -> None:
        letters = world.letters
        letters.box.refuses = [NotSent("no answer in time")]
        letters.write("Լիոն", png())
        letters.read()
        assert letters.box.to(ANNA) == []
        owed = world.store.noted("photos: replies owed by mail")
        assert owed is not None
        assert ANNA not in owed
        world.restart()
        letters.read(5)
        (receipt,) = letters.box.to(ANNA)
        assert receipt.id.partition(".")[2] in owed
        letters.pass_time(hours=49)
        _, reminder = letters.box.to(ANNA)
        assert code_in(reminder) == code_in(receipt), "it is made of what is kept, and kept nowhere"
        assert world.consent().reminded_at is not None
        letters.pass_time(hours=1)
        world.restart()
        letters.read()
        assert len(letters.box.to(ANNA)) == 2, "one reminder"

    def test_its_sender_hears_once_where_the_photo_is_and_can_take_it_back(self, world: World) -> None:
        letters = world.letters
        receipt = letters.agreed(png())
        letters.pass_time(minutes=1)
        url = world.approve_and_post()
        world.restart()
        letters.pass_time(minutes=1)
        world.restart()
        letters.pass_time(minutes=1)
        _, posted = letters.box.to(ANNA)
        assert url in posted.body
        assert [photo.contact for photo in letters.photos()] == [""]
        assert letters.mail(code_in(receipt), by=BORIS) is not None
        (photo,) = letters.photos()
        assert (photo.state, photo.reason, photo.city) == (State.WITHDRAWN, Reason.CODE, "")
        assert world.consent().withdrawn_at == letters.scene.cast.clock.now()

    def test_nobody_is_answered_oftener_in_a_day_whatever_is_restarted(self, world: World) -> None:
        letters = world.letters
        letters.mail("Lyon", png())
        for _ in range(MOST + 3):
            letters.mail("What is this about?")
            world.restart()
        assert len(letters.box.to(ANNA)) == MOST
        letters.mail("Lyon", png(), by=BORIS)
        assert len(letters.box.to(BORIS)) == 1
        letters.scene.turn(24 * 60)
        assert letters.mail("And now?") is not None

    def test_wherever_a_process_ends_a_mail_is_dealt_with_once(self, world: World) -> None:
        letters, step = world.letters, 0
        for step in itertools.count(0, EVERY):
            by = f"sender{step}@supporter.example"
            letters.write("Lyon", f"picture {step}".encode(), by=by)
            died = world.dies_at(step)
            world.restart()
            letters.read()
            author = letters.scene.kit.marks.of("author", "mail", by)
            assert [photo.state for photo in world.store.photos_by(author)] == [State.ASKED], step
            assert len({(letter.id, letter.body) for letter in letters.box.to(by)}) == 1, step
            letters.mail("STOP", by=by)
            if not died:
                break
        assert step > 20, "the places to end in"
        assert [mail.outcome for mail in world.store.mails()].count("photos") == step // EVERY + 1
        assert all(consent.withdrawn_at is not None for consent in world.store.consents())


class SharedCorrespondenceContract:
    """Two daemons, one mailbox."""

    def test_one_of_them_reads_it_until_its_lease_has_run_out(self, world: World) -> None:
        letters, means = world.letters, world.letters.scene.cast.means
        assert world.store.shared
        letters.mail("Lyon", png())
        assert len(letters.box.to(ANNA)) == 1
        letters.write("Lyon", b"another", by=BORIS)
        object.__setattr__(means, "owner", "test:2")
        now = letters.scene.cast.clock.now()
        assert world.duty().run_once(now) == now + LEASE
        assert letters.box.to(BORIS) == []
        letters.scene.cast.clock.set(now + LEASE + timedelta(seconds=1))
        world.duty().run_once(letters.scene.cast.clock.now())
        assert len(letters.box.to(BORIS)) == 1
        assert len(letters.box.to(ANNA)) == 1
