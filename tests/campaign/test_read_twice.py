"""Two reads prove that a post is absent: whatever a server does late, and however old a list it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from bot.campaign.model import NetworkName, ReadBack
from bot.campaign.outcome import CALL_S, Receipt
from bot.campaign.readback import Again, Case, Found, first_look, read

BEGAN = datetime(2030, 6, 8, 10, tzinfo=UTC)
COMMIT_S = 15.0
"""The intent may be so much older than the first byte."""
TAIL_S = 90.0
"""How long after our deadline a server may still execute a request (reference: reliability, 1.5)."""
STALE_S = 60.0
"""How old the list may be that a reader gets (reference: reliability, fault 15)."""
RECEIPT = Receipt("7")


def is_found(executed_s: float, stale_s: float, reading_s: float, times: ReadBack) -> bool:
    """Whether the reads find a post that was executed ``executed_s`` after its intent and shown ``stale_s`` later."""
    case = Case(NetworkName.MASTODON, BEGAN, attempts=1)
    shown = BEGAN + timedelta(seconds=executed_s + stale_s)
    asked = first_look(case.network, BEGAN, BEGAN + timedelta(seconds=CALL_S), times)
    while True:
        ended = asked + timedelta(seconds=reading_s)
        verdict = read(case, (RECEIPT,) if shown <= asked else (), asked, ended, times)
        if not isinstance(verdict, Again):
            return isinstance(verdict, Found)
        case, asked = replace(case, absent=verdict.absent, looks=case.looks + 1), verdict.at


@given(
    st.floats(0, COMMIT_S + CALL_S + TAIL_S),
    st.floats(0, STALE_S),
    st.floats(0, CALL_S),
)
@example(149.0, 60.0, 0.0)
@example(COMMIT_S + CALL_S + TAIL_S, STALE_S, 0.0)
def test_a_post_executed_late_on_a_list_that_is_old_is_found_before_it_is_sent_again(
    executed_s: float, stale_s: float, reading_s: float
) -> None:
    assert is_found(executed_s, stale_s, reading_s, ReadBack())


def test_reads_that_follow_each_other_sooner_miss_it() -> None:
    assert not is_found(149, 60, 0, ReadBack(after_s=150, again_s=45))
