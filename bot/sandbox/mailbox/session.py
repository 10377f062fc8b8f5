"""One IMAP4rev1 connection: commands, states, what is told unasked (RFC 3501; IDLE 2177, MOVE 6851, UIDPLUS 4315)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence

from bot.sandbox.mailbox.fetching import fetched, searched
from bot.sandbox.mailbox.store import Folder, Store
from bot.sandbox.mailbox.syntax import BadCommandError, Value, numbers, quoted

CAPABILITIES = b"IMAP4rev1 AUTH=PLAIN IDLE UIDPLUS MOVE UNSELECT"
_ANYWHERE = frozenset({b"CAPABILITY", b"NOOP", b"LOGOUT"})
_BEFORE = frozenset({b"LOGIN"})
_INSIDE = frozenset({b"SELECT", b"EXAMINE", b"LIST", b"CREATE"})
_CHOSEN = frozenset(
    {b"CLOSE", b"UNSELECT", b"EXPUNGE", b"SEARCH", b"FETCH", b"STORE", b"COPY", b"MOVE", b"CHECK", b"IDLE"}
)


class NoError(Exception):
    """The command is understood, and refused."""


class Session:
    """What a client said so far; ``tell`` sends one untagged line."""

    def __init__(self, store: Store, tell: Callable[[bytes], None]) -> None:
        self._store = store
        self._tell = tell
        self._known = False
        self._writable = False
        self.folder: Folder | None = None
        self._view: list[int] = []
        self._listener: Callable[[], None] | None = None
        self.over = False

    def carry_out(self, name: bytes, arguments: Sequence[Value]) -> bytes:
        """A command's tagged answer, without the tag; raises ``BadCommandError``."""
        name = name.upper()
        by_uid = name == b"UID"
        if by_uid:
            if not arguments or not isinstance(arguments[0], bytes):
                raise BadCommandError("UID of what?")
            name, arguments = arguments[0].upper(), arguments[1:]
            if name not in _BY_NUMBER:
                raise BadCommandError("no such command by UID")
        self._must_be_allowed(name)
        doing = getattr(self, f"_do_{name.decode('ascii').lower()}")
        try:
            done: bytes = doing(arguments, by_uid) if name in _BY_NUMBER else doing(arguments)
        except NoError as error:
            return b"NO " + str(error).encode()
        except BadCommandError:
            raise
        except (ValueError, TypeError):
            raise BadCommandError("not these arguments") from None
        # While numbers are being used none may change its meaning (RFC 3501 7.4.1).
        if self.folder is not None and (by_uid or name not in {b"FETCH", b"STORE", b"SEARCH"}):
            self.tell_changes()
        return b"OK " + (done or name + b" completed")

    def tell_changes(self) -> None:
        """What happened in the folder since it was last told."""
        if self.folder is None:
            return
        for place in range(len(self._view), 0, -1):
            if self._view[place - 1] not in self.folder.mails:
                del self._view[place - 1]
                self._tell(b"%d EXPUNGE" % place)
        last = max(self._view, default=0)
        new = [uid for uid in self.folder.mails if uid > last]
        if new:
            self._view += new
            self._tell(b"%d EXISTS" % len(self._view))

    def listen(self, listener: Callable[[], None] | None) -> None:
        """Hear of every change; ``None``: not any more."""
        if self._listener is not None:
            self._store.listeners.discard(self._listener)
        self._listener = listener
        if listener is not None:
            self._store.listeners.add(listener)

    def authenticate(self, answer: bytes) -> bytes:
        """SASL's PLAIN (RFC 4616)."""
        try:
            _, user, password = base64.b64decode(answer, validate=True).split(b"\0")
        except (binascii.Error, ValueError):
            raise BadCommandError("not PLAIN") from None
        return self._let_in(user, password)

    def _must_be_allowed(self, name: bytes) -> None:
        if name in _ANYWHERE:
            return
        if name in _BEFORE:
            allowed = not self._known
        elif name in _INSIDE:
            allowed = self._known
        elif name in _CHOSEN:
            allowed = self.folder is not None
        else:
            raise BadCommandError("no such command")
        if not allowed:
            raise BadCommandError("not in this state")

    def _do_capability(self, _: Sequence[Value]) -> bytes:
        self._tell(b"CAPABILITY " + self.capabilities())
        return b""

    def capabilities(self) -> bytes:
        """As the settings want them."""
        return CAPABILITIES if self._store.world.settings.mail_idle else CAPABILITIES.replace(b" IDLE", b"")

    def _do_noop(self, _: Sequence[Value]) -> bytes:
        return b""

    _do_check = _do_noop

    def _do_logout(self, _: Sequence[Value]) -> bytes:
        self._tell(b"BYE until next time")
        self.over = True
        self.folder = None
        return b""

    def _do_login(self, arguments: Sequence[Value]) -> bytes:
        return self._let_in(*_texts(arguments, 2)).removeprefix(b"OK ")

    def _let_in(self, user: bytes, password: bytes) -> bytes:
        account = self._store.world.accounts.mailbox
        if (user, password) != (account.user.encode(), account.password.encode()):
            raise NoError("[AUTHENTICATIONFAILED] wrong user or password")
        self._known = True
        return b"OK logged in"

    def _do_list(self, _: Sequence[Value]) -> bytes:
        for name in self._store.names():
            self._tell(b'LIST () "/" ' + quoted(name))
        return b""

    def _do_create(self, arguments: Sequence[Value]) -> bytes:
        (name,) = _texts(arguments, 1)
        if self._store.folder(name.decode("ascii", "replace")):
            raise NoError("[ALREADYEXISTS] there is one")
        self._store.make(name.decode("ascii", "replace"))
        return b""

    def _do_select(self, arguments: Sequence[Value], *, writable: bool = True) -> bytes:
        (name,) = _texts(arguments, 1)
        # A failed SELECT leaves nothing selected (RFC 3501 6.3.1).
        self.folder = None
        folder = self._store.folder(name.decode("ascii", "replace"))
        if folder is None:
            raise NoError("[NONEXISTENT] no such folder")
        self.folder, self._writable, self._view = folder, writable, sorted(folder.mails)
        self._tell(b"FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)")
        self._tell(b"%d EXISTS" % len(self._view))
        self._tell(b"0 RECENT")
        self._tell(b"OK [UIDVALIDITY %d] valid" % folder.validity)
        self._tell(b"OK [UIDNEXT %d] next" % folder.next_uid)
        return b"[READ-WRITE] selected" if writable else b"[READ-ONLY] examined"

    def _do_examine(self, arguments: Sequence[Value]) -> bytes:
        return self._do_select(arguments, writable=False)

    def _do_close(self, _: Sequence[Value]) -> bytes:
        if self._writable:
            self._expunge_these(None)
        self.folder = None
        return b""

    def _do_unselect(self, _: Sequence[Value]) -> bytes:
        self.folder = None
        return b""

    def _do_search(self, arguments: Sequence[Value], by_uid: bool) -> bytes:  # noqa: FBT001  one of two numberings
        assert self.folder is not None, "looked at before"
        uids = searched(self.folder, self._view, arguments)
        found = uids if by_uid else [self._view.index(uid) + 1 for uid in uids]
        self._tell(b" ".join([b"SEARCH", *(b"%d" % number for number in found)]))
        return b""

    def _do_fetch(self, arguments: Sequence[Value], by_uid: bool) -> bytes:  # noqa: FBT001  the same
        assert self.folder is not None, "looked at before"
        which, *rest = arguments
        items = rest[0] if rest and isinstance(rest[0], list) else rest
        names = [item for item in items if isinstance(item, bytes)]
        if by_uid and b"UID" not in {name.upper() for name in names}:
            names.append(b"UID")
        for place, uid in self._chosen(which, by_uid=by_uid):
            mail = self.folder.mails.get(uid)
            if mail is not None:
                self._tell(b"%d FETCH (%s)" % (place, fetched(mail, names, may_mark=self._writable)))
        return b""

    def _do_store(self, arguments: Sequence[Value], by_uid: bool) -> bytes:  # noqa: FBT001  the same
        folder = self._to_write()
        which, how, flags = arguments
        told = {flag.decode("ascii", "replace") for flag in flags if isinstance(flag, bytes)}
        if not isinstance(how, bytes) or not isinstance(flags, list):
            raise BadCommandError("STORE set FLAGS (flags)")
        for place, uid in self._chosen(which, by_uid=by_uid):
            mail = folder.mails.get(uid)
            if mail is None:
                continue
            kept = {b"+": mail.flags | told, b"-": mail.flags - told}
            mail.flags = kept.get(how[:1], told)
            if not how.upper().endswith(b".SILENT"):
                self._tell(b"%d FETCH (%s)" % (place, fetched(mail, [b"UID", b"FLAGS"], may_mark=False)))
        return b""

    def _do_expunge(self, arguments: Sequence[Value], by_uid: bool) -> bytes:  # noqa: FBT001  the same
        only = {uid for _, uid in self._chosen(arguments[0], by_uid=True)} if by_uid and arguments else None
        self._expunge_these(only)
        return b""

    def _expunge_these(self, only: set[int] | None) -> None:
        folder = self._to_write()
        for uid in [uid for uid, mail in folder.mails.items() if "\\Deleted" in mail.flags]:
            if only is None or uid in only:
                self._store.remove(folder, uid)

    def _do_copy(self, arguments: Sequence[Value], by_uid: bool, *, move: bool = False) -> bytes:  # noqa: FBT001  the same
        assert self.folder is not None, "looked at before"
        which, name = arguments
        target = self._store.folder(name.decode("ascii", "replace")) if isinstance(name, bytes) else None
        if target is None:
            raise NoError("[TRYCREATE] no such folder")
        for _, uid in self._chosen(which, by_uid=by_uid):
            mail = self.folder.mails.get(uid)
            if mail is not None:
                self._store.put(target, mail.raw, mail.at).flags = set(mail.flags)
                if move:
                    self._store.remove(self._to_write(), uid)
        return b""

    def _do_move(self, arguments: Sequence[Value], by_uid: bool) -> bytes:  # noqa: FBT001  the same
        self._to_write()
        return self._do_copy(arguments, by_uid, move=True)

    def _to_write(self) -> Folder:
        assert self.folder is not None, "looked at before"
        if not self._writable:
            raise NoError("[READ-ONLY] the folder is examined only")
        return self.folder

    def _chosen(self, which: Value, *, by_uid: bool) -> list[tuple[int, int]]:
        """Sequence number and UID of each mail of a set."""
        if not isinstance(which, bytes):
            raise BadCommandError("a sequence set comes first")
        there = list(enumerate(self._view, 1))
        ranges = list(numbers(which, self._view[-1] if by_uid and self._view else len(self._view)))
        number = 1 if by_uid else 0
        return [pair for pair in there if any(first <= pair[number] <= last for first, last in ranges)]


_BY_NUMBER = frozenset({b"SEARCH", b"FETCH", b"STORE", b"EXPUNGE", b"COPY", b"MOVE"})


def _texts(arguments: Sequence[Value], number: int) -> list[bytes]:
    found = [argument for argument in arguments if isinstance(argument, bytes)]
    if len(found) != number or len(arguments) != number:
        raise BadCommandError(f"{number} words are wanted")
    return found
