"""What is to be corrected: what a post said, what the files say that it should have said, and by what means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from bot.actions.correct import Correction, correct, corrections
from bot.actions.retract import left, over, retract
from bot.campaign.delivery import State
from bot.campaign.model import DEFAULT_LIMITS, NetworkName
from bot.campaign.outcome import Rejected
from bot.errors import FilesError, UsageError
from bot.ports import Blind, ErrandKind
from tests.daemon.cast import NOON, at, read
from tests.daemon.errand_cast import FAST, ONE, Scene, scene

COUNT = "posts:\n  days:\n    when: 2 days before rally at 12:00\n"
WORDS = "days = { $days ->\n    [one] Plus que { $days } jour.\n   *[other] Plus que { $days } jours.\n }\n"
ROOMY = {"masto": DEFAULT_LIMITS[NetworkName.TELEGRAM]}


def found(on: Scene, rows: Sequence[str] = ()) -> Sequence[Correction]:
    now = on.cast.clock.now()
    chosen = [row for row in on.cast.rows() if not rows or row.key in rows]
    return corrections(read(on.cast.folder, now), on.cast.outbox, chosen, {}, "en", now)


def on_x(on: Scene) -> None:
    """The account is X's from now on, as far as the files say: what cannot be edited is the point."""
    on.cast.write(
        ONE.replace("Un.", "Une."),
        FAST.replace('{kind: mastodon, server: "http://127.0.0.1:9", spacing', '{kind: x, account: "@small", spacing'),
    )


def test_a_countdown_says_the_number_that_was_sent_however_late_it_is_corrected(tmp_path: Path) -> None:
    on = scene(tmp_path, COUNT, words=WORDS)
    on.cast.clock.set(NOON + timedelta(days=1))
    on.cast.write(COUNT, FAST, words=WORDS.replace("Plus que", "Encore"))
    (one,) = found(on)
    assert (one.how, one.text) == (ErrandKind.EDIT, "Encore 2 jours.\n#Small")


def test_one_that_was_brought_forward_keeps_the_number_it_said_and_not_its_occurrences(tmp_path: Path) -> None:
    on = scene(tmp_path, COUNT, words=WORDS, start=at(10, day=5), forward=True)
    assert on.network.there() == ["Plus que 5 jours.\n#Small"]
    on.cast.write(COUNT, FAST, words=WORDS.replace("Plus que", "Encore"))
    (one,) = found(on)
    assert one.text == "Encore 5 jours.\n#Small"


def test_what_says_what_the_files_say_is_left_alone(tmp_path: Path) -> None:
    assert found(scene(tmp_path)) == []


def test_x_cannot_edit_so_it_costs_and_must_still_be_true(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on_x(on)
    (one,) = found(on)
    assert (one.how, one.cost, one.hopeless) == (ErrandKind.REPLACE, Decimal("0.015"), "")
    text = (tmp_path / "schedules" / "a.yaml").read_text(encoding="utf-8")
    until = text.replace("text:", "true-until: 2030-06-08 at 12:30 in Paris\n    text:")
    (tmp_path / "schedules" / "a.yaml").write_text(until, encoding="utf-8")
    on.cast.clock.set(NOON + timedelta(minutes=29))
    assert found(on)[0].hopeless == "no longer true"


def test_a_server_that_said_it_cannot_edit_is_not_asked_a_second_time(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(ONE.replace("Un.", "Une."), FAST)
    on.cast.load()
    (one,) = found(on)
    on.network.changing = [Blind("cannot be edited")]
    correct(on.cast.outbox, [one], "Jean", NOON)
    on.errands.run_once(NOON)
    assert found(on)[0].how is ErrandKind.REPLACE


def test_words_are_measured_with_the_accounts_own_limits(tmp_path: Path) -> None:
    on = scene(tmp_path)
    on.cast.write(ONE.replace("Un.", "m" * 480), FAST)
    now = on.cast.clock.now()
    tight = {"masto": DEFAULT_LIMITS[NetworkName.X]}
    with pytest.raises(FilesError, match="cannot say its new words"):
        corrections(read(tmp_path, now), on.cast.outbox, on.cast.rows(), tight, "en", now)
    assert len(corrections(read(tmp_path, now), on.cast.outbox, on.cast.rows(), ROOMY, "en", now)) == 1


@pytest.mark.parametrize(
    ("schedule", "kind"),
    [(ONE + "  broken: [\n", FilesError), (ONE.replace("one:", "other:"), UsageError)],
    ids=["broken", "gone"],
)
def test_files_with_errors_or_without_the_entry_correct_nothing(
    tmp_path: Path, schedule: str, kind: type[Exception]
) -> None:
    on = scene(tmp_path)
    on.cast.write(schedule, FAST)
    with pytest.raises(kind):
        found(on)


def test_taking_back_reaches_a_delivery_wherever_it_is_and_says_what_is_left(tmp_path: Path) -> None:
    on = scene(tmp_path, ONE + "  later:\n    when: 2030-06-09 at 12:00\n    text: {fr: Plus tard.}\n")
    keys = [row.key for row in on.cast.rows()]
    retract(on.cast.outbox, keys, "Jean", NOON)
    assert [row.state for row in on.cast.rows()] == [State.RETRACTING, State.CANCELLED]
    assert not over(on.cast.outbox, keys)
    retract(on.cast.outbox, keys, "Maria", NOON)
    assert len(on.cast.outbox.errands()) == 1
    on.network.changing = [Rejected("cannot be deleted")]
    on.errands.run_once(NOON)
    assert over(on.cast.outbox, keys)
    assert [row.reason for row in left(on.cast.outbox, keys)] == ["cannot be deleted"]
