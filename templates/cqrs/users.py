import os

from flask import Flask, jsonify

app = Flask(__name__)

# One model for each side. Commands change the first, questions are answered from the second.
write_store = {}
read_store = {}

# For the stretch part, where the two sides become two services that share nothing but events.
KAFKA = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")


@app.post("/users/write")
def write_user():
    # Your first step: store the user, answer 201, and let the other side know.
    return jsonify(error="not written yet"), 501


@app.get("/users/read/<int:user_id>")
def read_user(user_id):
    # Your second step: answer from the read side's own store.
    return jsonify(error="not written yet"), 501


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
