"""What went out is looked at again: five minutes later, and an hour later."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Sent
from bot.daemon.auditor import Auditor
from bot.ports import Blind, ErrandKind, Looked, Sought
from tests.daemon.cast import NOON, SETTINGS, cast
from tests.daemon.days import days, restarted
from tests.daemon.played import LOST, Played

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
WORDS = "Un.\n#Small"
FAST = SETTINGS.replace("spacing: 60 s", "spacing: 0 s")


def after(**time: float) -> datetime:
    return NOON + timedelta(**time)


def test_a_post_that_is_there_once_is_looked_at_twice_and_nobody_hears_of_it(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    life = days(played)
    life.until(after(minutes=4))
    assert played.network.looks == []
    life.until(after(minutes=6))
    assert len(played.network.looks) == 1
    life.until(after(hours=5))
    assert len(played.network.looks) == 2
    assert played.alarms() == []
    assert played.outbox.next_audit() is None


def test_a_first_look_that_comes_late_within_the_hour_is_not_the_last_one(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.reading = [NotSent("unreachable")] * 3
    life = days(played)
    life.until(after(minutes=52))
    assert len(played.network.looks) == 4
    # Executed for the second time after the only look that saw anything.
    played.network.execute()
    life.until(after(minutes=59))
    assert played.alarms() == []
    life.until(after(hours=5))
    assert played.alarms() == ["double-found"]


@pytest.mark.parametrize(("late", "told"), [(timedelta(minutes=3), 5), (timedelta(minutes=45), 60)])
def test_a_call_executed_so_late_that_it_doubled_is_found_and_told_with_its_address(
    tmp_path: Path, late: timedelta, told: int
) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [played.network.executed(after=late + timedelta(minutes=5)), LOST]
    life = days(played)
    # The lost call is proved absent, sent again, and appears after all.
    played.network.script = [played.network.executed(after=late + timedelta(minutes=4))]
    life.until(after(minutes=told + 3))
    assert played.alarms() == []
    life.until(after(hours=3))
    assert played.network.there() == [WORDS, WORDS]
    (alarm,) = played.outbox.alarms()
    assert alarm.code == "double-found"
    assert "run.py retract --double one/once/france/masto 1" in alarm.text
    assert played.only().state is State.SENT
    assert len(played.network.world) == 2, "nothing is deleted unasked"


def test_a_channel_is_read_up_to_the_post_that_is_known_at_least(tmp_path: Path) -> None:
    """What hides behind the same deleted messages as before is seen from its younger copy on."""
    telegram = SETTINGS.replace(
        '{kind: mastodon, server: "http://127.0.0.1:9"', '{kind: telegram, channel: "@small_fr"'
    )
    played = cast(tmp_path, ONE, settings=telegram)
    played.network.script = [LOST]
    days(played).until(after(hours=2))
    row = played.only()
    assert row.state is State.SENT
    audits = [look for look in played.network.looks if look.highest_id]
    assert [look.highest_id for look in audits] == [row.remote_id] * 2
    assert all(row.remote_id not in look.not_these for look in audits)


def test_one_look_covers_all_posts_of_an_account_that_are_due_for_it(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, settings=FAST)
    days(played).until(after(minutes=10))
    assert len(played.rows(State.SENT)) == 2
    assert len(played.network.looks) == 1
    assert played.network.looks[0].texts == {WORDS, "Deux.\n#Small"}
    assert played.alarms() == [], "what is seen together is nobody's second copy"


def test_a_double_is_told_of_the_post_whose_it_is(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, settings=FAST)
    life = days(played)
    life.until(after(minutes=1))
    played.network.execute(text="Deux.\n#Small")
    life.until(after(minutes=10))
    (alarm,) = played.outbox.alarms()
    assert "retract --double two/once/france/masto 3" in alarm.text


def test_a_double_seen_among_others_is_looked_for_again_when_the_look_for_it_alone_fails(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, settings=FAST)
    life = days(played)
    life.until(after(minutes=10))
    played.network.execute(text="Deux.\n#Small")
    played.network.reading = [None, NotSent("503"), NotSent("503")]
    life.until(after(hours=3))
    (alarm,) = played.outbox.alarms()
    assert "retract --double two/once/france/masto 3" in alarm.text


def test_a_second_copy_of_words_that_two_deliveries_say_is_told_of_once(tmp_path: Path) -> None:
    later = "  two:\n    when: 2030-06-08 at 12:02 in Paris\n    text: {fr: Un.}\n"
    played = cast(tmp_path, ONE + later, settings=FAST)
    life = days(played)
    life.until(after(minutes=3))
    assert len(played.network.there()) == 2
    played.network.execute(text=WORDS)
    life.until(after(hours=2))
    assert played.alarms() == ["double-found"]


def test_a_post_that_becomes_known_while_the_auditor_reads_is_no_second_copy_of_another_with_its_words(
    tmp_path: Path,
) -> None:
    later = "  two:\n    when: 2030-06-08 at 12:02 in Paris\n    text: {fr: Un.}\n"
    played = cast(tmp_path, ONE + later, settings=FAST)
    for at in (NOON, after(minutes=2)):
        played.network.script = [played.network.executed() if at > NOON else Sent(played.network.execute(text=WORDS))]
        played.run(at)
    (unsure,) = played.rows(State.UNKNOWN)

    class Meanwhile(Played):
        """The reconciler finds the other one while the auditor's answer is on its way."""

        def find_own_posts(self, sought: Sought) -> Looked | NotSent | Blind | AccountBroken:
            seen = played.network.find_own_posts(sought)
            played.outbox.sent(unsure, Receipt("2"), played.clock.now())
            return seen

    auditor = Auditor(replace(played.means, networks=lambda _: Meanwhile(played.clock)))
    played.clock.set(after(minutes=6))
    auditor.run_once(after(minutes=6))
    assert played.network.looks[-1].not_these == frozenset(), "when it began to look, nobody knew of the other"
    assert len(played.rows(State.SENT)) == 2
    assert played.alarms() == []


@pytest.mark.parametrize(
    ("became", "receipt", "told"),
    [
        (State.SENT, Receipt("2"), []),
        # Somebody says that it is there, but not which one it is.
        (State.SENT, None, []),
        (State.CANCELLED, None, ["double-found"]),
    ],
)
def test_an_audit_waits_while_another_delivery_with_the_same_words_is_unsure(
    tmp_path: Path, became: State, receipt: Receipt | None, told: list[str]
) -> None:
    later = "  two:\n    when: 2030-06-08 at 12:02 in Paris\n    text: {fr: Un.}\n"
    played = cast(tmp_path, ONE + later, settings=FAST)
    played.network.script = [Sent(played.network.execute(text=WORDS))]
    played.run(NOON)
    played.network.script = [played.network.executed()]
    played.run(after(minutes=2))
    (unsure,) = played.rows(State.UNKNOWN)
    auditor = Auditor(played.means)
    for minutes in (6, 21):
        played.clock.set(after(minutes=minutes))
        auditor.run_once(after(minutes=minutes))
        # Whose the second one is nobody can say yet.
        assert played.alarms() == []
        assert played.outbox.next_audit() == after(minutes=minutes + 15)
    played.outbox.resolve(unsure.key, became, "Maria", after(minutes=22), receipt)
    played.clock.set(after(minutes=40))
    auditor.run_once(after(minutes=40))
    assert played.alarms() == told


def test_the_post_of_another_that_is_being_taken_back_is_no_second_copy(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO.replace("Deux", "Un"), settings=SETTINGS.replace("60 s", "0 s"))
    played.network.script = [Sent(played.network.execute(text=WORDS)), played.network.executed()]
    played.run(NOON)
    one, two = played.rows()
    # A person said that it is there, not where, and has it taken back since; its server takes its time.
    played.outbox.resolve(two.key, State.SENT, "Maria", NOON)
    assert played.outbox.order(two.key, ErrandKind.RETRACT, "Maria", NOON)
    played.outbox.audited(one.key, after(minutes=6), NOON)
    played.clock.set(after(minutes=6))
    Auditor(played.means).run_once(after(minutes=6))
    assert played.alarms() == []


def test_an_audit_waits_for_a_post_that_the_copy_knows_by_earlier_words_and_that_may_say_the_same_by_now(
    tmp_path: Path,
) -> None:
    played = cast(tmp_path, ONE)
    # Since the copy: other words, which went out, and a second post with the same.
    played.network.execute(text="Deux.\n#Small")
    played.network.execute(timedelta(minutes=1), "Deux.\n#Small")
    later = "  two:\n    when: 2030-06-08 at 12:01 in Paris\n    text: {fr: Deux.}\n"
    played.outbox.distrust(NOON, "restored from a copy")
    played.write(ONE.replace("Un.", "Deux.") + later)
    played.load()
    played.outbox.distrust(after(minutes=1), "restored from a copy")
    one, two = played.rows()
    assert (one.text, two.text) == (WORDS, "Deux.\n#Small")
    assert played.outbox.settle(one, State.ASK, "cannot be read", after(minutes=2))
    assert played.outbox.sent(two, Receipt("2"), after(minutes=2))
    played.clock.set(after(minutes=8))
    Auditor(played.means).run_once(after(minutes=8))
    assert played.alarms() == []
    assert played.outbox.next_audit() == after(minutes=23)


def test_a_post_that_a_person_took_for_anothers_is_no_second_copy_of_that_one(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO.replace("Deux", "Un"), settings=SETTINGS.replace("60 s", "0 s"))
    played.network.script = [played.network.executed(), played.network.executed()]
    played.run(NOON)
    one, two = played.rows()
    # The server shows the second post late: the first is taken for it; then a person says where the first is.
    first = Receipt("1", "http://here/1")
    played.outbox.sent(two, first, NOON)
    played.outbox.resolve(one.key, State.SENT, "Maria", NOON, first)
    days(played).until(NOON + timedelta(hours=2))
    assert len(played.network.world) == 2
    assert played.alarms() == []
    # A third is one too many, whosever it is.
    played.network.execute()
    played.outbox.audited(one.key, played.clock.now(), played.clock.now())
    days(played).until(NOON + timedelta(hours=3))
    assert played.alarms() == ["double-found"]


def test_a_post_deleted_by_hand_is_nobodys_fault_and_is_never_sent_again(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    life = days(played)
    life.until(after(minutes=1))
    played.network.delete("1")
    life.until(after(hours=5))
    assert played.alarms() == []
    assert (played.only().state, played.network.there()) == (State.SENT, [])


def test_a_network_that_cannot_be_read_is_audited_when_it_can(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.reading = [NotSent("unreachable")] * 3
    life = days(played)
    life.until(after(minutes=1))
    played.network.execute()
    life.until(after(hours=3))
    assert played.alarms() == ["double-found"]


def test_a_network_that_can_never_be_read_is_not_asked_for_ever(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.reading = [Blind("no staff chat")] * 9
    days(played).until(after(hours=5))
    assert len(played.network.looks) == 1
    assert played.outbox.next_audit() is None


ON_X = SETTINGS.replace('{kind: mastodon, server: "http://127.0.0.1:9",', '{kind: x, account: "@small",')


def test_where_reading_costs_money_only_what_was_in_doubt_is_audited(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, settings=ON_X)
    played.network.script = [played.network.executed()]
    life = days(played)
    life.until(after(minutes=4))
    (looked,) = played.network.looks
    assert looked.texts == {WORDS}
    life.until(after(hours=5))
    assert [look.texts for look in played.network.looks] == [{WORDS}] * 3
    assert played.outbox.next_audit() is None


def test_a_restart_forgets_no_audit(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    days(played).until(after(minutes=3))
    played.network.execute()
    restarted(played).until(after(minutes=10))
    assert played.alarms() == ["double-found"]
