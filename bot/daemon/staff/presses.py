"""A press of a button: who, under which words, and whether it is still the question they answer.

Every check is made anew, in the one transaction that also acts and writes down who decided: two who press at once
make one decision, and whatever is handled twice after a crash is told what the first time did.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.daemon.staff.heard import Answered, Pressed
from bot.daemon.staff.notice import Notice, pages
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Asking, Done, Section
from bot.errors import CampaignError
from bot.ports import Matter, Outbox
from bot.wording import error_text, say

_DECIDED = "decided "
"""With a button's tag, the note that keeps the one answer it got."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a press."""

    text: str
    """For whoever pressed."""
    wake: tuple[str, ...] = ()
    orphan: bool = False
    """The message is none that we know: it was said just before a crash, and said again after it."""


def press(  # noqa: PLR0911 -- each reason to do nothing has its answer
    pressed: Pressed, person: str, sections: Mapping[str, Section], secret: str, scene: Scene
) -> Answer:
    """Do what the button says, if it may still be done. ``person`` is one of the staff."""
    # What the scene reads of the outbox it reads inside.
    with scene.outbox.together():
        matter = _matter(scene.outbox, pressed)
        verb, _, tag = pressed.data.partition(" ")
        decided = _decision(scene, tag)
        if decided:
            return Answer(decided, orphan=matter is None)
        if matter is None:
            return Answer(say("desk-orphan", scene.language), orphan=True)
        section = sections.get(matter.name.partition("/")[0])
        notice = _fresh(section, matter.name, scene) if section is not None else None
        if section is None or notice is None or not matter.open:
            return Answer(ended(matter, section, scene) or say("desk-photo-changed", scene.language))
        if not notice.accepts(pressed.data, secret):
            return Answer(say("desk-stale", scene.language))
        try:
            done = section.act(notice, verb, person, scene)
        except CampaignError as error:
            if not error.code:
                raise
            return Answer(error_text(error, scene.language)[0])
        if not done.code:
            return Answer(say("desk-settled", scene.language))
        return _told(done, tag, person, scene)


def reply(answered: Answered, person: str, sections: Mapping[str, Section], scene: Scene) -> Answer | None:
    """Take words that answer a message of ours for what its section asked; ``None``: nobody asked anything."""
    with scene.outbox.together():
        matter = _matter(scene.outbox, answered)
        section = sections.get(matter.name.partition("/")[0]) if matter is not None and matter.open else None
        if matter is None or not isinstance(section, Asking):
            return None
        try:
            done = section.take(matter.name, answered.text, scene)
        except CampaignError as error:
            if not error.code:
                raise
            return Answer(" ".join(error_text(error, scene.language)))
        return None if done is None else _told(done, "", person, scene)


def ended(matter: Matter, section: Section | None, scene: Scene) -> str:
    """How a matter ended: who pressed which button, or what else became of it."""
    tags = {data.partition(" ")[2] for row in matter.buttons for _, data in row}
    told = next((line for tag in sorted(tags) if (line := _decision(scene, tag))), "")
    return told or (section.ending(matter.name, scene) if section else say("desk-no-more", scene.language))


def _told(done: Done, tag: str, person: str, scene: Scene) -> Answer:
    if done.ends:
        kept = {"code": done.code, "person": person, "at": scene.now.isoformat(), "facts": dict(done.facts)}
        scene.outbox.note(_DECIDED + tag, json.dumps(kept))
    return Answer(_line(done.code, person, scene.at(scene.now), scene.language, done.facts), done.wake)


def _decision(scene: Scene, tag: str) -> str:
    """Who answered this very question, how and when."""
    kept = scene.outbox.noted(_DECIDED + tag) if tag else None
    if not kept:
        return ""
    decided = json.loads(kept)
    at = scene.at(type(scene.now).fromisoformat(decided["at"]))
    return _line(decided["code"], decided["person"], at, scene.language, decided.get("facts", {}))


def _line(code: str, person: str, at: str, language: str, facts: Mapping[str, str]) -> str:
    return say(code, language, person=person, at=at, **facts)


def _matter(outbox: Outbox, pressed: Pressed | Answered) -> Matter | None:
    """The matter whose message it is; one that is over stays known."""
    here: Iterable[Matter] = outbox.matters(only_open=True)
    for matters in (here, outbox.matters()):
        for matter in matters:
            if (matter.chat, matter.message) == (pressed.chat, pressed.message):
                return matter
    return None


def _fresh(section: Section, name: str, scene: Scene) -> Notice | None:
    """The notice as it would be written now: what the person saw may have changed since."""
    for notice in section.notices(scene):
        for page in pages(notice):
            if page.name == name:
                return page
    return None
