"""Whose a photo is: its row's keyed hash says so; of X nothing about people is kept, so there the network is asked."""

from __future__ import annotations

from collections.abc import Iterable

from bot.actions.photo_ends import leave_alone
from bot.campaign.model import Account, NetworkName
from bot.campaign.outcome import AccountBroken, NotSent
from bot.campaign.photo import OVER
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.purse import pay
from bot.errors import UsageError
from bot.ports import Intake, Photo, Seen, Wanted
from bot.wording import coded


def asked(kit: Kit, photo: Photo, account: Account, intake: Intake, wanted: Wanted) -> str | NotSent | AccountBroken:
    """The author's mark, by a look at the post, which is paid for. Empty: its post is gone."""
    seen = intake.look_at(photo.remote_id, wanted) if photo.remote_id else None
    if isinstance(seen, NotSent | AccountBroken):
        return seen
    if seen is not None:
        pay(kit.means.outbox, account.name, seen.cost_usd, kit.means.clock.now())
    if not isinstance(seen, Seen):
        return ""
    return kit.marks.of("author", str(account.network), seen.found.author)


def leave_authors_alone(kit: Kit, photos: Iterable[Photo]) -> None:
    """Nothing more is taken of whoever these are by; raises ``UsageError``, and does nothing, where one is unknown.

    What stays, of X too, is the keyed hash that whoever asks to be left alone leaves: it says nothing of anybody to who
    has the database, and only that nothing is taken.
    """
    authors = {photo: photo.author or _by_network(kit, photo) for photo in photos if photo.state not in OVER}
    unknown = next((photo for photo, author in authors.items() if not author), None)
    if unknown is not None:
        raise coded(UsageError, "photo-author-unknown", photo=unknown.id)
    for author in set(authors.values()):
        leave_alone(kit.means.outbox, author, kit.means.clock.now())


def _by_network(kit: Kit, photo: Photo) -> str:
    """Empty: nobody can say, or not now."""
    season = kit.season() or kit.aftermath()
    account = season.settings.accounts.get(photo.account) if season is not None else None
    if season is None or account is None or photo.network is not NetworkName.X:
        return ""
    wanted, intake = kit.wanted(account.network, season), kit.intakes(account)
    try:
        author = asked(kit, photo, account, intake, wanted) if wanted is not None else ""
    finally:
        intake.close()
    return author if isinstance(author, str) else ""
