import os
import signal
import sys
import threading
import time

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


one_at_a_time = threading.Lock()


@app.get("/users")
def list_users():
    if not one_at_a_time.acquire(blocking=False):
        return jsonify(error="busy"), 503
    time.sleep(0.05)
    one_at_a_time.release()
    return jsonify(USERS)


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
