"""A server that speaks Mastodon's API as GoToSocial does, which is not as Mastodon does.

Written from GoToSocial's documentation (https://docs.gotosocial.org) and source
(https://codeberg.org/superseriousbusiness/gotosocial); the file each rule comes from stands beside it. What matters to
a poster: no ``Idempotency-Key``, an own default visibility, 400 for every refusal, an upload whose ``url`` is null,
redirected trailing slashes, ids that are no numbers, and 418 for a request without a User-Agent.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.foreign.arrivals import Arrived
from tests.foreign.serving import Call, Reply, Server

# internal/config/defaults.go: StatusesMaxChars, MediaDescriptionMaxChars, MediaImageSizeHint.
CHARACTERS = 5000
DESCRIPTION = 1500
ATTACHMENTS = 6
IMAGE_BYTES = 41_943_040

VISIBILITIES = frozenset({"public", "unlisted", "private", "mutuals_only", "direct"})  # statuscreate.go, enum
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# golang.org/x/text/language.Parse: well-formed BCP 47, canonicalised; an ill-formed tag fails the whole status.
_TAG = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")

TYPES = ("image/jpeg", "image/gif", "image/webp", "image/png", "image/apng", "video/mp4")


@dataclass
class Attachment:
    id: str
    data: bytes
    description: str
    status: str = ""


@dataclass
class Status:
    id: str
    text: str
    spoiler: str
    visibility: str
    language: str
    sensitive: bool
    media: list[Attachment] = field(default_factory=list)


class RefusedError(Exception):
    """What ``gtserror`` would answer: a status, and words that the client sees."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


class GoToSocial(Server):
    """One instance with one account, whose default visibility is the one new accounts get: unlisted."""

    def __init__(self, token: str, username: str = "anna", characters: int = CHARACTERS) -> None:
        self.token, self.username, self.characters = token, username, characters
        self.statuses: list[Status] = []
        self.media: dict[str, Attachment] = {}
        self._ids = count(1)
        self.account_id = self._ulid()
        super().__init__()

    def arrived(self) -> list[Arrived]:
        """Everything posted, as it is kept."""
        with self.lock:
            return [
                Arrived(
                    status.text,
                    status.language,
                    status.visibility,
                    status.spoiler,
                    picture=status.media[0].data if status.media else None,
                    alt=status.media[0].description if status.media else "",
                )
                for status in self.statuses
            ]

    def answer(self, call: Call) -> Reply:
        # internal/middleware/useragent.go
        if not call.headers.get("user-agent"):
            return Reply(418, {"error": "I'm a teapot: no user-agent sent with request"})
        # internal/api/util/negotiate.go
        accept = call.headers.get("accept", "*/*")
        if not re.search(r"\*/\*|application/(\*|json)", accept):
            return Reply(406, {"error": f"Not Acceptable: none of {accept} can be served"})
        # gin's RedirectTrailingSlash: 301 for a GET, 307 for anything else, to a path on this host.
        if call.path != "/" and call.path.endswith("/"):
            return Reply(301 if call.method == "GET" else 307, headers={"Location": call.path.rstrip("/")}, data=b"")
        try:
            return self._route(call)
        except RefusedError as refused:
            return Reply(refused.status, {"error": refused.words})

    def _route(self, call: Call) -> Reply:
        match call.method, call.path:
            case "GET", "/api/v2/instance":
                return Reply(json=self._instance(2))
            case "GET", "/api/v1/instance":
                return Reply(json=self._instance(1))
            case "GET", path if path.startswith("/fileserver/") and path.rpartition("/")[2] in self.media:
                return Reply(data=self.media[path.rpartition("/")[2]].data, mime="image/png")
            case _:
                return self._own(call)

    def _own(self, call: Call) -> Reply:
        # internal/oauth/util.go
        if call.headers.get("authorization") != f"Bearer {self.token}":
            raise RefusedError(401, "Unauthorized: token not supplied, or not valid")
        match call.method, call.path:
            case "GET", "/api/v1/accounts/verify_credentials":
                return Reply(json=self._account() | {"source": {"privacy": "unlisted", "language": "en"}})
            case "POST", "/api/v1/media" | "/api/v2/media":
                return Reply(json=self._upload(call))
            case "GET", path if path.startswith("/api/v1/media/") and path.rpartition("/")[2] in self.media:
                return Reply(json=self._attachment(self.media[path.rpartition("/")[2]]))
            case "POST", "/api/v1/statuses":
                return Reply(json=self._create(call))
            case _:
                raise RefusedError(404, "Not Found")

    def _upload(self, call: Call) -> dict[str, Any]:
        """internal/api/client/media/mediacreate.go."""
        fields = {part.name: part for part in call.fields}
        if "file" not in fields or not fields["file"].filename:
            raise RefusedError(400, "Bad Request: no attachment given")
        said = fields["description"].text if "description" in fields else ""
        if len(said) > DESCRIPTION:
            raise RefusedError(
                400,
                f"Bad Request: image description length must be between 0 and {DESCRIPTION} characters (inclusive), "
                f"but provided image description was {len(said)} chars",
            )
        made = Attachment(self._ulid(), fields["file"].value, said)
        self.media[made.id] = made
        answer = self._attachment(made)
        # mediacreate_test.go, TestMediaCreateSuccessfulV2: 200, and no url yet.
        return answer | {"url": None} if call.path == "/api/v2/media" else answer

    def _create(self, call: Call) -> dict[str, Any]:
        """internal/api/client/statuses/statuscreate.go, internal/processing/status/create.go; no header counts."""
        form = {part.name: part.text for part in call.fields}
        text, spoiler = form.get("status", ""), form.get("spoiler_text", "")
        ids = [part.text for part in call.fields if part.name == "media_ids[]"]
        if not text and not ids:
            raise RefusedError(400, "Bad Request: no status, media, or poll provided")
        length = len(text) + len(spoiler)  # []rune: code points, addresses in full
        if length > self.characters:
            raise RefusedError(
                400,
                f"Bad Request: status too long, {length} characters provided (including spoiler/content warning) "
                f"but limit is {self.characters}",
            )
        if len(ids) > ATTACHMENTS:
            raise RefusedError(400, f"Bad Request: too many media files attached to status, {len(ids)} attached")
        language = canonical(form["language"]) if form.get("language") else "en"
        visibility = form.get("visibility") or "unlisted"
        if visibility not in VISIBILITIES:
            raise RefusedError(400, f"Bad Request: invalid visibility {visibility}")
        media = [self._attachable(each) for each in ids]
        sensitive = form.get("sensitive", "").lower() in {"1", "t", "true"}
        status = Status(self._ulid(), text, spoiler, visibility, language, sensitive, media)
        for each in media:
            each.status = status.id
        self.statuses.append(status)
        return self._status(status)

    def _attachable(self, own: str) -> Attachment:
        if own not in self.media:
            raise RefusedError(400, f"Bad Request: media {own} not found")
        if self.media[own].status:
            raise RefusedError(400, f"Bad Request: media {own} already attached to status")
        return self.media[own]

    def _ulid(self) -> str:
        number, digits = next(self._ids), ""
        for _ in range(16):
            number, rest = divmod(number, 32)
            digits = _CROCKFORD[rest] + digits
        return f"01HA5T7Q0Z{digits}"

    def _account(self) -> dict[str, Any]:
        """internaltofrontend_test.go, TestAccountToFrontend."""
        page = f"{self.address}/@{self.username}"
        return {"id": self.account_id, "username": self.username, "acct": self.username, "bot": True, "url": page}

    def _attachment(self, made: Attachment) -> dict[str, Any]:
        address = f"{self.address}/fileserver/{self.account_id}/attachment/original/{made.id}"
        return {"id": made.id, "type": "image", "url": address, "text_url": address, "preview_url": address,
                "remote_url": None, "description": made.description or None, "blurhash": "L9B|BBY8yZtS"}  # fmt: skip

    def _status(self, status: Status) -> dict[str, Any]:
        page = f"{self.address}/@{self.username}/statuses/{status.id}"
        return {"id": status.id, "created_at": "2023-09-02T12:00:00.000Z", "in_reply_to_id": None,
                "sensitive": status.sensitive, "spoiler_text": status.spoiler, "visibility": status.visibility,
                "language": status.language, "uri": f"{self.address}/users/{self.username}/statuses/{status.id}",
                "url": page, "content": f"<p>{html.escape(status.text)}</p>", "account": self._account(),
                "text": status.text, "media_attachments": [self._attachment(one) for one in status.media]}  # fmt: skip

    def _instance(self, version: int) -> dict[str, Any]:
        """internaltofrontend_test.go, TestInstanceV1ToFrontend and TestInstanceV2ToFrontend."""
        media: dict[str, Any] = {"supported_mime_types": TYPES, "image_size_limit": IMAGE_BYTES}
        statuses = {
            "max_characters": self.characters,
            "max_media_attachments": ATTACHMENTS,
            "characters_reserved_per_url": 25,
            "supported_mime_types": ["text/plain", "text/markdown"],
        }
        if version == 1:
            configuration = {"statuses": statuses, "media_attachments": media}
            return {"uri": "127.0.0.1", "version": "0.20.1", "max_toot_chars": self.characters,
                    "configuration": configuration}  # fmt: skip
        media["description_limit"] = DESCRIPTION
        return {"domain": "127.0.0.1", "version": "0.20.1",
                "source_url": "https://codeberg.org/superseriousbusiness/gotosocial",
                "configuration": {"statuses": statuses, "media_attachments": media}}  # fmt: skip


def canonical(tag: str) -> str:
    """internal/validate/formvalidation.go, ``Language``: BCP 47, canonicalised, or the status is refused."""
    match = _TAG.fullmatch(tag)
    if match is None:
        raise RefusedError(400, "Bad Request: language: tag is not well-formed")
    base, script, region = match.groups()
    return "-".join(filter(None, (base.lower(), script and script.title(), region and region.upper())))
