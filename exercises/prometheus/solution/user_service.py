import signal
import sys

from flask import Flask, jsonify
from waitress import serve

from metrics import measured, serve_metrics

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@app.get("/users")
@measured
def list_users():
    return jsonify(USERS)


@app.get("/health")
def health():
    return jsonify(status="healthy")


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve_metrics()
    serve(app, host="0.0.0.0", port=5000)
