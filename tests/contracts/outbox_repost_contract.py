"""What every outbox promises of reposts, and of forgetting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from bot.campaign.delivery import HeldFor
from bot.campaign.delivery import State as Delivered
from bot.campaign.outcome import Receipt
from bot.campaign.photo import Reason, State
from bot.ports import PHOTOS, ErrandKind, Forgotten, Grave, HandledMail, Outbox
from tests.contracts.outbox_photo_world import CLEAN, FIRST, SHA, brought, consent, here, photo, repost
from tests.contracts.outbox_world import LEASE_S, NOON, after, intent, planned, row, standing

SECOND, THIRD = "2" * 16, "3" * 16
KEY = repost().key
MANY = 6
NEVER = datetime.min.replace(tzinfo=NOON.tzinfo, year=1971)


def out(outbox: Outbox, key: str = KEY, now: datetime = NOON) -> None:
    """The repost went out."""
    claimed = outbox.claim("mastodon", now, "first run", LEASE_S, key)
    assert claimed is not None
    assert outbox.begin(claimed, intent(claimed.text, now), now)
    assert outbox.sent(claimed, Receipt("222", "https://mastodon.example/@azat/222"), now)


def taken_back(outbox: Outbox, key: str = KEY, now: datetime = NOON) -> None:
    assert outbox.order(key, ErrandKind.RETRACT, "the sender", now)
    outbox.carried_out(outbox.errands_of(key)[0], now)


class RepostContract:
    """A repost is a delivery that the plan knows nothing of."""

    def test_a_repost_is_added_once_and_goes_out_like_any_delivery(self, outbox: Outbox) -> None:
        assert outbox.add_delivery(repost())
        assert not outbox.add_delivery(replace(repost(), text="other words", due=after(5)))
        added = row(outbox, KEY)
        assert (added.state, added.due, added.repost_of, added.text) == (
            Delivered.PLANNED,
            NOON,
            "111",
            repost().text,
        )
        assert outbox.next_due("mastodon") == NOON
        out(outbox)
        assert (row(outbox, KEY).state, row(outbox, KEY).repost_of, row(outbox, KEY).remote_id) == (
            Delivered.SENT,
            "111",
            "222",
        )

    def test_a_call_says_what_it_reposts_where_that_is_a_newer_version_by_now(self, outbox: Outbox) -> None:
        outbox.add_delivery(repost())
        claimed = outbox.claim("mastodon", NOON, "first run", LEASE_S, KEY)
        assert claimed is not None
        assert outbox.begin(claimed, replace(intent(claimed.text), repost_of="112"), NOON)
        assert row(outbox, KEY).repost_of == "112", "by this it is looked for, should the answer be lost"
        assert outbox.sent(claimed, Receipt("112", "https://mastodon.example/@azat/112"), NOON)
        assert row(outbox, KEY).repost_of == "112"

    @pytest.mark.parametrize(
        "wrong", [planned(), replace(repost(), occurrence=SECOND), replace(repost(), entry="rally")]
    )
    def test_what_is_no_repost_is_not_added(self, outbox: Outbox, wrong: object) -> None:
        with pytest.raises(ValueError, match="is no repost"):
            outbox.add_delivery(wrong)  # type: ignore[arg-type] # each of them is a Planned
        assert outbox.deliveries() == []

    def test_no_plan_moves_refreshes_holds_or_removes_a_repost(self, outbox: Outbox) -> None:
        outbox.add_delivery(repost())
        outbox.add_delivery(replace(repost(SECOND), state=Delivered.HELD, reason=HeldFor.PAUSED.value))
        before = outbox.deliveries(entry=PHOTOS)
        assert outbox.sync_plan([planned()], after(1)).removed == ()
        # As a planner that read all rows says of those whose entry it cannot find while a file is broken.
        waiting = replace(repost(), state=Delivered.HELD, reason=HeldFor.BROKEN_FILE.value, due=after(9))
        change = outbox.sync_plan([waiting, replace(waiting, key=f"{PHOTOS}/{THIRD}/native/mastodon")], after(2))
        assert (change.added, change.moved, change.removed) == ((), (), (planned().key,))
        assert outbox.deliveries() == before

    def test_a_repost_in_somebodys_hand_keeps_no_plan_from_being_in_force(self, outbox: Outbox) -> None:
        outbox.add_delivery(repost())
        assert outbox.claim("mastodon", NOON, "first run", LEASE_S) is not None
        assert outbox.sync_plan([], after(1)).passed_by == 0

    def test_reposts_that_wait_for_their_turn_are_no_late_posts(self, outbox: Outbox) -> None:
        for number in range(MANY + 1):
            outbox.add_delivery(repost(f"{number:016x}", due=NOON))
        assert not outbox.hold_if_many_late(after(30), MANY, after(31))
        plan = [planned(f"entry-{number}") for number in range(MANY + 1)]
        outbox.sync_plan(plan, NOON)
        assert outbox.hold_if_many_late(after(30), MANY, after(31))
        assert {found.state for found in outbox.deliveries(entry=PHOTOS)} == {Delivered.PLANNED}
        assert {standing(outbox, post.key) for post in plan} == {(Delivered.HELD, HeldFor.LATE.value)}

    def test_what_the_files_have_ahead_is_counted_without_reposts_and_states_with_them(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned(due=after(5))], NOON)
        outbox.add_delivery(repost(due=after(5)))
        assert outbox.ahead(NOON) == (1, 1)
        assert outbox.counts()[Delivered.PLANNED] == 2


class ForgettingContract:
    """What is kept of people ends on schedule."""

    def test_photos_that_are_long_over_are_deleted_and_may_not_come_back(self, outbox: Outbox) -> None:
        for photo_id, minute in ((FIRST, 0), (SECOND, 10)):
            brought(outbox, State.QUEUED, photo_id)
            assert outbox.step_photo(here(outbox, photo_id), State.WITHDRAWN, Reason.STOP, after(minute))
        brought(outbox, State.REJECTED, THIRD)
        assert outbox.forget_photos(after(10), NEVER, NEVER).photos == 1
        assert [found.id for found in outbox.photos()] == [SECOND, THIRD]
        assert not outbox.take_photo(photo())

    def test_a_number_is_never_used_again(self, outbox: Outbox) -> None:
        outbox.take_photo(photo())
        number = here(outbox).number
        outbox.step_photo(here(outbox), State.EXPIRED, Reason.NOT_REVIEWED, NOON)
        outbox.forget_photos(after(1), NEVER, NEVER)
        outbox.take_photo(photo(SECOND))
        assert here(outbox, SECOND).number > number

    @pytest.mark.parametrize("state", [State.WITHDRAWN, State.GONE])
    def test_a_photo_whose_repost_is_still_out_is_remembered_until_that_is_undone(
        self, outbox: Outbox, state: State
    ) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        reason = Reason.STOP if state is State.WITHDRAWN else Reason.DELETED
        assert outbox.step_photo(here(outbox), state, reason, NOON)
        far = after(1000)
        assert outbox.forget_photos(far, far, far).photos == 0
        out(outbox)
        assert outbox.forget_photos(far, far, far).photos == 0
        assert outbox.order(KEY, ErrandKind.RETRACT, "the sender", NOON)
        assert outbox.forget_photos(far, far, far).photos == 0
        outbox.carried_out(outbox.errands_of(KEY)[0], NOON)
        assert outbox.forget_photos(far, far, far).photos == 1

    def test_of_a_repost_that_was_taken_back_nothing_is_left_but_that_it_was(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        out(outbox)
        outbox.step_photo(here(outbox), State.WITHDRAWN, Reason.STOP, NOON)
        taken_back(outbox)
        calls = outbox.deeds_ever()
        outbox.forget_photos(after(1), NEVER, NEVER)
        left = row(outbox, KEY)
        assert (left.state, left.text, left.repost_of, left.remote_id, left.url, left.picture_sha256) == (
            Delivered.RETRACTED,
            *("", "", "", "", ""),
        )
        (attempt,), (errand,) = outbox.attempts_of(KEY), outbox.errands_of(KEY)
        assert (attempt.text, attempt.media_ids, attempt.media_keys, attempt.picture_sha256) == ("", (), (), "")
        assert (errand.text, errand.remote_id, errand.outcome) == ("", "", "done")
        assert (outbox.deeds_ever(), outbox.posts_of("mastodon")) == (calls, [])
        assert not outbox.add_delivery(repost())

    def test_one_that_was_taken_back_and_is_wanted_again_since_goes_out_anew(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        out(outbox)
        taken_back(outbox, now=after(1))
        assert not outbox.add_delivery(repost(due=after(1)))
        assert outbox.add_delivery(repost(due=after(2)))
        again = row(outbox, KEY)
        assert (again.state, again.generation, again.attempts) == (Delivered.PLANNED, 1, 0)
        assert (again.remote_id, again.url, again.sent_at, again.begun_at) == ("", "", None, None)
        out(outbox, now=after(2))
        assert (row(outbox, KEY).state, row(outbox, KEY).remote_id) == (Delivered.SENT, "222")
        assert [call.generation for call in outbox.attempts_of(KEY)] == [0, 1]

    def test_in_a_copy_what_is_wanted_again_is_looked_for_first(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        outbox.cancel(KEY, "Jean", after(1))
        assert outbox.add_delivery(replace(repost(due=after(2)), state=Delivered.UNKNOWN, reason="a copy"))
        assert (row(outbox, KEY).state, row(outbox, KEY).reason) == (Delivered.UNKNOWN, "a copy")

    def test_whatever_ended_a_photo_it_is_forgotten_only_when_its_repost_is_taken_back(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        out(outbox)
        outbox.step_photo(here(outbox), State.EXPIRED, Reason.KEPT_LONG_ENOUGH, NOON)
        assert outbox.forget_photos(after(1), NEVER, NEVER).photos == 0
        assert outbox.forget_photo(here(outbox).id) == ()
        assert (row(outbox, KEY).remote_id, row(outbox, KEY).repost_of) == ("222", "111")
        taken_back(outbox, now=after(2))
        assert outbox.forget_photos(after(2), NEVER, NEVER).photos == 1
        assert row(outbox, KEY).repost_of == "111"
        outbox.forget_photos(after(3), NEVER, NEVER)
        assert (row(outbox, KEY).repost_of, row(outbox, KEY).text) == ("", "")

    def test_no_other_delivery_loses_its_words(self, outbox: Outbox) -> None:
        outbox.sync_plan([planned()], NOON)
        outbox.cancel(planned().key, "Jean", NOON)
        brought(outbox, State.QUEUED)
        outbox.add_delivery(repost())
        outbox.cancel(KEY, "Jean", NOON)
        outbox.forget_photos(after(9), NEVER, NEVER)
        assert row(outbox, planned().key).text == planned().text
        assert row(outbox, KEY).repost_of == "111"

    def test_files_that_no_photo_refers_to_any_more_are_named_once(self, outbox: Outbox) -> None:
        brought(outbox, State.QUEUED)
        brought(outbox, State.QUEUED, SECOND, original="c" * 64)
        assert outbox.files_of_photos() == {SHA, CLEAN, "c" * 64}
        assert outbox.forget_photos(NEVER, NEVER, NEVER) == Forgotten()
        outbox.keep_photo(replace(here(outbox), original=""), NOON)
        assert outbox.step_photo(here(outbox, SECOND), State.GONE, Reason.DELETED, NOON)
        # The cleaned picture is the other photo's, too.
        assert outbox.files_of_photos() == {CLEAN}
        assert outbox.forget_photos(NEVER, NEVER, NEVER).files == (SHA, "c" * 64)
        assert outbox.forget_photos(NEVER, NEVER, NEVER).files == ()
        outbox.step_photo(here(outbox), State.EXPIRED, Reason.NOT_REVIEWED, NOON)
        assert outbox.forget_photos(NEVER, NEVER, NEVER).files == (CLEAN,)

    def test_a_consent_is_kept_while_it_has_a_photo_and_so_long_after(self, outbox: Outbox) -> None:
        outbox.keep_consent(replace(consent(), agreed_at=NOON))
        brought(outbox, State.APPROVED, FIRST)
        brought(outbox, State.APPROVED, SECOND)
        outbox.step_photo(here(outbox), State.EXPIRED, Reason.CAMPAIGN_OVER, after(10))
        assert outbox.forget_photos(NEVER, after(1000), NEVER).consents == 0
        outbox.step_photo(here(outbox, SECOND), State.EXPIRED, Reason.CAMPAIGN_OVER, after(20))
        assert outbox.forget_photos(NEVER, after(20), NEVER).consents == 0
        assert outbox.consent("consent-1") is not None
        assert outbox.forget_photos(NEVER, after(20.1), NEVER).consents == 1
        assert outbox.consents() == []

    def test_a_consent_that_was_withdrawn_or_never_had_a_photo_is_kept_from_then(self, outbox: Outbox) -> None:
        outbox.keep_consent(replace(consent("withdrawn"), agreed_at=NOON, withdrawn_at=after(30)))
        outbox.keep_consent(consent("asked", after(10)))
        assert outbox.forget_photos(NEVER, after(20), NEVER).consents == 1
        assert [kept.id for kept in outbox.consents()] == ["withdrawn"]
        assert outbox.forget_photos(NEVER, after(31), NEVER).consents == 1

    def test_a_mail_is_forgotten_once_it_lies_in_the_mailbox_no_more(self, outbox: Outbox) -> None:
        lies = HandledMail("lies there", "photos", "", NOON, "1/17")
        for mail in (lies, HandledMail("gone", "ignored", "", NOON), HandledMail("later", "ignored", "", after(5))):
            outbox.keep_mail(mail)
        assert outbox.forget_photos(NEVER, NEVER, after(5)).mails == 1
        assert [mail.mark for mail in outbox.mails()] == ["lies there", "later"]

    def test_scrubbing_changes_nothing_that_is_kept(self, outbox: Outbox) -> None:
        brought(outbox, State.APPROVED)
        outbox.add_delivery(repost())
        before = (outbox.photos(), outbox.deliveries(), outbox.entombed(Grave.SOURCE))
        outbox.scrub()
        assert (outbox.photos(), outbox.deliveries(), outbox.entombed(Grave.SOURCE)) == before
        assert outbox.take_photo(photo(SECOND))
