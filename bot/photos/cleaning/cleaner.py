"""A stranger's picture file made harmless, or refused; its bytes are decoded in no process of ours."""

from __future__ import annotations

import json
import platform
import signal
from collections.abc import Sequence
from hashlib import sha256
from threading import Lock

from bot.cage.shutting import EXIT_NO_CAGE
from bot.errors import CampaignError
from bot.log import logger
from bot.photos.cleaning.frame import (
    FINE,
    HEADER_BYTES,
    JPEG_BYTES_MAX,
    LONGEST,
    LONGEST_MAX,
    NOT_READY,
    RULES,
    SUPPORTERS,
    header_of,
)
from bot.photos.cleaning.kinds import kind_of, taken
from bot.photos.cleaning.pair import Ended, Pairs
from bot.ports.photos import Box, Cleaned, Refused
from bot.wording import coded

_TOO_LONG = frozenset({-signal.SIGXCPU, -signal.SIGKILL})
"""How a child ends that used up its processor time, or that a system short of memory killed."""
_CAUGHT = -signal.SIGSYS
_JPEG_BEGINS, _JPEG_ENDS = b"\xff\xd8\xff", b"\xff\xd9"

_log = logger("photos")


class PhotoCleaner:
    """Cleans one picture at a time: two bombs at once would take twice the memory."""

    def __init__(
        self,
        whose: str = SUPPORTERS,
        *,
        longest: int = LONGEST,
        quality: int | None = None,
        wall_s: float | None = None,
    ) -> None:
        """``whose`` pictures: by which of ``RULES``.

        The most pixels either way; the JPEG's quality and the seconds that one file may take, if not as those say.
        """
        self._whose, self._rules = whose, RULES[whose]
        self._longest = longest
        self._quality = self._rules.quality if quality is None else quality
        self._wall_s = self._rules.wall_s if wall_s is None else wall_s
        assert 0 < longest <= LONGEST_MAX, longest
        assert 0 < self._quality <= 95, self._quality
        self._turn = Lock()
        self._pairs = Pairs()

    def clean(self, data: bytes, cover: Sequence[Box] = ()) -> Cleaned | Refused:
        """See ``bot.ports.Cleaner``."""
        if len(data) > self._rules.bytes_max:
            return Refused("photo-too-big", {"megabytes": -(-len(data) // 1_000_000)})
        kind = kind_of(data)
        if not kind:
            return Refused("photo-not-a-picture")
        if not taken(kind) or kind not in self._rules.kinds:
            return Refused("photo-kind", {"kind": kind})
        boxes = json.dumps([(box.left, box.top, box.right, box.bottom) for box in cover])
        decoder = ("bot.photos.cleaning.decoder", kind, str(self._longest), self._whose)
        encoder = ("bot.photos.cleaning.encoder", str(self._longest), str(self._quality), boxes, self._whose)
        with self._turn:
            ended = self._pairs.run(decoder, encoder, data, self._wall_s)
        return self._judged(ended, kind)

    def close(self) -> None:
        """Keep no process ready; the next picture begins one again."""
        with self._turn:
            self._pairs.close()

    def _judged(self, ended: Ended, kind: str) -> Cleaned | Refused:
        if ended.too_slow or _TOO_LONG & {ended.decoder, ended.encoder}:
            return Refused("photo-too-slow")
        header, jpeg = header_of(ended.answer), ended.answer[HEADER_BYTES:]
        # The encoder meets nothing but pixels, and the decoder nothing at all before it is ready.
        if ended.encoder or (header is not None and header.code == NOT_READY):
            raise self._not_working(ended, kind)
        if ended.decoder:
            _log.warning("photo decoder died", kind=kind, status=ended.decoder)
            return Refused("photo-hostile" if ended.decoder == _CAUGHT else "photo-broken")
        if header is None:
            return Refused("photo-broken")
        if header.code != FINE:
            return Refused(header.code, header.facts)
        width, height = header.first, header.second
        fair = 0 < width <= self._longest and 0 < height <= self._longest and len(jpeg) <= JPEG_BYTES_MAX
        if not (fair and jpeg.startswith(_JPEG_BEGINS) and jpeg.endswith(_JPEG_ENDS)):
            return Refused("photo-broken")
        return Cleaned(jpeg, width, height, sha256(jpeg).hexdigest(), header.likeness)

    def _not_working(self, ended: Ended, kind: str) -> CampaignError:
        _log.error("photo child failed", kind=kind, decoder=ended.decoder, encoder=ended.encoder)
        if EXIT_NO_CAGE in {ended.decoder, ended.encoder}:
            return coded(CampaignError, "photo-no-cage", machine=platform.machine())
        return coded(CampaignError, "photo-cleaner-failed", decoder=ended.decoder, encoder=ended.encoder)
