"""``status``: how the campaign and its accounts are, whether a daemon runs or not."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bot.bootstrap.desk import reading
from bot.campaign.delivery import State
from bot.cli.output import iso, json_option, line, print_json
from bot.ports import EVERYTHING
from bot.wording import say


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``status [--json]``."""
    json_option(parser)


def run(options: Namespace) -> int:
    """Print it."""
    with reading(options.campaign) as desk:
        pauses = {pause.scope: pause for pause in desk.outbox.pauses()}
        counts = desk.outbox.counts()
        waiting = desk.outbox.deliveries(states=(State.PLANNED,))
        coming = [row for row in waiting if row.account not in pauses and EVERYTHING not in pauses]
        accounts = {
            name: {
                "ok": name not in pauses,
                "reason": pauses[name].reason if name in pauses else "",
                "last_sent": iso(desk.outbox.last_sent(name)),
            }
            for name in desk.settings.accounts
        }
        if options.json:
            print_json(
                {
                    "running": desk.running,
                    "paused": EVERYTHING in pauses,
                    "states": {state.value: number for state, number in counts.items()},
                    "next": {"key": coming[0].key, "due": iso(coming[0].due)} if coming else None,
                    "accounts": accounts,
                    "broken_files": list(desk.broken),
                    "alarms": [{"at": iso(alarm.at), "text": alarm.text} for alarm in desk.outbox.alarms(10)],
                }
            )
            return 0
        language = desk.settings.staff.language
        line(say("status-running" if desk.running else "status-stopped", language))
        if EVERYTHING in pauses:
            pause = pauses[EVERYTHING]
            line(say("status-paused", language, by=pause.by, since=iso(pause.since), reason=pause.reason))
        line("  ".join(f"{state.value} {number}" for state, number in counts.items() if number) or "–")
        if coming:
            line(say("status-next", language, key=coming[0].key, due=iso(coming[0].due)))
        for name, facts in accounts.items():
            mark = "✓" if facts["ok"] else "✗"
            line(f"  {mark} {name:<16} {facts['last_sent'] or '–':<21} {facts['reason']}")
        for file in desk.broken:
            line(say("status-broken", language, file=file))
        for alarm in desk.outbox.alarms(5):
            line(f"  ! {iso(alarm.at)} {alarm.text}")
    return 0
