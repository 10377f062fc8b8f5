"""What X's OpenAPI document says of the four requests a poster makes, and a check of any request against it.

Transcribed, without descriptions and examples, from https://api.x.com/2/openapi.json (kept at
https://github.com/xdevplatform/docs and /xdk, ``openapi.json``): ``TweetCreateRequest``, ``MediaUploadRequestOneShot``,
``MetadataCreateRequest``, and the parameters of ``GET /2/users/me`` and ``GET /2/media/upload``. Pages:
https://docs.x.com/x-api/posts/create-post, /x-api/media/upload-media, /x-api/media/create-media-metadata,
/x-api/users/get-my-user.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_STRING: Schema = {"type": "string"}
_BOOLEAN: Schema = {"type": "boolean"}
_ID: Schema = {"type": "string", "pattern": "^[0-9]{1,19}$"}
"""``MediaId``, ``TweetId``, ``UserId`` and ``CommunityId`` alike."""
_REPLIES: Schema = {"type": "string", "enum": ["following", "mentionedUsers", "subscribers", "verified"]}

TWEET_CREATE: Schema = {
    "type": "object",
    "properties": {
        "card_uri": _STRING,
        "community_id": _ID,
        "direct_message_deep_link": _STRING,
        "edit_options": {
            "type": "object",
            "required": ["previous_post_id"],
            "properties": {"previous_post_id": _ID},
            "additionalProperties": False,
        },
        "for_super_followers_only": _BOOLEAN,
        "geo": {"type": "object", "properties": {"place_id": _STRING}, "additionalProperties": False},
        "made_with_ai": _BOOLEAN,
        "media": {
            "type": "object",
            "required": ["media_ids"],
            "properties": {
                "media_ids": {"type": "array", "minItems": 1, "maxItems": 4, "items": _ID},
                "tagged_user_ids": {"type": "array", "minItems": 0, "maxItems": 10, "items": _ID},
            },
            "additionalProperties": False,
        },
        "nullcast": _BOOLEAN,
        "paid_partnership": _BOOLEAN,
        "poll": {
            "type": "object",
            "required": ["options", "duration_minutes"],
            "properties": {
                "duration_minutes": {"type": "integer", "minimum": 5, "maximum": 10080},
                "options": {
                    "type": "array",
                    "minItems": 2,
                    "maxItems": 4,
                    "items": {"type": "string", "minLength": 1, "maxLength": 25},
                },
                "reply_settings": _REPLIES,
            },
            "additionalProperties": False,
        },
        "quote_tweet_id": _ID,
        "reply": {
            "type": "object",
            "required": ["in_reply_to_tweet_id"],
            "properties": {
                "auto_populate_reply_metadata": _BOOLEAN,
                "exclude_reply_user_ids": {"type": "array", "items": _ID},
                "in_reply_to_tweet_id": _ID,
            },
            "additionalProperties": False,
        },
        "reply_settings": _REPLIES,
        "share_with_followers": _BOOLEAN,
        "text": _STRING,
    },
    "additionalProperties": False,
}

MEDIA_UPLOAD: Schema = {
    "type": "object",
    "required": ["media", "media_category"],
    "properties": {
        "additional_owners": {"type": "array", "items": _ID},
        "media": {"type": "string", "format": "binary"},
        "media_category": {"type": "string", "enum": ["tweet_image", "dm_image", "subtitles"]},
        "media_type": {
            "type": "string",
            "enum": [
                *("text/srt", "text/vtt", "image/jpeg", "image/bmp"),
                *("image/png", "image/webp", "image/pjpeg", "image/tiff"),
            ],
        },
        "shared": _BOOLEAN,
    },
    "additionalProperties": False,
}

METADATA_CREATE: Schema = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": _ID,
        "metadata": {
            "type": "object",
            "properties": {
                "alt_text": {
                    "type": "object",
                    "required": ["text"],
                    "properties": {"text": {"type": "string", "maxLength": 1000}},
                }
            },
        },
    },
}

UPLOAD_STATUS_QUERY: Schema = {
    "type": "object",
    "required": ["media_id"],
    "properties": {"media_id": _ID, "command": {"type": "string", "enum": ["STATUS"]}},
    "additionalProperties": False,
}

USERS_ME_QUERY: Schema = {
    "type": "object",
    "properties": {"user.fields": _STRING, "expansions": _STRING, "tweet.fields": _STRING, "post.fields": _STRING},
    "additionalProperties": False,
}

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
}


def faults(value: Any, schema: Schema, where: str = "$") -> list[str]:  # noqa: PLR0911 -- a return per type
    """Everything in ``value`` that ``schema`` does not allow: the words of JSON Schema that the document uses."""
    if schema.get("format") == "binary":
        return [] if isinstance(value, bytes) else [f"{where} is no file"]
    kind = schema["type"]
    if not isinstance(value, _TYPES[kind]) or (kind == "integer" and isinstance(value, bool)):
        return [f"{where}: {type(value).__name__} found, {kind} expected"]
    match value:
        case dict():
            return _object_faults(value, schema, where)
        case list():
            found = _outside(len(value), schema, "minItems", "maxItems", where)
            inner = schema["items"]
            return found + [fault for item in value for fault in faults(item, inner, f"{where}[]")]
        case str():
            found = _outside(len(value), schema, "minLength", "maxLength", where)
            if "pattern" in schema and not re.search(schema["pattern"], value, re.ASCII):
                found.append(f"{where}: {value!r} does not match {schema['pattern']}")
            if "enum" in schema and value not in schema["enum"]:
                found.append(f"{where}: {value!r} is none of {schema['enum']}")
            return found
        case int():
            return _outside(value, schema, "minimum", "maximum", where)
        case _:
            return []


def _object_faults(value: Mapping[str, object], schema: Schema, where: str) -> list[str]:
    known = schema["properties"]
    found = [f"{where}.{name} is required" for name in schema.get("required", []) if name not in value]
    for name, item in value.items():
        if name in known:
            found += faults(item, known[name], f"{where}.{name}")
        elif schema.get("additionalProperties", True) is False:
            found.append(f"{where}.{name} is not defined, and additional properties are not allowed")
    return found


def _outside(size: int, schema: Schema, least: str, most: str, where: str) -> list[str]:
    found = []
    if least in schema and size < schema[least]:
        found.append(f"{where}: {size} is less than {least} {schema[least]}")
    if most in schema and size > schema[most]:
        found.append(f"{where}: {size} is more than {most} {schema[most]}")
    return found
