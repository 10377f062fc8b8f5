"""Days on which things go wrong one after the other."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import people
from bot.campaign.delivery import State
from bot.campaign.outcome import AccountBroken, NotSent, Outcome, Receipt, Sent
from bot.daemon.door import Door
from bot.daemon.edits import refusal
from bot.daemon.live import snapshot_of
from bot.daemon.means import BOT
from bot.errors import StoreError
from tests.daemon.cast import NOON, SETTINGS, Cast, at, cast, read

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
TWO = ONE + "  two:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Deux.}\n"


def after(played: Cast, schedule: str, settings: str = SETTINGS) -> str | None:
    """The code of the refusal that an edit meets."""
    played.write(schedule, settings)
    now = played.clock.now()
    problem = refusal(snapshot_of(read(played.folder, now)), played.outbox.deliveries(), now)
    return problem.code if problem else None


def test_a_post_brought_forward_does_not_make_later_edits_look_like_a_move(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, start=at(8))
    people.bring_forward(played.outbox, played.rows(), "Jean", at(8))
    played.run(at(8))
    assert played.only().state is State.SENT
    assert after(played, ONE + "  more:\n    when: 2030-06-09 at 12:00 in Paris\n    text: {fr: Encore.}\n") is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  france: {", "  francophones: {"),
        ("accounts: [masto]}\naccounts:\n  masto:", "accounts: [other]}\naccounts:\n  other:"),
    ],
    ids=["audience", "account"],
)
def test_renaming_an_audience_or_an_account_does_not_send_again_what_went_out(
    tmp_path: Path, old: str, new: str
) -> None:
    played = cast(tmp_path, ONE)
    played.run(NOON)
    assert after(played, ONE, SETTINGS.replace(old, new)) == "entry-renamed-after-sent"


def test_the_same_rename_is_free_once_nothing_could_go_out_again(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.run(NOON)
    played.clock.set(NOON + timedelta(days=1))
    assert after(played, ONE, SETTINGS.replace("  france: {", "  francophones: {")) is None


def test_a_persons_pause_of_an_account_outlives_its_illness_and_its_recovery(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.outbox.pause("masto", "Maria", "the lawyer said stop", NOON)
    played.network.who = [AccountBroken("401")]
    Door(played.sender, played.means, lambda *_: None).run_once(NOON)
    Door(played.sender, played.means, lambda *_: None).run_once(NOON)
    assert played.network.published == []
    assert [pause.by for pause in played.outbox.pauses()] == ["Maria"]


def test_the_bots_own_pause_is_still_its_own_to_lift(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    played.network.who = [AccountBroken("401")]
    Door(played.sender, played.means, lambda *_: None).run_once(NOON)
    assert [pause.by for pause in played.outbox.pauses()] == [BOT]
    Door(played.sender, played.means, lambda *_: None).run_once(NOON)
    assert len(played.network.published) == 1


def test_an_answer_that_could_not_be_written_is_written_when_it_can_be(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE)
    sent = played.outbox.sent
    full = [True]

    class Full:
        """The real outbox, whose disk is full at one moment."""

        def __getattr__(self, name: str) -> object:
            return getattr(played.outbox, name)

        def sent(self, *arguments: object) -> bool:
            if full.pop() if full else False:
                raise StoreError("disk full")
            return sent(*arguments)  # type: ignore[arg-type]

    object.__setattr__(played.means, "outbox", Full())
    with pytest.raises(StoreError):
        played.run(NOON)
    assert played.only().state is State.SENDING
    played.run(NOON + timedelta(seconds=30))
    assert (played.only().state, len(played.network.published)) == (State.SENT, 1)


def test_a_sender_told_to_stop_finishes_what_is_in_hand_and_begins_nothing_more(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, settings=SETTINGS.replace("spacing: 60 s", "spacing: 0 s"))

    def stop() -> Outcome:
        played.sender.stopping = True
        return Sent(Receipt("1"))

    played.network.script = [stop]
    played.run(NOON)
    assert [row.state for row in played.rows()].count(State.SENT) == 1
    assert len(played.network.published) == 1


def test_a_sender_of_an_account_that_an_edit_changed_sends_nothing_more(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, start=at(8))
    played.write(ONE, SETTINGS.replace("127.0.0.1:9", "127.0.0.1:10"))
    played.load()
    played.run(NOON)
    assert played.network.published == []
    assert played.only().state is State.PLANNED


def test_an_account_that_only_moved_in_its_file_is_the_same_account(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, start=at(8))
    played.write(ONE, "# a line more\n" + SETTINGS)
    played.load()
    played.run(NOON)
    assert len(played.network.published) == 1


def test_a_door_that_was_told_when_to_come_back_does_not_knock_before(tmp_path: Path) -> None:
    played = cast(tmp_path, ONE, start=at(8))
    later = at(8) + timedelta(hours=1)
    played.network.who = [NotSent("429", later)]
    door = Door(played.sender, played.means, lambda *_: None)
    assert door.run_once(at(8)) == later
    played.network.who = [AccountBroken("never to be asked")]
    assert door.run_once(at(8, 30)) == later
    assert played.alarms() == []
