import asyncio
import json
import logging
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError

TOPIC = 'saga-events'
SERVERS = 'kafka:9092'


async def patiently(make):
    while True:
        client = make()
        try:
            await client.start()
            return client
        except KafkaConnectionError:
            await client.stop()
            await asyncio.sleep(1)


class Bus:
    def __init__(self, name, on_event):
        self.name, self.on_event = name, on_event

    async def send(self, event):
        await self.producer.send_and_wait(TOPIC, json.dumps(event).encode())

    async def listen(self):
        consumer = await patiently(lambda: AIOKafkaConsumer(
            TOPIC, bootstrap_servers=SERVERS, group_id=self.name,
            auto_offset_reset='earliest', enable_auto_commit=False, metadata_max_age_ms=2000))
        try:
            async for message in consumer:
                try:
                    await self.on_event(json.loads(message.value))
                except (ValueError, LookupError, TypeError, AttributeError):
                    logging.warning('cannot read %r', message.value)
                await consumer.commit()
        finally:
            await consumer.stop()

    @asynccontextmanager
    async def lifespan(self, _app):
        self.producer = await patiently(lambda: AIOKafkaProducer(bootstrap_servers=SERVERS))
        listening = asyncio.create_task(self.listen())
        yield
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await self.producer.stop()
