#!/usr/bin/env python3
"""A worker in Python. Its index is in its environment; TERM ends it between two lines."""
import os
import signal
import sys
import time

index = os.environ["KAMISAMA_WORKER_INDEX"]


def say(text):
    # The newline with the line, in one write: the workers share one output.
    sys.stdout.write(f"WORKER {index}: {text}\n")
    sys.stdout.flush()


# An exception, so that the program ends where it is and not in the middle of the handler.
signal.signal(signal.SIGTERM, lambda signum, frame: sys.exit(0))
try:
    while True:
        say("Crunching data...")
        time.sleep(float(os.environ.get("CRUNCH_SECONDS", "60")))
finally:
    say("done")
