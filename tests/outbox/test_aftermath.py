from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from bot.campaign.delivery import State
from bot.outbox import aftermath, errands
from bot.outbox.schema import errands as orders
from bot.ports import ErrandKind
from tests.contracts.outbox_world import KEY, NOON, begin, claim, intent, planned, row, standing
from tests.outbox.world import ask, opened


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (aftermath._UNSURE, "deliveries_unsure"),
        (aftermath._NEXT_LOOK, "deliveries_unsure"),
        (aftermath._TO_AUDIT, "deliveries_to_audit"),
        (aftermath._NEXT_AUDIT, "deliveries_to_audit"),
        (aftermath._SINCE, "attempts_of_account"),
        (aftermath._OF_ROW, "sqlite_autoindex_attempts_1"),
        (errands._OPEN_OF, "errands_of_delivery"),
    ],
)
def test_what_the_duties_ask_all_day_never_reads_every_delivery(
    tmp_path: Path, query: sa.Select[tuple[object, ...]], index: str
) -> None:
    text = str(query.compile(dialect=sa.create_engine("sqlite://").dialect))
    with opened(tmp_path) as outbox:
        asked = outbox.commits.run(
            lambda c: [str(step[3]) for step in c.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", (0,) * text.count("?"))]
        )
    assert index in asked[0]
    assert [step for step in asked if step == "SCAN deliveries"] == []


def test_a_row_with_an_order_to_take_it_back_is_never_begun(tmp_path: Path) -> None:
    # No verb leaves a claimed row with such an order; the gate holds for whatever else may.
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        claimed = claim(outbox)
        values = {"key": KEY, "account": "mastodon", "kind": ErrandKind.RETRACT, "by": "Jean", "ordered_at": NOON}
        outbox.commits.run(lambda c: c.execute(sa.insert(orders).values(values)))
        assert not outbox.begin(claimed, intent(), NOON)
        assert standing(outbox) == (State.CANCELLED, "")
        assert outbox.attempts_of(KEY) == []
    assert ask(tmp_path, "SELECT outcome FROM errands") == [("never sent",)]


def test_how_every_order_ended_stays_on_record(tmp_path: Path) -> None:
    with opened(tmp_path) as outbox:
        outbox.sync_plan([planned()], NOON)
        outbox.settle(begin(outbox), State.UNKNOWN, "timeout", NOON)
        outbox.order(KEY, ErrandKind.EDIT, "Jean", NOON, text="Deux jours.")
        outbox.order(KEY, ErrandKind.REPLACE, "Maria", NOON, text="Un jour.")
        outbox.settle(row(outbox), State.PLANNED, "not there", NOON)
    assert ask(tmp_path, 'SELECT kind, "by", outcome FROM errands ORDER BY number') == [
        ("edit", "Jean", "superseded"),
        ("replace", "Maria", "never sent"),
    ]
