"""Correcting posts that are out: what each says, and what the files say now that it should have said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from bot.campaign import truth
from bot.campaign.cost import x_cost_usd
from bot.campaign.decisions import Stands, stands
from bot.campaign.delivery import State
from bot.campaign.late import UNTRUE
from bot.campaign.model import DEFAULT_LIMITS, Account, Campaign, Limits, NetworkName, Post, Slot
from bot.campaign.plan import accounts_of
from bot.campaign.render import render
from bot.errors import FilesError, UsageError
from bot.ports import Delivery, Errand, ErrandKind, Outbox
from bot.wording import coded, problem_text

EDITS = frozenset({NetworkName.MASTODON, NetworkName.TELEGRAM})
"""Networks that can change a post where it stands."""
CANNOT_EDIT = "cannot be edited"
"""How the reason begins when a server cannot, though its network can: see ``bot.wording.networks``."""
SETTINGS = "settings.yaml"
_ON_ITS_WAY = frozenset({State.PLANNED, State.CLAIMED, State.SENDING, State.RETRACTING})


class Files(Protocol):
    """The files as they are now: see ``bot.files.version``."""

    @property
    def campaign(self) -> Campaign | None:
        """The version that may run."""

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Its slots."""

    @property
    def broken(self) -> frozenset[str]:
        """Files that cannot be used as they are."""

    @property
    def waiting(self) -> Mapping[str, str]:
        """Delivery key → the file it waits for."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One post that is out, and its new words."""

    row: Delivery
    text: str
    how: ErrandKind
    """``edit``, or ``replace`` where its network cannot."""
    hopeless: str = ""
    """Of a replacement: why it could not be said anew; a reason of ``bot.wording.reasons``."""
    cost: Decimal = Decimal(0)
    """What its network bills, in US dollars."""


def is_out(outbox: Outbox, row: Delivery) -> bool:
    """Whether there is a post to correct; one that waits to be replaced still says its old words."""
    if row.state is State.RETRACTING:
        return any(order.kind is ErrandKind.REPLACE and not order.outcome for order in outbox.errands_of(row.key))
    return row.state is State.SENT


def corrections(
    files: Files,
    outbox: Outbox,
    rows: Iterable[Delivery],
    limits: Mapping[str, Limits],
    language: str,
    now: datetime,
) -> Sequence[Correction]:
    """Every delivery of ``rows`` that is out and says something else than the files; nothing is ordered yet.

    Raises ``FilesError`` where a file has errors, or where the new words do not fit.
    """
    campaign = files.campaign
    assert campaign is not None, "a desk has settings"
    plan = {
        slot.key(account.name): (slot, account)
        for slot in files.slots
        for account in accounts_of(slot, campaign.settings)
    }
    found = []
    for row in rows:
        slot, account = _planned(row, plan, files, campaign)
        post = _rendered(row, slot, account, campaign, limits, language)
        if post.text == row.text:
            continue
        if account.network in EDITS and not _cannot_be_edited(outbox, row):
            found.append(Correction(row, post.text, ErrandKind.EDIT))
            continue
        cost = x_cost_usd(post.text, post.alt) if account.network is NetworkName.X else Decimal(0)
        hopeless = _hopeless(slot, account, campaign, post, outbox, limits, now)
        found.append(Correction(row, post.text, ErrandKind.REPLACE, hopeless, cost))
    return found


def correct(outbox: Outbox, wanted: Iterable[Correction], by: str, now: datetime) -> None:
    """Order them; whoever confirmed the words has approved them."""
    for one in wanted:
        outbox.order(one.row.key, one.how, by, now, text=one.text)


def over(outbox: Outbox, wanted: Iterable[Correction]) -> bool:
    """Whether nothing more will happen by itself."""
    return all(_is_over(outbox, one) for one in wanted)


def left(outbox: Outbox, wanted: Iterable[Correction]) -> Sequence[Correction]:
    """Those whose posts do not say their new words."""
    return [one for one in wanted if not is_done(outbox, one)]


def is_done(outbox: Outbox, one: Correction) -> bool:
    """Whether the post is out with its new words."""
    row = outbox.get(one.row.key)
    return row is not None and row.state is State.SENT and row.text == one.text


def why(outbox: Outbox, one: Correction) -> str:
    """Why it is not done: a reason of ``bot.wording.reasons``."""
    order, row = _latest(outbox, one), outbox.get(one.row.key)
    return (order.reason if order and order.outcome != "done" else "") or (row.reason if row else "")


def _is_over(outbox: Outbox, one: Correction) -> bool:
    order, row = _latest(outbox, one), outbox.get(one.row.key)
    if order is None or row is None or (order.outcome and order.outcome != "done"):
        return True
    return bool(order.outcome) and row.state not in _ON_ITS_WAY


def _latest(outbox: Outbox, one: Correction) -> Errand | None:
    orders = [order for order in outbox.errands_of(one.row.key) if (order.kind, order.text) == (one.how, one.text)]
    return orders[-1] if orders else None


def _planned(
    row: Delivery, plan: Mapping[str, tuple[Slot, Account]], files: Files, campaign: Campaign
) -> tuple[Slot, Account]:
    """Where the files say what the delivery says."""
    waits_for = files.waiting.get(row.key)
    if row.key not in plan and waits_for is None:
        if not files.broken:
            raise coded(UsageError, "correct-not-planned", key=row.key)
        waits_for = min(files.broken)
    own = {SETTINGS} if waits_for else {SETTINGS, *_files_of(plan[row.key][0], campaign)}
    broken = waits_for or min(own & files.broken, default="")
    if broken:
        raise coded(FilesError, "correct-broken", file=broken, key=row.key)
    return plan[row.key]


def _files_of(slot: Slot, campaign: Campaign) -> Sequence[str]:
    """Those its words come from; of a broken one, an earlier version may be in force."""
    entry, language = slot.entry, slot.audience.language
    if not campaign.catalogue.has(entry.message, language):
        return [entry.file]
    return [entry.file, campaign.catalogue.place(entry.message, language).file]


def _rendered(
    row: Delivery,
    slot: Slot,
    account: Account,
    campaign: Campaign,
    limits: Mapping[str, Limits],
    language: str,
) -> Post:
    """As it should have read when it went out."""
    number = truth.number_when_sent(slot, campaign.settings, row.begun_at or row.sent_at)
    own = limits.get(account.name, DEFAULT_LIMITS[account.network])
    post = render(slot, account, campaign, number, own)
    if not isinstance(post, Post):
        problem = " ".join(problem_text(one, language)[0] for one in post)
        raise coded(FilesError, "correct-unfit", key=row.key, problem=problem)
    # It keeps the picture it went out with, whatever the entry has by now.
    most = own.characters_with_picture if row.picture_sha256 else own.characters
    if post.length > most:
        raise coded(FilesError, "correct-unfit", key=row.key, problem=f"{post.length} > {most}")
    return post


def _cannot_be_edited(outbox: Outbox, row: Delivery) -> bool:
    """Whether its server has said so before."""
    return any(
        order.kind is ErrandKind.EDIT and order.outcome == "refused" and order.reason.startswith(CANNOT_EDIT)
        for order in outbox.errands_of(row.key)
    )


def _hopeless(
    slot: Slot,
    account: Account,
    campaign: Campaign,
    post: Post,
    outbox: Outbox,
    limits: Mapping[str, Limits],
    now: datetime,
) -> str:
    """Why it could not be said anew at ``now``; the daemon asks again before it deletes anything."""
    condition = slot.entry.only_if
    if condition is not None and stands(condition, outbox.statements(condition.deadline)) is not Stands.YES:
        return "decision"
    number = truth.number_at(slot, campaign.settings, now)
    own = limits.get(account.name, DEFAULT_LIMITS[account.network])
    anew = render(slot, account, campaign, number, own)
    same = isinstance(anew, Post) and anew.text == post.text
    return "" if same and truth.still_true(slot, campaign.settings, now) else UNTRUE
