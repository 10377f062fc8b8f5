"""What one mail comes to: photos, an answer, a withdrawal, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.campaign.candidate import Candidate, Source
from bot.campaign.moderation import PhotoRules, Skip, judge
from bot.campaign.supporter_languages import spoken
from bot.campaign.supporters import Meaning
from bot.campaign.tags import Nothing
from bot.daemon.photos.correspondence import Correspondence
from bot.daemon.photos.keeping import OPEN, Correspondent, Kept
from bot.daemon.photos.kit import Kit, Season
from bot.daemon.photos.letters import MAIL, MOST_OPEN, token
from bot.ports import HandledMail
from bot.ports.mailroom import Mail
from bot.wording.replies import Reply

Plan = Callable[[], tuple[str, str]]
"""Carried out inside the mail's commit: its outcome (``HandledMail.outcome``), and the reason."""


class Opened:
    """One for the duty."""

    def __init__(self, kit: Kit, correspondence: Correspondence) -> None:
        self._kit, self._correspondence = kit, correspondence

    def plan(self, mail: Mail, now: datetime, before_each: Callable[[], None]) -> Plan:
        """Do all that takes long, and say what is to be written. ``before_each`` picture may raise: it is too much."""
        if mail.automatic is not None:
            return _nothing(mail.automatic.value)
        who = self._who(mail)
        said, _, _ = self._correspondence.means(mail.text, who.language)
        takes_back = self._correspondence.takes_back(mail.text, who.language)
        answers = bool(who.proven) and said.meaning is Meaning.YES
        if takes_back or answers or not mail.attachments:
            # What lies beside a yes is the sender's logo.
            return lambda: self._words(who, mail, now, takes_back=takes_back)
        if not who.author:
            # Nobody could ever agree to it.
            return _nothing("no sender")
        season = self._kit.season()
        skipped = self._judged(mail, season)
        if season is None or skipped is not None:
            return _nothing(skipped.value if skipped is not None else "no photos are taken")
        # Whoever floods us is not even read.
        has_room = self._correspondence.keeping.open_of(who.author) < MOST_OPEN
        # A subject is a title more often than a place: it is read where the words name none.
        places = (mail.text, mail.subject) if has_room else ()
        named = next((found for text in places if (found := self._correspondence.city(text, who.language))), None)
        pictures = [each.data for each in mail.attachments]
        kept = self._correspondence.keeping.prepare(who, pictures, named, season, mail.at, now, before_each)
        return lambda: self._photos(who, kept, now)

    def takes_back(self, mail: Mail) -> bool:
        """Whether somebody wants something back: nothing of it is opened or cleaned."""
        if mail.automatic is not None:
            return False
        return self._correspondence.takes_back(mail.text, self._who(mail).language)

    def renumbered(self, known: HandledMail, uid: str, now: datetime) -> None:
        """Inside a commit: the mail is found under another number from now on, to be answered and to be deleted."""
        outbox = self._kit.means.outbox
        if known.uid:
            for photo in outbox.photos():
                if photo.contact == known.uid:
                    outbox.keep_photo(replace(photo, contact=uid), now)
            self._correspondence.letters.moved(known.uid, uid)
        outbox.keep_mail(replace(known, uid=uid))

    def _who(self, mail: Mail) -> Correspondent:
        marks = self._kit.marks
        author = mail.sender.marked(lambda address: marks.of("author", MAIL, address))
        settings = self._kit.means.live.snapshot.campaign
        audiences = list(settings.settings.audiences.values()) if settings is not None else []
        default = audiences[0].language if audiences else "en"
        language = spoken(f"{mail.text}\n{mail.subject}", mail.languages, default)
        who = Correspondent(MAIL, author, mail.uid if author else "", language)
        proven = self._proven(mail)
        if not proven:
            return who
        # They go on in the language of the letter that they answer.
        consent = self._kit.means.outbox.consent(proven)
        return replace(who, proven=proven, language=consent.language if consent is not None else language)

    def _proven(self, mail: Mail) -> str:
        """The consent whose letter this answers."""
        named = {answer.partition("@")[0].partition(".")[0] for answer in mail.answers}
        consents = self._kit.means.outbox.consents() if named else ()
        marks = self._kit.marks
        return next((each.id for each in reversed(consents) if token(marks, each.id) in named), "")

    def _words(self, who: Correspondent, mail: Mail, now: datetime, *, takes_back: bool) -> tuple[str, str]:
        if self._correspondence.hear(who, mail.text, now):
            return ("withdrawal" if takes_back else "answer"), ""
        own = self._kit.means.outbox.photos_by(who.author)
        skipped = self._judged(mail, self._kit.season())
        if takes_back or any(photo.state in OPEN for photo in own) or skipped is not Skip.NO_PICTURE:
            return "answer", "nothing to do"
        self._correspondence.owe(who, Reply.NO_PHOTO, now)
        return "answer", "no photo"

    def _photos(self, who: Correspondent, kept: Kept, now: datetime) -> tuple[str, str]:
        taken = self._correspondence.keeping.commit(kept)
        if taken or kept.reply in {Reply.UNREADABLE, Reply.TOO_MANY}:
            self._correspondence.owe_for(who, kept, now)
        return "photos", "" if taken else "nothing new"

    @staticmethod
    def _judged(mail: Mail, season: Season | None) -> Skip | None:
        """Why its pictures would not be taken; ``None`` without a season too."""
        if season is None:
            return None
        pictures, others = len(mail.attachments), mail.unopened
        candidate = Candidate(mail.mark_source, Source.MAIL, mail.at, Nothing(), pictures, other_media=others)
        judged = judge(candidate, PhotoRules(season.opens, season.closes))
        if judged is Skip.NOT_A_PICTURE:
            return Skip.NO_PICTURE
        return judged if isinstance(judged, Skip) else None


def _nothing(reason: str) -> Plan:
    return lambda: ("ignored", reason)
