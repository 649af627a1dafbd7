import os


def on_get(handler):
    handler.wfile.write(os.urandom(100_000))
    handler.close_connection = True
    return True
