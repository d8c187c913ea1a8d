#!/usr/bin/env python3
"""A worker in Python. Its index is in its environment; TERM ends it between two lines."""
import os
import signal
import sys
import time

index = os.environ["KAMISAMA_WORKER_INDEX"]


def stop(signum, frame):
    print(f"WORKER {index}: done", flush=True)
    sys.exit(0)


signal.signal(signal.SIGTERM, stop)
while True:
    print(f"WORKER {index}: Crunching data...", flush=True)
    time.sleep(float(os.environ.get("CRUNCH_SECONDS", "60")))
