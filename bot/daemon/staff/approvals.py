"""Held posts, as the people who say yes or no must see them: the exact words, where, and at what hour there.

One notice for all deliveries of an entry's occurrence that wait for the same reason: a post goes to many accounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from bot.actions import people
from bot.actions.around import around
from bot.campaign.approved import as_planned, beside
from bot.campaign.delivery import HeldFor, State
from bot.campaign.model import Post
from bot.daemon.staff.notice import Notice
from bot.daemon.staff.scene import SOON, Scene
from bot.daemon.staff.section import Done
from bot.ports import Delivery
from bot.wording import say
from bot.wording.reasons import reason_text

SECTION = "held"
_TOGETHER = 3
"""More late posts than so many are one notice: the answer is most likely one."""
_NAMED = 40
"""How many of them it names."""
_APPROVE, _DROP = "ok", "drop"

Rows = Sequence[Delivery]


class Approvals:
    """The section."""

    name = SECTION

    def notices(self, scene: Scene) -> Iterator[Notice]:
        """Those it is time for, the next due first."""
        groups = _grouped(people.waiting_for_yes(scene.held))
        late = {group: rows for group, rows in groups.items() if group[0] == HeldFor.LATE}
        if len(late) > _TOGETHER:
            yield _many_late(late, scene)
            groups = {group: rows for group, rows in groups.items() if group not in late}
        for (reason, entry, occurrence), rows in groups.items():
            stage = _stage(reason, rows, scene)
            if stage:
                yield _one(f"{SECTION}/{stage}/{reason}/{entry}/{occurrence}", reason, rows, scene)

    def next_change(self, scene: Scene) -> datetime | None:
        """The next evening before, or two hours before."""
        moments = [
            moment
            for row in scene.held
            if row.reason == HeldFor.APPROVAL
            for moment in (scene.evening_before(row.due), row.due - SOON)
            if moment > scene.now
        ]
        return min(moments, default=None)

    def act(self, notice: Notice, verb: str, person: str, scene: Scene) -> Done:
        """Yes or no to all of it, with the same function as the command line."""
        rows = [row for key in notice.keys if (row := scene.outbox.get(key)) is not None]
        if verb == _APPROVE:
            done = people.approve(scene.outbox, rows, person, scene.now, lambda key: beside(_post(key, scene)))
            code = "desk-approved"
        else:
            done = people.cancel(scene.outbox, rows, person, scene.now)
            code = "desk-dropped"
        if not done:
            return Done("")
        return Done(code, wake=tuple(dict.fromkeys(f"sender {row.account}" for row in done)))

    def ending(self, name: str, scene: Scene) -> str:
        """What became of it, when nobody pressed a button here."""
        if name.startswith(f"{SECTION}/late/all"):
            return say("desk-no-more", scene.language)
        _, stage, _, entry, occurrence, *_ = name.split("/")
        rows = [row for row in scene.outbox.deliveries(entry=entry) if row.occurrence == occurrence.partition(" ")[0]]
        if stage == "eve" and any(row.state is State.HELD for row in rows):
            return say("desk-asked-again", scene.language)
        yes = next((row.approved_by for row in rows if row.approved_by), "")
        if yes:
            return say("desk-approved-elsewhere", scene.language, person=yes)
        states = {row.state for row in rows}
        for state, code in ((State.MISSED, "desk-missed"), (State.CANCELLED, "desk-dropped-elsewhere")):
            if state in states:
                return say(code, scene.language)
        return say("desk-no-more", scene.language)


def _grouped(rows: Rows) -> Mapping[tuple[str, str, str], Rows]:
    groups: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for row in rows:
        groups[row.reason, row.entry, row.occurrence].append(row)
    return groups


def _stage(reason: str, rows: Rows, scene: Scene) -> str:
    """When its words were to be approved anyway there is a day for it; anything else is asked at once."""
    if reason != HeldFor.APPROVAL:
        return "now"
    due = min(row.due for row in rows)
    if scene.now >= due - SOON:
        return "soon"
    return "eve" if scene.now >= scene.evening_before(due) else ""


def _choices(scene: Scene, approve: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    return (((say(approve, scene.language), _APPROVE), (say("desk-button-drop", scene.language), _DROP)),)


def _stamp(rows: Rows, scene: Scene) -> str:
    """Asked again after an answer, or of another picture, it is another question."""
    return " ".join(f"{row.key}@{row.generation}@{row.approved_at}{beside(_post(row.key, scene))}" for row in rows)


def _post(key: str, scene: Scene) -> Post | None:
    return as_planned(scene.snapshot.plan.get(key), scene.campaign)


def _one(name: str, reason: str, rows: Rows, scene: Scene) -> Notice:
    first = rows[0]
    what = f"{first.entry} · {first.occurrence}"
    title = {
        HeldFor.APPROVAL.value: "desk-held-approval",
        HeldFor.CHANGED.value: "desk-held-changed",
        HeldFor.LATE.value: "desk-held-late",
    }.get(reason)
    if title is not None:
        head = say(title, scene.language, what=what, due=scene.at(min(row.due for row in rows)))
    else:
        head = say("desk-held-other", scene.language, what=what, reason=reason_text(reason, scene.language))
    blocks = [_block(alike, scene) for alike in _alike(rows, scene)]
    return Notice(
        name,
        "\n\n".join((head, *blocks)),
        _choices(scene, "desk-button-send" if reason in {HeldFor.LATE, HeldFor.ACCOUNT} else "desk-button-approve"),
        _stamp(rows, scene),
        keys=tuple(row.key for row in rows),
    )


def _alike(rows: Rows, scene: Scene) -> Sequence[Rows]:
    """Those that read, and look, the same, in the order of their first."""
    groups: dict[tuple[str, str, str], list[Delivery]] = defaultdict(list)
    for row in rows:
        groups[row.language, row.text, beside(_post(row.key, scene))].append(row)
    return list(groups.values())


def _block(rows: Rows, scene: Scene) -> str:
    """One text: its language, where it goes and when, the warning, the words, the picture."""
    places: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        audience = scene.campaign.settings.audiences.get(row.audience)
        when = scene.at(row.due, audience.zone, audience.city) if audience else scene.at(row.due)
        places[when].append(row.account)
    lines = [f"{rows[0].language} · {when} · {', '.join(accounts)}" for when, accounts in places.items()]
    before, after = around(_post(rows[0].key, scene), scene.language)
    return "\n".join((*lines, *before, quoted(rows[0].text), *after))


def quoted(text: str) -> str:
    """Somebody else's words, told apart from ours."""
    return "\n".join(f"│ {line}".rstrip() for line in text.split("\n"))


def _many_late(groups: Mapping[tuple[str, str, str], Rows], scene: Scene) -> Notice:
    rows = [row for group in groups.values() for row in group]
    lines = [
        f"· {scene.at(min(row.due for row in group))} — {entry} · {occurrence} → "
        f"{', '.join(dict.fromkeys(row.account for row in group))}"
        for (_, entry, occurrence), group in list(groups.items())[:_NAMED]
    ]
    more = ["…"] if len(groups) > _NAMED else []
    head = say("desk-many-late", scene.language, number=len(groups))
    foot = say("desk-many-late-foot", scene.language)
    return Notice(
        f"{SECTION}/late/all",
        "\n".join((head, "", *lines, *more, "", foot)),
        _choices(scene, "desk-button-send-all"),
        _stamp(rows, scene),
        keys=tuple(row.key for row in rows),
    )
