"""Which tests want the extra: at a desk without it they are skipped."""

from __future__ import annotations

import os

import pytest

from bot.bootstrap.finding import finder

needs_the_extra = pytest.mark.skipif(
    finder() is None and not os.environ.get("CI"), reason="what finds faces is not installed: make faces"
)
