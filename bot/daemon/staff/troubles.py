"""What is broken and waits for somebody: accounts, and files of the campaign."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.actions import people
from bot.campaign.problem import Severity
from bot.daemon.means import BOT
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import Scene, address
from bot.daemon.staff.section import Done
from bot.errors import UsageError
from bot.ports import GO_ON
from bot.wording import problem_text, say
from bot.wording.reasons import reason_text

_AGAIN, _GO_ON = "again", "go-on"


class Accounts:
    """The section of accounts that the bot paused because their network refuses them."""

    name = "account"

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """The longest ill first."""
        for pause in scene.pauses:
            account = scene.campaign.settings.accounts.get(pause.scope)
            if account is None or pause.by != BOT:
                continue
            yield Notice(
                f"{self.name}/{pause.scope}",
                say(
                    "desk-account",
                    scene.language,
                    account=pause.scope,
                    address=address(account),
                    reason=reason_text(pause.reason, scene.language),
                    at=scene.at(pause.since),
                ),
                (((say("desk-button-again", scene.language), _AGAIN),),),
                f"{pause.since}",
                facts={"account": pause.scope},
            )

    def next_change(self, scene: Scene) -> datetime | None:  # noqa: ARG002 -- a section's verb
        """Nothing changes by itself."""
        return None

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:  # noqa: ARG002 -- a section's verb
        """Have it asked again."""
        account = notice.facts["account"]
        try:
            people.resume(scene.outbox, account)
        except UsageError:
            return Done("")
        return Done("desk-account-again", wake=(f"sender {account}",))

    def ending(self, name: str, scene: Scene) -> str:
        """It works again, or a person has paused it too: then nothing ends by itself."""
        scope = name.removeprefix(f"{self.name}/")
        pause = next((pause for pause in scene.pauses if pause.scope == scope), None)
        if pause is None:
            return say("desk-account-well", scene.language)
        why = (
            reason_text(pause.reason, scene.language)
            if pause.by == BOT
            else say("paused-by", scene.language, by=pause.by)
        )
        return say("desk-status-account", scene.language, account=scope, reason=why)


@dataclass(frozen=True, slots=True)
class BrokenFiles:
    """What is known of the campaign's files."""

    digest_of: Callable[[str], str]
    """Names a broken file's present text: what a choice to go on without it holds for."""
    has_earlier: Callable[[str], bool]
    """Whether there is a last good version of it."""


class Files:
    """The section of files that cannot be used as they are."""

    name = "file"

    def __init__(self, files: BrokenFiles) -> None:
        self._files = files

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """By name."""
        for file in sorted(scene.snapshot.broken):
            digest = self._files.digest_of(file)
            if scene.outbox.noted(GO_ON + file) != digest:
                yield self._notice(file, digest, scene)

    def next_change(self, scene: Scene) -> datetime | None:  # noqa: ARG002 -- a section's verb
        """The reloader wakes us."""
        return None

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:  # noqa: ARG002 -- a section's verb
        """Go on with the last good version, until the file's text changes again."""
        people.go_on(scene.outbox, notice.facts["file"], notice.facts["digest"])
        return Done("desk-gone-on", wake=("reloader",))

    def ending(self, name: str, scene: Scene) -> str:
        """Mended, or gone on without."""
        broken = name.removeprefix(f"{self.name}/") in scene.snapshot.broken
        return say("desk-gone-on-elsewhere" if broken else "desk-file-good", scene.language)

    def _notice(self, file: str, digest: str, scene: Scene) -> Notice:
        fault = next(
            (
                problem
                for problem in scene.snapshot.problems
                if problem.place.file == file and problem.severity is Severity.ERROR
            ),
            None,
        )
        told = " ".join(problem_text(fault, scene.language)).strip() if fault else ""
        line = fault.place.line if fault else 1
        waiting = [
            due.slot
            for key, due in scene.snapshot.plan.items()
            if scene.snapshot.waiting.get(key) == file and due.slot.due > scene.now
        ]
        coming = min(waiting, key=lambda slot: slot.due, default=None)
        parts = [say("desk-file", scene.language, file=file, line=line, problem=told)]
        if coming is not None:
            what = f"{coming.entry.key} · {coming.occurrence}"
            parts.append(say("desk-file-next", scene.language, what=what, at=scene.at(coming.due)))
        can = self._files.has_earlier(file)
        parts.append(say("desk-file-go-on" if can else "desk-file-mend", scene.language))
        choices = (((say("desk-button-go-on", scene.language), _GO_ON),),) if can else ()
        return Notice(
            f"{self.name}/{file}", "\n\n".join(parts), choices, digest, facts={"file": file, "digest": digest}
        )
