"""The way to Kafka. Nothing else in this service knows the broker."""
import json
import os

from kafka import KafkaProducer
from kafka.errors import KafkaError

TOPIC = 'user-events'


class NotPublished(Exception):
    """The broker did not say within a few seconds that it has the event."""


producer = KafkaProducer(
    bootstrap_servers=os.environ.get('KAFKA_BOOTSTRAP_SERVERS', 'kafka:9092'),
    # Without it the client asks the broker for its version at once, and gives up where Kafka is slower than this service.
    api_version=(2, 6),
    acks='all',
    # Look for a broker that is away every second; by default the client soon looks only every 30.
    reconnect_backoff_max_ms=1000,
    # How long to wait for a broker that is away, and for the answer of one that is there.
    max_block_ms=4000,
    request_timeout_ms=3000,
    delivery_timeout_ms=4000,
)


def publish(user):
    """Returns when the broker has stored the event; raises NotPublished where it has not."""
    # The key keeps all events of one user in one partition, and so in order.
    key = str(user.get('id')).encode()
    try:
        producer.send(TOPIC, key=key, value=json.dumps(user).encode()).get(timeout=4)
    except KafkaError as error:
        raise NotPublished from error
