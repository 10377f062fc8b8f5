"""The filter, read line by line as the kernel reads it, for both processors."""

import platform
import re
import struct
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.cage.syscalls import ALLOW, ARCHITECTURES, ASKED, DENY, FREE, KILL, NOT_THERE, program

PID = 4321
BOTH = sorted(ARCHITECTURES)


def verdict(code: bytes, call: int, arguments: tuple[int, ...] = (), audit: int = 0) -> int:
    """What the kernel does: the part of classic BPF that filters are made of (Documentation/networking/filter.rst)."""
    data = struct.pack("=IIQ6Q", call, audit, 0, *(*arguments, *[0] * 6)[:6])
    accumulator, at = 0, 0
    lines = list(struct.iter_unpack("=HBBI", code))
    while True:
        operation, if_so, if_not, value = lines[at]
        at += 1
        if operation == 0x20:
            accumulator = struct.unpack_from("=I", data, value)[0]
        elif operation == 0x06:
            return int(value)
        else:
            true = {0x15: accumulator == value, 0x35: accumulator >= value, 0x45: bool(accumulator & value)}[operation]
            at += if_so if true else if_not


def asked(name: str, call: str, *arguments: int, threads: bool = False) -> int:
    architecture = ARCHITECTURES[name]
    code = program(architecture, PID, threads=threads)
    return verdict(code, architecture.numbers[call], arguments, architecture.audit)


@pytest.mark.parametrize("name", BOTH)
def test_pictures_come_in_by_one_descriptor_and_go_out_by_another(name: str) -> None:
    assert asked(name, "read", 0) == ALLOW
    assert asked(name, "write", 1) == ALLOW
    for call, descriptor in (("read", 1), ("read", 3), ("write", 0), ("write", 2), ("write", 3)):
        assert asked(name, call, descriptor) == KILL


@pytest.mark.parametrize("name", BOTH)
def test_memory_is_anonymous_and_never_executable(name: str) -> None:
    for prot, flags in product(range(8), (0x02, 0x22, 0x01, 0x21, 0x20022)):
        fair = not prot & 4 and flags & 0x20
        assert asked(name, "mmap", 0, 4096, prot, flags) == (ALLOW if fair else KILL)
        assert asked(name, "mprotect", 0, 4096, prot) == (KILL if prot & 4 else ALLOW)


@pytest.mark.parametrize("name", BOTH)
def test_a_signal_reaches_the_process_itself_alone(name: str) -> None:
    assert asked(name, "tgkill", PID, PID, 6) == ALLOW
    assert asked(name, "tgkill", PID + 1, PID, 6) == KILL


@pytest.mark.parametrize("name", BOTH)
def test_threads_begin_only_where_they_are_needed_and_processes_never(name: str) -> None:
    for flags, fair in ((0x3D0F00, True), (0x10000, True), (0x11, False), (0x4111, False), (0, False)):
        assert asked(name, "clone", flags, threads=True) == (ALLOW if fair else KILL)
        assert asked(name, "clone", flags) == KILL
    assert asked(name, "clone3", threads=True) == NOT_THERE
    assert asked(name, "clone3") == KILL


@pytest.mark.parametrize(("name", "threads"), list(product(BOTH, (False, True))))
def test_every_other_call_is_deadly(name: str, *, threads: bool) -> None:
    architecture = ARCHITECTURES[name]
    code = program(architecture, PID, threads=threads)
    known = set(architecture.numbers.values())
    for number in (*range(600), 0x40000000, 0x40000001, 0x40000009, 0xFFFFFFFF):
        if number not in known:
            assert verdict(code, number, (), architecture.audit) == KILL, number


@pytest.mark.parametrize("name", BOTH)
def test_what_is_free_is_free_and_what_is_only_asked_is_refused(name: str) -> None:
    for call in ARCHITECTURES[name].numbers:
        if call in FREE:
            assert asked(name, call) == ALLOW
        elif call in ASKED:
            assert asked(name, call) == DENY


@given(st.integers(0, 2**32 - 1), st.integers(0, 600), st.sampled_from(BOTH))
def test_another_processor_s_calls_are_deadly(audit: int, call: int, name: str) -> None:
    architecture = ARCHITECTURES[name]
    if audit != architecture.audit:
        assert verdict(program(architecture, PID, threads=True), call, (), audit) == KILL


@pytest.mark.parametrize("name", BOTH)
def test_nothing_that_opens_connects_or_runs_is_among_the_free(name: str) -> None:
    deadly = re.compile(
        r"open|socket|connect|bind|send|recv|fork|exec|ptrace|link|mount|prctl|seccomp|process_vm|io_uring"
    )
    assert [call for call in FREE if deadly.search(call)] == []


def test_the_numbers_are_those_of_this_system() -> None:
    header = Path(f"/usr/include/{platform.machine()}-linux-gnu/asm/unistd_64.h")
    if not header.exists():
        header = Path("/usr/include/asm-generic/unistd.h")
    if not header.exists():
        # What the caged programs do in the other tests says the same, less directly.
        assert ARCHITECTURES[platform.machine()].numbers["read"] in {0, 63}
        return
    said = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text(encoding="utf-8")))
    for call, number in ARCHITECTURES[platform.machine()].numbers.items():
        assert said.get(call, said.get(call.replace("newf", "f"))) == str(number), call
