"""Letters from and to supporters over a store that a test brings: a mailbox in memory, and a new process at will."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import cast as typed

from bot.actions import photos
from bot.actions.photo_posts import approval_of
from bot.campaign.model import DEFAULT_LIMITS
from bot.campaign.outcome import Receipt
from bot.daemon.alarms import Alarms
from bot.daemon.photos.mails import Mails
from bot.daemon.planner import Planner
from bot.ports import PHOTOS, Consent, Identity, Intent, Outbox
from tests.contracts.outbox_world import Backend
from tests.daemon.photos.letter_cast import LetterCast, Postbox, letter_cast, mails_of
from tests.daemon.photos.test_mail_afterwards import AT_ONCE
from tests.daemon.staff.mortal import Fate, Killed, Mortal


@dataclass
class World:
    """One campaign's mailbox and the duties about it, on ``backend``'s store."""

    folder: Path
    backend: Backend
    settings: str = AT_ONCE
    letters: LetterCast = field(init=False)
    store: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.letters = letter_cast(self.folder, self.settings)
        self.letters.scene.cast.outbox.close()
        self._use(self.backend.open())
        cast = self.letters.scene.cast
        Planner(cast.live, self.store, lambda account: DEFAULT_LIMITS[account.network]).run_once(cast.clock.now())
        self.store.pin("masto", Identity("1", "@small"), cast.clock.now())

    def restart(self) -> None:
        """Another process goes on, with what is in the store, the cabinet and the mailbox."""
        self.store.close()
        self._use(self.backend.open())

    def close(self) -> None:
        """The end."""
        self.store.close()

    def consent(self) -> Consent:
        """The one there is."""
        (found,) = self.store.consents()
        return found

    def dies_at(self, step: int) -> bool:
        """A turn of the duty that ends at one call of the store or the mailbox; whether it came so far at all."""
        fate, scene = Fate(step), self.letters.scene
        object.__setattr__(scene.kit.means, "outbox", typed("Outbox", Mortal(self.store, fate)))
        try:
            self.duty(typed("Postbox", Mortal(self.letters.box, fate))).run_once(scene.cast.clock.now())
        except Killed:
            return True
        else:
            return False
        finally:
            object.__setattr__(scene.kit.means, "outbox", self.store)

    def duty(self, box: Postbox | None = None) -> Mails:
        """Of a new process."""
        return mails_of(self.letters.scene, box or self.letters.box)

    def approve_and_post(self) -> str:
        """A person says yes, and the repost goes out; where it is."""
        cast, campaign = self.letters.scene.cast, self.letters.scene.campaign
        (photo,) = self.letters.photos()
        now, seen = cast.clock.now(), approval_of(photo, campaign)
        photos.approve(self.store, photo, campaign, "Jean", now, seen=seen, alt="an answer", faceless=True)
        self.letters.scene.reposter.run_once(now)
        (planned,) = self.store.deliveries(entry=PHOTOS)
        row = self.store.claim(planned.account, now, "test:1", 300.0, planned.key)
        assert row is not None
        intent = Intent(row.text, "0" * 64, row.key, (), (), photo.sha256, now + timedelta(minutes=5))
        assert self.store.begin(row, intent, now)
        url = "https://social.example/@small/7"
        assert self.store.sent(row, Receipt("7", url), now)
        return url

    def _use(self, store: Outbox) -> None:
        self.store, cast = store, self.letters.scene.cast
        cast.outbox = store
        object.__setattr__(cast.means, "outbox", store)
        object.__setattr__(cast.means, "alarm", Alarms(store, cast.clock, lambda: "en"))
        self.letters.mails = self.duty()
