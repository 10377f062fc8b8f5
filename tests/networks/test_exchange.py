from __future__ import annotations

import socket
import ssl

import pytest

from bot.networks.exchange import Exchange, silence
from bot.networks.http import Silence, Why


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (socket.gaierror(-2, "Name or service not known"), "no such server name"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER]"), "TLS: no handshake"),
        (TimeoutError(), "connection timed out"),
        (ValueError("https://secret@host"), ""),
    ],
)
def test_the_cause_is_told_in_the_systems_words_however_deep_it_lies(cause: Exception, said: str) -> None:
    outer = RuntimeError("a library's own words", ExceptionGroup("several", [cause]))
    assert silence(outer, left=False) == Silence(left=False, why=Why.UNREACHABLE, detail=said)


def test_a_call_given_up_can_send_nothing_more() -> None:
    exchange = Exchange()
    assert exchange.give_up() == Silence(left=False, why=Why.NO_ANSWER)
    with pytest.raises(ConnectionAbortedError):
        exchange.leaving(None)
    assert exchange.left is False


def test_a_refusal_counts_until_the_first_byte_has_left() -> None:
    answers = [True, False]
    exchange = Exchange(lambda: answers.pop(0))
    exchange.knock()
    with pytest.raises(ConnectionAbortedError):
        exchange.knock()
    assert exchange.heard() == Silence(left=False, why=Why.UNREACHABLE)


def test_a_request_that_is_half_out_is_not_asked_about_again() -> None:
    exchange = Exchange(lambda: not exchange.left)
    exchange.knock()
    exchange.leaving(None)
    exchange.knock()
    assert exchange.left
