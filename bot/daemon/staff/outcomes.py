"""What came of a deadline that posts depend on: who says what, and a button for each thing one can say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.actions import decisions
from bot.campaign.decisions import ENOUGH, OPEN_OUTCOME, OTHER_OUTCOME, decidable, outcomes
from bot.campaign.delivery import State
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Done
from bot.ports import Delivery, Statement
from bot.wording import say

_AHEAD = (State.PLANNED, State.CLAIMED, State.HELD)


class Outcomes:
    """The section of ``only-if``. Its buttons state something; anybody may say something else later."""

    name = "decide"

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """From the evening before the first post that depends on it, and from the first statement on."""
        for deadline in decidable(scene.campaign):
            rows = self._depending(deadline, scene)
            said = scene.outbox.statements(deadline)
            if rows and (said or scene.now >= scene.evening_before(rows[0].due)):
                yield self._notice(deadline, rows, said, scene)

    def next_change(self, scene: Scene) -> datetime | None:
        """The next evening before."""
        evenings = [
            scene.evening_before(rows[0].due)
            for deadline in decidable(scene.campaign)
            if (rows := self._depending(deadline, scene))
        ]
        return min((evening for evening in evenings if evening > scene.now), default=None)

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Take down one person's word."""
        deadline, outcome = notice.facts["deadline"], notice.facts[verb]
        before = {said.person: said.outcome for said in scene.outbox.statements(deadline)}
        if before.get(person, OPEN_OUTCOME if not before else "") == outcome:
            return Done("desk-said-so-already", ends=False)
        done = decisions.state(scene.campaign, scene.outbox, deadline, outcome, person, scene.now)
        wake = tuple(dict.fromkeys(f"sender {row.account}" for row in (*done.going, *done.stopped)))
        return Done("desk-second-needed" if done.waiting else "desk-stated", (*wake, "halt"), ends=False)

    def ending(self, name: str, scene: Scene) -> str:  # noqa: ARG002 -- a section's verb
        """Nothing waits for it any more."""
        return say("desk-nothing-depends", scene.language)

    @staticmethod
    def _depending(deadline: str, scene: Scene) -> Sequence[Delivery]:
        rows = [
            row
            for entry in scene.campaign.entries.values()
            if entry.only_if is not None and entry.only_if.deadline == deadline
            for row in scene.outbox.deliveries(states=_AHEAD, entry=entry.key)
        ]
        return sorted(rows, key=lambda row: row.due)

    def _notice(self, deadline: str, rows: Sequence[Delivery], said: Sequence[Statement], scene: Scene) -> Notice:
        known = outcomes(scene.campaign, deadline)
        lines = [say("desk-decide", scene.language, deadline=deadline), ""]
        for outcome in known:
            going = [row for row in rows if _wants(row, scene) == outcome]
            if going:
                code = "desk-decide-open" if outcome == OPEN_OUTCOME else "desk-decide-two"
                names = ", ".join(dict.fromkeys(row.entry for row in going))
                lines.append(
                    say(code, scene.language, outcome=outcome, posts=names, at=scene.at(going[0].due), people=ENOUGH)
                )
        wanted = {_wants(row, scene) for row in rows}
        lines.append("")
        lines.extend(
            say(
                "desk-said",
                scene.language,
                person=word.person,
                outcome=_spoken(word.outcome, scene),
                at=scene.at(word.at),
            )
            for word in said
        )
        if not said:
            lines.append(say("desk-nobody-said", scene.language))
        elif len({word.outcome for word in said}) > 1:
            lines.append(say("desk-contested", scene.language))
        # Nobody who knows better must look for a word, or for a computer, to stop what says that nothing has happened.
        stated = tuple(dict.fromkeys((*known, OTHER_OUTCOME))) if OPEN_OUTCOME in wanted else known
        verbs = {f"say-{number}": outcome for number, outcome in enumerate(stated)}
        choices = tuple(
            ((say("desk-button-say", scene.language, deadline=deadline, outcome=_spoken(outcome, scene)), verb),)
            for verb, outcome in verbs.items()
        )
        bound = " ".join(stated)
        facts = {"deadline": deadline, **verbs}
        return Notice(f"{self.name}/{deadline}", "\n".join(lines), choices, bound, any_words=True, facts=facts)


def _spoken(outcome: str, scene: Scene) -> str:
    return say("desk-other", scene.language) if outcome == OTHER_OUTCOME else outcome


def _wants(row: Delivery, scene: Scene) -> str:
    entry = scene.campaign.entries.get(row.entry)
    return entry.only_if.outcome if entry is not None and entry.only_if is not None else ""
