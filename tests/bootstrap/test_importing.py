"""Duties that open their networks at the same moment: none finds a library half imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

TOGETHER = """
import threading
from bot.bootstrap import photo_kit, sending
from bot.campaign.model import Account, NetworkName, Place

account = Account("m", NetworkName.MASTODON, Place("settings.yaml"), address="http://127.0.0.1:9")
given = {"access_token": "nothing"}
ready, faults = threading.Barrier(3), []

def opened(how):
    ready.wait()
    try:
        how()
    except BaseException as fault:
        faults.append(repr(fault))

ways = [
    lambda: sending.network(account, given),
    lambda: photo_kit.listening(account, given),
    lambda: photo_kit.listening(account, given),
]
threads = [threading.Thread(target=opened, args=(way,)) for way in ways]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(faults)
"""


@pytest.mark.parametrize("time", range(6))
def test_adapters_and_streams_that_are_opened_together_all_open(time: int) -> None:
    del time
    told = subprocess.run([sys.executable, "-c", TOGETHER], capture_output=True, text=True, check=False, timeout=120)
    assert told.stdout.strip() == "[]", told.stdout + told.stderr
