"""The one door: ``python run.py COMMAND``."""

from bot.cli.main import main

raise SystemExit(main())
