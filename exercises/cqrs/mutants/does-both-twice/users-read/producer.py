"""The way to Kafka. Nothing else in this service knows the broker."""
import json
import os

from kafka import KafkaProducer

TOPIC = "user-events"

producer = KafkaProducer(
    bootstrap_servers=os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092"),
    # Without it the client asks the broker for its version at once, and gives up where Kafka is slower than this service.
    api_version=(2, 6),
    acks="all",
    max_block_ms=5000,
    reconnect_backoff_max_ms=1000,
)


def publish(event):
    """Returns when the broker has stored the event; raises KafkaError where it has not."""
    # The key keeps all events of one user in one partition, and so in order.
    key = str(event["user_id"]).encode()
    producer.send(TOPIC, key=key, value=json.dumps(event).encode()).get(timeout=5)
