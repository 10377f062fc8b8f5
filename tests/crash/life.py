"""One life of a daemon: the real one, in a child process of its own, until it is killed or nothing is left to do."""

from __future__ import annotations

import ctypes
import gc
import logging
import os
import random
import signal
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot import log
from bot.bootstrap.daemon import Daemon
from bot.bootstrap.remembered import remembered_limits
from bot.bootstrap.running import only_daemon
from bot.bootstrap.store import campaign_outbox
from bot.campaign.delivery import State
from bot.campaign.model import Account, NetworkName
from bot.clock import SystemClock
from bot.daemon.means import Terms
from bot.files.last_good import LastGood
from bot.files.version import Running, version
from bot.networks.mastodon import MastodonNetwork
from bot.networks.telegram import TelegramNetwork
from bot.networks.telegram_chat import TelegramChat
from bot.networks.x import XNetwork
from bot.outbox.lock import hold_database
from bot.ports import PHOTOS, ErrandKind, Network, Outbox
from tests.crash.broken import broken
from tests.crash.ground import DEADLINE_S
from tests.crash.mortal import Death, mortal_network, mortal_outbox
from tests.crash.photographed import are_over, seed
from tests.crash.points import Fate

LOADED = (TelegramChat,)
"""Once, for all the children that are forked."""

LOG = "daemon.log"
DIED = "died"
"""The file in which a life says at which point it dies."""
LOOK_S = 0.15
OVER = frozenset({State.SENT, State.PAST, State.MISSED, State.REJECTED, State.CANCELLED, State.RETRACTED, State.ASK})
"""States in which nothing more happens unless a person acts."""
_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Birth:
    """What a life begins with."""

    folder: Path
    first: Running
    """As ``read`` before the first fork: what reading has to load is loaded once."""
    fate: Fate | None
    """``None``: it lives until nothing is left to do."""
    seed: int
    takes_back: bool = False
    """Whether somebody orders a post to be taken back, just before."""
    build: str = ""
    """One of ``broken.BUILDS``."""
    terms: Terms = field(default_factory=Terms)


def fork(birth: Birth) -> int:
    """The child's process number. Only from a process of one thread: a lock that another one holds stays shut."""
    assert len(os.listdir("/proc/self/task")) == 1, "a fork copies one thread, and every lock that others hold"  # noqa: PTH208 -- counted only
    number = os.fork()
    if number:
        return number
    code = 70
    try:
        # Should whoever started us be killed, nobody posts on.
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
        _live(birth)
        code = 0
    except BaseException:  # noqa: BLE001 -- whatever it is, it must not go on as a second harness
        traceback.print_exc()
    finally:
        os._exit(code)


def read(folder: Path) -> Running:
    """The campaign's files, as ``start`` reads them."""
    kept = LastGood(folder / "var" / "last-good")
    first = version(folder, kept, remembered_limits(folder), lambda _: None, SystemClock().now())
    assert first.campaign is not None, first.problems
    return first


def ready() -> None:
    """Before the first fork: what is loaded is not to be copied by the collector's marks."""
    gc.collect()
    gc.freeze()


def _live(birth: Birth) -> None:
    folder = birth.folder
    into = os.open(folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(into, 1)
    os.dup2(into, 2)
    log.configure(as_json=False, level=logging.INFO)
    logging.getLogger("bot").info("born fate=%s", birth.fate)
    assert birth.first.campaign is not None
    settings = birth.first.campaign.settings
    with only_daemon(folder), hold_database(settings.database, folder):
        outbox = campaign_outbox(settings, folder)
        if birth.takes_back:
            _take_one_back(outbox, random.Random(birth.seed), SystemClock().now())  # noqa: S311 -- by its seed
        seed(outbox, folder, birth.first.campaign, SystemClock().now())
        # All may be over before the daemon listens, or be seen to be once it listens no longer.
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        death = Death(birth.fate or Fate(""), _sayer(folder))
        threading.Thread(target=_end_when_over, args=(outbox,), daemon=True).start()
        mortal = broken(birth.build, mortal_outbox(outbox, death))
        try:
            Daemon(folder, mortal, birth.first, adapters=_adapters(death), terms=birth.terms).run()
        finally:
            outbox.close()


def _sayer(folder: Path) -> Callable[[str], None]:
    descriptor = os.open(folder / DIED, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def say(point: str) -> None:
        os.write(descriptor, f"{point}\n".encode())

    return say


def _adapters(death: Death) -> Callable[[Account, Mapping[str, str], int | None], Network]:
    def make(account: Account, given: Mapping[str, str], staff_chat: int | None) -> Network:
        match account.network:
            case NetworkName.MASTODON:
                real: Network = MastodonNetwork(account, given, DEADLINE_S)
            case NetworkName.X:
                real = XNetwork(account, given, DEADLINE_S)
            case NetworkName.TELEGRAM:
                real = TelegramNetwork(account, given, DEADLINE_S, staff_chat=staff_chat)
        return mortal_network(real, death)

    return make


def is_over(outbox: Outbox) -> bool:
    """Whether nothing is left that a daemon could do."""
    counts = outbox.counts()
    settled = any(counts.values()) and not any(count for state, count in counts.items() if state not in OVER)
    return settled and are_over(outbox)


def _end_when_over(outbox: Outbox) -> None:
    pause = threading.Event()
    while not pause.wait(LOOK_S):
        if is_over(outbox):
            os.kill(os.getpid(), signal.SIGTERM)
            return


def _take_one_back(outbox: Outbox, chance: random.Random, now: datetime) -> None:
    """As ``run.py retract`` does."""
    out = [row for row in outbox.deliveries(states=(State.SENT, State.UNKNOWN)) if row.entry != PHOTOS]
    if out:
        outbox.order(chance.choice(out).key, ErrandKind.RETRACT, "Jean", now)
