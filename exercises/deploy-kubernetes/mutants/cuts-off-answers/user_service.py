import os
import signal
import time

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@app.get("/users")
def list_users():
    time.sleep(0.5)
    return jsonify(USERS)


@app.get("/health")
def health():
    return jsonify(status="healthy")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
