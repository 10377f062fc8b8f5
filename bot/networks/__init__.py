import sys
from types import ModuleType


def _no_main() -> None:
    raise SystemExit("httpx's command line is left out")


# httpx, which the Telegram library brings, imports its own command line with click, rich and pygments: 5 MB of the
# daemon's 110 for what nobody calls. It does without where they are not installed; here, too.
_command_line = ModuleType("httpx._main")
_command_line.main = _no_main  # type: ignore[attr-defined]  # a module made by hand
sys.modules.setdefault("httpx._main", _command_line)
