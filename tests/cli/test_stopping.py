from __future__ import annotations

import os
import signal

import pytest

from bot.cli.stopping import Stop


class Cleared:
    """While Python clears it away, whatever is raised is lost."""

    def __init__(self, number: signal.Signals) -> None:
        self._number = number

    def __del__(self) -> None:
        os.kill(os.getpid(), self._number)


@pytest.mark.parametrize(("number", "ends"), [(signal.SIGTERM, SystemExit), (signal.SIGINT, KeyboardInterrupt)])
def test_a_stop_that_comes_while_something_is_cleared_away_is_obeyed(
    number: signal.Signals, ends: type[BaseException]
) -> None:
    with Stop() as stop:
        stop.obey()
        Cleared(number)
        with pytest.raises(ends):
            stop.obey()


def test_a_second_stop_does_not_wait() -> None:
    with Stop():
        os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(SystemExit) as ended:
            os.kill(os.getpid(), signal.SIGTERM)
    assert ended.value.code == 128 + signal.SIGTERM


def test_afterwards_signals_mean_what_they_meant() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with Stop():
        pass
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
