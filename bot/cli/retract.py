"""``retract``: take one message back, everywhere it went, in one step."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Sequence

from bot.actions import people
from bot.actions import retract as taking
from bot.bootstrap.checking import complain
from bot.bootstrap.desk import Desk, deciding
from bot.campaign.delivery import State
from bot.cli.output import ask, iso, json_option, line, print_json, who
from bot.cli.planning import plan_if_possible
from bot.errors import UsageError
from bot.ports import Delivery
from bot.wording import coded, say
from bot.wording.reasons import reason_text


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``retract WHAT… | --double KEY REMOTE_ID``."""
    parser.add_argument("what", nargs="*", help="an entry's key, entry/occurrence, or a delivery's whole key")
    parser.add_argument(
        "--double", nargs=2, metavar=("KEY", "REMOTE_ID"), help="delete only this second copy of a delivery's post"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--wait", metavar="SECONDS", type=float, default=600.0, help="wait at most so long (600)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Order it, see it done, say what is left; 0 only when all of it is gone."""
    if bool(options.what) == bool(options.double):
        raise coded(UsageError, "retract-what")
    with deciding(options.campaign) as desk:
        return _double(desk, options) if options.double else _message(desk, options)


def _message(desk: Desk, options: Namespace) -> int:
    # What the files plan is taken back too; an edit that may not be made must not keep a post from being deleted.
    plan_if_possible(desk)
    rows = {row.key: row for what in options.what for row in people.chosen(desk.outbox, what)}
    reach = taking.reach(rows.values())
    if not reach.all:
        what = options.what[0]
        raise coded(UsageError, "nothing-to-retract", what=what, entry=what.partition("/")[0])
    if not options.json:
        _show(desk, reach)
    if not options.yes and not ask(say("ask-retract", desk.language, number=len(reach.all))):
        raise coded(UsageError, "not-done")
    keys = [row.key for row in reach.all]
    taking.retract(desk.outbox, keys, who(options.by), desk.clock.now())
    told = Progress(lambda left: taking.left(desk.outbox, left), keys, desk.language)

    def over() -> bool:
        told.look()
        return taking.over(desk.outbox, keys)

    desk.carry_out(keys, over, options.wait)
    told.look()
    return _report(desk, options, keys)


def _show(desk: Desk, reach: taking.Reach) -> None:
    """All that would happen: where each post is, and its words."""
    for code, rows in (
        ("retract-deletes", reach.out),
        ("retract-finds", reach.perhaps),
        ("retract-cancels", reach.ahead),
    ):
        if rows:
            line(say(code, desk.language, number=len(rows)))
        for row in rows:
            line(f"  {row.account}  {row.url or row.remote_id or iso(row.due)}  {row.key}")
            for text in row.text.split("\n"):
                line(f"   │ {text}")


class Progress:
    """Says on standard error what is done, as it is done; standard output is for the end."""

    def __init__(
        self, left: Callable[[Sequence[str]], Collection[Delivery]], keys: Sequence[str], language: str
    ) -> None:
        """``left``: those of some keys that are not done."""
        self._left = left
        self._waiting = list(keys)
        self._language = language

    def look(self) -> None:
        """A line for each that has been done since the last look."""
        left = {row.key for row in self._left(self._waiting)}
        for key in self._waiting:
            if key not in left:
                complain(f"  ✓ {key}")
        self._waiting = [key for key in self._waiting if key in left]


def _report(desk: Desk, options: Namespace, keys: Sequence[str]) -> int:
    language = desk.language
    left = {row.key for row in taking.left(desk.outbox, keys)}
    rows = [row for key in keys if (row := desk.outbox.get(key)) is not None]
    # Of what is gone there is nothing to explain.
    reasons = {row.key: taking.why(desk.outbox, row) if row.key in left else "" for row in rows}
    if options.json:
        print_json(
            [
                {
                    "key": row.key,
                    "account": row.account,
                    "state": row.state.value,
                    "gone": row.key not in left,
                    "url": row.url or None,
                    "reason": reasons[row.key],
                    "reason_text": reason_text(reasons[row.key], language),
                }
                for row in rows
            ]
        )
        return 1 if left else 0
    for row in rows:
        if row.key in left:
            line(f"✗ {row.state.value:<10} {row.key}  {row.url}  {reason_text(reasons[row.key], language)}".rstrip())
            if row.state is State.ASK:
                line("    " + say("retract-ask", language, key=row.key))
    if left:
        line(say("not-all-gone", language, number=len(left), all=len(rows)))
    else:
        line(say("retracted-all", language, number=len(rows)))
    return 1 if left else 0


def _double(desk: Desk, options: Namespace) -> int:
    key, remote_id = options.double
    outbox, language = desk.outbox, desk.language
    row = taking.may_be_double(outbox, key, remote_id)
    if not options.json:
        line(say("retract-double", language, key=key, account=row.account, remote_id=remote_id, url=row.url or "–"))
    if not options.yes and not ask(say("ask-double", language)):
        raise coded(UsageError, "not-done")
    taking.double(outbox, key, remote_id, who(options.by), desk.clock.now())

    def over() -> bool:
        ended = taking.outcome_of_double(outbox, key, remote_id)
        return ended is None or bool(ended.outcome)

    desk.carry_out([key], over, options.wait)
    ended = taking.outcome_of_double(outbox, key, remote_id)
    gone = ended is not None and ended.outcome == "done"
    reason = ended.reason if ended is not None and not gone else ""
    if options.json:
        print_json({"key": key, "remote_id": remote_id, "gone": gone, "reason": reason})
    elif gone:
        line(say("retracted-all", language, number=1))
    else:
        line(f"✗ {key}  {remote_id}  {reason_text(reason, language)}".rstrip())
        line(say("not-all-gone", language, number=1, all=1))
    return 0 if gone else 1
