import json
import os
import signal
import sys

from flask import Flask
from waitress import serve

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@app.get("/users")
def list_users():
    return json.dumps(USERS)


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
