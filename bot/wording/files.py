"""What the program says of the campaign's files."""

from __future__ import annotations

from bot.wording.files_folders import FOLDERS
from bot.wording.files_photos import PHOTOS
from bot.wording.files_schedules import SCHEDULES
from bot.wording.files_settings import SETTINGS
from bot.wording.files_values import VALUES
from bot.wording.files_yaml import YAML
from bot.wording.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    **YAML,
    **VALUES,
    **SETTINGS,
    **SCHEDULES,
    **FOLDERS,
    **PHOTOS,
}
