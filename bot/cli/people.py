"""What a person decides: ``approve``, ``cancel``, ``resolve``, ``pause``, ``resume``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from bot.actions import people
from bot.actions.around import around
from bot.bootstrap.checking import complain
from bot.bootstrap.desk import Desk, deciding
from bot.bootstrap.stopping import STOP
from bot.campaign.delivery import OPEN
from bot.cli.output import ask, iso, json_option, line, print_json, who
from bot.errors import UsageError
from bot.ports import EVERYTHING, Delivery
from bot.wording import coded, say


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
    by = who(options.by)
    with deciding(options.campaign) as desk:
        now = desk.clock.now()
        match options.command:
            case "approve" | "cancel":
                rows = {row.key: row for what in options.what for row in people.chosen(desk.outbox, what)}
                _decide(desk, list(rows.values()), options, by)
            case "resolve":
                times = desk.settings.read_back
                done = people.resolve(desk.outbox, options.key, options.verdict, by, now, options.url, times=times)
                _tell(options, say("resolved", desk.language, key=options.key, state=done.state.value), [done])
            case "pause":
                people.pause(desk.outbox, options.scope, by, options.reason, now, list(desk.settings.accounts))
                _tell(options, say("paused", desk.language, scope=options.scope), [])
            case _:
                _resume(options, desk)
        desk.wake_daemon()
    return 0


def _decide(desk: Desk, rows: Sequence[Delivery], options: Namespace, by: str) -> None:
    approving = options.command == "approve"
    subject = people.waiting_for_yes(rows) if approving else [row for row in rows if row.state in OPEN]
    if not subject:
        raise coded(UsageError, "nothing-to-approve" if approving else "nothing-to-cancel")
    if not options.json:
        for row in subject:
            show(row, desk)
    if not options.yes:
        question = say("ask-approve" if approving else "ask-cancel", desk.language, number=len(subject))
        if not ask(question):
            raise coded(UsageError, "not-done")
    now = desk.clock.now()
    if approving:
        done = people.approve(desk.outbox, subject, by, now, desk.beside)
    else:
        done = people.cancel(desk.outbox, subject, by, now)
    if not done:
        # All of them went, or changed, between the question and the answer.
        raise coded(UsageError, "nothing-to-approve" if approving else "nothing-to-cancel")
    _tell(options, say("approved" if approving else "cancelled", desk.language, number=len(done)), done)


def show(row: Delivery, desk: Desk) -> None:
    """A delivery as a person must see it before deciding: when, where, its words, and what goes out with them."""
    line(f"{iso(row.due)}  {row.key}")
    before, after = around(desk.post(row.key), desk.language)
    for text in (*before, *(f"│ {text}" for text in row.text.split("\n")), *after):
        line(f"   {text}")


def _resume(options: Namespace, desk: Desk) -> None:
    scope = options.scope
    # A pause outlives the account's place in the settings.
    if scope == EVERYTHING or scope in desk.settings.accounts or scope in _paused(desk):
        before = desk.stopped_at if scope == EVERYTHING else ()
        people.resume(desk.outbox, scope)
        _tell(options, say("resumed", desk.language, scope=scope), [])
        if desk.stopped:
            complain(say("status-stop-file", desk.language, file=STOP))
        for where in before:
            complain(say("resumed-elsewhere", desk.language, file=STOP, where=where))
        return
    file = _file(desk, scope)
    if file is None:
        accounts = ", ".join(desk.settings.accounts)
        raise coded(UsageError, "no-such-scope", scope=scope, accounts=accounts, files=", ".join(desk.broken) or "–")
    if not desk.has_earlier(file):
        raise coded(UsageError, "no-earlier-version", file=file)
    people.go_on(desk.outbox, file, desk.digest_of(file))
    _tell(options, say("going-on", desk.language, file=file), [])


def _paused(desk: Desk) -> Sequence[str]:
    return [pause.scope for pause in desk.outbox.pauses()]


def _file(desk: Desk, said: str) -> str | None:
    """The broken file meant by its path in the campaign, its path from here, or the end of either."""
    path = Path(said).absolute()
    root = desk.folder.absolute()
    inside = path.relative_to(root).as_posix() if path.is_relative_to(root) else ""
    named = PurePosixPath(said).as_posix()
    for file in desk.broken:
        if file in {named, inside}:
            return file
    ends = [file for file in desk.broken if file.endswith(f"/{named}")]
    return ends[0] if len(ends) == 1 else None


def _tell(options: Namespace, text: str, rows: Sequence[Delivery]) -> None:
    if options.json:
        print_json({"done": text, "keys": [row.key for row in rows]})
    else:
        line(text)
