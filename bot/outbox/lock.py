"""One daemon per campaign: a lock of the operating system, which ends with its process however it ends."""

from __future__ import annotations

import fcntl
import os
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.errors import AlreadyRunningError
from bot.outbox import is_shared
from bot.outbox.trouble import trouble
from bot.wording import coded

NAME = "daemon.lock"


class Lock:
    """The lock, held until ``release`` or the end of the process."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let another daemon start. Twice is once. The file stays: removing it could free a lock just taken."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.ftruncate(descriptor, 0)
            # Closing would leave it to a child that is just being started and still has the descriptor.
            fcntl.flock(descriptor, fcntl.LOCK_UN)
            os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(folder: Path) -> Lock:
    """Take ``var/daemon.lock`` of the campaign in ``folder``, or raise ``AlreadyRunningError`` naming who has it.

    A process number that a dead daemon left in the file means nothing: only the lock counts.
    """
    return hold_file(folder / "var" / NAME)


def hold_database(url: str, folder: Path) -> AbstractContextManager[object]:
    """The same for the database itself, which campaigns in two folders may share, through links as well.

    A server's may have several daemons: nothing is held. Raises ``StoreError`` for a file's address that
    ``open_outbox`` would refuse.
    """
    if is_shared(url):
        return nullcontext()
    # Another command that only looks whether a daemon runs does not pay for SQLAlchemy (0.3 s).
    from bot.outbox.opening import locate  # noqa: PLC0415 -- see above

    path = Path(os.path.realpath(locate(url, folder)))
    return hold_file(path.with_name(f"{path.name}.lock"))


def hold_file(path: Path) -> Lock:
    """Take the lock that ``path`` is."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise trouble("outbox-folder", folder=path.parent, cause=error.strerror or str(error)) from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except BlockingIOError:
        pid = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "?"
        os.close(descriptor)
        raise coded(AlreadyRunningError, "already-running", pid=pid, file=path) from None
    except OSError as error:
        os.close(descriptor)
        raise trouble("outbox-folder", folder=path.parent, cause=error.strerror or str(error)) from error
    return Lock(path, descriptor)
