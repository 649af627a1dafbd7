"""user-service: takes commands and answers questions over HTTP. All that it knows are events."""
import os
import signal
import sys
import time

from flask import Flask, jsonify, request
from waitress import serve

from event_store import Conflict, EventStore
from users import created, renamed, replay

app = Flask(__name__)
store = EventStore(os.environ.get("EVENT_STORE", "/data/events.jsonl"))


def is_id(value):
    # To Python, True is a whole number too.
    return isinstance(value, int) and not isinstance(value, bool)


def is_name(value):
    return isinstance(value, str) and value.strip() != ""


@app.post("/users")
def create_user():
    user = request.get_json()
    if not isinstance(user, dict) or not is_id(user.get("id")) or not is_name(user.get("name")):
        return {"error": 'Expected a whole number "id" and a text "name"'}, 400
    try:
        # "Only where there are no events yet" is decided by the store, together with the writing:
        # asking first and writing then would let two at once both be the first.
        if store.of(user["id"]):
            raise Conflict
        time.sleep(0.2)
        store.append(created(user))
    except Conflict:
        return {"error": "There is a user with this id"}, 409
    return {"status": "User created"}, 201


@app.get("/users/<int:user_id>")
def get_user(user_id):
    return replay(store.of(user_id)) or not_found()


@app.patch("/users/<int:user_id>")
def rename_user(user_id):
    changes = request.get_json()
    if not isinstance(changes, dict) or not is_name(changes.get("name")):
        return {"error": 'Expected a text "name"'}, 400
    if not store.of(user_id):
        return not_found()
    store.append(renamed(user_id, changes["name"]))
    return replay(store.of(user_id))


@app.get("/users/<int:user_id>/events")
def get_events(user_id):
    events = store.of(user_id)
    return jsonify(events) if events else not_found()


def not_found():
    return {"error": "User not found"}, 404


if __name__ == "__main__":
    # Process 1 of a container ignores every signal that it has no handler for. On exit, waitress lets running requests finish.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    serve(app, host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
