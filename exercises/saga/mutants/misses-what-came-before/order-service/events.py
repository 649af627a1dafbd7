"""The way to Kafka. Nothing else in this service knows the broker."""
import json
import logging
import os

from kafka import KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError

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


def follow(handle, answer):
    """Hands every event to `handle`, from the first one on, for ever; calls `answer` after each batch.

    There is no consumer group and no committed offset, on purpose: the orders lie in memory alone, and a group that goes
    on where it stopped would have lost the orders from before. So each start reads the whole topic again.
    (Where that takes too long, keep the orders in a database, and use a group.)

    While it reads what is old, `answer` has to wait: the answers of an earlier life lie further on in the topic.
    """
    consumer = KafkaConsumer(TOPIC, **KAFKA, auto_offset_reset='latest', enable_auto_commit=False)
    old = {}
    while True:
        for records in consumer.poll(timeout_ms=500).values():
            for record in records:
                read(record, handle)
        try:
            old = old or consumer.end_offsets(consumer.assignment())
            if old and all(consumer.position(partition) >= end for partition, end in old.items()):
                answer()
        except KafkaError:
            logging.exception('Kafka is away: trying again')


def read(record, handle):
    try:
        handle(json.loads(record.value))
    except Exception:
        # `handle` does nothing but look at the event, so it is the event that is bad, and will be next time too.
        logging.exception('skipped the event at offset %s', record.offset)
