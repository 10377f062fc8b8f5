"""The part of X's OpenAPI document (2.166) that our requests fall under: exactly these fields, of these types.

``TweetCreateRequest``, ``MetadataCreateRequest`` and ``MediaUploadRequestOneShot`` of docs.x.com, additional
properties being refused; those of their fields that we never send are left out, so that sending one fails too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

ID = re.compile(r"[0-9]{1,19}")

TWEET = {"text": str, "media?": {"media_ids": [ID]}}
METADATA = {"id": ID, "metadata": {"alt_text": {"text": str}}}
MEDIA_CATEGORIES = {"tweet_image", "dm_image", "subtitles"}


def faults(value: object, schema: object, where: str = "body") -> list[str]:
    """What in ``value`` is not as ``schema`` says: a mapping's keys end in ``?`` when they may be missing."""
    match schema:
        case Mapping():
            if not isinstance(value, dict):
                return [f"{where} is no object"]
            names = {str(name).removesuffix("?") for name in schema}
            found = [f"{where}.{name} is not known" for name in value if name not in names]
            for name, inner in schema.items():
                plain = str(name).removesuffix("?")
                if plain in value:
                    found += faults(value[plain], inner, f"{where}.{plain}")
                elif plain == name:
                    found.append(f"{where}.{plain} is missing")
            return found
        case [inner]:
            if not isinstance(value, list) or not 1 <= len(value) <= 4:
                return [f"{where} is no list of 1 to 4"]
            return [fault for item in value for fault in faults(item, inner, f"{where}[]")]
        case re.Pattern():
            return [] if isinstance(value, str) and schema.fullmatch(value) else [f"{where} is no id: {value!r}"]
        case type():
            return [] if isinstance(value, schema) else [f"{where} is no {schema.__name__}: {value!r}"]
        case _:
            raise AssertionError(schema)
