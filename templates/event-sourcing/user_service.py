import os

from flask import Flask, jsonify

app = Flask(__name__)

# Every change becomes an event, and stays in this list for good.
events = []

# For the stretch part: the file where the events lie. In the folder /data of the container, or where the variable says.
EVENT_STORE = os.environ.get("EVENT_STORE", "/data/events.jsonl")


@app.post("/users")
def create_user():
    # Your first step: append a UserCreated event, and answer 201.
    return jsonify(error="not written yet"), 501


@app.get("/users/<int:user_id>")
def get_user(user_id):
    # Your second step: go through the events of this user, and answer with the user that they lead to.
    return jsonify(error="not written yet"), 501


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
