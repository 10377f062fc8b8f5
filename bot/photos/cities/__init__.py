from bot.photos.cities.resolving import LISTED, resolve
from bot.photos.cities.showing import shown

__all__ = ["LISTED", "resolve", "shown"]
