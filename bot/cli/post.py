"""``post``: one entry's next posts, now."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from bot.actions import people
from bot.bootstrap.desk import Desk, deciding
from bot.campaign.delivery import State
from bot.cli.output import ask, json_option, line, print_json, who
from bot.cli.people import show
from bot.errors import CampaignError, UsageError
from bot.ports import EVERYTHING, Delivery
from bot.wording import coded, say
from bot.wording.reasons import reason_text


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``post WHAT [--yes] [--wait SECONDS]``."""
    parser.add_argument("what", help="an entry's key, entry/occurrence, or a delivery's whole key")
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--wait", metavar="SECONDS", type=float, default=600.0, help="wait at most so long (600)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Bring the deliveries forward; a running daemon sends them, else this command does. 1 when one did not go."""
    by = who(options.by)
    with deciding(options.campaign) as desk:
        desk.plan()
        rows = _wanted(desk, options.what)
        if not options.json:
            for row in rows:
                show(row, desk)
        if not options.yes and not ask(say("ask-post", desk.language, number=len(rows))):
            raise coded(UsageError, "not-done")
        keys = [row.key for row in people.bring_forward(desk.outbox, rows, by, desk.clock.now(), desk.beside)]
        desk.send(keys, options.wait)
        settled = [found for row in rows if (found := desk.outbox.get(row.key)) is not None]
        # The account may have turned out to be broken only now.
        why = {pause.scope: pause.reason for pause in desk.outbox.pauses()}
    language = desk.language
    reasons = {row.key: reason_text(row.reason or why.get(row.account, ""), language) for row in settled}
    if options.json:
        print_json(
            [
                {"key": row.key, "state": row.state.value, "reason": reasons[row.key], "url": row.url or None}
                for row in settled
            ]
        )
    else:
        for row in settled:
            told = row.url if row.state is State.SENT else reasons[row.key]
            line(f"{row.state.value:<10} {row.key}  {told}".rstrip())
    return 0 if all(row.state is State.SENT for row in settled) else 1


def _wanted(desk: Desk, what: str) -> Sequence[Delivery]:
    """What can go now; refused as a whole, before anybody is asked, when a pause or a missing secret is in the way."""
    rows = people.chosen(desk.outbox, what)
    if "/" not in what:
        rows = people.next_occurrence(rows, desk.clock.now())
    waiting = people.waiting_for_yes(rows)
    rows = [row for row in rows if row.state is State.PLANNED or row in waiting]
    if not rows:
        raise coded(UsageError, "nothing-to-post", what=what, entry=what.partition("/")[0])
    accounts = [row.account for row in rows]
    for pause in desk.outbox.pauses():
        if pause.scope in {EVERYTHING, *accounts}:
            reason = reason_text(pause.reason, desk.language)
            raise coded(CampaignError, "paused-now", scope=pause.scope, by=pause.by, reason=reason)
    desk.make_sure_of_secrets(accounts)
    return rows
