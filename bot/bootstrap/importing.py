"""Imports one at a time what is imported late.

Two threads that import parts of one library from different ends wait for each other's half; Python lets one go on
with a module that is not finished, and that is an ``ImportError`` in whichever duty came second.
"""

from __future__ import annotations

import threading

IMPORTING = threading.RLock()
"""Held while a library is imported that another thread may want at the same moment."""
