"""A process that is really stopped, and goes on when its lease is over and another one has sent its post."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from bot.campaign.delivery import State
from bot.campaign.outcome import Receipt
from bot.ports import Intent, Outbox
from tests.daemon.cast import NOON
from tests.outbox.ready import ready_outbox

PATIENCE_S = 60.0
OTHER = "the other daemon"

CHILD = '''
import os, signal, sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from bot.daemon.sender import Sender
from tests.daemon.cast import NOON, cast

folder, point = Path(sys.argv[1]), sys.argv[2]

class FileClock:
    def now(self):
        return datetime.fromisoformat((folder / "clock").read_text())
    def monotonic_s(self):
        return 0.0

class Stopping:
    """The real outbox, in a process that stops dead once, right after one verb."""
    def __init__(self, outbox):
        self.outbox, self.stopped = outbox, False
    def __getattr__(self, name):
        verb = getattr(self.outbox, name)
        def call(*given, **named):
            found = verb(*given, **named)
            if name == point and not self.stopped:
                self.stopped = True
                os.kill(os.getpid(), signal.SIGSTOP)
            return found
        return call

played = cast(folder, (folder / "schedule").read_text())
means = replace(played.means, clock=FileClock(), outbox=Stopping(played.outbox))
sender = Sender(played.sender.account, played.network, means)
sender.run_once(NOON)
(folder / "published").write_text(str(len(played.network.published)))
'''

ONE = "posts:\n  one:\n    when: 2030-06-08 at 12:00 in Paris\n    text: {fr: Un.}\n"
KEY = "one/once/france/masto"


def take_over(outbox: Outbox, point: str) -> None:
    """What another daemon does with the row of one that seems dead: read back, not found, sent."""
    now = NOON + timedelta(minutes=6)
    outbox.recover(OTHER, now)
    row = outbox.get(KEY)
    assert row is not None
    if point == "begin":
        assert row.state is State.UNKNOWN
        outbox.settle(row, State.PLANNED, "", now)
    claimed = outbox.claim("masto", now, OTHER, 300.0)
    assert claimed is not None
    assert outbox.begin(claimed, Intent("Un.", "", "key", (), (), "", now + timedelta(minutes=1)), now)
    assert outbox.sent(claimed, Receipt("theirs"), now)


@pytest.mark.parametrize("point", ["claim", "begin"])
@pytest.mark.parametrize("taken", [True, False], ids=["taken over", "left alone"])
def test_a_stopped_process_that_goes_on_after_its_lease_sends_nothing_twice(
    tmp_path: Path, point: str, *, taken: bool
) -> None:
    (tmp_path / "schedule").write_text(ONE)
    (tmp_path / "clock").write_text(NOON.isoformat())
    with subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path), point], cwd=Path(__file__).parents[2]) as child:
        try:
            _, status = os.waitpid(child.pid, os.WUNTRACED)
            assert os.WIFSTOPPED(status), "it ended before it was stopped"
            # The wall clock goes on while the process stands still.
            (tmp_path / "clock").write_text((NOON + timedelta(minutes=6)).isoformat())
            outbox = ready_outbox(tmp_path)
            if taken:
                take_over(outbox, point)
            child.send_signal(signal.SIGCONT)
            assert child.wait(PATIENCE_S) == 0
            row = outbox.get(KEY)
            outbox.close()
        finally:
            child.kill()
    assert row is not None
    assert row.state is State.SENT
    assert (row.remote_id == "theirs") == taken
    assert (tmp_path / "published").read_text() == ("0" if taken else "1")
