"""``correct``: give posts that are out the words that the files have by now."""

from __future__ import annotations

import difflib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from bot.actions import correct as correcting
from bot.actions import people
from bot.actions.correct import Correction
from bot.bootstrap.desk import Desk, deciding
from bot.campaign.delivery import State
from bot.cli.output import ask, json_option, line, print_json, who
from bot.cli.retract import Progress
from bot.errors import UsageError
from bot.ports import Delivery, ErrandKind
from bot.wording import coded, say
from bot.wording.reasons import reason_text

_MARKS = {"  ": "   │ ", "- ": "   - ", "+ ": "   + "}


def arguments(parser: ArgumentParser, _command: str) -> None:
    """``correct WHAT [--replace]``."""
    parser.add_argument("what", help="an entry's key, entry/occurrence, or a delivery's whole key")
    parser.add_argument(
        "--replace", action="store_true", help="with --yes: also delete and say anew where a post cannot be changed"
    )
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--wait", metavar="SECONDS", type=float, default=600.0, help="wait at most so long (600)")
    json_option(parser)


def run(options: Namespace) -> int:
    """Show old and new, order it, see it done; 0 only when every post that differs says its new words."""
    with deciding(options.campaign) as desk:
        rows = people.chosen(desk.outbox, options.what)
        found = _found(desk, rows, options.what)
        wanted = _confirmed(desk, found, options)
        correcting.correct(desk.outbox, wanted, who(options.by), desk.clock.now())
        by_key = {one.row.key: one for one in wanted}

        def left(keys: Sequence[str]) -> Sequence[Delivery]:
            return [one.row for one in correcting.left(desk.outbox, [by_key[key] for key in keys])]

        told = Progress(left, list(by_key), desk.language)

        def over() -> bool:
            told.look()
            return correcting.over(desk.outbox, wanted)

        desk.carry_out(list(by_key), over, options.wait)
        told.look()
        return _report(desk, options, found, wanted)


def _found(desk: Desk, rows: Sequence[Delivery], what: str) -> Sequence[Correction]:
    sent = [row for row in rows if correcting.is_out(desk.outbox, row)]
    if not sent:
        raise coded(UsageError, "nothing-out", what=what)
    found = correcting.corrections(desk.version, desk.outbox, sent, desk.limits, desk.language, desk.clock.now())
    if not found:
        raise coded(UsageError, "nothing-differs", what=what)
    return found


def _confirmed(desk: Desk, found: Sequence[Correction], options: Namespace) -> Sequence[Correction]:
    """Those a person said yes to: to a replacement, which deletes, by a yes of its own."""
    language = desk.language
    edits = [one for one in found if one.how is ErrandKind.EDIT]
    replaces = [one for one in found if one.how is ErrandKind.REPLACE and not one.hopeless]
    wanted: list[Correction] = []
    if edits:
        _show(options, say("correct-edits", language, number=len(edits)), edits)
        if options.yes or ask(say("ask-edit", language, number=len(edits))):
            wanted += edits
    if replaces:
        cost = f"{sum(one.cost for one in replaces):.3f}"
        _show(options, say("correct-replaces", language, number=len(replaces), cost=cost), replaces)
        if options.replace if options.yes else ask(say("ask-replace", language, number=len(replaces))):
            wanted += replaces
    for one in found:
        if one.hopeless and not options.json:
            line(say("correct-untrue", language, key=one.row.key, reason=reason_text(one.hopeless, language)))
    for row in people.chosen(desk.outbox, options.what):
        if row.state in {State.SENDING, State.UNKNOWN, State.ASK} and not options.json:
            line(say("correct-unsure", language, key=row.key))
    if not wanted and not options.yes:
        raise coded(UsageError, "not-done")
    return wanted


def _show(options: Namespace, head: str, corrections: Sequence[Correction]) -> None:
    if options.json:
        return
    line(head)
    for one in corrections:
        line(f"  {one.row.account}  {one.row.url or one.row.remote_id}  {one.row.key}")
        for text in difference(one.row.text, one.text):
            line(text)


def difference(before: str, after: str) -> Iterator[str]:
    """Line by line: what stays, what goes, what comes."""
    for text in difflib.ndiff(before.split("\n"), after.split("\n")):
        # Those that begin with ? point at letters, which right-to-left and combining ones do not stand still for.
        if text[:2] in _MARKS:
            yield f"{_MARKS[text[:2]]}{text[2:]}"


def _report(desk: Desk, options: Namespace, found: Sequence[Correction], wanted: Sequence[Correction]) -> int:
    language, outbox = desk.language, desk.outbox
    left = correcting.left(outbox, found)
    reasons = {one.row.key: one.hopeless or correcting.why(outbox, one) if one in left else "" for one in found}
    if options.json:
        print_json(
            [
                {
                    "key": one.row.key,
                    "account": one.row.account,
                    "how": one.how.value,
                    "before": one.row.text,
                    "after": one.text,
                    "done": one not in left,
                    "reason": reasons[one.row.key],
                    "reason_text": reason_text(reasons[one.row.key], language),
                    "url": (outbox.get(one.row.key) or one.row).url or None,
                }
                for one in found
            ]
        )
        return 1 if left else 0
    for one in left:
        line(f"✗ {one.row.key}  {one.row.url}  {reason_text(reasons[one.row.key], language)}".rstrip())
    unasked = [one.row.key for one in left if one not in wanted and not one.hopeless]
    if unasked and options.yes:
        line(say("replace-needs-yes", language, keys=", ".join(unasked)))
    if any(one in wanted for one in left):
        line(say("not-all-corrected", language, number=len(left), all=len(found)))
    elif not left:
        line(say("corrected-all", language, number=len(found)))
    return 1 if left else 0
