from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.actions import people
from bot.campaign.delivery import State
from bot.daemon.planner import Planner
from bot.daemon.reloader import Files, Reloader
from bot.daemon.timekeeper import Timekeeper
from bot.files.gather import gather
from bot.files.last_good import LastGood
from bot.files.version import Running, digest, keep, last_good, version
from tests.daemon.cast import NOON, Cast, at, cast

TWO = """posts:
  one:
    when: 2030-06-08 at 12:00 in Paris
    text: {fr: Un.}
  two:
    when: 2030-06-08 at 15:00 in Paris
    text: {fr: Deux.}
"""
OTHER = "posts:\n  other:\n    when: 2030-06-08 at 16:00 in Paris\n    text: {fr: Autre.}\n"


def reloader(played: Cast) -> Reloader:
    """As the daemon puts it together."""
    kept = LastGood(played.folder / "var" / "last-good")

    def read(now: datetime) -> Running:
        return version(
            played.folder, kept, {}, lambda file: played.outbox.noted(f"go on with the last good {file}"), now
        )

    files = Files[Running](
        read, lambda running, now: keep(running, kept, now), lambda now: last_good(played.folder, kept, {}, now)
    )
    sender = played.sender.name
    return Reloader(
        played.live, played.planner, played.outbox, played.means.alarm, files, lambda: played.means.wake(sender)
    )


def edited(played: Cast, duty: Reloader, schedule: str, now: datetime = NOON) -> None:
    """Save the schedule and let the reloader see it."""
    played.write(schedule)
    played.clock.set(now)
    duty.touch()
    duty.run_once(now)


def states(played: Cast) -> dict[str, State]:
    return {row.entry: row.state for row in played.rows()}


def test_a_saved_edit_moves_posts_that_have_not_gone_out(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    duty = reloader(played)
    edited(played, duty, TWO.replace("15:00", "17:30"), at(9))
    moved = next(row for row in played.rows() if row.entry == "two")
    assert moved.due == at(15, 30)


def test_an_edit_never_sends_a_second_time_what_went_out(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    duty = reloader(played)
    played.run(NOON)
    edited(played, duty, TWO.replace("Un.", "Un corrigé."))
    for hours in range(1, 8):
        played.run(NOON + timedelta(hours=hours))
    texts = [post.text for post, _ in played.network.published]
    assert texts == ["Un.\n#Small", "Deux.\n#Small"]


def test_moving_a_post_that_went_out_is_refused_and_the_running_version_goes_on(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    duty = reloader(played)
    duty.run_once(NOON)
    played.run(NOON)
    edited(played, duty, TWO.replace("12:00", "14:30").replace("15:00", "18:00"))
    assert played.alarms()[-1] == "edit-refused"
    two = next(row for row in played.rows() if row.entry == "two")
    assert two.due == at(13), "an edit is taken whole or not at all"


def test_renaming_an_entry_that_went_out_is_refused_even_at_a_start(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    reloader(played).run_once(NOON)
    played.run(NOON)
    renamed = TWO.replace("  one:", "  uno:")
    edited(played, reloader(played), renamed)
    played.run(NOON + timedelta(minutes=2))
    assert "edit-refused" in played.alarms()
    assert [post.text for post, _ in played.network.published] == ["Un.\n#Small"]


def test_an_entry_renamed_once_it_was_over_by_a_clock_in_doubt_is_not_said_again(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    keeper = Timekeeper(played.clock, played.outbox, played.means.alarm, played.live, played.means.networks)
    planner = Planner(played.live, played.outbox, played.means.limits, clock_trusted=keeper.trusted)
    duty = reloader(replace(played, planner=planner))
    duty.run_once(NOON)
    played.run(NOON)
    played.clock.jump(timedelta(hours=4))
    edited(played, duty, TWO.replace("  one:", "  uno:"), played.clock.now())
    assert "edit-refused" in played.alarms()
    played.clock.jump(-timedelta(hours=4))
    played.run(NOON + timedelta(minutes=2))
    assert [post.text for post, _ in played.network.published] == ["Un.\n#Small"]


def test_an_entry_renamed_once_it_was_over_is_not_moved_into_the_future_to_be_said_again(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO)
    duty = reloader(played)
    duty.run_once(NOON)
    played.run(NOON)
    renamed = TWO.replace("  one:", "  first:")
    # Too late to go out by now: under its new name it is past, and says nothing again.
    edited(played, duty, renamed, NOON + timedelta(hours=4))
    assert states(played)["first"] is State.PAST
    evening = NOON + timedelta(hours=8)
    edited(played, duty, renamed.replace("at 12:00", "at 20:30"), evening)
    assert "edit-refused" in played.alarms()
    played.run(evening + timedelta(hours=1))
    assert played.network.there().count("Un.\n#Small") == 1


def test_an_entry_taken_out_of_its_file_does_not_go_out(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    duty = reloader(played)
    edited(played, duty, TWO.partition("  two:")[0], at(9))
    assert list(states(played)) == ["one"]


def test_a_broken_file_holds_its_own_posts_and_lets_the_others_go(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    (tmp_path / "schedules" / "b.yaml").write_text(OTHER, encoding="utf-8")
    duty = reloader(played)
    duty.run_once(at(8))
    edited(played, duty, TWO + "  broken", at(9))
    assert states(played) == {"one": State.HELD, "two": State.HELD, "other": State.PLANNED}
    assert "file-broken" in played.alarms()
    played.run(NOON)
    played.run(at(14))
    assert [post.text for post, _ in played.network.published] == ["Autre.\n#Small"]


def test_a_mended_file_lets_its_posts_go_again(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    duty = reloader(played)
    duty.run_once(at(8))
    edited(played, duty, TWO + "  broken", at(9))
    edited(played, duty, TWO, at(9, 30))
    assert states(played) == {"one": State.PLANNED, "two": State.PLANNED}
    played.run(NOON)
    assert len(played.network.published) == 1


def test_a_person_may_go_on_with_the_last_good_version_of_a_broken_file(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    duty = reloader(played)
    duty.run_once(at(8))
    edited(played, duty, TWO + "  broken", at(9))
    text = gather(tmp_path).sources["schedules/a.yaml"]
    people.go_on(played.outbox, "schedules/a.yaml", digest(text))
    duty.run_once(at(9, 1))
    assert states(played) == {"one": State.PLANNED, "two": State.PLANNED}
    played.run(NOON)
    assert [post.text for post, _ in played.network.published] == ["Un.\n#Small"]


def test_broken_words_hold_the_posts_of_their_file_only(tmp_path: Path) -> None:
    schedule = TWO.replace("text: {fr: Un.}", "message: one").replace("text: {fr: Deux.}", "message: two")
    played = cast(tmp_path, schedule, start=at(8), a="one = Un.\n", b="two = Deux.\n")
    duty = reloader(played)
    duty.run_once(at(8))
    (tmp_path / "messages" / "fr" / "a.ftl").write_text("one = Un { $oops }.\n", encoding="utf-8")
    duty.touch()
    duty.run_once(at(9))
    assert states(played) == {"one": State.HELD, "two": State.PLANNED}


def test_settings_that_cannot_be_read_hold_everything(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(8))
    duty = reloader(played)
    duty.run_once(at(8))
    (tmp_path / "settings.yaml").write_text("campaign: [", encoding="utf-8")
    duty.touch()
    duty.run_once(at(9))
    assert set(states(played).values()) == {State.HELD}
    played.run(NOON)
    assert played.network.published == []


def test_what_was_over_before_the_first_start_is_past_and_alarms_nobody(tmp_path: Path) -> None:
    played = cast(tmp_path, TWO, start=at(17))
    assert states(played) == {"one": State.PAST, "two": State.PAST}
    played.run(at(17))
    assert played.network.published == []
    assert played.alarms() == []
