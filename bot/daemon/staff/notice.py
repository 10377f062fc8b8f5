"""One thing the chat should show now, and how its buttons are bound to its words."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.ports import Button

ROOM = 3600
"""UTF-16 units of one message, of Telegram's 4096: the rest is for how the matter ended."""
CAPTION = 1000
"""Of the words under a picture, of Telegram's 1024."""
FLEETING = "photo"
"""The section whose messages leave nothing behind once they are over: neither in the chat nor in the store."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A matter as it stands: it is said once, rewritten when it changes, and ended when it is wanted no more."""

    name: str
    """What it is about; the part before the first ``/`` says which of the desk's sections knows it."""
    text: str
    choices: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Rows of (label, verb)."""
    bound_to: str = ""
    """What the buttons are good for, beside the words shown: a press counts only while it is the same."""
    any_words: bool = False
    """The buttons mean the same whatever the words: they are bound to ``bound_to`` alone."""
    keys: tuple[str, ...] = ()
    """The deliveries it decides about."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else its verbs need."""
    picture: str = ""
    """Shown above the words: its hash in the cabinet, or two (``review.BESIDE``).

    A notice of another picture has another name.
    """
    silent: bool = False
    also: tuple[str, ...] = ()
    """Verbs that count although no button shows them now: of the message as it stood a moment ago."""

    def buttons(self, secret: str) -> tuple[tuple[Button, ...], ...]:
        """As they are shown. What comes back names the verb and a digest that only this desk can make."""
        tag = self.tag(secret)
        return tuple(tuple(Button(label, f"{verb} {tag}") for label, verb in row) for row in self.choices)

    def accepts(self, data: str, secret: str) -> bool:
        """Whether ``data`` is what one of these buttons sends back."""
        verbs = {verb for row in self.choices for _, verb in row} | set(self.also)
        verb, _, tag = data.partition(" ")
        return verb in verbs and tag == self.tag(secret)

    def tag(self, secret: str) -> str:
        """Twelve bytes that change with the words shown, and with what they decide about."""
        words = "" if self.any_words else self.text
        bound = f"{self.name}\0{words}\0{self.bound_to}".encode("utf-8", "surrogatepass")
        return urlsafe_b64encode(hashlib.blake2b(bound, digest_size=12, key=secret.encode()).digest()).decode()


def is_fleeting(name: str) -> bool:
    """Whether the matter ``name`` is about a supporter's photo."""
    return name.startswith(f"{FLEETING}/")


def pages(notice: Notice) -> Sequence[Notice]:
    """The notice, in as many messages as its words need; picture and buttons stand with the last."""
    parts = _with_caption(notice.text) if notice.picture else _parts(notice.text)
    if len(parts) == 1:
        return (notice,)
    earlier = [
        Notice(f"{notice.name} ({number})", f"({number}/{len(parts)}) {part}", silent=notice.silent)
        for number, part in enumerate(parts[:-1], 1)
    ]
    last = replace(
        notice,
        text=f"({len(parts)}/{len(parts)}) {parts[-1]}",
        # The yes is for all the words, not for those on the last page.
        bound_to=f"{notice.bound_to}\0{notice.text}",
    )
    return (*earlier, last)


def _with_caption(text: str) -> list[str]:
    """The last part is short enough for the words under a picture."""
    if units(text) <= CAPTION:
        return [text]
    lines, last = text.split("\n"), ""
    # Room for the number of the page.
    while lines and units(lines[-1]) + units(last) + 1 <= CAPTION - 20:
        last = f"{lines.pop()}\n{last}" if last else lines.pop()
    return [*_parts("\n".join(lines)), last or "…"]


def _parts(text: str) -> list[str]:
    """Cut between lines where that is possible."""
    parts, page = [], ""
    for line in text.split("\n"):
        rest = line
        while units(page) + units(rest) + 1 > ROOM:
            if page:
                parts.append(page.strip("\n"))
                page = ""
                continue
            head = _head(rest)
            parts.append(head)
            rest = rest[len(head) :]
        page = f"{page}\n{rest}" if page else rest
    return [*parts, page.strip("\n")] if page.strip("\n") or not parts else parts


def _head(line: str) -> str:
    """As much of one very long line as a message takes."""
    size = 0
    for place, letter in enumerate(line):
        size += units(letter)
        if size >= ROOM:
            # After a space, where there is one: words stay whole.
            return line[: line.rfind(" ", 0, place) + 1 or place]
    return line


def units(text: str) -> int:
    """As Telegram counts a message: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
