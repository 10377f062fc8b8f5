"""Posts of which nobody knows whether they are out, and second copies that are: a person looks and says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from bot.actions import people, retract
from bot.campaign.delivery import State
from bot.daemon.staff.approvals import quoted
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import Scene, address
from bot.daemon.staff.section import Done
from bot.ports import Delivery, Outbox
from bot.wording import say
from bot.wording.reasons import reason_text

PATIENCE = timedelta(minutes=10)
"""How long the networks are read back before a person is asked as well."""
_VERDICTS: Mapping[str, str] = {"there": "desk-there", "send": "desk-send-again", "drop": "desk-given-up"}
_ENDED: Mapping[State, str] = {
    State.SENT: "desk-found",
    State.PLANNED: "desk-absent",
    State.CANCELLED: "desk-given-up-elsewhere",
}


class Unsure:
    """The section of ``ask``, and of ``unknown`` for more than ten minutes."""

    name = "ask"

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """The oldest call first."""
        for row in scene.unsure:
            if row.state is State.ASK or _since(row) + PATIENCE <= scene.now:
                yield self._notice(row, scene)

    def next_change(self, scene: Scene) -> datetime | None:
        """When the next has been unsure for ten minutes."""
        ends = [_since(row) + PATIENCE for row in scene.unsure if row.state is State.UNKNOWN]
        return min((end for end in ends if end > scene.now), default=None)

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Settle it by what the person saw."""
        (key,) = notice.keys
        row = people.resolve(scene.outbox, key, verb, person, scene.now, times=scene.campaign.settings.read_back)
        return Done(_VERDICTS[verb], wake=(f"sender {row.account}",))

    def ending(self, name: str, scene: Scene) -> str:
        """What became of it."""
        row = scene.outbox.get(name.removeprefix(f"{self.name}/"))
        return say(_ENDED.get(row.state, "desk-no-more") if row else "desk-no-more", scene.language)

    def _notice(self, row: Delivery, scene: Scene) -> Notice:
        account = scene.campaign.settings.accounts.get(row.account)
        head = say(
            "desk-ask" if row.state is State.ASK else "desk-unknown",
            scene.language,
            account=row.account,
            address=address(account) if account else "–",
            at=scene.at(_since(row)),
            reason=reason_text(row.reason, scene.language),
        )
        labels = {verb: say(f"desk-button-{verb}", scene.language) for verb in people.VERDICTS}
        return Notice(
            f"{self.name}/{row.key}",
            "\n\n".join((head, f"{row.key}\n{quoted(row.text)}", say("desk-ask-how", scene.language))),
            (tuple((labels[verb], verb) for verb in people.VERDICTS),),
            f"{row.key}@{row.generation}@{row.begun_at}@{row.text}",
            any_words=True,
            keys=(row.key,),
        )


def _since(row: Delivery) -> datetime:
    return row.begun_at or row.due


class Doubles:
    """The section of second copies that the auditor, or the reconciler, found."""

    name = "double"

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """Those nobody has decided about yet."""
        for matter in scene.outbox.matters(only_open=True):
            facts = found(scene.outbox, matter.name) if matter.name.startswith(f"{self.name}/") else None
            if facts is not None:
                yield Notice(
                    matter.name,
                    say("desk-double", scene.language, **facts),
                    (
                        (
                            (say("desk-button-delete", scene.language), "delete"),
                            (say("desk-button-leave", scene.language), "leave"),
                        ),
                    ),
                    keys=(facts["key"],),
                    facts=facts,
                )

    def next_change(self, scene: Scene) -> datetime | None:  # noqa: ARG002 -- a section's verb
        """Nothing changes by itself."""
        return None

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Order the deletion of the copy, or leave both."""
        (key,) = notice.keys
        forget(scene.outbox, notice.name)
        if verb == "leave":
            return Done("desk-left")
        # Refused when it has turned out meanwhile to be another delivery's own post: then there is nothing to decide.
        retract.double(scene.outbox, key, notice.facts["remote_id"], person, scene.now)
        return Done("desk-deleting", wake=("errands",))

    def ending(self, name: str, scene: Scene) -> str:  # noqa: ARG002 -- a section's verb
        """It ends by a button alone."""
        return say("desk-no-more", scene.language)


def _note(name: str) -> str:
    return f"desk {name}"


def remember(outbox: Outbox, name: str, facts: Mapping[str, str]) -> None:
    """Keep what a double's matter is about."""
    outbox.note(_note(name), json.dumps(dict(facts)))


def found(outbox: Outbox, name: str) -> dict[str, str] | None:
    """What a double's matter is about; ``None`` once it was decided."""
    kept = outbox.noted(_note(name))
    return json.loads(kept) if kept else None


def forget(outbox: Outbox, name: str) -> None:
    """It was decided."""
    outbox.note(_note(name), "")
