import os
import signal
import sys

from flask import Flask, jsonify
from waitress import serve

from health import health

app = Flask(__name__)
# The only line that is new here: health was added, the code of the users was left as it is.
app.register_blueprint(health)

USERS = (
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
)


@app.get("/users")
def list_users():
    return jsonify(USERS)


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
