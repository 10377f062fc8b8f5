"""``python -m bot.sandbox``: start the stand-ins, say where they are, end with the parent."""

from __future__ import annotations

import argparse
import asyncio
import ipaddress
import json
import os
import signal
import sys
import threading

from aiohttp import web

from bot.sandbox.control import Control
from bot.sandbox.mailbox.server import serve as serve_mail
from bot.sandbox.mailbox.store import Store as MailStore
from bot.sandbox.mastodon.server import Mastodon
from bot.sandbox.people import People
from bot.sandbox.shell import Network, Shell
from bot.sandbox.telegram.server import Telegram
from bot.sandbox.world import World
from bot.sandbox.x.server import X


def _loopback(host: str) -> str:
    try:
        address = ipaddress.ip_address(host)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{host!r} is not an address; the sandbox listens on 127.0.0.1") from error
    if not address.is_loopback:
        raise argparse.ArgumentTypeError(f"{host} can be reached from outside; the sandbox listens on loopback only")
    return host


async def _listen(shell: Shell, host: str, port: int) -> tuple[web.ServerRunner, str]:
    runner = web.ServerRunner(shell.server(), handle_signals=False)
    await runner.setup()
    await web.TCPSite(runner, host, port, shutdown_timeout=1.0, backlog=512).start()
    bound = runner.addresses[0]
    name = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
    return runner, f"http://{name}:{bound[1]}"


def _end_with_parent(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    """Wait for standard input's end in a thread of its own: a pipe, a file and a terminal alike."""

    def wait() -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:  # closed from the start
            pass
        if not loop.is_closed():
            loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=wait, daemon=True).start()


async def _serve(host: str, port: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    loop.add_signal_handler(signal.SIGINT, stop.set)
    world = World()
    mastodon, x, telegram = Mastodon(world), X(world), Telegram(world)
    mail = MailStore(world)
    people = People(world, mastodon.store, x.store, telegram.store, mail)
    control = Control(world, (mastodon.store, x.store, telegram.store, mail), people, stop)
    networks: tuple[Network, ...] = (control, mastodon, x, telegram)
    runners = []
    for offset, network in enumerate(networks):
        runner, address = await _listen(Shell(world, network), host, port and port + offset)
        world.addresses[network.name] = address
        runners.append(runner)
    servers, addresses = await serve_mail(mail, host, port and port + len(networks))
    world.addresses |= addresses
    _end_with_parent(loop, stop)
    sys.stdout.write(json.dumps(world.addresses) + "\n")
    sys.stdout.flush()
    await stop.wait()
    for server in servers:
        server.close()
    await asyncio.gather(*(runner.cleanup() for runner in runners))


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="Stand-ins of the three networks and a mailbox."
    )
    parser.add_argument("--port", type=int, default=0, help="of the control; the others take the next five (0: any)")
    parser.add_argument("--host", type=_loopback, default="127.0.0.1", help="a loopback address")
    given = parser.parse_args()
    try:
        asyncio.run(_serve(given.host, given.port))
    except OSError as error:
        sys.exit(
            f"The sandbox cannot listen on {given.host}, port {given.port}: {error.strerror}. Choose another --port."
        )


if __name__ == "__main__":
    main()
