"""The process ends at any step between a mail and its answer; the next one goes on."""

from __future__ import annotations

import itertools
import sqlite3
from pathlib import Path
from typing import cast as typed

import pytest

from bot.campaign.photo import State
from bot.ports import Cabinet, Outbox
from tests.daemon.photos.letter_cast import LetterCast, Postbox, letter_cast, mails_of
from tests.daemon.staff.mortal import Fate, Killed, Mortal


def lived(scene: LetterCast, fate: Fate) -> bool:
    """One turn of a new process, which fate may end."""
    kit, means = scene.scene.kit, scene.scene.kit.means
    outbox, cabinet = means.outbox, kit.cabinet
    object.__setattr__(means, "outbox", typed("Outbox", Mortal(outbox, fate)))
    kit.cabinet = typed("Cabinet", Mortal(cabinet, fate))
    try:
        mails_of(scene.scene, typed("Postbox", Mortal(scene.box, fate))).run_once(scene.scene.cast.clock.now())
    except Killed:
        return False
    else:
        return True
    finally:
        object.__setattr__(means, "outbox", outbox)
        kit.cabinet = cabinet


def counted(scene: LetterCast, folder: Path, by: str) -> int:
    """Replies that were counted for somebody."""
    mark = scene.scene.kit.marks.of("author", "mail", by)
    with sqlite3.connect(folder / "var" / "campaign.db") as database:
        found: int = database.execute("SELECT count(*) FROM replies WHERE mark = ?", (mark,)).fetchone()[0]
    return found


def turned(scene: LetterCast, dies_at: int) -> bool:
    """A turn that may end at one step, and then another one; whether the first one did not."""
    survived = lived(scene, Fate(dies_at))
    if not survived:
        assert lived(scene, Fate())
    return survived


def photos_of(scene: LetterCast, by: str) -> list[State]:
    """Those of one sender that are not over."""
    mark = scene.scene.kit.marks.of("author", "mail", by)
    return [photo.state for photo in scene.scene.cast.outbox.photos_by(mark)]


def test_whenever_the_process_ends_a_mail_is_dealt_with_once_and_each_reply_counted(tmp_path: Path) -> None:
    scene, twice = letter_cast(tmp_path), 0
    for step in itertools.count():
        by = f"sender{step}@supporter.example"
        scene.write("Lyon", f"picture {step}".encode(), f"another {step}".encode(), by=by)
        survived = turned(scene, step)
        letters = scene.box.to(by)
        assert photos_of(scene, by) == [State.ASKED, State.ASKED], step
        assert 1 <= len(letters) <= counted(scene, tmp_path, by), step
        # Only the reply may be said twice, and then it is the same letter.
        assert len({letter.id for letter in letters}) == 1, step
        assert len({letter.body for letter in letters}) == 1, step
        twice += len(letters) - 1
        if survived:
            break
        scene.mail("STOP", by=by)
    assert step > 30
    outbox = scene.scene.cast.outbox
    assert [mail.outcome for mail in outbox.mails()].count("photos") == step + 1
    assert len(outbox.consents()) == step + 1
    assert 1 <= twice <= 3


def test_whenever_the_process_ends_a_withdrawal_is_complete_and_confirmed(tmp_path: Path) -> None:
    scene, step = letter_cast(tmp_path), 0
    for step in itertools.count():
        by = f"sender{step}@supporter.example"
        scene.agreed(f"picture {step}".encode(), by=by)
        scene.write("STOP", by=by)
        survived = turned(scene, step)
        assert photos_of(scene, by) == [], step
        assert "withdrawn" in scene.box.to(by)[-1].body, step
        assert len(scene.box.to(by)) - 1 <= counted(scene, tmp_path, by) - 1, step
        if survived:
            break
    assert step > 20
    assert set(scene.states()) == {State.WITHDRAWN}
    assert all(consent.withdrawn_at is not None for consent in scene.scene.cast.outbox.consents())


def test_files_that_a_crash_left_behind_are_removed(tmp_path: Path) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("Lyon", b"one")
    left = scene.scene.kit.cabinet.keep(b"kept just before the end")
    scene.pass_time(minutes=1)
    assert left in scene.scene.kit.cabinet.all()
    scene.pass_time(minutes=61)
    assert left not in scene.scene.kit.cabinet.all()
    assert len(scene.scene.kit.cabinet.all()) == 2


@pytest.mark.parametrize("minutes", [1, 60 * 24 * 2])
def test_a_letter_that_nobody_could_send_is_kept_for_days_at_most(tmp_path: Path, minutes: float) -> None:
    scene = letter_cast(tmp_path)
    scene.mail("Lyon", b"one")
    scene.scene.turn(minutes)
    assert scene.scene.cast.outbox.noted("photos: replies owed by mail") == "[]"
