"""PNG files of a few flat inks, small and equal for equal drawings."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

Colour = tuple[int, int, int]

SHADES = 16
"""Steps from ground to ink: four bits a pixel. More are not seen at the edge of a letter, and cost bytes."""

_TO_SHADE = [round(value * (SHADES - 1) / 255) for value in range(256)]


def flat_png(coverage: Image.Image, ground: Colour, ink: Colour, dots_per_inch: int = 0) -> bytes:
    """A PNG of ``coverage`` (mode ``L``: 0 is ground, 255 is ink), without metadata but its resolution."""
    picture = coverage.point(_TO_SHADE)
    steps = [(a + (b - a) * n / (SHADES - 1)) for n in range(SHADES) for a, b in zip(ground, ink, strict=True)]
    picture.putpalette([round(step) for step in steps])
    out = BytesIO()
    facts = {"dpi": (dots_per_inch, dots_per_inch)} if dots_per_inch else {}
    picture.save(out, "PNG", bits=4, compress_level=4, **facts)
    return out.getvalue()
