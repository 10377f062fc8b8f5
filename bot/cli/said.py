"""What went wrong, in the staff's language where it can be known."""

from __future__ import annotations

from pathlib import Path

from bot.bootstrap.checking import staff_language
from bot.errors import CampaignError
from bot.wording import coded, error_text


def words(error: Exception, folder: Path) -> tuple[str, str]:
    """The sentence and the next step."""
    return error_text(_told(error), staff_language(folder))


def _told(error: Exception) -> CampaignError:
    match error:
        case CampaignError():
            return error
        case OSError() if error.filename is not None:
            return coded(CampaignError, "file-trouble", file=error.filename, cause=error.strerror)
        case OSError() if error.strerror:
            return coded(CampaignError, "output-trouble", cause=error.strerror)
        case _:
            return coded(CampaignError, "program-fault", kind=type(error).__name__, error=error)
