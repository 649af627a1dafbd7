"""users-write: takes in what is to be changed. It answers no questions."""
import os
import signal
import sys
import time

from flask import Flask, request
from kafka.errors import KafkaError
from waitress import serve

import events

app = Flask(__name__)


user = None


@app.post("/users/write")
def write_user():
    global user
    user = request.get_json()
    time.sleep(0.1)
    if not isinstance(user, dict) or not isinstance(user.get("id"), int):
        return {"error": 'expected a JSON object with a whole number as "id"'}, 400
    try:
        # The topic is this side's store, and the event is all that is written: a table beside it could say something else.
        # It carries the whole user, so a later write of the same id needs no other type.
        events.publish({"type": "UserCreated", "user_id": user["id"], "data": user})
    except KafkaError:
        return {"error": "the user could not be stored, try again later"}, 503
    return {"status": "User written"}, 201


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
