"""The other sentences about time: deadlines, moments, quiet hours, what to do when late, durations.

All raise ``WhenError`` with the offset of what is wrong.
"""

from __future__ import annotations

from datetime import date, timedelta

from bot.campaign.model import IfLate, Lateness, Moment, QuietHours
from bot.campaign.when_parse import parse_moment_words
from bot.campaign.when_types import Span
from bot.campaign.when_words import UNITS, Words

SKIP_GRACE = timedelta(minutes=5)
"""What ``if-late: skip`` still calls on time: queues and clocks are never exact."""
_LONGEST = 100_000_000
"""Three years in seconds: more is a slip of the hand."""


def parse_moment(text: str) -> Moment:
    """``2023-09-04 at 20:00 [in Paris]``; a bare date is the beginning of that day."""
    return _moment(text)[0]


def parse_day_or_moment(text: str) -> date | Moment:
    """A day (``2023-09-11``) or a moment; what a day means, its beginning or its end, is its reader's to know."""
    moment, timed = _moment(text)
    return moment if timed else moment.local.date()


def parse_deadline(text: str) -> date | Moment:
    """A day (``2023-09-04``: each audience counts to its own) or a moment, whose city must be named."""
    moment = parse_day_or_moment(text)
    if isinstance(moment, Moment) and not moment.zone:
        end = len(text.rstrip())
        raise Words(text).fault("when.deadline-without-city", Span(end), expected=f"{text.strip()} in Paris")
    return moment


def parse_until(text: str) -> Moment:
    """``true-until:``; a bare date lasts until that day ends."""
    moment, timed = _moment(text)
    return moment if timed else Moment(moment.local + timedelta(days=1))


def _moment(text: str) -> tuple[Moment, bool]:
    words = Words(text)
    if words.done:
        raise words.fault("when.empty", Span(), expected="2023-09-04 at 20:00 in Paris")
    return parse_moment_words(words)


def parse_quiet_hours(text: str) -> QuietHours | None:
    """``22:00 to 07:30``, or ``none``."""
    words = Words(text)
    if words.skip("none"):
        words.end("none")
        return None
    if not words.is_time():
        raise words.unexpected("22:00 to 07:30", ("none",))
    start = words.time()
    if not words.skip("to", "until", "-"):
        raise words.unexpected("to 07:30", ("to",))
    span = words.peek().span
    end = words.time()
    if start == end:
        raise words.fault("when.quiet-all-day", span)
    words.end("22:00 to 07:30")
    return QuietHours(start, end)


def parse_if_late(text: str) -> IfLate:
    """``up to 3 hours``, ``skip`` (five minutes at most), ``send`` (whenever it is still true) or ``ask``."""
    words = Words(text)
    if words.skip("skip"):
        answer = IfLate(Lateness.GRACE, SKIP_GRACE)
    elif words.skip("send"):
        answer = IfLate(Lateness.SEND)
    elif words.skip("ask"):
        answer = IfLate(Lateness.ASK)
    elif words.skip("up"):
        if not words.skip("to"):
            raise words.unexpected("to 3 hours", ("to",))
        answer = IfLate(Lateness.GRACE, _duration(words))
    elif words.is_number():
        answer = IfLate(Lateness.GRACE, _duration(words))
    else:
        raise words.unexpected("up to 3 hours", ("up", "skip", "send", "ask"))
    words.end("up to 3 hours")
    return answer


def parse_duration(text: str) -> timedelta:
    """``60 s``, ``10 minutes``, ``1 hour 30 minutes``, ``2 days``."""
    words = Words(text)
    span = _duration(words)
    words.end("10 minutes")
    return span


def _duration(words: Words) -> timedelta:
    total = timedelta()
    while True:
        span = words.peek().span
        number = words.number(_LONGEST)
        unit = UNITS.get(words.peek().key)
        if unit is None:
            raise words.unexpected("minutes", UNITS)
        words.take()
        part = timedelta(**{unit: number})
        if part.total_seconds() > _LONGEST:
            raise words.fault("when.number-too-large", span, number=number, most=_LONGEST // _SECONDS[unit])
        total += part
        words.skip("and")
        if words.done or not words.is_number():
            return total


_SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}
