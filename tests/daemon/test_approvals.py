from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.actions import people
from bot.campaign.approved import as_planned, beside
from bot.campaign.delivery import State
from bot.campaign.outcome import Unknown
from bot.daemon.live import snapshot_of
from tests.daemon.cast import NOON, Cast, at, cast, read

HELD = "posts:\n  held:\n    when: 2030-06-08 at 12:00 in Paris\n    hold: until approved\n    text: {fr: Oui ?}\n"
LATE = "posts:\n  late:\n    when: 2030-06-08 at 12:00 in Paris\n    if-late: ask\n    text: {fr: Tard.}\n"


def test_a_held_post_waits_for_a_person_however_late_it_gets(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD, start=at(8))
    played.run(NOON)
    played.run(NOON + timedelta(hours=2))
    assert played.network.published == []
    assert (played.only().state, played.only().reason) == (State.HELD, "approval")


def test_an_approved_post_goes_out_at_its_time(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD, start=at(8))
    done = people.approve(played.outbox, people.chosen(played.outbox, "held"), "Maria", at(8))
    assert [row.key for row in done] == ["held/once/france/masto"]
    assert played.run(at(9)) == NOON
    played.run(NOON)
    assert len(played.network.published) == 1
    assert played.only().approved_by == "Maria"


def test_words_changed_after_the_approval_need_another_one(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD, start=at(8))
    people.approve(played.outbox, played.rows(), "Maria", at(8))
    played.write(HELD.replace("Oui ?", "Non."))
    played.load()
    played.run(NOON)
    assert played.network.published == []
    assert played.only().state is State.HELD
    people.approve(played.outbox, played.rows(), "Maria", NOON)
    played.run(NOON)
    assert [post.text for post, _ in played.network.published] == ["Non.\n#Small"]


def test_hold_added_to_a_planned_post_holds_it(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD.replace("    hold: until approved\n", ""), start=at(8))
    assert played.only().state is State.PLANNED
    played.write(HELD)
    played.load()
    played.run(NOON)
    assert played.network.published == []


def test_a_cancelled_post_stays_cancelled_through_an_edit_of_its_file(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD, start=at(8))
    people.cancel(played.outbox, played.rows(), "Maria", at(8))
    played.write(HELD.replace("12:00", "13:00"))
    played.load()
    played.run(at(11, 30))
    assert played.network.published == []
    assert played.only().state is State.CANCELLED


def test_a_post_that_asks_when_late_is_held_and_goes_once_a_person_says_so(tmp_path: Path) -> None:
    played = cast(tmp_path, LATE, start=at(8))
    played.run(NOON + timedelta(hours=5))
    assert (played.only().state, played.only().reason) == (State.HELD, "late")
    assert played.alarms() == ["delivery-held"]
    people.approve(played.outbox, played.rows(), "Maria", NOON + timedelta(hours=5))
    played.run(NOON + timedelta(hours=5))
    assert len(played.network.published) == 1


def test_a_post_brought_forward_goes_now_and_not_again_at_its_hour(tmp_path: Path) -> None:
    played = cast(tmp_path, HELD, start=at(8))
    done = people.bring_forward(played.outbox, played.rows(), "Jean", at(8))
    assert len(done) == 1
    played.load()
    played.run(at(8))
    played.run(NOON)
    assert len(played.network.published) == 1


def test_a_lost_answer_is_settled_by_what_a_person_saw(tmp_path: Path) -> None:
    for verdict, state, calls in (("there", State.SENT, 1), ("drop", State.CANCELLED, 1), ("send", State.SENT, 2)):
        played = cast(tmp_path / verdict, HELD.replace("    hold: until approved\n", ""))
        played.network.script = [Unknown("cut")]
        played.run(NOON)
        url = "http://here/9" if verdict == "there" else ""
        people.resolve(played.outbox, "held/once/france/masto", verdict, "Jean", NOON + timedelta(minutes=3), url)
        played.run(NOON + timedelta(minutes=5))
        assert (played.only().state, len(played.network.published)) == (state, calls)
        if verdict == "send":
            keys = [key for _, key in played.network.published]
            assert keys[0] != keys[1], "a person's 'send again' must not be taken for the first one"


SHOWN = (
    "posts:\n  held:\n    when: 2030-06-08 at 12:00 in Paris\n    hold: until approved\n    message: m\n"
    "    warning: yes\n    photo: one.png\n"
)
WORDS = "m = Mots.\n    .warning = Arrestation\n    .alt = La place\n"


def pictured(folder: Path) -> Cast:
    """A post with a warning and a photo, approved as a person was shown it."""
    for name in ("one.png", "two.png"):
        folder.mkdir(exist_ok=True)
        Image.new("RGB", (64, 64), "darkred").save(folder / name)
    played = cast(folder, SHOWN, start=at(8), m=WORDS)
    running = played.live.snapshot
    done = people.approve(
        played.outbox,
        played.rows(),
        "Maria",
        at(8),
        lambda key: beside(as_planned(running.plan[key], running.campaign)),
    )
    assert len(done) == 1
    return played


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (SHOWN, WORDS.replace("Arrestation", "Mensonge")),
        (SHOWN, WORDS.replace("La place", "La prison")),
        (SHOWN.replace("one.png", "two.png"), WORDS),
        (SHOWN.replace("    photo: one.png\n", ""), WORDS),
        (SHOWN.replace("    warning: yes\n", ""), WORDS),
    ],
    ids=["warning", "alt", "photo", "no photo", "no warning"],
)
@pytest.mark.parametrize("planned", [True, False], ids=["planned", "only read"])
def test_a_warning_a_picture_or_its_description_changed_after_the_approval_needs_another_one(
    tmp_path: Path, schedule: str, words: str, *, planned: bool
) -> None:
    played = pictured(tmp_path)
    played.write(schedule, m=words)
    if planned:
        played.load()
        assert (played.only().state, played.only().reason) == (State.HELD, "changed since approval")
    else:
        played.live.replace(snapshot_of(read(tmp_path, at(9))))
    played.run(NOON)
    assert (played.network.published, played.only().state) == ([], State.HELD)


def test_what_is_approved_with_its_warning_and_picture_stays_so_through_edits_of_others(tmp_path: Path) -> None:
    played = pictured(tmp_path)
    played.write(SHOWN + HELD.replace("posts:", "").replace("held", "other").lstrip("\n"), m=WORDS)
    played.load()
    found = played.outbox.get("held/once/france/masto")
    assert found is not None
    assert found.state is State.PLANNED


def test_a_yes_to_words_that_had_nothing_beside_them_is_none_to_a_warning_that_came_since(tmp_path: Path) -> None:
    bare = SHOWN.replace("    warning: yes\n", "").replace("    photo: one.png\n", "")
    played = cast(tmp_path, bare, start=at(8), m=WORDS)
    people.approve(played.outbox, played.rows(), "Maria", at(8))
    assert played.only().state is State.PLANNED
    played.write(bare + "    warning: yes\n", m=WORDS)
    played.load()
    assert (played.only().state, played.only().reason) == (State.HELD, "changed since approval")
