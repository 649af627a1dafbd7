import os
import signal
import threading
import time

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


ending = threading.Event()


@app.get("/users")
def list_users():
    time.sleep(0.5)
    if ending.is_set():
        os._exit(0)
    return jsonify(USERS)


@app.get("/health")
def health():
    return jsonify(status="healthy")


def end(*_):
    ending.set()
    threading.Timer(3, os._exit, [0]).start()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, end)
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
