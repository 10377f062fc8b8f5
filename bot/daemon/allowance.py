"""What one account may still do: its network's limits, its month's money, and how long the network told it to wait.

Counted from the calls in the outbox, once; then from those this account makes, so that a due instant asks nothing.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from bot.campaign.budget import NEARLY, Call, counts_from, free_at, month_of, spent_usd
from bot.campaign.cost import x_cost_usd
from bot.campaign.delivery import State
from bot.campaign.model import Account, NetworkName, Post
from bot.ports import Attempt, Outbox

EVER = datetime.min.replace(tzinfo=UTC)
AHEAD = timedelta(minutes=1)
"""More than a call is ever prepared ahead of its instant."""
LONGEST_REST = timedelta(days=1)
"""However long a network says: then it is asked again, should it have meant something else."""
_NOT_BILLED = frozenset({State.PLANNED.value, State.REJECTED.value, State.HELD.value})
"""What calls led to that the network did not execute."""
_TOLD = "told of a month nearly spent: "
"""With an account's name, the note that keeps the month."""
_RESTS = "told to come back: "
"""With an account's name, the note that keeps when its network said so, and when it meant."""


class Allowance:
    """One account's. Only its sender calls for it, so what it makes itself is all there is to add.

    In a store that daemons share, others call for it too: they are asked for again with every "when".
    """

    def __init__(self, account: Account, outbox: Outbox) -> None:
        self._account = account
        self._outbox = outbox
        self._calls: list[Call] | None = None
        self.last: datetime | None = None
        """When its last call began; known once it was asked when the next may."""
        self._rest = (EVER, EVER)
        """When the network said when to come back, and when that is; known as ``last`` is."""
        self._told = ""

    def free_at(self, now: datetime) -> datetime:
        """When the next call may begin."""
        if self._outbox.shared:
            # Another daemon may have called meanwhile.
            self._calls = None
        # One from tomorrow was begun by a clock that has been set back since.
        calls = [call for call in self._so_far(now) if call.at <= now + AHEAD]
        spacing = timedelta(seconds=self._account.spacing_s)
        spaced = EVER if self.last is None or self.last > now + AHEAD else self.last + spacing
        return max(spaced, self._rests_until(now), free_at(self._account.network, calls) or EVER)

    def rest(self, until: datetime, now: datetime) -> datetime:
        """The network said when to come back: until when nothing of the account goes, whichever daemon has it."""
        until = min(until, now + LONGEST_REST)
        if until > self._rests_until(now):
            self._outbox.note(_RESTS + self._account.name, f"{now.isoformat()} {until.isoformat()}")
            self._rest = (now, until)
        return self._rests_until(now)

    def _rests_until(self, now: datetime) -> datetime:
        since, until = self._rest
        return EVER if since > now + AHEAD else until

    def begun(self, post: Post, now: datetime) -> None:
        """A call begins."""
        self._so_far(now).append(Call(now, post.picture is not None, self._price(post.text, post.alt)))
        self.last = now

    def not_executed(self) -> None:
        """The call begun last is proved not to have been executed: it is not billed."""
        if self._calls:
            last = self._calls[-1]
            self._calls[-1] = Call(last.at, last.picture)

    def cannot_pay(self, post: Post, now: datetime) -> bool:
        """Whether the month's money is too little for this post."""
        budget = self._account.budget_usd_per_month
        return budget is not None and self.spent(now) + self._price(post.text, post.alt) > budget

    def spent(self, now: datetime) -> Decimal:
        """What this month's calls cost, in US dollars."""
        return spent_usd(self._so_far(now), now)

    def is_nearly_spent(self, now: datetime) -> bool:
        """Whether the month's money is nearly used up, once a month."""
        budget = self._account.budget_usd_per_month
        month = f"{month_of(now):%Y-%m}"
        if budget is None or self._told == month or self.spent(now) < budget * NEARLY:
            return False
        self._told = month
        if self._outbox.noted(_TOLD + self._account.name) == month:
            return False
        self._outbox.note(_TOLD + self._account.name, month)
        return True

    def _so_far(self, now: datetime) -> list[Call]:
        first = counts_from(self._account.network, now)
        if self._calls is None:
            self.last = self._outbox.last_sent(self._account.name)
            self._rest = _rest_of(self._outbox.noted(_RESTS + self._account.name))
            self._calls = [self._call(attempt) for attempt in self._outbox.attempts_since(self._account.name, first)]
        elif self._calls and self._calls[0].at < first:
            self._calls = [call for call in self._calls if call.at >= first]
        return self._calls

    def _call(self, attempt: Attempt) -> Call:
        # Every picture of ours that X gets has an alt text, which is billed.
        usd = self._price(attempt.text, attempt.picture_sha256)
        return Call(
            attempt.started_at,
            bool(attempt.picture_sha256),
            Decimal(0) if attempt.outcome in _NOT_BILLED else usd,
        )

    def _price(self, text: str, alt: str) -> Decimal:
        return x_cost_usd(text, alt) if self._account.network is NetworkName.X else Decimal(0)


def _rest_of(noted: str | None) -> tuple[datetime, datetime]:
    since, _, until = (noted or "").partition(" ")
    return (datetime.fromisoformat(since), datetime.fromisoformat(until)) if until else (EVER, EVER)
