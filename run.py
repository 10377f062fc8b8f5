"""The one door: ``python run.py COMMAND``."""

import gc

# Importing makes a million objects and no garbage: looking for some takes a ninth of a start.
gc.disable()

from bot.cli.main import main  # noqa: E402 -- see above

raise SystemExit(main())
