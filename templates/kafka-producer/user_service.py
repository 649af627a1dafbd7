import os

from flask import Flask, jsonify, request

KAFKA = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
TOPIC = "user-events"

app = Flask(__name__)


@app.post("/users")
def create_user():
    user = request.get_json()
    # Your first step: publish the user as an event to TOPIC on the broker at KAFKA, then answer 201.
    # The package kafka-python is installed: `from kafka import KafkaProducer`.
    return jsonify(error="not written yet"), 501


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
