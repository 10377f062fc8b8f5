"""The verbs of ``ports.Aftermath``, each one work for ``Commits``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.outbox import aftermath, errands
from bot.outbox.commits import Commits
from bot.ports import Attempt, Delivery, Errand, ErrandKind
from bot.ports.aftermath import Aftermath


class SqlAftermath(Aftermath):
    """Reading back, auditing, errands, a store put back from a copy."""

    commits: Commits

    def unsure(self, now: datetime) -> Sequence[Delivery]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.unsure(c, now))

    def next_look(self) -> datetime | None:
        """See ``aftermath``."""
        return self.commits.run(aftermath.next_look)

    def looked(self, delivery: Delivery, *, absent: int, reason: str, look_at: datetime, now: datetime) -> bool:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.looked(c, delivery, absent, reason, look_at, now))

    def attempts_of(self, key: str) -> Sequence[Attempt]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.attempts_of(c, key))

    def attempts_since(self, account: str, since: datetime) -> Sequence[Attempt]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.attempts_since(c, account, since))

    def posts_of(self, account: str) -> Sequence[tuple[str, str]]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.posts_of(c, account))

    def posted_mark(self) -> tuple[int, datetime | None]:
        """See ``aftermath``."""
        return self.commits.run(aftermath.posted_mark)

    def to_audit(self, now: datetime) -> Sequence[Delivery]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.to_audit(c, now))

    def next_audit(self) -> datetime | None:
        """See ``aftermath``."""
        return self.commits.run(aftermath.next_audit)

    def audited(self, key: str, again_at: datetime | None, now: datetime) -> None:
        """See ``aftermath``."""
        self.commits.run(lambda c: aftermath.audited(c, key, again_at, now))

    def order(self, key: str, kind: ErrandKind, by: str, now: datetime, *, text: str = "", remote_id: str = "") -> bool:
        """See ``errands``."""
        return self.commits.run(lambda c: errands.order(c, key, kind, by, now, text, remote_id))

    def errands(self, now: datetime | None = None) -> Sequence[Errand]:
        """See ``errands``."""
        return self.commits.run(lambda c: errands.list_errands(c, now))

    def errands_of(self, key: str) -> Sequence[Errand]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.errands_of(c, key))

    def next_errand(self) -> datetime | None:
        """See ``errands``."""
        return self.commits.run(errands.next_errand)

    def put_off(self, errand: Errand, reason: str, not_before: datetime, now: datetime) -> None:  # noqa: ARG002 -- an order has no other instant to keep
        """See ``errands``."""
        self.commits.run(lambda c: errands.put_off(c, errand, reason, not_before))

    def carried_out(self, errand: Errand, now: datetime) -> None:
        """See ``errands``."""
        self.commits.run(lambda c: errands.carried_out(c, errand, now))

    def not_carried_out(self, errand: Errand, reason: str, now: datetime) -> None:
        """See ``errands``."""
        self.commits.run(lambda c: errands.not_carried_out(c, errand, reason, now))

    def distrust(self, now: datetime, reason: str, *, again: bool = False) -> Sequence[Delivery]:
        """See ``aftermath``."""
        return self.commits.run(lambda c: aftermath.distrust(c, now, reason, again=again))

    def deeds_ever(self) -> int:
        """See ``aftermath``."""
        return self.commits.run(aftermath.deeds_ever)
