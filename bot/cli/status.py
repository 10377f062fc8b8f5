"""``status``: how the campaign and its accounts are, whether a daemon runs or not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.actions import people
from bot.bootstrap.desk import Desk, reading
from bot.bootstrap.stopping import STOP
from bot.campaign.delivery import State
from bot.campaign.photo import State as PhotoState
from bot.cli.output import iso, json_option, line, print_json
from bot.daemon.mailer import standing as mail_standing
from bot.daemon.staff.contact import Standing, standing
from bot.ports import EVERYTHING, AlarmRow, Delivery, Pause
from bot.wording import say
from bot.wording.mail import mail_reason_text
from bot.wording.photo_desk import state_text
from bot.wording.reasons import reason_text

LATEST = 10
"""Alarms shown, and posts that wait for a person."""


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``status [--json]``."""
    json_option(parser)


@dataclass(frozen=True, slots=True)
class View:
    """What the command shows, read at one moment."""

    pauses: Mapping[str, Pause]
    counts: Mapping[State, int]
    coming: Delivery | None
    """The next that will go; none while everything is paused."""
    waiting: Sequence[Delivery]
    """Held until a person says yes."""
    accounts: Mapping[str, Mapping[str, object]]
    alarms: Sequence[AlarmRow]
    desk: Standing | None
    """The staff's chat, as the daemon that runs last found it."""
    mail: Standing | None
    """The e-mail to them, as it was last found."""
    photos: Mapping[PhotoState, int]
    """How many there are in each state."""
    stopped: bool
    """By a file ``STOP`` in the campaign's folder."""
    stopped_at: Sequence[str]
    """By such a file in the folders of other daemons."""
    zones: str


def run(options: Namespace) -> int:
    """Print it."""
    with reading(options.campaign) as desk:
        view = _view(desk)
    if options.json:
        print_json(_as_json(desk, view))
    else:
        _show(desk, view)
    return 0


def _view(desk: Desk) -> View:
    pauses = {pause.scope: pause for pause in desk.outbox.pauses()}
    planned = desk.outbox.deliveries(states=(State.PLANNED,))
    stopped, stopped_at = desk.stopped, desk.stopped_at
    going = (row for row in planned if not (stopped or stopped_at) and not {EVERYTHING, row.account} & pauses.keys())
    accounts = {
        name: {
            "ok": name not in pauses,
            "reason": _why(pauses[name], desk.language) if name in pauses else "",
            "last_sent": iso(desk.outbox.last_sent(name)),
        }
        for name in desk.settings.accounts
    }
    return View(
        pauses,
        desk.outbox.counts(),
        next(going, None),
        people.waiting_for_yes(desk.outbox.deliveries(states=(State.HELD,))),
        accounts,
        desk.outbox.alarms(LATEST),
        standing(desk.outbox) if desk.running and desk.settings.staff.chat is not None else None,
        mail_standing(desk.outbox) if desk.settings.staff.mail is not None else None,
        desk.outbox.photo_counts(),
        stopped,
        stopped_at,
        desk.zones,
    )


def _why(pause: Pause, language: str) -> str:
    return reason_text(pause.reason, language) or say("paused-by", language, by=pause.by)


def _as_json(desk: Desk, view: View) -> dict[str, object]:
    coming = view.coming
    return {
        "running": desk.running,
        "paused": view.stopped or bool(view.stopped_at) or EVERYTHING in view.pauses,
        "stop_file": view.stopped,
        "stop_files_elsewhere": list(view.stopped_at),
        "states": {state.value: number for state, number in view.counts.items()},
        "next": {"key": coming.key, "due": iso(coming.due)} if coming else None,
        "waiting": [{"key": row.key, "due": iso(row.due), "reason": row.reason} for row in view.waiting],
        "accounts": view.accounts,
        "desk": {"ok": view.desk.ok, "reason": view.desk.reason, "at": iso(view.desk.at)} if view.desk else None,
        "mail": {"ok": view.mail.ok, "reason": view.mail.reason, "at": iso(view.mail.at)} if view.mail else None,
        "photos": {state.value: number for state, number in view.photos.items()},
        "broken_files": list(desk.broken),
        "time_zones": view.zones or None,
        "alarms": [{"at": iso(alarm.at), "text": alarm.text} for alarm in view.alarms],
    }


def _stops(view: View, language: str) -> Iterator[str]:
    if view.stopped:
        yield say("status-stop-file", language, file=STOP)
    for where in view.stopped_at:
        yield say("status-stop-elsewhere", language, file=STOP, where=where)


def _show(desk: Desk, view: View) -> None:
    language = desk.language
    line(say("status-running" if desk.running else "status-stopped", language))
    for told in _stops(view, language):
        line(told)
    if EVERYTHING in view.pauses:
        pause = view.pauses[EVERYTHING]
        line(say("status-paused", language, by=pause.by, since=iso(pause.since), reason=pause.reason).rstrip())
    line("  ".join(f"{state.value} {number}" for state, number in view.counts.items() if number) or "–")
    if view.coming is not None:
        line(say("status-next", language, key=view.coming.key, due=iso(view.coming.due)))
    for name, facts in view.accounts.items():
        mark = "✓" if facts["ok"] else "✗"
        line(f"  {mark} {name:<16} {facts['last_sent'] or '–':<21} {facts['reason']}".rstrip())
    _show_chat(desk, view)
    if desk.settings.staff.mail is not None:
        line(_mail(view.mail, language))
    if any(view.photos.values()):
        told = ", ".join(
            f"{state_text(state.value, language)} {number}" for state, number in view.photos.items() if number
        )
        line(say("status-photos", language, photos=told))
    if view.waiting:
        line(say("status-waiting", language, number=len(view.waiting)))
        for row in view.waiting[:LATEST]:
            reason = reason_text(row.reason, language)
            line(say("status-waits", language, key=row.key, due=iso(row.due), reason=reason))
    for file in desk.broken:
        line(say("status-going-on" if desk.goes_on(file) else "status-broken", language, file=file))
    if view.zones:
        line(say("status-zones", language, version=view.zones))
    for alarm in view.alarms:
        line(f"  ! {iso(alarm.at)} {alarm.text}")


def _show_chat(desk: Desk, view: View) -> None:
    if not desk.running or desk.settings.staff.chat is None:
        return
    if view.desk is None:
        line(say("status-desk-unheard", desk.language))
    elif view.desk.ok:
        line(say("status-desk", desk.language))
    else:
        reason = reason_text(view.desk.reason, desk.language)
        line(say("status-desk-broken", desk.language, at=iso(view.desk.at), reason=reason))


def _mail(mail: Standing | None, language: str) -> str:
    if mail is None:
        return say("status-mail-unused", language)
    reason = mail_reason_text(mail.reason, language)
    if not mail.ok:
        return say("status-mail-broken", language, at=iso(mail.at), reason=reason)
    return say("status-mail-partly", language, reason=reason) if reason else say("status-mail", language)
