"""The verbs of ``ports.Staffroom``, each one work for ``Commits``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.outbox import staffroom
from bot.outbox.commits import Commits
from bot.ports import Matter, Received, Update
from bot.ports.staffroom import Staffroom


class SqlStaffroom(Staffroom):
    """The inbox, the staff's chat, the leases."""

    commits: Commits

    def receive(self, bot: str, updates: Sequence[Update], now: datetime) -> int:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.receive(c, bot, updates, now))

    def last_update(self, bot: str) -> int | None:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.last_update(c, bot))

    def unhandled(self, limit: int = 100, after: Received | None = None) -> Sequence[Received]:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.unhandled(c, limit, after))

    def handled(self, bot: str, update_id: int, now: datetime) -> None:
        """See ``staffroom``."""
        self.commits.run(lambda c: staffroom.handled(c, bot, update_id, now))

    def forget_updates(self, before: datetime) -> int:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.forget_updates(c, before))

    def matters(self, *, only_open: bool = False) -> Sequence[Matter]:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.list_matters(c, only_open=only_open))

    def matter(self, name: str) -> Matter | None:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.matter(c, name))

    def keep_matter(self, matter: Matter) -> None:
        """See ``staffroom``."""
        self.commits.run(lambda c: staffroom.keep_matter(c, matter))

    def lead(self, job: str, owner: str, until: datetime, now: datetime) -> bool:
        """See ``staffroom``."""
        return self.commits.run(lambda c: staffroom.lead(c, job, owner, until, now))

    def step_down(self, job: str, owner: str) -> None:
        """See ``staffroom``."""
        self.commits.run(lambda c: staffroom.step_down(c, job, owner))
