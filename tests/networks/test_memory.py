from __future__ import annotations

import subprocess
import sys


def test_the_telegram_adapter_brings_no_command_line_and_no_colours() -> None:
    found = subprocess.run(
        [
            sys.executable,
            "-c",
            "import bot.networks.telegram, sys; print(*{'click', 'rich', 'pygments'} & {*sys.modules})",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "", "megabytes that the daemon has no use for"
