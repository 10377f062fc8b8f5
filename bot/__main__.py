"""``python -m bot`` does what ``python run.py`` does."""

from bot.cli.main import main

raise SystemExit(main())
