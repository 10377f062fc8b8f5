"""A campaign that photos are mailed to: a mailbox in memory, supporters who write, and the duty that answers them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from bot.bootstrap.mailroom import Gazetteer
from bot.campaign.candidate import Path as Way
from bot.campaign.outcome import AccountBroken, NotSent, Rejected
from bot.campaign.photo import State
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.letters import MAIL
from bot.daemon.photos.mails import Mails
from bot.ports import Done, Letter, Photo, Posted
from bot.ports.mailroom import Attachment, Automatic, Mail, Sender, Unreadable
from tests.daemon.photos.photo_cast import TAKING, PhotoCast, photo_cast

MAILING = (
    TAKING
    + "mailbox: {address: photos@small.example, imap: 127.0.0.1:9, smtp: 127.0.0.1:9, user: me, folder: Photos}\n"
)
WORDS = "supporter-photo = Photo : { $city }\n    .no-city = Photo\n"
ANNA, BORIS = "anna@supporter.example", "boris@supporter.example"


@dataclass
class Postbox:
    """The mailbox, with all that a test says went wrong; letters as (to, letter)."""

    mails: list[Mail | Unreadable] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    letters: list[tuple[str, Letter]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    trouble: list[NotSent | AccountBroken] = field(default_factory=list)
    """What the next readings answer."""
    refuses: list[NotSent | Rejected | AccountBroken] = field(default_factory=list)
    """What the next replies answer."""
    waited: list[float] = field(default_factory=list)
    batch: int = 5
    closed: int = 0

    def mails_since(self, cursor: str) -> Sequence[Mail | Unreadable] | NotSent | AccountBroken:
        """What came after; a cursor of another numbering starts over."""
        if self.trouble:
            return self.trouble.pop(0)
        validity, _, after = cursor.partition("/")
        there = [mail for mail in self.mails if mail.uid not in self.deleted]
        new = [m for m in there if m.uid.partition("/")[0] != validity or int(m.uid.partition("/")[2]) > int(after)]
        return tuple(new[: self.batch])

    def wait(self, seconds: float) -> None:
        """Nothing comes by itself."""
        self.waited.append(seconds)

    def reply(self, uid: str, letter: Letter) -> Posted | NotSent | Rejected | AccountBroken:
        """To whoever wrote the mail, if it is still there."""
        if self.refuses:
            return self.refuses.pop(0)
        if uid in self.deleted or uid not in self.addresses:
            return Rejected("mail not found")
        self.letters.append((self.addresses[uid], letter))
        return Posted()

    def delete(self, uid: str) -> Done | NotSent | Rejected | AccountBroken:
        """Gone for good."""
        self.deleted.append(uid)
        return Done()

    def stop(self) -> None:
        """Nobody waits."""

    def close(self) -> None:
        """Counted."""
        self.closed += 1

    def to(self, address: str) -> list[Letter]:
        """What somebody was answered."""
        return [letter for to, letter in self.letters if to == address]


@dataclass
class LetterCast:
    """Everything a test of the mailbox's duty needs."""

    scene: PhotoCast
    box: Postbox
    mails: Mails
    numbers: itertools.count[int]

    def write(
        self,
        text: str = "",
        *files: bytes,
        by: str = ANNA,
        answers: Letter | str = "",
        automatic: Automatic | None = None,
        name: str = "",
        subject: str = "",
        languages: tuple[str, ...] = ("en",),
    ) -> Mail:
        """Somebody writes; nothing is read yet."""
        number = next(self.numbers)
        uid = f"7/{number}"
        self.box.addresses[uid] = by
        thread = answers if isinstance(answers, str) else f"{answers.id}@small.example"
        mail = Mail(
            uid,
            name or f"{number}@supporter.example",
            self.scene.cast.clock.now(),
            Sender(by),
            automatic,
            subject,
            text,
            languages,
            (thread,) if thread else (),
            tuple(Attachment("image/jpeg", data) for data in files),
        )
        self.box.mails.append(mail)
        return mail

    def read(self, minutes: float = 0) -> None:
        """Later, the duty has a turn."""
        self.mails.run_once(self.scene.turn(minutes))

    def mail(self, text: str = "", *files: bytes, by: str = ANNA, answers: Letter | str = "") -> Letter | None:
        """Somebody writes, and it is read; the letter they get, if any."""
        before = len(self.box.to(by))
        self.write(text, *files, by=by, answers=answers)
        self.read()
        return next(iter(self.box.to(by)[before:]), None)

    def agreed(self, *files: bytes, by: str = ANNA, text: str = "Lyon", yes: str = "YES") -> Letter:
        """Somebody sends photos, and agrees; their receipt."""
        receipt = self.mail(text, *files or (b"a picture",), by=by)
        assert receipt is not None
        assert self.mail(yes, by=by, answers=receipt) is None
        return receipt

    def photos(self) -> Sequence[Photo]:
        """Those that people mailed."""
        return [photo for photo in self.scene.cast.outbox.photos() if photo.path is Way.CLEANED]

    def states(self) -> list[State]:
        """Where they stand."""
        return [photo.state for photo in self.photos()]

    def pass_time(self, **span: float) -> None:
        """The caretaker and the mailbox have their turns after it."""
        self.scene.cast.clock.set(self.scene.cast.clock.now() + timedelta(**span))
        self.scene.caretaker.run_once(self.scene.cast.clock.now())
        self.read()

    def renumber(self) -> None:
        """The server gives the folder's mails other numbers."""
        self.box.addresses = {uid.replace("7/", "8/10"): to for uid, to in self.box.addresses.items()}
        self.box.mails = [replace(mail, uid=mail.uid.replace("7/", "8/10")) for mail in self.box.mails]


def letter_cast(folder: Path, settings: str = MAILING, box: Postbox | None = None) -> LetterCast:
    """At noon, an hour into the time for photos."""
    scene = photo_cast(folder, settings, photos=WORDS)
    opened = box or Postbox()
    return LetterCast(scene, opened, mails_of(scene, opened), itertools.count(1))


def mails_of(scene: PhotoCast, box: Postbox, wait_s: float = 0) -> Mails:
    """A new process's duty."""
    return Mails(scene.kit, Correspondence(scene.kit, MAIL, Gazetteer()), lambda _: box, wait_s)


def code_in(letter: Letter) -> str:
    """The withdrawal code that somebody was given."""
    (code,) = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", letter.body)
    return str(code)
