from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown
from tests.daemon.cast import NOON, at, cast

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"
COUNTED = "posts:\n  counted:\n    when: 2 days before rally at 12:00\n    message: counted\n"
WORDS = "counted = Encore { $days } jours.\n"


def test_a_post_that_is_due_goes_out_once_and_its_receipt_is_kept(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    assert played.run(NOON) is None
    assert played.run(NOON + timedelta(hours=1)) is None
    assert [post.text for post, _ in played.network.published] == ["Un.\n#Small"]
    row = played.only()
    assert (row.state, row.remote_id, row.url, row.sent_at) == (State.SENT, "1", "http://here/1", NOON)


def test_nothing_goes_out_before_its_time(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, start=at(8))
    assert played.run(at(9, 59)) == NOON
    assert played.network.published == []


def test_posts_of_one_account_keep_its_spacing(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    assert played.run(NOON) == NOON + timedelta(seconds=60)
    assert len(played.network.published) == 1
    played.run(NOON + timedelta(seconds=60))
    assert [post.text for post, _ in played.network.published] == ["Un.\n#Small", "Deux.\n#Small"]


def test_what_is_proved_not_sent_is_tried_again_later_with_the_same_key(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [NotSent("connection refused")]
    again = played.run(NOON)
    assert again is not None
    assert again > NOON
    assert played.only().state is State.PLANNED
    played.run(again + timedelta(minutes=2))
    keys = {key for _, key in played.network.published}
    assert len(played.network.published) == 2
    assert len(keys) == 1
    assert played.only().state is State.SENT


def test_a_rate_limit_is_waited_out_as_long_as_the_network_says(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    later = NOON + timedelta(minutes=40)
    played.network.script = [NotSent("429", later)]
    assert played.run(NOON) == later


def test_a_lost_answer_is_never_sent_again_unread_and_the_reconciler_hears_of_it_at_once(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [Unknown("read timeout")]
    for minutes in (0, 5, 60, 600):
        played.run(NOON + timedelta(minutes=minutes))
    assert len(played.network.published) == 1
    assert (played.only().state, played.only().reason) == (State.UNKNOWN, "read timeout")
    assert played.woken == ["janitor", "reconciler"]
    assert played.alarms() == [], "most are settled within minutes: the staff hear of those that are not"


def test_a_fault_of_ours_while_sending_counts_as_a_lost_answer(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)

    def broken() -> Outcome:
        raise KeyError("a bug")

    played.network.script = [broken]
    played.run(NOON)
    assert played.only().state is State.UNKNOWN
    assert played.sender.in_flight is None


def test_a_refused_post_is_not_tried_again_and_the_staff_are_told(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.script = [Rejected("422: too long")]
    played.run(NOON)
    played.run(NOON + timedelta(hours=1))
    assert len(played.network.published) == 1
    assert (played.only().state, played.only().reason) == (State.REJECTED, "422: too long")
    assert played.alarms() == ["delivery-rejected"]


def test_a_broken_account_pauses_alone_and_its_posts_wait_as_they_are(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    played.network.script = [AccountBroken("401")]
    played.run(NOON)
    played.run(NOON + timedelta(minutes=30))
    assert len(played.network.published) == 1
    assert {row.state for row in played.rows()} == {State.PLANNED}
    assert [pause.scope for pause in played.outbox.pauses()] == ["masto"]
    assert played.alarms() == ["account-broken"]
    played.outbox.resume("masto")
    played.run(NOON + timedelta(minutes=31))
    assert len(played.rows(State.SENT)) == 1


def test_a_pause_between_upload_and_call_stops_the_post_before_its_first_byte(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.on_prepare = lambda: played.outbox.pause("everything", "Maria", "news", NOON)
    played.run(NOON)
    assert played.network.published == []
    assert played.only().state is State.PLANNED
    played.outbox.resume("everything")
    played.network.on_prepare = lambda: None
    played.run(NOON + timedelta(minutes=1))
    assert len(played.network.published) == 1


def test_a_cancel_between_upload_and_call_stops_the_post(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    key = played.only().key
    cancelled: list[bool] = []
    played.network.on_prepare = lambda: cancelled.append(played.outbox.cancel(key, "Maria", NOON))
    played.run(NOON)
    sent = len(played.network.published)
    # Either the person came in time, and nothing went; or was told "too late", and it went: never both.
    assert cancelled == [sent == 0]


def test_a_post_later_than_its_grace_is_missed_and_said_so(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.run(NOON + timedelta(hours=3, minutes=1))
    assert played.network.published == []
    assert played.only().state is State.MISSED
    assert played.alarms() == ["delivery-missed"]


def test_a_countdown_says_the_number_of_the_moment_it_is_sent(tmp_path: Path) -> None:
    played = cast(tmp_path, COUNTED, a=WORDS)
    played.run(NOON)
    assert [post.text for post, _ in played.network.published] == ["Encore 2 jours.\n#Small"]


def test_a_countdown_is_missed_rather_than_sent_after_its_midnight(tmp_path: Path) -> None:
    always = COUNTED + "    if-late: send\n"
    played = cast(tmp_path, always, a=WORDS)
    # Ten minutes to midnight in Paris: a slow call could end in the next day.
    played.run(at(21, 50))
    assert played.network.published == []
    assert played.only().state is State.MISSED


@pytest.mark.parametrize("outcome", [NotSent("503"), Rejected("too big"), AccountBroken("401")])
def test_an_upload_that_fails_publishes_nothing(tmp_path: Path, outcome: NotSent | Rejected | AccountBroken) -> None:
    played = cast(tmp_path, ONE)
    played.network.preparing = [outcome]
    played.run(NOON)
    assert played.network.published == []
    assert played.only().state is (State.REJECTED if isinstance(outcome, Rejected) else State.PLANNED)


def test_the_intent_is_in_the_database_before_the_network_is_called(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    seen: list[State] = []

    def look() -> Outcome:
        seen.append(played.only().state)
        return Sent(Receipt("7"))

    played.network.script = [look]
    played.run(NOON)
    assert seen == [State.SENDING]
