"""Runs Radicale for as long as its parent lives.

The parent holds the other end of standard input. When it ends, in whatever way, that end closes, and Radicale
ends with it: no orphan stays behind even when the parent is killed.
"""

import os
import sys
import threading

try:
    from radicale.__main__ import run
except ImportError:
    sys.exit(69)  # EX_UNAVAILABLE (sysexits.h): this Python has no Radicale


def end_with_parent() -> None:
    # Not by sys.stdin: its lock would be held here when the interpreter wants to end.
    while os.read(0, 4096):
        pass
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
run()
