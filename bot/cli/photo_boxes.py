"""What is covered in a photo, as it is typed and shown: ``LEFT,TOP,RIGHT,BOTTOM`` in percent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import UsageError
from bot.ports import Box
from bot.wording import coded


def box(said: str) -> Box:
    """What was typed; raises ``UsageError``."""
    parts = said.replace("%", "").split(",")
    try:
        left, top, right, bottom = (float(part) / 100 for part in parts)
        return Box(left, top, right, bottom)
    except ValueError:
        raise coded(UsageError, "photo-box", said=said) from None


def percent(boxes: Sequence[Box]) -> str:
    """As ``photos cover`` takes them again, all or all but one."""
    sides = ((each.left, each.top, each.right, each.bottom) for each in boxes)
    return " ".join(",".join(f"{100 * side:.6g}" for side in each) for each in sides)
