"""The picture book: every post as its followers would see it, in one HTML file that needs nothing else."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from PIL import Image

from bot.campaign.delivery import State
from bot.campaign.model import NetworkName, Visibility
from bot.rehearsal.album import Group
from bot.rehearsal.pages import days_of
from bot.wording import rehearsal as words

SUMMARY = ("planned", "sent", "missed", "held", "rejected", "ask", "lost", "twice")
"""What the header counts, in this order; the keys are those of ``rehearse --json``."""

ALARMING = frozenset({"missed", "rejected", "ask", "lost", "twice"})

NETWORKS = {NetworkName.MASTODON: "Mastodon", NetworkName.X: "X", NetworkName.TELEGRAM: "Telegram"}

_HERE = Path(__file__).parent
_PIECES = re.compile(r"(https?://\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w|#\w+)")


@dataclass(frozen=True, slots=True)
class BookPost:
    """One delivery, ready to be shown."""

    key: str
    """``entry/occurrence/audience/account``."""
    network: NetworkName
    account: str
    audience: str
    language: str
    """BCP 47, of the text."""
    city: str
    local: datetime
    """Wall time in ``city``; its zone, if it has one, is not shown."""
    utc: datetime
    text: str
    length: int
    limit: int
    warning: str = ""
    visibility: Visibility = Visibility.PUBLIC
    silent: bool = False
    picture: str = ""
    """SHA-256 in hexadecimal; empty: none."""
    alt: str = ""
    state: State = State.SENT
    url: str = ""

    @property
    def entry(self) -> str:
        """The key of the schedule's item."""
        return self.key.split("/")[0]

    @property
    def occurrence(self) -> str:
        """Which of the item's moments."""
        return [*self.key.split("/"), ""][1]

    @property
    def pieces(self) -> list[tuple[bool, str]]:
        """The text, cut where a network would colour a tag or a link: (coloured, words)."""
        return [(number % 2 == 1, piece) for number, piece in enumerate(_PIECES.split(self.text)) if piece]


@dataclass(frozen=True, slots=True)
class _Picture:
    """A distinct picture, embedded once."""

    id: str
    width: int
    height: int
    address: str
    """``data:``"""


def render(
    pages: Sequence[BookPost],
    summary: Mapping[str, object],
    language: Literal["fr", "en"],
    pictures: Mapping[str, bytes],
    photos: Sequence[Group] = (),
) -> str:
    """One HTML page for staff who speak ``language``.

    ``summary`` has the keys of ``rehearse --json`` (a missing one is shown as 0) and ``campaign``, its name;
    ``pictures`` holds the bytes behind each post's ``picture``; ``photos`` are supporters'. Same arguments, same page.
    """
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    languages = sorted({post.language for post in pages})
    networks = [name for name in NetworkName if any(post.network is name for post in pages)]
    style = environment.get_template("book.css.j2").render(networks=len(networks), languages=len(languages))
    which = 1 if language == "fr" else 0
    return environment.get_template("book.html.j2").render(
        language=language,
        say=lambda code, **facts: words.BOOK[code][which].format(**facts),
        state=lambda state: words.STATES[state][which],
        visibility=lambda visibility: words.VISIBILITIES[visibility][which],
        campaign=str(summary.get("campaign", "")),
        counts=[(name, summary.get(name, 0), name in ALARMING and bool(summary.get(name))) for name in SUMMARY],
        cost=_money(summary.get("x_cost_usd", 0), language),
        days=days_of(pages, language),
        count=len(pages),
        languages=languages,
        networks=networks,
        network_names=NETWORKS,
        pictures=_embedded(pages, pictures),
        photos=photos,
        sums=summary.get("photos", {}),
        tell=lambda code, **facts: words.SHOWN[code][which].format(**facts),
        style=Markup(style),  # noqa: S704  # ours alone: no word of a campaign enters it
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
    )


def _money(dollars: object, language: str) -> str:
    said = f"{float(str(dollars)):.2f}\u00a0USD"
    return said.replace(".", ",") if language == "fr" else said


def _embedded(pages: Sequence[BookPost], pictures: Mapping[str, bytes]) -> dict[str, _Picture]:
    wanted = dict.fromkeys(post.picture for post in pages if post.picture in pictures)
    made = {}
    for number, name in enumerate(wanted):
        data = pictures[name]
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            mime = "image/png" if picture.format == "PNG" else "image/jpeg"
            width, height = picture.size
        made[name] = _Picture(f"p{number}", width, height, f"data:{mime};base64,{b64encode(data).decode()}")
    return made
