"""Who sends a photo in a rehearsal: when, how, and what they think better of. The same seed, the same people."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import cycle, islice
from random import Random

from bot.campaign.model import Account, NetworkName

SEED = 4_9_2023
NUMBER = 210
"""Photos, over all networks."""
SHORTEST_STEP = timedelta(hours=3)
MOST_STEPS = 75
"""People do something every third hour; over years, more seldom: each step is a round of questions to the networks."""
REFUSED_EVERY = 12


class Kind(StrEnum):
    """What is special about a supporter's post."""

    PLAIN = "plain"
    NO_ALT = "without alt text"
    SENSITIVE = "sensitive"
    REPEATED = "a duplicate"
    LOOK_ALIKE = "a look-alike tag"
    BOT = "a bot"
    NO_BOT = "no bots wanted"
    FOLLOWERS = "for followers only"
    UNTAGGED = "without the tag"
    DECLINED = "said no"
    SILENT = "never answered"
    LISTED = "from a listed country"
    BOMB = "a bomb"


LEFT_ALONE = frozenset({Kind.BOT, Kind.NO_BOT, Kind.FOLLOWERS, Kind.UNTAGGED})
"""What must never come to the queue."""
NEVER_QUEUED = LEFT_ALONE | {Kind.DECLINED, Kind.SILENT, Kind.LISTED, Kind.BOMB}


class Way(StrEnum):
    """How a photo reaches the campaign."""

    POSTED = "posted"
    """In public, with the tag."""
    CHAT = "to the bot"
    MAIL = "by mail"


class How(StrEnum):
    """How a photo is taken back."""

    STOP = "stop"
    DELETED = "deleted"
    RETAGGED = "its tag edited away"
    CODE = "its code"
    """Sent by whoever has it."""
    BLOCKED = "the bot stopped"


class Stage(StrEnum):
    """How far a photo has come when it is taken back."""

    QUEUED = "queued"
    APPROVED = "approved"
    REPOSTED = "reposted"


LATEST_FIRST = tuple(reversed(Stage))


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What an author does about their own post."""

    how: How
    after: Stage


@dataclass(frozen=True, slots=True)
class Supporter:
    """One photo that somebody sends."""

    number: int
    at: datetime
    """UTC: on a step."""
    network: NetworkName | None
    """``None``: mailed."""
    account: str
    """The campaign's, that sees it; empty: it was sent to the campaign itself."""
    kind: Kind
    picture: int
    """Its place among the pictures there are."""
    language: str
    text: str
    alt: str
    taken_back: TakenBack | None = None
    refused: bool = False
    """By whoever decides."""
    way: Way = Way.POSTED
    goes_to: tuple[str, ...] = ()
    """The accounts that post it anew; empty: it is reposted where it is."""

    @property
    def name(self) -> str:
        """A handle that is nobody's."""
        return f"supporter_{self.number}"

    @property
    def accounts(self) -> tuple[str, ...]:
        """The campaign's, on which it stands once it is out."""
        return self.goes_to or (self.account,)


WORDS = {
    "fr": "Notre affiche est là.",
    "en": "Our poster is up.",
    "de": "Unser Plakat hängt.",
    "lt": "Mūsų plakatas jau čia.",
    "hy": "Մեր պաստառը տեղում է։",
    "ru": "Наш плакат на месте.",
    "it": "Il nostro manifesto è qui.",
    "pt": "O nosso cartaz já está aqui.",
}
STOPS = {
    "fr": "Stop, retirez ma photo.",
    "en": "STOP",
    "de": "Stopp, bitte löschen.",
    "lt": "Stop, ištrinkite nuotrauką.",
    "hy": "Ջնջեք նկարը",
    "ru": "Удалите моё фото",
    "it": "Togliete la foto",
    "pt": "Apaguem a foto",
}
_ALT = "A poster on a wall, black letters on white."
_KINDS: dict[NetworkName, Sequence[Kind]] = {
    NetworkName.MASTODON: (
        *(Kind.PLAIN, Kind.NO_ALT, Kind.SENSITIVE, Kind.REPEATED, Kind.LOOK_ALIKE),
        *(Kind.BOT, Kind.NO_BOT, Kind.FOLLOWERS, Kind.UNTAGGED),
    ),
    # X has no bots' badge, and its search knows no look-alikes.
    NetworkName.X: (
        *(Kind.NO_ALT, Kind.SENSITIVE, Kind.REPEATED, Kind.NO_BOT, Kind.FOLLOWERS, Kind.UNTAGGED, Kind.BOMB),
    ),
    # Telegram has no alt text, and whoever wants no bots protects what their channel shows.
    NetworkName.TELEGRAM: (
        *(Kind.SENSITIVE, Kind.REPEATED, Kind.LOOK_ALIKE, Kind.NO_BOT, Kind.FOLLOWERS, Kind.UNTAGGED),
    ),
}
_WAYS: dict[NetworkName, Sequence[How]] = {
    NetworkName.MASTODON: (How.STOP, How.DELETED, How.RETAGGED),
    NetworkName.X: (How.STOP, How.DELETED, How.RETAGGED),
    NetworkName.TELEGRAM: (How.DELETED, How.RETAGGED),
}
_STRANGE_EVERY = 5
_BACK_EVERY = 6


def step_of(opens: datetime, closes: datetime) -> timedelta:
    """How often anybody does anything."""
    return max(SHORTEST_STEP, (closes - opens) / MOST_STEPS)


def gathered(
    accounts: Sequence[Account],
    tags: Sequence[str],
    opens: datetime,
    closes: datetime,
    *,
    pictures: int,
    number: int = NUMBER,
    seed: int = SEED,
) -> list[Supporter]:
    """Everybody, in order: spread from ``opens`` to ``closes`` over ``accounts``, the last of ``pictures`` the bomb,
    and the last but one the first one saved again.
    """
    if not (accounts and tags and opens < closes):
        return []
    chance = Random(seed)  # noqa: S311 -- chance of a play, not of a lock
    step = step_of(opens, closes)
    steps = max(1, (closes - opens) // step)
    moments = sorted(opens + step * chance.randrange(steps) for _ in range(number))
    sees = cycle(accounts)
    return [
        _somebody(one, at, next(sees), tags[one % len(tags)], pictures, len(accounts)) for one, at in enumerate(moments)
    ]


def _somebody(number: int, at: datetime, account: Account, tag: str, pictures: int, accounts: int) -> Supporter:
    """What is special comes round on each account in turn; nothing special is special in two ways."""
    own = number // accounts
    kinds = _KINDS[account.network]
    special = own % _STRANGE_EVERY == _STRANGE_EVERY - 1
    kind = next(islice(cycle(kinds), own // _STRANGE_EVERY % len(kinds), None)) if special else Kind.PLAIN
    ways = [
        TakenBack(how, stage)
        for how in _WAYS[account.network]
        for stage in LATEST_FIRST
        if _is_seen(how, stage, account)
    ]
    back = ways[own // _BACK_EVERY % len(ways)] if kind is Kind.PLAIN and own % _BACK_EVERY == 1 else None
    language = tuple(WORDS)[number % len(WORDS)]
    # The last two are the duplicate and the bomb.
    picture = {Kind.REPEATED: pictures - 2, Kind.BOMB: pictures - 1}.get(kind, number % (pictures - 2))
    shown = {Kind.LOOK_ALIKE: looks_like(tag), Kind.UNTAGGED: ""}.get(kind, tag)
    return Supporter(
        number,
        at,
        account.network,
        account.name,
        kind,
        picture,
        language,
        f"{WORDS[language]} {shown}".strip(),
        "" if kind is Kind.NO_ALT or account.network is NetworkName.TELEGRAM else _ALT,
        back,
        refused=kind is Kind.LOOK_ALIKE or (back is None and number % REFUSED_EVERY == REFUSED_EVERY - 1),
    )


def _is_seen(how: How, stage: Stage, account: Account) -> bool:
    """Whether it is ever known: of what was reposted only Mastodon's is looked at again at any time (X's for an hour),
    and what is deleted takes its repost along everywhere but on Telegram, which tells a bot of edits alone.
    """
    if stage is not Stage.REPOSTED or how is How.STOP:
        return True
    if account.network is NetworkName.TELEGRAM:
        return how is How.RETAGGED
    return account.network is NetworkName.MASTODON or (how is How.DELETED and account.network is NetworkName.X)


def looks_like(tag: str) -> str:
    """``tag`` with an accent on its last letter that takes one: a server that folds accents lists it all the same."""
    for place in range(len(tag) - 1, 0, -1):
        accented = unicodedata.normalize("NFC", tag[place] + "\u0300")
        if tag[place].isascii() and tag[place].isalpha() and len(accented) == 1:
            return tag[:place] + accented + tag[place + 1 :]
    return tag + "s"
