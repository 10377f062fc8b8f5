"""The verbs of ``ports.Photobook``, each one work for ``Commits``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.campaign.photo import Reason, State
from bot.outbox import consents, forgetting, graves, photo_rows, photobook, reposts
from bot.outbox.alike import Alike
from bot.outbox.commits import Commits
from bot.ports import Consent, Forgotten, Grave, HandledMail, Photo, Photobook, Planned


class SqlPhotobook(Photobook):
    """Supporters' photos, and what must not be known of them any more."""

    commits: Commits

    def __init__(self) -> None:
        self._alike = Alike()

    def take_photo(self, photo: Photo) -> bool:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.take_photo(c, photo))

    def photo(self, photo_id: str) -> Photo | None:
        """See ``photo_rows``."""
        return self.commits.run(lambda c: photo_rows.get(c, photo_id))

    def photo_from(self, origin: str) -> Photo | None:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.photo_from(c, origin))

    def photos(self, states: Sequence[State] = (), *, limit: int = 1_000_000) -> Sequence[Photo]:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.list_photos(c, states, limit))

    def photos_by(self, author: str) -> Sequence[Photo]:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.photos_by(c, author))

    def photos_with(self, consent: str) -> Sequence[Photo]:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.photos_with(c, consent))

    def photos_until(self, now: datetime) -> Sequence[Photo]:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.photos_until(c, now))

    def next_photo(self) -> datetime | None:
        """See ``photobook``."""
        return self.commits.run(photobook.next_photo)

    def photo_counts(self) -> dict[State, int]:
        """See ``photobook``."""
        return self.commits.run(photobook.photo_counts)

    def keep_photo(self, photo: Photo, now: datetime) -> bool:
        """See ``photobook``."""
        return self.commits.run(lambda c: photobook.keep_photo(c, photo, now))

    def step_photo(self, photo: Photo, state: State, reason: Reason | None, now: datetime) -> bool:
        """See ``reposts``."""
        return self.commits.run(lambda c: reposts.step_photo(c, photo, state, reason, now))

    def alike(self, photo: Photo, most: int = 1_000_000) -> Sequence[Photo]:
        """See ``alike``."""
        return self.commits.run(lambda c: self._alike.to(c, photo, most))

    def add_delivery(self, planned: Planned) -> bool:
        """See ``reposts``."""
        return self.commits.run(lambda c: reposts.add_delivery(c, planned))

    def entomb(self, grave: Grave, mark: str, now: datetime) -> None:
        """See ``graves``."""
        self.commits.run(lambda c: graves.entomb(c, grave, mark, now))

    def is_entombed(self, grave: Grave, mark: str) -> bool:
        """See ``graves``."""
        return self.commits.run(lambda c: graves.is_entombed(c, grave, mark))

    def entombed(self, grave: Grave) -> Sequence[str]:
        """See ``graves``."""
        return self.commits.run(lambda c: graves.entombed(c, grave))

    def keep_consent(self, consent: Consent) -> None:
        """See ``consents``."""
        self.commits.run(lambda c: consents.keep_consent(c, consent))

    def consent(self, consent_id: str) -> Consent | None:
        """See ``consents``."""
        return self.commits.run(lambda c: consents.consent(c, consent_id))

    def consent_of(self, code: str) -> Consent | None:
        """See ``consents``."""
        return self.commits.run(lambda c: consents.consent_of(c, code))

    def consents(self) -> Sequence[Consent]:
        """See ``consents``."""
        return self.commits.run(consents.list_consents)

    def keep_mail(self, mail: HandledMail) -> None:
        """See ``consents``."""
        self.commits.run(lambda c: consents.keep_mail(c, mail))

    def mail(self, mark: str) -> HandledMail | None:
        """See ``consents``."""
        return self.commits.run(lambda c: consents.mail(c, mark))

    def mails(self) -> Sequence[HandledMail]:
        """See ``consents``."""
        return self.commits.run(consents.list_mails)

    def may_reply(self, mark: str, now: datetime, most: int) -> bool:
        """See ``consents``."""
        return self.commits.run(lambda c: consents.may_reply(c, mark, now, most))

    def forget_photos(self, over_before: datetime, consents_before: datetime, mails_before: datetime) -> Forgotten:
        """See ``forgetting``."""
        return self.commits.run(lambda c: forgetting.forget_photos(c, over_before, consents_before, mails_before))

    def wipe_repost(self, key: str, now: datetime) -> None:
        """See ``forgetting``."""
        self.commits.run(lambda c: forgetting.wipe_repost(c, key, now))

    def forget_photo(self, photo_id: str) -> tuple[str, ...]:
        """See ``forgetting``."""
        return self.commits.run(lambda c: forgetting.forget_photo(c, photo_id))

    def files_of_photos(self) -> frozenset[str]:
        """See ``forgetting``."""
        return self.commits.run(forgetting.files_of_photos)

    def scrub(self) -> None:
        """See ``commits``, ``sqlite`` and ``postgresql_commits``."""
        self.commits.scrub()
