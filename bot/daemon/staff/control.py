"""The one message that stops and starts everything, and the commands that do the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.actions import people
from bot.campaign.delivery import State
from bot.daemon.staff.heard import Command
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import Scene
from bot.daemon.staff.section import Done
from bot.errors import UsageError
from bot.ports import EVERYTHING
from bot.wording import say
from bot.wording.reasons import reason_text

PAUSE, RESUME, STATUS = "pause", "resume", "status"


class Control:
    """The section of the one message that never ends. Its buttons mean the same whenever they are pressed."""

    name = "control"

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """One."""
        pause = scene.paused
        if pause is None:
            state = say("desk-control-runs", scene.language)
        else:
            state = say("desk-control-paused", scene.language, by=pause.by, at=scene.at(pause.since))
            state += f"\n{pause.reason}" if pause.reason else ""
        if scene.stopped:
            # Whatever the buttons say: they cannot undo it.
            stop = say("desk-control-stop", scene.language)
            state = stop if pause is None else f"{stop}\n{state}"
        toggle = (say("desk-button-resume", scene.language), RESUME)
        if pause is None:
            toggle = (say("desk-button-pause", scene.language), PAUSE)
        title = say("desk-control", scene.language, campaign=scene.campaign.settings.campaign)
        buttons = ((toggle,), ((say("desk-button-status", scene.language), STATUS),))
        yield Notice(
            self.name,
            f"{title}\n\n{state}",
            buttons,
            "always",
            any_words=True,
            silent=True,
            also=(PAUSE, RESUME),
        )

    def next_change(self, scene: Scene) -> datetime | None:  # noqa: ARG002 -- a section's verb
        """Nothing changes by itself."""
        return None

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:  # noqa: ARG002 -- a section's verb
        """Pause or resume everything; a second press of the same finds it done."""
        if verb == PAUSE:
            return pause(scene, person, "")
        return resume(scene) if verb == RESUME else Done("", ends=False)

    def ending(self, name: str, scene: Scene) -> str:  # noqa: ARG002 -- a section's verb
        """It moved to another chat."""
        return say("desk-no-more", scene.language)


def pause(scene: Scene, person: str, reason: str) -> Done:
    """Stop everything before the next byte. Whoever did so first stays named."""
    if scene.paused is not None:
        return Done("desk-paused-already", ends=False)
    people.pause(scene.outbox, EVERYTHING, person, reason, scene.now, ())
    return Done("desk-paused", ends=False)


def resume(scene: Scene) -> Done:
    """Go on."""
    try:
        people.resume(scene.outbox, EVERYTHING)
    except UsageError:
        return Done("desk-control-stop" if scene.stopped else "desk-not-paused", ends=False)
    code = "desk-resumed-stop" if scene.stopped else "desk-resumed"
    return Done(code, tuple(f"sender {name}" for name in scene.campaign.settings.accounts), ends=False)


def obey(command: Command, person: str, scene: Scene) -> Done:
    """Carry out a command that changes something."""
    return pause(scene, person, command.rest) if command.name == PAUSE else resume(scene)


def status(scene: Scene) -> str:
    """How things are, in a few lines."""
    language, outbox = scene.language, scene.outbox
    paused = scene.paused
    lines = [say("desk-status-runs", language)]
    if paused is not None:
        lines = [say("desk-control-paused", language, by=paused.by, at=scene.at(paused.since))]
    if scene.stopped:
        lines = [say("desk-control-stop", language), *(lines if paused is not None else [])]
    nexts = [at for name in scene.campaign.settings.accounts if (at := outbox.next_due(name)) is not None]
    if nexts and not scene.stopped:
        lines.append(say("desk-status-next", language, at=scene.at(min(nexts))))
    counts = outbox.counts()
    lines.append(
        say(
            "desk-status-counts",
            language,
            sent=counts[State.SENT],
            planned=counts[State.PLANNED],
            held=counts[State.HELD],
            unsure=counts[State.UNKNOWN] + counts[State.ASK],
            missed=counts[State.MISSED] + counts[State.REJECTED],
        )
    )
    for pause_ in scene.pauses:
        if pause_.scope != EVERYTHING:
            why = reason_text(pause_.reason, language) or pause_.by
            lines.append(say("desk-status-account", language, account=pause_.scope, reason=why))
    lines.extend(say("desk-status-file", language, file=file) for file in sorted(scene.snapshot.broken))
    return "\n".join(lines)
