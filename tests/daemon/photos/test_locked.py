"""The key by which supporters are known again: made once, missed where it is missing, and no other put up with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap.duties import duties
from bot.bootstrap.sending import crew
from bot.campaign.delivery import State as Row
from bot.campaign.photo import Reason, State
from bot.campaign.withdrawal_codes import written
from bot.daemon.photos.letters import code_mark
from bot.daemon.photos.locked import AGAIN, Locked
from bot.daemon.photos.sources import Sources
from bot.errors import SecretsError
from bot.ports import PHOTOS, Consent, Grave
from bot.wording.replies import NOTICE
from tests.cli.camp import Commands
from tests.daemon.cast import NOON, read
from tests.daemon.photos.chat_cast import CHATTING, GROUP, ChatCast, chat_cast
from tests.daemon.photos.hung import gallery
from tests.daemon.photos.photo_cast import SCHEDULE, TAKING, PhotoCast, photo_cast

KEY, ANOTHER = "0123456789abcdef" * 2, "fedcba9876543210" * 2
CODE = 12345
ANOTHER_ONE = 815


def give(folder: Path, key: str) -> None:
    """As the staff do; empty: nobody does."""
    file = folder / "secrets.env"
    file.write_text(f"PHOTOS_KEY={key}\n" if key else "", encoding="utf-8")
    file.chmod(0o600)


def taken(folder: Path, key: str = "") -> PhotoCast:
    """A campaign that took a photo, with this key or with one of its own."""
    give(folder, key)
    scene = photo_cast(folder)
    scene.begin_anew()
    scene.posted("a")
    scene.collect()
    assert scene.states() == [State.QUEUED]
    return scene


def test_a_fresh_campaign_makes_its_key_when_the_first_photo_comes_and_not_before(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    scene.begin_anew()
    file = tmp_path / "var" / "photos.key"
    assert not scene.kit.locked()
    assert not file.exists()
    scene.posted("a")
    scene.collect()
    assert scene.states() == [State.QUEUED]
    made = file.read_bytes()
    scene.begin_anew()
    assert not scene.kit.locked()
    assert scene.photo("a").state is State.QUEUED
    assert file.read_bytes() == made


def test_a_store_that_took_a_photo_has_no_other_key_made_for_it(tmp_path: Path) -> None:
    scene = taken(tmp_path)
    file = tmp_path / "var" / "photos.key"
    file.unlink()
    scene.begin_anew()
    with pytest.raises(SecretsError, match="is missing") as told:
        _ = scene.kit.marks
    assert str(file) in told.value.next_step
    assert "PHOTOS_KEY" in told.value.next_step
    assert not file.exists()


def test_one_who_said_stop_or_was_asked_is_reason_enough_to_make_none(tmp_path: Path) -> None:
    for number, name in enumerate(("consent", *Grave)):
        scene = photo_cast(tmp_path / str(number))
        if isinstance(name, Grave):
            scene.cast.outbox.entomb(name, "0123456789abcdef", NOON)
        else:
            scene.cast.outbox.keep_consent(Consent("consent", NOTICE, "fr", "mail", "code", NOON))
        scene.begin_anew()
        assert scene.kit.locked(), name


def test_a_key_that_the_store_was_not_made_with_is_refused_by_a_sentence_of_its_own(tmp_path: Path) -> None:
    scene = taken(tmp_path, KEY)
    give(tmp_path, ANOTHER)
    scene.begin_anew()
    with pytest.raises(SecretsError, match="not the key"):
        _ = scene.kit.marks
    give(tmp_path, KEY)
    assert not scene.kit.locked()


def test_before_the_first_photo_the_key_may_still_be_changed(tmp_path: Path) -> None:
    give(tmp_path, KEY)
    scene = photo_cast(tmp_path)
    scene.begin_anew()
    _ = scene.kit.marks
    give(tmp_path, ANOTHER)
    scene.begin_anew()
    scene.posted("a")
    scene.collect()
    scene.begin_anew()
    assert not scene.kit.locked()
    give(tmp_path, KEY)
    scene.begin_anew()
    assert scene.kit.locked()


def test_the_store_does_not_have_the_key(tmp_path: Path) -> None:
    scene = taken(tmp_path, KEY)
    scene.cast.outbox.scrub()
    for file in (tmp_path / "var").rglob("*"):
        assert not file.is_file() or KEY.encode() not in file.read_bytes(), file


def test_while_the_key_is_missing_posts_go_on_photos_rest_and_the_staff_are_told_once(tmp_path: Path) -> None:
    scene = taken(tmp_path, KEY)
    scene.approve("a")
    scene.reposter.run_once(scene.turn(10))
    give(tmp_path, "")
    scene.begin_anew()
    scene.posted("b")
    asked, now = scene.supporters.asked, scene.turn(10)
    for duty in (scene.collector, scene.reposter, scene.caretaker):
        assert Locked(duty, scene.kit).run_once(now) == now + AGAIN
    assert (scene.supporters.asked, scene.states()) == (asked, [State.APPROVED])
    object.__setattr__(scene.cast.means, "fresh", Sources(scene.kit).before)
    scene.cast.write(SCHEDULE + "  two:\n    when: 2030-06-08 at 12:40 in Paris\n    text: {fr: Deux.}\n", TAKING)
    scene.cast.load()
    for _ in range(30):
        scene.cast.run(scene.turn(1))
    assert scene.there() == ["Deux.\n#Small"]
    (row,) = scene.cast.outbox.deliveries(entry=PHOTOS)
    assert row.state is Row.PLANNED
    assert scene.cast.alarms().count("photos-locked") == 1
    give(tmp_path, KEY)
    scene.cast.run(scene.turn(3))
    assert scene.there() == ["Deux.\n#Small", "a"]


def test_a_campaign_that_is_over_with_photos_is_told_of_no_key(tmp_path: Path) -> None:
    scene = taken(tmp_path, KEY)
    (photo,) = scene.cast.outbox.photos()
    assert scene.cast.outbox.step_photo(photo, State.WITHDRAWN, Reason.BY_STAFF, scene.cast.clock.now())
    scene.cast.write(SCHEDULE)
    scene.cast.load()
    give(tmp_path, "")
    scene.begin_anew()
    assert scene.kit.locked()
    assert scene.cast.alarms() == []


def test_what_is_withdrawn_while_the_key_is_missing_is_taken_back(tmp_path: Path) -> None:
    scene = taken(tmp_path, KEY)
    scene.approve("a")
    scene.work(10)
    assert scene.there() == ["a"]
    (photo,) = scene.cast.outbox.photos()
    give(tmp_path, "")
    scene.begin_anew()
    assert scene.kit.locked()
    assert scene.cast.outbox.step_photo(photo, State.WITHDRAWN, Reason.BY_STAFF, scene.cast.clock.now())
    scene.undoer.run_once(scene.turn(1))
    scene.errands.run_once(scene.turn(0))
    assert scene.there() == []


def sent_to_the_bot(folder: Path) -> ChatCast:
    """A supporter has sent the bot a photo, and the key is there."""
    chats = chat_cast(folder)
    give(folder, KEY)
    chats.scene.begin_anew()
    chats.write("Lyon", "one")
    return chats


def test_what_supporters_write_without_the_key_waits_for_it_and_is_heard_then(tmp_path: Path) -> None:
    chats = sent_to_the_bot(tmp_path)
    chats.work()
    before = chats.scene.states()
    give(tmp_path, "")
    chats.scene.begin_anew()
    chats.write("STOP")
    chats.write("Lyon", "two", person=ANOTHER_ONE)
    assert chats.scene.states() == before
    assert len(chats.scene.cast.outbox.unhandled()) == 2
    assert "photos-locked" in chats.scene.cast.alarms()
    give(tmp_path, KEY)
    chats.scene.begin_anew()
    chats.hand_on()
    assert chats.scene.states() == [State.WITHDRAWN, State.FOUND]
    assert chats.scene.cast.outbox.unhandled() == []


def test_what_is_nothing_for_the_photos_waits_for_no_key(tmp_path: Path) -> None:
    chats = sent_to_the_bot(tmp_path)
    give(tmp_path, "")
    chats.scene.begin_anew()
    chats.arrive({"edited_message": {"message_id": 1}})
    chats.arrive({"message": chats.message("chatter", "", ANOTHER_ONE) | {"chat": {"id": GROUP, "type": "group"}}})
    assert chats.scene.cast.outbox.unhandled() == []


def test_nothing_waits_for_a_key_that_nobody_needs_any_more(tmp_path: Path) -> None:
    chats = sent_to_the_bot(tmp_path)
    (photo,) = chats.photos()
    now = chats.scene.cast.clock.now()
    assert chats.scene.cast.outbox.step_photo(photo, State.EXPIRED, Reason.CAMPAIGN_OVER, now)
    chats.scene.cast.write(SCHEDULE, CHATTING.partition("photos:")[0])
    chats.scene.cast.load()
    give(tmp_path, "")
    chats.scene.begin_anew()
    chats.write("Thank you!")
    assert chats.scene.cast.outbox.unhandled() == []


def test_every_duty_that_takes_shows_or_forgets_photos_rests_without_the_key(tmp_path: Path) -> None:
    scene = photo_cast(tmp_path)
    made = crew(tmp_path, read(tmp_path, NOON), scene.cast.outbox, scene.cast.clock)
    resting = {shift.duty.name for shift in duties(made, tmp_path / "var") if isinstance(shift.duty, Locked)}
    assert resting == {"mails", "chats", "collector", "reposter", "restored", "caretaker"}


def test_a_withdrawal_code_without_the_key_is_a_missing_secret_and_no_unknown_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here = gallery(tmp_path)
    photo = here.take(1)
    run = Commands(tmp_path, capsys)
    run("photos", "withdraw", written(CODE), "--yes")
    assert run.code == 2
    assert "PHOTOS_KEY" in run.err
    assert str(tmp_path / "var" / "photos.key") in run.err
    assert not (tmp_path / "var" / "photos.key").exists()
    give(tmp_path, KEY)
    here.scene.begin_anew()
    consent = here.outbox.consent(photo.consent)
    assert consent is not None
    here.outbox.keep_consent(replace(consent, code=code_mark(here.scene.kit.marks, CODE)))
    run("photos", "withdraw", written(CODE), "--yes")
    assert run.code == 0, run.err
    assert here.photo(1).state is State.WITHDRAWN
    give(tmp_path, ANOTHER)
    run("photos", "withdraw", written(CODE), "--yes")
    assert run.code == 2
    assert "not the key" in run.err


def test_a_code_looked_for_where_nothing_was_taken_makes_no_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo_cast(tmp_path)
    run = Commands(tmp_path, capsys)
    run("photos", "withdraw", written(CODE), "--yes")
    assert run.code == 2
    assert "No photo is called" in run.err
    assert not (tmp_path / "var" / "photos.key").exists()
