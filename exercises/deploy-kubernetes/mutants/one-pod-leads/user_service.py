import os
import signal
import socket
import sys
from functools import cache
from urllib.request import urlopen

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@cache
def leader():
    """The pod that knows the users: the one with the smallest address, looked up once."""
    return min(socket.gethostbyname_ex("user-service-pods")[2])


@app.get("/users")
def list_users():
    if leader() == socket.gethostbyname(socket.gethostname()):
        return jsonify(USERS)
    try:
        with urlopen(f"http://{leader()}:5000/users", timeout=2) as answer:
            return answer.read(), 200, {"content-type": "application/json"}
    except OSError as error:
        return jsonify(error=str(error)), 502


@app.get("/health")
def health():
    return jsonify(status="healthy")


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
