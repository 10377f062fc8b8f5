from __future__ import annotations

from bot.campaign.moderation import Ask, Flag, Skip
from bot.campaign.photo import Reason
from bot.daemon.photos.faces import Faces
from bot.daemon.photos.looking import More
from bot.wording.photo_rules import SENTENCES


def test_everything_the_rules_decide_can_be_said_and_nothing_else() -> None:
    kinds = {"skip": Skip, "ask": (*Ask, *More), "flag": (*Flag, *Faces), "reason": Reason}
    assert sorted(SENTENCES) == sorted(f"photo {name}: {why}" for name, kind in kinds.items() for why in kind)
