"""Fills a folder."""

import os


def fill(folder):
    """Until there is no room."""
    print(f"tried to fill {folder}", flush=True)
    try:
        with open(f"{folder}/fill", "wb", buffering=0) as file:
            while True:
                file.write(os.urandom(2**20) * 16)
    except OSError as error:
        print(f"filled {folder}: {error}", flush=True)
