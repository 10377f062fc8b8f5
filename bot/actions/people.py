"""What a person can do with deliveries: pause, resume, approve, cancel, bring forward, resolve.

Shared by the command line, and later by the console and the staff's buttons. Each returns what it did, so that the
caller can say it; each is one committed transaction, so that a daemon running beside it sees it before the next byte.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bot.campaign.delivery import OPEN, HeldFor, State
from bot.campaign.model import NetworkName, ReadBack
from bot.campaign.outcome import Receipt
from bot.errors import CampaignError, UsageError
from bot.ports import EVERYTHING, GO_ON, Delivery, Outbox
from bot.wording import coded

FILES = "file STOP in "
"""With a folder, the pause that a daemon of a shared store makes of the file it sees there."""
_NEEDS_A_YES = frozenset({HeldFor.APPROVAL.value, HeldFor.CHANGED.value, HeldFor.LATE.value})
"""Held until a person has seen the words, or has said that late is not too late."""
_NUMBER: Mapping[NetworkName, re.Pattern[str]] = {
    # Not a profile, and not a post of ours as another server shows it ("@us@ours"): there it has another number.
    NetworkName.MASTODON: re.compile(r"\A(?!.*@[^/@]+@).*/(?P<id>[0-9A-Za-z]+)/?\Z"),
    # The address of one of its pictures goes on after the number.
    NetworkName.X: re.compile(r"/(?P<id>[0-9]+)(?:/(?:photo|video)/[0-9]+)?/?\Z"),
    NetworkName.TELEGRAM: re.compile(r"/(?P<id>[0-9]+)/?\Z"),
}
_PATIENCE = ReadBack()
_GAVE_UP = frozenset({HeldFor.ACCOUNT.value})
"""Held because its account failed too often: not a question of words, but a person may have it tried again."""


def pause(outbox: Outbox, scope: str, by: str, reason: str, now: datetime, accounts: Sequence[str]) -> None:
    """Stop everything, or one account, before the next byte."""
    if scope != EVERYTHING and scope not in accounts:
        raise coded(UsageError, "no-such-account", scope=scope, everything=EVERYTHING, accounts=", ".join(accounts))
    outbox.pause(scope, by, reason, now)


def files_elsewhere(outbox: Outbox) -> Sequence[str]:
    """Where the daemons of a shared store say that a file stops everything."""
    return [pause.scope.removeprefix(FILES) for pause in outbox.pauses() if pause.scope.startswith(FILES)]


def resume(outbox: Outbox, scope: str) -> None:
    """Undo a pause of everything, or of one account. With everything goes what daemons said of files: one that is still
    there is said again, and a daemon that is gone says nothing any more.
    """
    paused = [pause.scope for pause in outbox.pauses()]
    said = [FILES + where for where in files_elsewhere(outbox)] if scope == EVERYTHING else []
    ended = [outbox.resume(one) for one in (scope, *said)]
    if not any(ended):
        raise coded(UsageError, "was-not-paused", scope=scope, paused=", ".join(paused) or "–")


def go_on(outbox: Outbox, file: str, digest: str) -> None:
    """Send the posts of a broken file from its last good version, until its text changes again."""
    outbox.note(GO_ON + file, digest)


def chosen(outbox: Outbox, what: str) -> Sequence[Delivery]:
    """The deliveries a person named: one by its key, or all of an entry, or an entry's occurrence."""
    one = outbox.get(what)
    if one is not None:
        return [one]
    entry, _, rest = what.partition("/")
    rows = [row for row in outbox.deliveries(entry=entry) if not rest or row.key.startswith(what.rstrip("/") + "/")]
    if not rows:
        raise coded(UsageError, "no-such-delivery", what=what)
    return rows


def waiting_for_yes(rows: Sequence[Delivery]) -> Sequence[Delivery]:
    """Those a person may let go."""
    return [row for row in rows if row.state is State.HELD and row.reason in _NEEDS_A_YES | _GAVE_UP]


Beside = Callable[[str], str]
"""By a delivery's key, what the person was shown beside its words: see ``campaign.approved``."""


def words_alone(_key: str) -> str:
    """Nothing was."""
    return ""


def approve(
    outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime, beside: Beside = words_alone
) -> Sequence[Delivery]:
    """Let held deliveries go with what they show now; another text, warning or picture would need another yes."""
    return [row for row in waiting_for_yes(rows) if _let_go(outbox, row, by, now, beside)]


def _let_go(outbox: Outbox, row: Delivery, by: str, now: datetime, beside: Beside) -> bool:
    if row.reason in _GAVE_UP:
        return outbox.expedite(row.key, by, now)
    return outbox.approve(row.key, row.text, by, now, beside(row.key))


def cancel(outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime) -> Sequence[Delivery]:
    """Withdraw deliveries that have not begun to go."""
    return [row for row in rows if row.state in OPEN and outbox.cancel(row.key, by, now)]


def bring_forward(
    outbox: Outbox, rows: Sequence[Delivery], by: str, now: datetime, beside: Beside = words_alone
) -> Sequence[Delivery]:
    """Make deliveries due now. Their keys stay, so they cannot go out again at the hour they were planned for."""
    done = []
    for row in rows:
        if row.state is State.HELD:
            # Whoever says "post this now" has said yes to it. What waits for a broken file has no words to send.
            if not waiting_for_yes([row]) or not _let_go(outbox, row, by, now, beside):
                continue
        elif row.state is not State.PLANNED:
            continue
        if outbox.expedite(row.key, by, now):
            done.append(row)
    return done


def next_occurrence(rows: Sequence[Delivery], now: datetime) -> Sequence[Delivery]:
    """Of an entry's open deliveries, those of the occurrence that comes next."""
    waiting = sorted((row for row in rows if row.state in {State.PLANNED, State.HELD}), key=lambda row: row.due)
    ahead = [row for row in waiting if row.due > now] or waiting
    return [row for row in waiting if row.occurrence == ahead[0].occurrence]


VERDICTS = {"there": State.SENT, "send": State.PLANNED, "drop": State.CANCELLED}
"""What a person says of a delivery whose answer was lost: it is there; send it (again); leave it."""


def resolve(
    outbox: Outbox, key: str, verdict: str, by: str, now: datetime, url: str = "", *, times: ReadBack = _PATIENCE
) -> Delivery:
    """Settle an unsure delivery by what a person saw; ``times``: the settings'."""
    row = outbox.get(key)
    if row is None:
        raise coded(UsageError, "nothing-unsure-called", key=key)
    if row.state not in {State.UNKNOWN, State.ASK}:
        raise coded(UsageError, "nothing-to-resolve", key=key, state=row.state.value)
    if url and verdict != "there":
        raise coded(UsageError, "url-without-there", verdict=verdict)
    if verdict != "there" and (until := _may_appear_until(row, now, times)):
        raise coded(UsageError, "may-still-appear", key=key, seconds=math.ceil((until - now).total_seconds()))
    if not outbox.resolve(key, VERDICTS[verdict], by, now, _receipt(url, row.network)):
        raise coded(CampaignError, "resolved-meanwhile", key=key)
    settled = outbox.get(key)
    assert settled is not None
    return settled


def _may_appear_until(row: Delivery, now: datetime, times: ReadBack) -> datetime | None:
    """A network may make a post after its answer was lost: until then nobody can see that there is none."""
    if row.begun_at is None or now < row.begun_at:
        return None
    until = row.begun_at + timedelta(seconds=times.after_s)
    return until if now < until else None


def _receipt(url: str, network: NetworkName) -> Receipt | None:
    """The post's number stands in its address; what shares add after ``?`` is none of it.

    Another number would have ``retract`` ask for a post that is not there, and report this one gone.
    """
    if not url.strip():
        return None
    try:
        number = _NUMBER[network].search(urlsplit(url.strip()).path)
    except ValueError:
        number = None
    if number is None:
        raise coded(UsageError, "url-of-no-post", url=url)
    return Receipt(number["id"], url.strip())
