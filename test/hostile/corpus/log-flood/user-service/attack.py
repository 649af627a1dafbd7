import os
import threading


def flood():
    line = b"x" * 200 + b"\n"
    for _ in range(2_000_000):
        os.write(1, line * 100)


def at_start():
    threading.Thread(target=flood, daemon=True).start()
