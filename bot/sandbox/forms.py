"""Forms: ``application/x-www-form-urlencoded`` and ``multipart/form-data``.

https://www.rfc-editor.org/rfc/rfc7578 and https://url.spec.whatwg.org/#application/x-www-form-urlencoded
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl


class BadFormError(ValueError):
    """Not a form."""


@dataclass(frozen=True, slots=True)
class File:
    """A part that has a file name."""

    field: str
    filename: str
    content_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """The fields, in order, and the files."""

    fields: list[tuple[str, str]]
    files: list[File]

    def get(self, name: str) -> str | None:
        """The last value of ``name``, as every framework reads a repeated field."""
        return next((value for key, value in reversed(self.fields) if key == name), None)

    def file(self, name: str) -> File | None:
        """The file uploaded as ``name``."""
        return next((file for file in self.files if file.field == name), None)


FIELDS_MAX = 1000
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,70})"?', re.IGNORECASE)  # RFC 2046 §5.1.1: 1 to 70 characters
_PARAMETER = re.compile(r';\s*(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


def parse_urlencoded(body: bytes) -> Form:
    """Fields of an urlencoded body; raises ``BadFormError``."""
    try:
        fields = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="strict")
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadFormError(f"not a form: {error}") from error
    return Form(fields, [])


def parse_multipart(body: bytes, content_type: str) -> Form:
    """Fields and files of a multipart body; raises ``BadFormError``."""
    match = _BOUNDARY.search(content_type)
    if match is None:
        raise BadFormError("multipart/form-data without a boundary")
    delimiter = b"\r\n--" + match.group(1).encode()
    # The first delimiter has no line end of the body's own before it (RFC 2046 §5.1.1).
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise BadFormError("the multipart body is not closed by its boundary")
    if len(pieces) > FIELDS_MAX:
        raise BadFormError(f"more than {FIELDS_MAX} parts")
    form = Form([], [])
    for piece in pieces[1:-1]:
        _add_part(form, piece)
    return form


def _add_part(form: Form, piece: bytes) -> None:
    head, separator, data = piece.partition(b"\r\n\r\n")
    if not separator or not head.startswith(b"\r\n"):
        raise BadFormError("a part without headers")
    try:
        lines = head[2:].decode().split("\r\n")
    except UnicodeDecodeError as error:
        raise BadFormError("a part's headers are not UTF-8") from error
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    found = {name.lower(): value for name, value in _PARAMETER.findall(headers.get("content-disposition", ""))}
    if "name" not in found:
        raise BadFormError("a part without a name")
    if "filename" in found:
        kind = headers.get("content-type", "application/octet-stream")
        form.files.append(File(found["name"], found["filename"], kind, data))
        return
    try:
        form.fields.append((found["name"], data.decode()))
    except UnicodeDecodeError as error:
        raise BadFormError(f"the field {found['name']!r} is not UTF-8") from error
