"""The extra, for the tests that want it: at a desk without it they are skipped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.bootstrap.finding import finder
from bot.photos.finding.finder import FaceFinder, model_file

needs_the_extra = pytest.mark.skipif(
    finder() is None and not os.environ.get("CI"), reason="what finds faces is not installed: make faces"
)


def real_model() -> Path:
    model = model_file()
    assert model is not None, "make faces"
    return model


def real_finder() -> FaceFinder:
    """Patient: it lets all other tests go before it."""
    return FaceFinder(real_model(), wall_s=600)
