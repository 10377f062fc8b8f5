"""What people order of posts that are out, from the order to its end."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Receipt, Rejected
from bot.daemon.clients import Clients
from bot.daemon.door import VOUCHED
from bot.daemon.errands import Errands
from bot.ports import EVERYTHING, Blind, ErrandKind, Identity
from tests.daemon.cast import NOON
from tests.daemon.errand_cast import FAST, ONE, TWO, scene

RETRACT, EDIT, REPLACE, DOUBLE = ErrandKind.RETRACT, ErrandKind.EDIT, ErrandKind.REPLACE, ErrandKind.DOUBLE
TWO_KEY = "two/once/france/masto"


def test_a_post_that_is_taken_back_is_gone_in_one_step(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.order(RETRACT)
    assert on.errands.run_once(NOON) is None
    assert (on.row().state, on.network.there(), on.network.closed) == (State.RETRACTED, [], 1)


@pytest.mark.parametrize("scope", [EVERYTHING, "masto"])
def test_a_pause_and_a_stop_file_keep_nothing_from_being_deleted(tmp_path: Path, scope: str) -> None:
    on = scene(tmp_path)
    on.cast.outbox.pause(scope, "Maria", "news", NOON)
    object.__setattr__(on.cast.means, "stopped", lambda: True)
    on.order(RETRACT)
    on.errands.run_once(NOON)
    assert on.network.there() == []


def test_deletions_go_before_new_words_whoever_ordered_first(tmp_path: Path) -> None:
    on = scene(tmp_path, TWO)
    one, two = on.row().remote_id, on.row(TWO_KEY).remote_id
    on.order(EDIT, text="Une.\n#Small")
    on.order(RETRACT, TWO_KEY)
    on.errands.run_once(NOON)
    assert on.network.asked == [("delete", two), ("edit", one)]


def test_a_rate_limit_is_waited_out_by_all_deletions_of_the_account_and_costs_one_call(tmp_path: Path) -> None:
    on = scene(tmp_path, TWO)
    later = NOON + timedelta(minutes=20)
    on.network.changing = [NotSent("rate limit", later)]
    on.order(RETRACT)
    on.order(RETRACT, TWO_KEY)
    assert on.errands.run_once(NOON) == later
    assert len(on.network.asked) == 1
    assert on.errands.run_once(later - timedelta(seconds=1)) == later
    assert len(on.network.asked) == 1
    on.cast.clock.set(later)
    assert on.errands.run_once(later) is None
    assert on.network.there() == []


def test_a_lost_answer_is_asked_again_at_growing_distances_for_ever_and_told_once(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.network.changing = [NotSent("no answer in time")] * 20
    on.order(RETRACT)
    at, waits = NOON, []
    for _ in range(20):
        on.cast.clock.set(at)
        again = on.errands.run_once(at)
        assert again is not None
        waits.append((again - at).total_seconds())
        at = again
    assert waits[:3] == [15, 30, 60]
    assert waits[-1] == 900
    assert on.cast.alarms() == ["not-yet-deleted"]
    assert "http://here/1" in on.cast.outbox.alarms()[0].text
    on.cast.clock.set(at)
    on.errands.run_once(at)
    assert on.row().state is State.RETRACTED


def test_a_broken_account_is_tried_again_and_the_staff_hear_at_once(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.network.changing = [AccountBroken("unauthorised")]
    on.order(RETRACT)
    again = on.errands.run_once(NOON)
    assert on.cast.alarms() == ["not-yet-deleted"]
    assert on.row().state is State.RETRACTING
    assert again is not None
    on.cast.clock.set(again)
    on.errands.run_once(again)
    assert on.row().state is State.RETRACTED


@pytest.mark.parametrize(
    ("kind", "answer", "code"),
    [
        (RETRACT, Rejected("cannot be deleted"), "not-taken-back"),
        (EDIT, Rejected("post refused"), "not-corrected"),
        (EDIT, Blind("cannot be edited"), "not-corrected"),
        (DOUBLE, Rejected("cannot be deleted"), "double-not-deleted"),
    ],
)
def test_a_refusal_is_told_with_the_address_and_the_post_is_sent_as_it_was(
    tmp_path: Path, kind: ErrandKind, answer: Rejected | Blind, code: str
) -> None:
    on = scene(tmp_path)
    on.network.changing = [answer]
    assert on.order(kind, text="Une.\n#Small" if kind is EDIT else "", remote_id="77" if kind is DOUBLE else "")
    assert on.errands.run_once(NOON) is None
    assert (on.row().state, on.row().text) == (State.SENT, "Un.\n#Small")
    assert on.cast.alarms() == [code]
    assert ("77" if kind is DOUBLE else "http://here/1") in on.cast.outbox.alarms()[0].text
    (order,) = on.cast.outbox.errands_of(on.row().key)
    assert (order.outcome, order.reason) == ("refused", answer.reason)


def test_a_second_copy_is_deleted_and_the_post_stays(tmp_path: Path) -> None:
    on = scene(tmp_path)
    copy = on.network.execute(text="Un.\n#Small")
    on.order(DOUBLE, remote_id=copy.remote_id)
    on.errands.run_once(NOON)
    assert [post.id for post in on.network.world] == [on.row().remote_id]


def test_an_edit_keeps_the_warning_and_a_later_plan_neither_undoes_nor_repeats_it(tmp_path: Path) -> None:
    schedule = ONE.replace("text:", "warning: yes\n    hold: until approved\n    text:")
    words = "one = Autre\n    .warning = Prison\n"
    on = scene(tmp_path, ONE)
    on.cast.write(schedule.replace("Un.", "Une."), FAST, words=words)
    on.cast.load()
    on.order(EDIT, text="Une.\n#Small")
    on.errands.run_once(NOON)
    (post,) = on.network.edited
    assert (post.text, post.warning, post.picture) == ("Une.\n#Small", "Prison", None)
    on.cast.load()
    assert (on.row().state, on.row().text) == (State.SENT, "Une.\n#Small")
    assert on.network.there() == ["Une.\n#Small"]


def test_what_is_replaced_is_deleted_then_said_anew_by_the_ordinary_sender(tmp_path: Path) -> None:
    schedule = ONE.replace("text:", "hold: until approved\n    text:")
    on = scene(tmp_path)
    on.cast.write(schedule.replace("Un.", "Une."), FAST)
    on.cast.load()
    on.order(REPLACE, text="Une.\n#Small")
    on.errands.run_once(NOON)
    assert (on.network.there(), on.cast.woken[-1]) == ([], "sender masto")
    on.cast.load()
    on.cast.sender.run_once(NOON)
    assert on.network.there() == ["Une.\n#Small"]
    assert (on.row().state, on.row().generation) == (State.SENT, 1)


def test_nothing_is_deleted_that_could_not_be_said_anew(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(
        ONE.replace("text:", "true-until: 2030-06-08 at 12:30 in Paris\n    text:").replace("Un.", "Une."), FAST
    )
    on.cast.load()
    later = NOON + timedelta(minutes=29)
    on.cast.clock.set(later)
    on.order(REPLACE, text="Une.\n#Small")
    on.errands.run_once(later)
    assert (on.network.there(), on.row().state) == (["Un.\n#Small"], State.SENT)
    assert on.cast.alarms() == ["not-replaced"]


@pytest.mark.parametrize("failure", [NotSent("unreachable"), AccountBroken("revoked")])
def test_an_account_that_could_not_be_opened_has_begun_no_replacement_so_a_stop_still_keeps_it(
    tmp_path: Path, failure: NotSent | AccountBroken
) -> None:
    on = scene(tmp_path)
    on.cast.write(ONE.replace("Un.", "Une."), FAST)
    on.cast.load()
    on.order(REPLACE, text="Une.\n#Small")
    on.network.who = [failure, failure]
    again = on.errands.run_once(NOON)
    assert again is not None
    object.__setattr__(on.cast.means, "stopped", lambda: True)
    for number in range(1, 6):
        on.cast.clock.set(NOON + timedelta(minutes=5 * number))
        on.errands.run_once(on.cast.clock.now())
        assert (on.network.asked, on.network.there()) == ([], ["Un.\n#Small"])
    object.__setattr__(on.cast.means, "stopped", lambda: False)
    on.cast.clock.set(NOON + timedelta(minutes=26))
    again = on.errands.run_once(on.cast.clock.now())
    assert on.network.asked == []
    assert again is not None
    assert timedelta(0) < again - on.cast.clock.now() <= timedelta(minutes=15), "asked at growing distances"
    assert on.cast.alarms() == ["not-yet-deleted"], "and told"
    on.cast.clock.set(again)
    on.errands.run_once(again)
    on.cast.sender.run_once(again)
    assert on.network.there() == ["Une.\n#Small"]


def test_words_the_daemon_has_not_read_yet_are_waited_for_and_not_for_ever(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.order(REPLACE, text="Une.\n#Small")
    again = on.errands.run_once(NOON)
    assert again == NOON + timedelta(seconds=10)
    assert on.network.asked == []
    on.cast.clock.set(NOON + timedelta(minutes=3))
    on.errands.run_once(NOON + timedelta(minutes=3))
    assert (on.network.asked, on.row().state, on.cast.alarms()) == ([], State.SENT, ["not-replaced"])


def test_what_is_unsure_is_deleted_as_soon_as_it_is_found(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(TWO, FAST)
    on.cast.load()
    on.network.script = [on.network.executed()]
    on.cast.sender.run_once(NOON)
    assert on.row(TWO_KEY).state is State.UNKNOWN
    on.order(RETRACT, TWO_KEY)
    assert on.errands.run_once(NOON) is None
    assert on.network.asked == []
    on.cast.outbox.sent(on.row(TWO_KEY), Receipt("2"), NOON)
    on.errands.run_once(NOON)
    assert (on.row(TWO_KEY).state, on.network.there()) == (State.RETRACTED, ["Un.\n#Small"])


def test_an_account_that_is_no_longer_in_the_settings_is_told_and_waited_for(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.order(RETRACT)
    on.cast.write(ONE, FAST.replace("[masto]", "[other]").replace("  masto:", "  other:"))
    on.cast.load()
    again = on.errands.run_once(NOON)
    assert (on.network.asked, on.cast.alarms()) == ([], ["not-yet-deleted"])
    on.cast.write(ONE, FAST)
    on.cast.load()
    assert again is not None
    on.cast.clock.set(again)
    on.errands.run_once(again)
    assert on.row().state is State.RETRACTED


def test_an_account_that_is_vouched_for_is_not_asked_who_it_is(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.outbox.note(VOUCHED + "masto", "proof")
    on.network.who = [AccountBroken("never to be asked")]
    Errands(on.cast.means, lambda _: "proof").run_once(NOON)
    on.order(RETRACT)
    Errands(on.cast.means, lambda _: "proof").run_once(NOON)
    assert on.row().state is State.RETRACTED


def test_another_accounts_token_does_not_count_a_post_it_cannot_see_as_gone(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.outbox.pin("masto", Identity("1", "@small"), NOON)
    on.network.who = [Identity("2", "@other")]
    account = on.cast.sender.account
    refused = Clients(on.cast.means, lambda _: "").open(account)
    assert isinstance(refused, AccountBroken)
    assert refused.reason == "other account: @other ≠ @small"
    assert on.network.closed == 1
