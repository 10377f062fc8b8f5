"""What can go wrong that is not an outcome of a post.

The tree::

    CampaignError
    ├── FilesError          the campaign's files cannot be used (exit 1)
    ├── UsageError          the command was wrong (exit 2)
    ├── SecretsError        a credential is missing, unreadable or too open (exit 2)
    ├── UnreachableError    a server or database does not answer (exit 3)
    ├── AlreadyRunningError another daemon holds this campaign (exit 4)
    └── StoreError          the outbox cannot be used: newer, corrupt, full (exit 1)

Each carries one sentence for a person and, where there is one, the next step. Tracebacks are for ``--debug``.
"""

from __future__ import annotations

from collections.abc import Mapping


class CampaignError(Exception):
    """Anything a person should be told in one line."""

    exit_code = 1

    def __init__(
        self, message: str, next_step: str = "", *, code: str = "", facts: Mapping[str, object] | None = None
    ) -> None:
        """``message`` says what was found and where; ``next_step`` what to do about it.

        With ``code`` and ``facts``, ``bot.wording`` can say the same in the staff's language.
        """
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.code = code
        self.facts: Mapping[str, object] = facts or {}


class FilesError(CampaignError):
    """The campaign's files cannot be used."""


class UsageError(CampaignError):
    """The command was wrong."""

    exit_code = 2


class SecretsError(CampaignError):
    """A credential is missing, unreadable or too open."""

    exit_code = 2


class UnreachableError(CampaignError):
    """A server or database does not answer."""

    exit_code = 3


class AlreadyRunningError(CampaignError):
    """Another daemon holds this campaign."""

    exit_code = 4


class StoreError(CampaignError):
    """The outbox cannot be used."""
