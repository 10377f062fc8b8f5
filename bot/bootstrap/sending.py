"""Who carries deliveries: the planner, a sender for each account, and what they work with."""

from __future__ import annotations

import hashlib
import os
import random
import secrets as secrets_of_chance
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from bot import log
from bot.actions.photo_wall import wall_of
from bot.bootstrap.finding import finder
from bot.bootstrap.importing import IMPORTING
from bot.bootstrap.painting import LatePainter
from bot.bootstrap.photo_kit import cleaner, kit_of
from bot.bootstrap.postman import postman
from bot.bootstrap.remembered import remember_limits, remembered_limits
from bot.bootstrap.stopping import place_of, stop_file, zones_version
from bot.bootstrap.store import campaign_outbox
from bot.campaign import truth
from bot.campaign.model import DEFAULT_LIMITS, Account, Limits, NetworkName
from bot.daemon.alarms import Alarms
from bot.daemon.door import Door
from bot.daemon.halt import stopped_anywhere
from bot.daemon.intents import StoreName
from bot.daemon.live import Live, snapshot_of
from bot.daemon.mailer import MAIL, Mailer
from bot.daemon.means import Means, Terms
from bot.daemon.photos.kit import Kit
from bot.daemon.photos.sources import Sources
from bot.daemon.planner import Planner
from bot.daemon.sender import Sender
from bot.daemon.staff.news import DESK, News
from bot.daemon.timekeeper import Timekeeper
from bot.files import secrets
from bot.files.version import Running
from bot.ports import EXAMPLE, LEAST, Cleaner, Clock, Network, Outbox, Wall


def network(account: Account, given: Mapping[str, str], staff_chat: int | None = None) -> Network:
    """The adapter of an account's network; a Telegram channel is read back by way of ``staff_chat``."""
    match account.network:
        case NetworkName.MASTODON:
            with IMPORTING:
                from bot.networks.mastodon import MastodonNetwork  # noqa: PLC0415 -- 0.25 s, only where it is used

            return MastodonNetwork(account, given)
        case NetworkName.X:
            with IMPORTING:
                from bot.networks.x import XNetwork  # noqa: PLC0415 -- the same

            return XNetwork(account, given)
        case NetworkName.TELEGRAM:
            with IMPORTING:
                from bot.networks.telegram import TelegramNetwork  # noqa: PLC0415 -- the same

            return TelegramNetwork(account, given, staff_chat=staff_chat)


Adapters = Callable[[Account, Mapping[str, str], int | None], Network]
"""Makes an account's adapter of its credentials, and the staff's chat."""


def owner() -> str:
    """Who claims: this run. In a container every run may have the same process number."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets_of_chance.token_hex(4)}"


@dataclass(slots=True)
class Crew:
    """The duties that carry deliveries."""

    live: Live
    means: Means
    planner: Planner
    open_door: Callable[[Account], Door]
    timekeeper: Timekeeper
    proof: Callable[[Account], str]
    """Names the credentials there are for an account now, without telling them; raises ``SecretsError``."""
    given: Callable[[Account], Mapping[str, str]]
    """An account's credentials as they are now, by field; raises ``SecretsError``."""
    mailer: Mailer
    kit: Kit
    """What photos are worked on with."""
    news: News
    """What the staff's chat is to say."""
    stop_here: Callable[[], bool]
    """Whether a file in the campaign's own folder stops everything."""
    where: str
    """That folder, for the other daemons of the store."""

    def send_only(self, keys: Sequence[str], wait_s: float) -> None:
        """Send exactly these deliveries, here and now, one account after another."""
        clock, outbox = self.means.clock, self.means.outbox
        end = clock.now() + timedelta(seconds=wait_s)
        for name in dict.fromkeys(row.account for key in keys if (row := outbox.get(key)) is not None):
            campaign = self.live.snapshot.campaign
            assert campaign is not None
            door = self.open_door(campaign.settings.accounts[name])
            mine = [key for key in keys if (row := outbox.get(key)) is not None and row.account == name]
            try:
                door.send_only(mine, end)
            finally:
                door.close()


def crew(  # noqa: PLR0913 -- all that is concrete, by name
    folder: Path,
    running: Running,
    outbox: Outbox,
    clock: Clock,
    *,
    networks: Callable[[Account], Network] | None = None,
    var: Path | None = None,
    wake: Callable[[str], None] = lambda _: None,
    adapters: Adapters = network,
    terms: Terms = Terms(),  # noqa: B008 -- frozen
    made_up: Mapping[str, Mapping[str, str]] | None = None,
    cleaner: Callable[[], Cleaner] = cleaner,
) -> Crew:
    """Pick everything concrete. ``networks``: the rehearsal's; by default the real ones with the campaign's secrets.

    ``wake`` has the duty of that name look at once. ``adapters``: how an account's own is made. ``made_up``: with
    ``networks``, each account's credentials where those come from.
    """
    live = Live(snapshot_of(running))
    state = var or folder / "var"
    # Nothing leaves the computer in a rehearsal: there is nothing to stop.
    stop_here = stop_file(folder) if var is None else lambda: False
    limits: dict[str, Limits] = dict(remembered_limits(folder)) if var is None else {}

    def learned(account: str, told: Limits) -> None:
        limits[account] = told
        if var is None:
            remember_limits(folder, account, told)

    def limits_of(account: Account) -> Limits:
        return limits.get(account.name, DEFAULT_LIMITS[account.network])

    def given(account: Account) -> Mapping[str, str]:
        return _credentials(folder, live, account) if networks is None else (made_up or {}).get(account.name, {})

    def opened(account: Account, own: Mapping[str, str]) -> Network:
        if networks is not None:
            return networks(account)
        campaign = live.snapshot.campaign
        return adapters(account, own, campaign.settings.staff.chat if campaign else None)

    def another(account: Account) -> Network:
        return opened(account, given(account))

    mailer = Mailer(live, outbox, clock, lambda mail: postman(folder, live, mail), lambda: wake(MAIL))
    # In a rehearsal there is nobody in the chat, nor at the mailbox.
    news = News(outbox, live, lambda: wake(DESK))
    tellers = [news.tell, mailer.tell] if var is None else []
    alarm = Alarms(outbox, clock, lambda: live.snapshot.language, tellers)
    timekeeper = Timekeeper(clock, outbox, alarm, live, another)
    means = Means(
        live,
        outbox,
        clock,
        alarm,
        LatePainter(state, folder, examples=var is not None),
        owner(),
        random.SystemRandom().random,
        stopped_anywhere(outbox, stop_here),
        timekeeper.trusted,
        networks=another,
        store=StoreName(outbox, lambda: secrets_of_chance.token_hex(16)),
        limits=limits_of,
        fresh=lambda delivery, account: sources.before(delivery, account),  # noqa: PLW0108 -- it comes to be below
        wall=lambda: _wall(outbox, live, rehearsed=var is not None),
        wake=wake,
        terms=terms,
    )

    # What a rehearsal shows is the same everywhere.
    kit = kit_of(means, folder, state, given, cleaner, finder if var is None else lambda: None)
    sources = Sources(kit)

    def open_door(account: Account) -> Door:
        own = given(account)
        sender = Sender(account, opened(account, own), means)
        # A rehearsal's stand-ins do not become others.
        return Door(sender, means, learned, proof_of(account, own), asks_again=networks is None)

    planner = Planner(live, outbox, limits_of, alarm, zones_version(), timekeeper.trusted)
    return Crew(
        live,
        means,
        planner,
        open_door,
        timekeeper,
        lambda account: proof_of(account, given(account)),
        given,
        mailer,
        kit,
        news,
        stop_here,
        place_of(folder),
    )


def _wall(outbox: Outbox, live: Live, *, rehearsed: bool) -> Wall:
    """What a mosaic is made of; a rehearsal to which too few have sent photos has an example."""
    campaign = live.snapshot.campaign
    photos = campaign.settings.photos if campaign is not None else None
    wall = wall_of(outbox, photos.listed_countries) if photos is not None else Wall()
    return EXAMPLE if rehearsed and len(wall.pictures) < LEAST else wall


def _credentials(folder: Path, live: Live, account: Account) -> Mapping[str, str]:
    """The account's own, by field; the log learns to strike them out. Raises ``SecretsError``."""
    # Read afresh: an account that an edit added has brought its own. Only its own: what another one lacks is no
    # reason to keep this one from sending.
    campaign = live.snapshot.campaign
    assert campaign is not None
    found = secrets.read(folder, replace(campaign.settings, accounts={account.name: account}))
    log.REDACTOR.learn(found.known_secrets())
    return found.of(account.name)


def proof_of(account: Account, given: Mapping[str, str]) -> str:
    """The same for the same credentials at the same address; too short to find them out by."""
    named = [
        account.network,
        account.address,
        account.handle,
        *(part for field in sorted(given.items()) for part in field),
    ]
    return hashlib.blake2b("\0".join(named).encode(), digest_size=8).hexdigest()


def nothing_ahead(folder: Path, running: Running, now: datetime) -> bool:
    """Whether every post is over and none was ever taken up: there is nothing to run for (decision 12).

    Without any post, as when every file waits to be mended, nothing is over yet.
    """
    if running.campaign is None:
        return False
    # Asked first: a campaign that was taken up need not be planned to know it.
    outbox = campaign_outbox(running.campaign.settings, folder, read_only=True)
    try:
        if any(outbox.counts().values()):
            return False
    finally:
        outbox.close()
    slots = running.slots
    return bool(slots) and all(truth.lateness(slot, now) is truth.Verdict.MISSED for slot in slots)
