"""A campaign may have a hundred thousand deliveries ahead; nobody who asks every minute may look at all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.campaign.delivery import HeldFor, State
from bot.campaign.photo import State as PhotoState
from bot.outbox.store import SqlOutbox
from bot.ports import Grave
from tests.contracts.outbox_photo_world import mailed, repost
from tests.contracts.outbox_world import NOON
from tests.outbox.world import opened

ASKED: dict[str, Callable[[SqlOutbox], object]] = {
    "what is held": lambda outbox: outbox.deliveries(states=(State.HELD,)),
    "what is planned and due by now": lambda outbox: outbox.deliveries(states=(State.PLANNED,), until=NOON),
    "what is in flight": lambda outbox: outbox.deliveries(states=(State.UNKNOWN, State.SENDING)),
    "release what the clock held": lambda outbox: outbox.release(HeldFor.CLOCK.value, NOON),
    "release what a decision held": lambda outbox: outbox.release(HeldFor.DECISION.value, NOON),
    "an account's own posts": lambda outbox: outbox.posts_of("mastodon"),
    "whether anything was posted since": lambda outbox: outbox.posted_mark(),
    "what a crash left": lambda outbox: outbox.recover("me", NOON),
    "an account's next": lambda outbox: outbox.next_due("mastodon"),
    "claim": lambda outbox: outbox.claim("mastodon", NOON, "me", 300),
    "what is to be read back": lambda outbox: (outbox.unsure(NOON), outbox.next_look()),
    "what is to be audited": lambda outbox: (outbox.to_audit(NOON), outbox.next_audit()),
}

PHOTOS: dict[str, Callable[[SqlOutbox], object]] = {
    "whether a photo is known": lambda outbox: (outbox.photo("id"), outbox.photo_from("origin")),
    "what is queued": lambda outbox: outbox.photos((PhotoState.QUEUED,)),
    "whose photos": lambda outbox: (outbox.photos_by("author"), outbox.photos_with("consent")),
    "what ends by itself": lambda outbox: (outbox.photos_until(NOON), outbox.next_photo()),
    "whether a tombstone stands": lambda outbox: outbox.is_entombed(Grave.SOURCE, "mark"),
    "whose code it is": lambda outbox: outbox.consent_of("code"),
    "a repost is added": lambda outbox: outbox.add_delivery(repost()),
}

FEW = ("USING INDEX deliveries_unsure", "USING INDEX deliveries_to_audit")
"""They hold only what is in question, or was posted within the hour."""


def looked_at(folder: Path, ask: Callable[[SqlOutbox], object]) -> Sequence[str]:
    """How SQLite finds what each statement is about."""
    said: list[tuple[str, Any]] = []
    with opened(folder) as outbox:
        connection = outbox.commits._connection  # type: ignore[attr-defined] # the file's own plan, not a guess at it
        sa.event.listen(
            connection.engine,
            "before_cursor_execute",
            lambda _connection, _cursor, text, values, _context, _many: said.append((text, values)),
        )
        ask(outbox)
        assert said
        raw = connection.connection.driver_connection
        return [str(step[3]) for text, values in said for step in raw.execute(f"EXPLAIN QUERY PLAN {text}", values)]


@pytest.mark.parametrize("name", ASKED)
def test_what_the_duties_ask_again_and_again_is_found_without_looking_at_every_delivery(
    tmp_path: Path, name: str
) -> None:
    every = [step for step in looked_at(tmp_path, ASKED[name]) if step.startswith("SCAN deliveries")]
    assert [step for step in every if not step.endswith(FEW)] == []


@pytest.mark.parametrize("name", ASKED)
def test_what_the_duties_ask_again_and_again_is_planned_once(tmp_path: Path, name: str) -> None:
    planned: list[str | None] = []

    def note(action: int, table: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ:
            planned.append(table)
        return sqlite3.SQLITE_OK

    with opened(tmp_path) as outbox:
        # SQLite asks whether a statement may read a column whenever it plans the statement.
        outbox.commits._connection.connection.driver_connection.set_authorizer(note)  # type: ignore[attr-defined] # as above
        ASKED[name](outbox)
        assert "deliveries" in planned
        planned.clear()
        ASKED[name](outbox)
    assert planned == []


@pytest.mark.parametrize("name", PHOTOS)
def test_what_is_asked_of_photos_is_found_by_an_index(tmp_path: Path, name: str) -> None:
    every = [step for step in looked_at(tmp_path, PHOTOS[name]) if step.startswith("SCAN")]
    assert [step for step in every if "photos_ending" not in step] == []


def test_all_likenesses_are_read_once_and_without_the_photos_themselves(tmp_path: Path) -> None:
    def twice(outbox: SqlOutbox) -> None:
        assert outbox.take_photo(mailed())
        for _ in range(2):
            assert outbox.alike(outbox.photos()[0]) == []

    read = [step for step in looked_at(tmp_path, twice) if "photos_alike" in step]
    assert read == ["SCAN photos USING COVERING INDEX photos_alike"]


def test_what_people_ask_once_may_look_at_every_delivery(tmp_path: Path) -> None:
    # Otherwise the test above could not fail.
    assert "SCAN deliveries" in looked_at(tmp_path, lambda outbox: outbox.counts())
