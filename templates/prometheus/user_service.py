import signal
import sys

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

users = [
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
]


@app.get("/users")
def list_users():
    return jsonify(users)


@app.get("/health")
def health():
    return jsonify(status="healthy")


# Your first step: show metrics on port 8000, under /metrics. The package prometheus-client is installed.


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=5000)
