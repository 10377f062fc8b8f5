"""What every outbox promises of the bots' inbox, of what the staff's chat shows, and of leases."""

from __future__ import annotations

from dataclasses import replace

import sqlalchemy as sa

from bot.outbox.schema import inbox
from bot.outbox.store import SqlOutbox
from bot.ports import Matter, Outbox, Received, Update
from tests.contracts.outbox_world import NOON, Backend, after

ASKED = Matter("ask/KEY", -1_001_234_567_890, 5_000_000_000, "Is it there?", ((("Yes", "y"), ("No", "n")),), True, NOON)


def update(number: int, text: str = "hello") -> Update:
    return Update(number, {"update_id": number, "message": {"text": text, "photo": [1, None, True]}})


class InboxContract:
    """Raw updates lie here before the bot's offset moves on."""

    def test_an_update_is_kept_as_it_came_until_somebody_has_dealt_with_it(self, backend: Backend) -> None:
        first = backend.open()
        assert first.receive("bot", [update(2**40, "Բարեւ")], NOON) == 1
        first.close()
        second = backend.open()
        assert second.unhandled() == [Received("bot", 2**40, update(2**40, "Բարեւ").body, NOON)]
        second.handled("bot", 2**40, after(1))
        assert second.unhandled() == []
        second.close()

    def test_what_an_update_said_is_wiped_when_somebody_has_dealt_with_it_and_not_before(self, outbox: Outbox) -> None:
        outbox.receive("bot", [update(1, "An old man"), update(2, "with a poster")], NOON)
        outbox.handled("bot", 1, NOON)
        assert isinstance(outbox, SqlOutbox)
        bodies = sa.select(inbox.c.update_id, inbox.c.body).order_by(inbox.c.update_id)
        kept = outbox.commits.run(lambda c: [tuple(row) for row in c.execute(bodies)])
        assert kept == [(1, {}), (2, update(2, "with a poster").body)]

    def test_an_update_that_comes_again_is_neither_new_nor_unhandled_again(self, outbox: Outbox) -> None:
        outbox.receive("bot", [update(1)], NOON)
        outbox.handled("bot", 1, NOON)
        assert outbox.receive("bot", [update(1, "changed"), update(2)], after(1)) == 1
        assert [found.update_id for found in outbox.unhandled()] == [2]

    def test_one_that_is_sent_twice_in_one_answer_is_kept_once_as_it_came_first(self, outbox: Outbox) -> None:
        assert outbox.receive("bot", [update(1, "first"), update(1, "again")], NOON) == 1
        assert outbox.unhandled()[0].body == update(1, "first").body

    def test_bots_have_numbers_of_their_own(self, outbox: Outbox) -> None:
        assert outbox.receive("bot", [update(1)], NOON) == outbox.receive("other", [update(1)], NOON) == 1
        outbox.handled("bot", 1, NOON)
        assert [(found.bot, found.update_id) for found in outbox.unhandled()] == [("other", 1)]

    def test_what_has_to_wait_is_passed_by(self, outbox: Outbox) -> None:
        outbox.receive("bot", [update(9), update(8)], NOON)
        outbox.receive("another", [update(7)], NOON)
        outbox.receive("bot", [update(3)], after(1))
        seen, last = [], None
        while batch := outbox.unhandled(limit=1, after=last):
            (last,) = batch
            seen.append((last.bot, last.update_id))
        assert seen == [("another", 7), ("bot", 8), ("bot", 9), ("bot", 3)]
        assert [found.update_id for found in outbox.unhandled(after=last)] == []

    def test_updates_are_dealt_with_in_the_order_they_came(self, outbox: Outbox) -> None:
        outbox.receive("bot", [update(9), update(8)], NOON)
        outbox.receive("bot", [update(3)], after(1))
        assert [found.update_id for found in outbox.unhandled()] == [8, 9, 3]
        assert [found.update_id for found in outbox.unhandled(2)] == [8, 9]

    def test_the_highest_number_is_known_even_after_its_update_is_forgotten(self, outbox: Outbox) -> None:
        assert (outbox.last_update("bot"), outbox.receive("bot", [], NOON)) == (None, 0)
        outbox.receive("bot", [update(5), update(7)], NOON)
        outbox.receive("bot", [update(6)], NOON)
        assert (outbox.last_update("bot"), outbox.last_update("other")) == (7, None)
        for number in (5, 6, 7):
            outbox.handled("bot", number, NOON)
        assert outbox.forget_updates(after(1)) == 3
        assert outbox.last_update("bot") == 7

    def test_only_what_was_dealt_with_and_is_old_is_forgotten(self, outbox: Outbox) -> None:
        outbox.receive("bot", [update(1), update(2)], NOON)
        outbox.receive("bot", [update(3)], after(60))
        outbox.handled("bot", 1, after(61))
        outbox.handled("bot", 3, after(61))
        assert outbox.forget_updates(after(60)) == 1
        assert outbox.receive("bot", [update(3)], after(62)) == 0
        assert [found.update_id for found in outbox.unhandled()] == [2]


class MattersContract:
    """One message for each thing the staff are told about."""

    def test_a_matter_is_kept_whole(self, backend: Backend) -> None:
        first = backend.open()
        first.keep_matter(ASKED)
        first.close()
        second = backend.open()
        assert (second.matter("ask/KEY"), second.matter("other")) == (ASKED, None)
        second.close()

    def test_a_matter_that_is_over_is_told_apart(self, outbox: Outbox) -> None:
        outbox.keep_matter(ASKED)
        outbox.keep_matter(replace(ASKED, name="held/KEY", updated_at=after(-1)))
        assert [told.name for told in outbox.matters()] == ["held/KEY", "ask/KEY"]
        over = replace(ASKED, text="It was there.", buttons=(), open=False, updated_at=after(5))
        outbox.keep_matter(over)
        assert (outbox.matter("ask/KEY"), len(outbox.matters())) == (over, 2)
        assert [told.name for told in outbox.matters(only_open=True)] == ["held/KEY"]


class LeaseContract:
    """A job that only one daemon may do."""

    def test_one_leads_until_its_lease_has_run_out(self, outbox: Outbox) -> None:
        assert outbox.lead("listener", "one", after(5), NOON)
        assert not outbox.lead("listener", "two", after(9), after(4))
        assert outbox.lead("listener", "one", after(6), after(4))
        assert not outbox.lead("listener", "two", after(9), after(5))
        assert outbox.lead("listener", "two", after(9), after(6))
        assert not outbox.lead("listener", "one", after(9), after(7))

    def test_jobs_are_led_each_by_its_own(self, outbox: Outbox) -> None:
        assert outbox.lead("listener", "one", after(5), NOON)
        assert outbox.lead("auditor", "two", after(5), NOON)

    def test_whoever_steps_down_leaves_the_job_to_the_next(self, outbox: Outbox) -> None:
        outbox.lead("listener", "one", after(5), NOON)
        outbox.step_down("listener", "two")
        assert not outbox.lead("listener", "two", after(5), NOON)
        outbox.step_down("listener", "one")
        assert outbox.lead("listener", "two", after(5), NOON)
