"""Matrix row 32: files that are edited while a post is claimed, while its call lasts, and while nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.campaign.delivery import State
from bot.campaign.outcome import NotSent, Outcome, Sent
from bot.daemon.reloader import Reloader
from tests.daemon.cast import NOON, Cast, cast
from tests.daemon.days import days
from tests.daemon.played import LOST
from tests.daemon.test_edits import edited, reloader
from tests.length import at_length

EXAMPLES = at_length(40, 1_000)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class File:
    """The one entry of the schedule, as somebody last saved it."""

    name: str = "one"
    minute: int = 0
    words: str = "Un"
    there: bool = True
    whole: bool = True

    def __str__(self) -> str:
        if not self.there:
            return "posts:\n  last:\n    when: 2030-06-09 at 20:00 in Paris\n    text: {fr: Fin.}\n"
        broken = "" if self.whole else "    whne: [\n"
        when = f"2030-06-08 at 12:{self.minute:02} in Paris"
        return f"posts:\n  {self.name}:\n{broken}    when: {when}\n    text: {{fr: {self.words}.}}\n"


EDITS: dict[str, Callable[[File], File]] = {
    "reworded": lambda file: replace(file, words=file.words + " de plus"),
    "moved": lambda file: replace(file, minute=(file.minute + 7) % 60),
    "renamed": lambda file: replace(file, name=file.name + "-bis"),
    "deleted": lambda file: replace(file, there=False),
    "put back": lambda file: replace(file, there=True),
    "broken": lambda file: replace(file, whole=False),
    "mended": lambda file: replace(file, whole=True),
}
POINTS = ("claimed", "called", "unsure")
ANSWERS = ("sent", "lost", "never arrived", "late", "refused")


class Desk:
    """Whoever edits, and the network that is called meanwhile."""

    def __init__(self, folder: Path, edits: list[tuple[str, str]], answers: list[str]) -> None:
        self.file = File()
        self.played: Cast = cast(folder, str(self.file), start=NOON - MINUTE)
        self.duty: Reloader = reloader(self.played)
        self.duty.run_once(NOON - MINUTE)
        self._edits = edits
        self.played.network.on_prepare = lambda: self.edit("claimed")
        self.played.network.script = [lambda answer=answer: self._call(answer) for answer in answers]  # type: ignore[misc]

    def edit(self, point: str) -> None:
        """All that is done at this point."""
        for kind in [kind for where, kind in self._edits if where == point]:
            self.file = EDITS[kind](self.file)
            edited(self.played, self.duty, str(self.file), self.played.clock.now())
        self._edits = [each for each in self._edits if each[0] != point]

    def _call(self, answer: str) -> Outcome:
        network = self.played.network
        self.edit("called")
        match answer:
            case "sent":
                return Sent(network.execute())
            case "lost":
                network.execute()
                return LOST
            case "late":
                network.execute(after=timedelta(seconds=100))
                return LOST
            case "refused":
                return NotSent("connection refused")
            case _:
                return LOST


@given(
    edits=st.lists(st.tuples(st.sampled_from(POINTS), st.sampled_from(list(EDITS))), max_size=6),
    answers=st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=3),
)
@example(edits=[("claimed", "renamed")], answers=["lost"])
@example(edits=[("called", "renamed")], answers=["lost"])
@example(edits=[("unsure", "renamed")], answers=["lost"])
@example(edits=[("called", "deleted"), ("unsure", "put back")], answers=["late"])
@example(edits=[("called", "renamed"), ("called", "deleted"), ("called", "put back")], answers=["never arrived"])
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_edited_while_a_post_is_being_sent_it_is_there_once(
    edits: list[tuple[str, str]], answers: list[str]
) -> None:
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder), edits, answers)
        life = days(desk.played, desk.duty)
        life.until(NOON + MINUTE)
        desk.edit("unsure")
        life.until(NOON + timedelta(hours=2))
        there = [post.text for post in desk.played.network.world]
        assert len(there) == len(set(there))
        kinds = {kind for _, kind in edits}
        # Another name and other words at once are another post: nothing tells that it is meant to be the same.
        assert len(there) <= 1 or {"renamed", "reworded"} <= kinds
        if desk.file.there and desk.file.whole:
            assert there, [(row.key, row.state, row.reason) for row in desk.played.rows()]
        assert {row.state for row in desk.played.rows()} <= {*State} - {State.CLAIMED, State.SENDING, State.UNKNOWN}
        desk.played.outbox.close()
