from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.bootstrap.painting import LatePainter
from bot.campaign.model import PictureKind, PictureRequest
from bot.pictures import Pictures


def test_a_daemon_starts_without_what_it_draws_with() -> None:
    asked = "import sys, bot.bootstrap.daemon; print('PIL' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_pictures_are_those_of_the_painter_itself(tmp_path: Path) -> None:
    late = LatePainter(tmp_path / "late", tmp_path)
    request = PictureRequest(PictureKind.POSTER, "fr")
    assert late.paint(request, "Une affiche") == Pictures(tmp_path / "own", tmp_path).paint(request, "Une affiche")
    assert late.paint(request, "Une affiche").alt == "Une affiche"
