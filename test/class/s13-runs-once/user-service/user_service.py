import os
import signal
import sys

from flask import Flask, jsonify
from werkzeug.serving import WSGIRequestHandler, make_server

app = Flask(__name__)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@app.get("/users")
def list_users():
    return jsonify(USERS)


class OneAnswer(WSGIRequestHandler):
    def run_wsgi(self):
        super().run_wsgi()
        os._exit(0)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    port = int(os.environ.get("PORT", 5000))
    make_server("0.0.0.0", port, app, request_handler=OneAnswer).serve_forever()
