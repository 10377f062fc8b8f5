from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from bot.campaign.outcome import CALL_S, AccountBroken, NotSent, Outcome, Receipt, Rejected, Sent, Unknown

OUTCOMES = (Sent(Receipt("7")), NotSent("refused"), Rejected("422"), Unknown("no answer"), AccountBroken("401"))


@pytest.mark.parametrize("value", [*OUTCOMES, Receipt("7")], ids=lambda value: type(value).__name__)
def test_what_a_network_answered_is_a_value_that_nobody_can_change_later(value: Outcome | Receipt) -> None:
    for field in fields(value):
        with pytest.raises(FrozenInstanceError):
            setattr(value, field.name, "something else")
    assert {value: "kept"}[value] == "kept"


def test_the_five_outcomes_differ_even_when_their_reasons_are_the_same() -> None:
    assert len({NotSent("x"), Rejected("x"), Unknown("x"), AccountBroken("x")}) == 4


def test_a_network_that_names_no_time_leaves_it_to_our_own_back_off() -> None:
    assert NotSent("connection refused").retry_at is None


def test_a_network_that_names_no_address_leaves_it_empty() -> None:
    assert Receipt("7").url == ""


def test_a_call_has_a_minute_in_all() -> None:
    assert CALL_S == 60
