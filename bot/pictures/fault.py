"""Why a picture cannot be made: a code and its facts, said in English here and in the staff's language by others."""

from __future__ import annotations

from bot.errors import CampaignError
from bot.wording.pictures import SENTENCES


def fault(code: str, **facts: object) -> CampaignError:
    """The error to raise; ``code`` names its sentence in ``bot.wording.pictures``, which ``facts`` fill in."""
    message, next_step = SENTENCES[code].en
    return CampaignError(message.format(**facts), next_step.format(**facts), code=code, facts=facts)
