import time


def at_start():
    time.sleep(100000)
