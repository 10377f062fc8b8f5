"""``photos wall``: write the wall of photos somewhere else than where the daemon keeps it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot.bootstrap.page import NotOursError, write_wall
from bot.bootstrap.photo_desk import PhotoDesk
from bot.cli.output import line, print_json
from bot.cli.parser import Parser
from bot.errors import CampaignError, UsageError
from bot.wording import coded, say


def arguments(verb: Parser) -> None:
    """``wall --to DIR``."""
    verb.add_argument("--to", metavar="DIR", required=True, help="the folder; only a wall of ours is written over")


def run(options: Namespace, here: PhotoDesk) -> int:
    """Write it, and say what hangs there."""
    folder, wall = Path(options.to), here.wall()
    try:
        pictures = write_wall(wall, here.campaign.settings, folder, here.cabinet.read)
    except NotOursError:
        raise coded(UsageError, "wall-not-ours", folder=folder) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise coded(CampaignError, "wall-not-written", folder=folder, reason=reason) from None
    page = folder / "index.html"
    if options.json:
        print_json({"page": str(page), "pictures": pictures, "photos": wall.photos, "cities": wall.cities})
    else:
        line(say("wall-written", here.language, page=page, pictures=pictures, photos=wall.photos))
    return 0
