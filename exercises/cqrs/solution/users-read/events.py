"""The way to Kafka. Nothing else in this service knows the broker."""
import json
import logging
import os

from kafka import KafkaConsumer
from kafka.errors import KafkaError

TOPIC = "user-events"
SERVERS = os.environ.get("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")


def follow(handle, caught_up):
    """Hands every event to `handle`, from the first one on, for ever; calls `caught_up` once, when it has read all that is old.

    There is no consumer group and no committed offset, on purpose: the view lies in memory alone,
    so each start reads the whole topic again. (Where that takes too long, keep the view in a database, and use a group.)
    """
    # With `api_version` the client waits for a Kafka that is slower than this service; without it, it gives up.
    consumer = KafkaConsumer(
        TOPIC,
        bootstrap_servers=SERVERS,
        api_version=(2, 6),
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        reconnect_backoff_max_ms=1000,
        # The topic may be younger than this service: without this, five minutes pass until the client looks again.
        metadata_max_age_ms=1000,
    )
    behind = True
    while True:
        for records in consumer.poll(timeout_ms=200).values():
            for record in records:
                read(record, handle)
        if behind and at_end(consumer):
            behind = False
            caught_up()


def at_end(consumer):
    try:
        if TOPIC not in consumer.topics():
            return True  # nothing was ever written
        ends = consumer.end_offsets(consumer.assignment())
        return bool(ends) and all(consumer.position(partition) >= end for partition, end in ends.items())
    except KafkaError:
        return False


def read(record, handle):
    try:
        handle(json.loads(record.value))
    except Exception:
        # `handle` does nothing but look at the event, so it is the event that is bad, and will be next time too.
        logging.exception("skipped the event at offset %s", record.offset)
