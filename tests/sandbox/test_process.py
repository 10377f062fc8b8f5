from __future__ import annotations

import ast
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from tests.sandbox.driver import ROOT, TIMEOUT_S, start


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    with start() as running:
        yield running
        running.kill()


def _line(process: subprocess.Popen[str]) -> dict[str, str]:
    assert process.stdout is not None
    line: dict[str, str] = json.loads(process.stdout.readline())
    return line


def test_it_says_where_it_is_and_listens_on_loopback_at_a_port_each(process: subprocess.Popen[str]) -> None:
    line = _line(process)
    assert list(line) == ["control", "mastodon", "x", "telegram", "imap", "smtp"]
    assert {urlsplit(address).hostname for address in line.values()} == {"127.0.0.1"}
    assert len({urlsplit(address).port for address in line.values()}) == 6
    assert all(urlsplit(address).path == "" for address in line.values())


def test_it_ends_when_its_standard_input_closes(process: subprocess.Popen[str]) -> None:
    _line(process)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(TIMEOUT_S) == 0


def test_it_ends_on_sigterm(process: subprocess.Popen[str]) -> None:
    _line(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(TIMEOUT_S) == 0


def test_it_ends_when_told_to_and_answers_first(process: subprocess.Popen[str]) -> None:
    answer = requests.post(_line(process)["control"] + "/_control/stop", timeout=TIMEOUT_S)
    assert answer.json() == {"stopping": True}
    assert process.wait(TIMEOUT_S) == 0


def test_it_ends_soon_although_a_client_waits_for_a_lost_answer(process: subprocess.Popen[str]) -> None:
    line = _line(process)
    fault = [{"network": "mastodon", "do": "lose_answer"}]
    assert requests.post(line["control"] + "/_control/faults", json=fault, timeout=TIMEOUT_S).status_code == 200
    where = urlsplit(line["mastodon"])
    with socket.create_connection((where.hostname, where.port), TIMEOUT_S) as connection:
        connection.sendall(b"GET /api/v2/instance HTTP/1.1\r\nHost: x\r\n\r\n")
        process.send_signal(signal.SIGTERM)
        assert process.wait(TIMEOUT_S) == 0


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "localhost", "example.org"])
def test_it_refuses_to_listen_elsewhere(host: str) -> None:
    asked = [sys.executable, "-m", "bot.sandbox", "--host", host]
    ended = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, timeout=TIMEOUT_S, check=False)
    assert ended.returncode == 2
    assert "loopback" in ended.stderr or "127.0.0.1" in ended.stderr


def test_a_taken_port_is_a_sentence_and_not_a_traceback(process: subprocess.Popen[str]) -> None:
    port = urlsplit(_line(process)["control"]).port
    asked = [sys.executable, "-m", "bot.sandbox", "--port", str(port)]
    ended = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, timeout=TIMEOUT_S, check=False)
    assert ended.returncode == 1
    assert "Choose another --port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_it_imports_nothing_of_ours() -> None:
    foreign = set()
    for path in sorted((ROOT / "bot" / "sandbox").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            foreign |= {name for name in names if name.split(".")[0] == "bot" and not name.startswith("bot.sandbox")}
            foreign |= {name for name in names if name.split(".")[0] in {"oauthlib", "tweepy", "mastodon", "telegram"}}
    assert foreign == set()
