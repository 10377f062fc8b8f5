from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.model import Settings
from bot.daemon.page import EVERY, Page
from bot.ports import Delivery, ErrandKind
from tests.daemon.cast import NOON, Cast, cast

WHO = "posts: {who: {when: 2030-06-08 at 12:00}}\n"


@dataclass
class Press:
    """What was written, and a disk that is full for a while."""

    pages: list[list[tuple[str, State]]] = field(default_factory=list)
    full: bool = False

    def publish(self, rows: Sequence[Delivery], _settings: Settings) -> None:
        if self.full:
            raise OSError(28, "No space left on device")
        self.pages.append([(row.text, row.state) for row in rows])


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Cast]:
    one = cast(tmp_path, WHO, who="who = Qui ?\n")
    yield one
    one.outbox.close()


def minutes(number: int) -> datetime:
    return NOON + number * EVERY


def test_the_page_is_written_at_the_start_and_again_only_when_something_changed(made: Cast) -> None:
    press = Press()
    page = Page(made.live, made.outbox, press.publish)
    assert page.run_once(minutes(0)) is None
    page.run_once(minutes(1))
    assert press.pages == [[]]
    made.run(minutes(1))
    page.run_once(minutes(2))
    page.run_once(minutes(3))
    assert press.pages[1:] == [[("Qui ?\n#Small", State.SENT)]]


def test_words_that_were_corrected_and_a_post_taken_back_are_changes(made: Cast) -> None:
    press = Press()
    page = Page(made.live, made.outbox, press.publish)
    made.run(NOON)
    page.run_once(minutes(1))
    key = made.only().key
    assert made.outbox.order(key, ErrandKind.EDIT, "Jean", minutes(2), text="Lui.")
    (errand,) = made.outbox.errands()
    made.outbox.carried_out(errand, minutes(2))
    page.run_once(minutes(3))
    assert made.outbox.order(key, ErrandKind.RETRACT, "Jean", minutes(4))
    page.run_once(minutes(5))
    assert press.pages[1:] == [[("Lui.", State.SENT)], [("Lui.", State.RETRACTING)]]


def test_it_is_written_once_a_minute_however_often_it_is_woken(made: Cast) -> None:
    press = Press()
    page = Page(made.live, made.outbox, press.publish)
    page.run_once(NOON)
    made.run(NOON)
    for seconds in range(1, 60):
        page.run_once(NOON + timedelta(seconds=seconds))
    assert len(press.pages) == 1
    page.run_once(minutes(1))
    assert len(press.pages) == 2


def test_settings_that_changed_write_it_anew(made: Cast) -> None:
    press = Press()
    page = Page(made.live, made.outbox, press.publish)
    page.run_once(NOON)
    campaign = made.live.snapshot.campaign
    assert campaign is not None
    other = replace(campaign, settings=replace(campaign.settings, campaign="Renamed"))
    made.live.replace(replace(made.live.snapshot, campaign=other))
    page.run_once(minutes(1))
    assert len(press.pages) == 2


def test_a_full_disk_is_logged_once_and_the_page_is_written_when_there_is_room(
    made: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    press = Press(full=True)
    page = Page(made.live, made.outbox, press.publish)
    for minute in range(3):
        page.run_once(minutes(minute))
    assert [record.message for record in caplog.records].count("page not written") == 1
    press.full = False
    page.run_once(minutes(3))
    assert len(press.pages) == 1
