"""A Dovecot of the tests' own: an ordinary user's, in a folder of its own, on loopback, thrown away at the end."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.mail.post_office import PASSWORD, USER

_SETTINGS = """
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
ssl = yes
ssl_cert = <{home}/cert.pem
ssl_key = <{home}/key.pem
disable_plaintext_auth = no
auth_failure_delay = 0
mail_location = maildir:{home}/mail
mail_fsync = never
imap_idle_notify_interval = 10 s
passdb {{
  driver = passwd-file
  args = {home}/passwords
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={home}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {sealed}
  }}
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""


def program() -> str | None:
    """Debian keeps it where only root looks."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port


class Dovecot:
    """One server with one account; its folders are Maildirs."""

    host = "127.0.0.1"

    def __init__(self, program: str, home: Path) -> None:
        self.port, self.sealed_port = _free(), _free()
        self._program = program
        self._home = home

    def deliver(self, *mails: bytes, folder: str = "Photos") -> None:
        """Put mails into a folder, as a mail server does."""
        place = self._home / "mail" / (f".{folder}" if folder != "INBOX" else "")
        for name in ("tmp", "new", "cur"):
            (place / name).mkdir(parents=True, exist_ok=True)
        for number, mail in enumerate(mails):
            # Dovecot numbers mails by their files' names.
            name = f"{time.time_ns()}.M{number:06d}.example"
            draft = place / "tmp" / name
            draft.write_bytes(mail)
            self._give(draft)
            draft.rename(place / "new" / name)
        self._give(place, *place.iterdir())

    def empty(self) -> None:
        """Remove every mail there is."""
        for path in (self._home / "mail").rglob("*"):
            if path.parent.name in {"new", "cur"}:
                path.unlink()

    def renumber(self, folder: str = "Photos") -> None:
        """Give the folder another UIDVALIDITY, as after a restored backup."""
        place = self._home / "mail" / f".{folder}"
        numbers = place / "dovecot-uidlist"
        head, rest = numbers.read_text().split("\n", 1)
        numbers.write_text(re.sub(r"(?<=\bV)\d+", lambda found: str(int(found[0]) + 1), head) + "\n" + rest)
        for index in place.glob("dovecot.index*"):
            index.unlink()

    def log(self) -> str:
        return (self._home / "log").read_text()

    def start(self) -> None:
        owner = pwd.getpwuid(os.geteuid() or pwd.getpwnam("nobody").pw_uid)
        scheme = f"{USER}:{{PLAIN}}{PASSWORD}\n"
        (self._home / "passwords").write_text(scheme)
        settings = _SETTINGS.format(
            home=self._home,
            user=owner.pw_name,
            group=grp.getgrgid(owner.pw_gid).gr_name,
            port=self.port,
            sealed=self.sealed_port,
        )
        (self._home / "settings").write_text(settings)
        (self._home / "mail").mkdir()
        self._give(self._home, *self._home.iterdir())
        self._as_owner([self._program, "-c", str(self._home / "settings")])

    def stop(self) -> None:
        self._as_owner([self._program, "-c", str(self._home / "settings"), "stop"])

    def _give(self, *paths: Path) -> None:
        if os.geteuid() == 0:
            owner = pwd.getpwnam("nobody")
            for path in paths:
                os.chown(path, owner.pw_uid, owner.pw_gid)

    def _as_owner(self, command: Sequence[str]) -> None:
        ours = ["runuser", "-u", "nobody", "--", *command] if os.geteuid() == 0 else command
        subprocess.run(ours, check=True, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


@contextmanager
def server(key: Path, certificate: Path) -> Iterator[Dovecot]:
    """Up; at a desk without Dovecot the test is skipped, elsewhere it fails."""
    found = program()
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("Dovecot is not installed: /usr/sbin/dovecot was expected (package dovecot-imapd)")
        pytest.skip("Dovecot is not installed")
    with TemporaryDirectory(prefix="rebours-imap-") as folder:
        home = Path(folder)
        shutil.copy(key, home / "key.pem")
        shutil.copy(certificate, home / "cert.pem")
        made = Dovecot(found, home)
        made.start()
        try:
            yield made
        finally:
            made.stop()
