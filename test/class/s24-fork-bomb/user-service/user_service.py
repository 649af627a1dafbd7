"""Makes processes until it may make no more, and never listens. It gives up at 5000: its limit is to stop it, not the machine."""
import os
import time

for _ in range(5000):
    try:
        if os.fork() == 0:
            time.sleep(600)
            os._exit(0)
    except OSError:
        time.sleep(0.01)
time.sleep(600)
