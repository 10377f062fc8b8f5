"""What a person decides: ``approve``, ``cancel``, ``resolve``, ``pause``, ``resume``."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from bot.actions import people
from bot.bootstrap.desk import Desk, deciding
from bot.campaign.delivery import OPEN
from bot.cli.output import ask, iso, json_option, line, print_json
from bot.errors import UsageError
from bot.ports import EVERYTHING, Delivery
from bot.wording import say


def arguments(parser: ArgumentParser, command: str) -> None:
    """Each command's own."""
    parser.add_argument("--by", metavar="NAME", default="", help="who decides (by default your user name)")
    json_option(parser)
    match command:
        case "approve" | "cancel":
            parser.add_argument("what", nargs="+", help="an entry's key, entry/occurrence, or a delivery's whole key")
            parser.add_argument("--yes", action="store_true", help="do not ask")
        case "resolve":
            parser.add_argument("key", help="the delivery's key")
            parser.add_argument("verdict", choices=list(people.VERDICTS), help="it is there · send it · drop it")
            parser.add_argument("--url", default="", help="where it is")
        case "pause":
            parser.add_argument("scope", nargs="?", default=EVERYTHING, help="an account's name (everything)")
            parser.add_argument("--reason", default="", help="why; status shows it")
        case _:
            parser.add_argument("scope", nargs="?", default=EVERYTHING, help="an account, or a broken file's name")


def run(options: Namespace) -> int:
    """Do it, say it, and wake the daemon if one runs."""
    by = options.by or getpass.getuser()
    with deciding(options.campaign) as desk:
        language = desk.settings.staff.language
        now = desk.clock.now()
        match options.command:
            case "approve" | "cancel":
                rows = [row for what in options.what for row in people.chosen(desk.outbox, what)]
                _decide(desk, rows, options, by, language)
            case "resolve":
                done = [people.resolve(desk.outbox, options.key, options.verdict, by, now, options.url)]
                _tell(options, say("resolved", language, key=options.key, state=done[0].state.value), done)
            case "pause":
                people.pause(desk.outbox, options.scope, by, options.reason, now, list(desk.settings.accounts))
                _tell(options, say("paused", language, scope=options.scope), [])
            case _:
                _resume(options, desk, language)
        desk.wake_daemon()
    return 0


def _decide(desk: Desk, rows: Sequence[Delivery], options: Namespace, by: str, language: str) -> None:
    approving = options.command == "approve"
    subject = people.waiting_for_yes(rows) if approving else [row for row in rows if row.state in OPEN]
    if not subject:
        raise UsageError(
            say("nothing-to-approve" if approving else "nothing-to-cancel", language),
            say("posts-lists", language),
        )
    if not options.json:
        for row in subject:
            line(f"{iso(row.due)}  {row.key}")
            for text in row.text.split("\n"):
                line(f"   │ {text}")
    if not options.yes and not options.json:
        question = say("ask-approve" if approving else "ask-cancel", language, number=len(subject))
        if not ask(question):
            raise UsageError(say("not-done", language), say("say-yes", language))
    act = people.approve if approving else people.cancel
    done = act(desk.outbox, subject, by, desk.clock.now())
    _tell(options, say("approved" if approving else "cancelled", language, number=len(done)), done)


def _resume(options: Namespace, desk: Desk, language: str) -> None:
    scope = options.scope
    if scope != EVERYTHING and scope not in desk.settings.accounts:
        digest = desk.digest_of(scope)
        if digest is None:
            accounts = ", ".join(desk.settings.accounts)
            raise UsageError(say("no-such-scope", language, scope=scope), say("scopes", language, accounts=accounts))
        people.go_on(desk.outbox, scope, digest)
        _tell(options, say("going-on", language, file=scope), [])
        return
    if not people.resume(desk.outbox, scope):
        raise UsageError(say("was-not-paused", language, scope=scope), "")
    _tell(options, say("resumed", language, scope=scope), [])


def _tell(options: Namespace, text: str, rows: Sequence[Delivery]) -> None:
    if options.json:
        print_json({"done": text, "keys": [row.key for row in rows]})
    else:
        line(text)
