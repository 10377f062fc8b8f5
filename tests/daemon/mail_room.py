"""A campaign with e-mail, its alarms, and a mail server that answers as it is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot.campaign.model import Mail
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.clock import VirtualClock
from bot.daemon.alarms import Alarms
from bot.daemon.live import Live, snapshot_of
from bot.daemon.mailer import Mailer
from bot.ports import Letter, Outbox, Posted, Postman
from tests.daemon.cast import NOON, SETTINGS, read, write
from tests.outbox.ready import ready_outbox

MAIL = SETTINGS.replace(
    "people: {Jean: 1}",
    "people: {Jean: 1}, mail: {to: [jean@example.org], from: bot@example.org, server: '127.0.0.1:25'}",
)
CHAT = MAIL.replace("people: {Jean: 1}", "chat: -100200, people: {Jean: 1}").replace(
    "\nquiet-hours", '\n  canal: {kind: telegram, channel: "@canal"}\nquiet-hours'
)
MINUTE = timedelta(minutes=1)


@dataclass
class Box:
    """A mail server that answers as it is told; by default it takes everything."""

    answers: list[Posted | NotSent | Rejected | AccountBroken] = field(default_factory=list)
    tried: list[Letter] = field(default_factory=list)
    taken: list[Letter] = field(default_factory=list)

    def deliver(self, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """See ``ports.Postman``."""
        self.tried.append(letter)
        answer = self.answers.pop(0) if self.answers else Posted()
        if isinstance(answer, Posted):
            self.taken.append(letter)
        return answer


@dataclass
class Post:
    """A campaign with e-mail, its alarms and a clock turned by hand."""

    clock: VirtualClock
    outbox: Outbox
    live: Live
    box: Box
    alarms: Alarms
    mailer: Mailer
    woken: list[str]

    def tell(self, code: str = "account-broken", **facts: object) -> None:
        """Raise an alarm."""
        given = {"account": "masto", "key": "who", "reason": "401", "at": "09:00 UTC", "posts": 1, "deliveries": 1}
        self.alarms.tell(code, **{**given, "time": "09:00", **facts})

    def run(self, after: timedelta = timedelta(0)) -> timedelta | None:
        """Let time pass, then let the mailer work; in how long it wants to be woken."""
        self.clock.set(self.clock.now() + after)
        again = self.mailer.run_once(self.clock.now())
        return None if again is None else again - self.clock.now()


def post_office(folder: Path, settings: str = MAIL, outbox: Outbox | None = None) -> Post:
    """All of it, at noon."""
    write(folder, "posts: {}\n", settings)
    live = Live(snapshot_of(read(folder, NOON)))
    assert live.snapshot.campaign is not None
    clock, box, woken = VirtualClock(NOON), Box(), list[str]()
    outbox = outbox or ready_outbox(folder)

    def opened(mail: Mail) -> Postman:
        assert mail == Mail(("jean@example.org",), "bot@example.org", "127.0.0.1", 25, "bot@example.org")
        return box

    mailer = Mailer(live, outbox, clock, opened, lambda: woken.append("mail"))
    return Post(clock, outbox, live, box, Alarms(outbox, clock, lambda: "en", [mailer.tell]), mailer, woken)
