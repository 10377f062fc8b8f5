"""Takes what an intake found: judged by the rules, kept with as little as reviewing and reposting it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot import log
from bot.campaign.candidate import AuthorIs, Candidate, Path
from bot.campaign.model import Account, NetworkName
from bot.campaign.moderation import AskPerson, PhotoRules, Queue, Skip, judge
from bot.campaign.photo import Reason, State
from bot.campaign.tags import Nothing
from bot.daemon.photos.kit import Kit, Season
from bot.daemon.staff.news import DESK
from bot.ports import Found, Grave, Photo

_log = log.logger("photos")

MOST_OF_ONE = 10
"""Photos of one author that may wait for a person at a time; the rest is set apart."""
_REMEMBERED = 1_000
"""Authors on X whose waiting photos are counted."""
_WAITING = frozenset({State.FOUND, State.QUEUED})
_UNREACHED = _WAITING | {State.QUARANTINED}
"""States in which one that is out of reach may come within it: nobody has decided about it."""


class Taking:
    """One for a duty; the store says what was taken before."""

    def __init__(self, kit: Kit) -> None:
        self._kit = kit
        self._on_x: dict[str, Sequence[str]] = {}
        """Of the authors on X who were found last, marked, the photos that wait. It is written down nowhere."""

    def take(
        self, found: Iterable[Found], account: Account, season: Season, now: datetime
    ) -> list[tuple[Photo, Found]]:
        """Those whose picture is to be looked at: new ones that are not skipped, kept as ``found``; and known ones that
        can be reposted now, as they are to be kept once it was.
        """
        rules = PhotoRules(season.opens, season.closes, season.photos.repost)
        taken = []
        for each in found:
            known = self._known(each)
            judgement = judge(known.candidate, rules)
            if isinstance(judgement, Skip):
                # Neither what nor whose: how many were left alone, and why, is all that is of use.
                _log.info("left alone", account=account.name, why=judgement.value)
                continue
            photo = self._photo(known, judgement, account, now)
            if not self._kit.means.outbox.take_photo(photo):
                taken += [(reached, known) for reached in self._reached(photo, now)]
                continue
            _log.info("taken", photo=photo.id, account=account.name)
            if self._is_one_too_many(photo, self.author(photo.network, known.author)):
                self._set_apart(photo, now)
            else:
                taken.append((photo, known))
        return taken

    def _reached(self, again: Photo, now: datetime) -> Sequence[Photo]:
        """The one that is known, if no account could repost it until now (Mastodon): found ``again`` where one can.

        While people are shown its picture nothing changes before that was fetched anew: what would be reposted may show
        another one by now.
        """
        outbox = self._kit.means.outbox
        photo = outbox.photo_from(again.origin)
        if photo is None or photo.remote_id or not again.remote_id or photo.state not in _UNREACHED:
            return []
        if photo.network is not NetworkName.MASTODON:
            # Of X an id that is not kept any more was decided about.
            return []
        flags = tuple(sorted({*photo.flags, *again.flags}))
        within = replace(photo, remote_id=again.remote_id, account=again.account, fingerprint=again.fingerprint)
        within = replace(within, flags=flags, until=None if photo.state is State.FOUND else photo.until)
        if photo.state is State.QUEUED:
            return [within]
        kept = outbox.keep_photo(within, now)
        return [within] if kept and photo.state is State.FOUND else []

    def _known(self, found: Found) -> Found:
        """With what the store knows of its author and source."""
        outbox, author = self._kit.means.outbox, self.author(found.candidate.network, found.author)
        candidate = found.candidate
        if author and outbox.is_entombed(Grave.AUTHOR, author):
            candidate = replace(candidate, author=candidate.author | {AuthorIs.BLOCKED})
        if outbox.is_entombed(Grave.SOURCE, self.origin(candidate)):
            candidate = replace(candidate, withdrawn=True)
        return replace(found, candidate=candidate)

    def _is_one_too_many(self, photo: Photo, author: str) -> bool:
        """Whether its author has so many waiting that nobody would look at them all: nothing more is fetched then."""
        if not author:
            return False
        outbox = self._kit.means.outbox
        before = () if photo.author else self._on_x.pop(author, ())
        own = outbox.photos_by(photo.author) if photo.author else map(outbox.photo, (*before, photo.id))
        waiting = [one.id for one in own if one is not None and one.state in _WAITING]
        if not photo.author:
            self._on_x[author] = waiting
            while len(self._on_x) > _REMEMBERED:
                self._on_x.pop(next(iter(self._on_x)))
        return len(waiting) > MOST_OF_ONE

    def _set_apart(self, photo: Photo, now: datetime) -> None:
        kept = self._kit.means.outbox.photo(photo.id)
        assert kept is not None, "just taken"
        self._kit.means.outbox.step_photo(kept, State.QUARANTINED, Reason.TOO_MANY, now)
        self._kit.means.wake(DESK)

    def origin(self, candidate: Candidate) -> str:
        """The mark of its source."""
        return self._kit.marks.of("origin", candidate.key)

    def author(self, network: NetworkName | None, author: str) -> str:
        """The mark of its author."""
        return self._kit.marks.of("author", str(network or "mail"), author) if author else ""

    def _photo(self, found: Found, judgement: Queue | AskPerson, account: Account, now: datetime) -> Photo:
        candidate = found.candidate
        asks = judgement.reasons if isinstance(judgement, AskPerson) else frozenset()
        flags = {flag.value for flag in judgement.flags} | {ask.value for ask in asks}
        on_x = candidate.network is NetworkName.X
        return Photo(
            id=self._kit.chance(),
            state=State.FOUND,
            source=candidate.source,
            path=candidate.path,
            origin=self.origin(candidate),
            posted_at=candidate.instant,
            received_at=now,
            updated_at=now,
            network=candidate.network,
            account=account.name if candidate.path is Path.NATIVE else "",
            # X's rules: nothing about people.
            author="" if on_x else self.author(candidate.network, found.author),
            remote_id=found.remote_id,
            url=found.url,
            fingerprint=found.fingerprint,
            tag="" if isinstance(candidate.tag, Nothing) else candidate.tag.tag,
            language=found.language,
            alt="\n".join(alt for alt in candidate.alts if alt.strip()) if not on_x else "",
            flags=tuple(sorted(flags)),
            pictures=candidate.images,
        )
