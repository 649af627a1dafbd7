"""The way to Kafka. Nothing else in this service knows the broker."""
import json
import logging
import os

from kafka import KafkaConsumer, KafkaProducer

TOPIC = 'saga-events'
KAFKA = {
    'bootstrap_servers': os.environ.get('KAFKA_BOOTSTRAP_SERVERS', 'kafka:9092'),
    # Without it the client asks the broker for its version at once, and gives up where Kafka is slower than this service.
    'api_version': (2, 6),
    # Looks for the broker, and for a topic that does not exist yet, about once a second. The defaults are 30 seconds and
    # 5 minutes: a consumer that starts before its topic would seem dead.
    'reconnect_backoff_max_ms': 1000,
    'metadata_max_age_ms': 1000,
}

# An event that cannot be stored is given up after 5 seconds. The default is two minutes: far too long for somebody who waits for an answer.
producer = KafkaProducer(**KAFKA, acks='all', max_block_ms=5000, request_timeout_ms=4000, delivery_timeout_ms=5000)


def publish(event):
    """Returns when the broker has stored the event; raises KafkaError where it could not be."""
    # The key keeps all events of one user in one partition, and so in order.
    key = str(event['user_id']).encode()
    producer.send(TOPIC, key=key, value=json.dumps(event).encode()).get(timeout=6)


def follow(handle):
    """Hands every event to `handle`, from the first one on, for ever.

    There is no consumer group and no committed offset, on purpose: what this service knows lies in its memory alone,
    so each start reads the whole topic again. (Where that takes too long, keep the state in a database, and use a group.)
    """
    for record in KafkaConsumer(TOPIC, **KAFKA, auto_offset_reset='earliest', enable_auto_commit=False):
        try:
            handle(json.loads(record.value))
        except Exception:
            # `handle` does nothing but look at the event, so it is the event that is bad, and will be next time too.
            logging.exception('skipped the event at offset %s', record.offset)
