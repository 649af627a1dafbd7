import asyncio
import json
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaConsumer
from fastapi import FastAPI, HTTPException

people: dict[int, dict] = {}


async def collect(events: AIOKafkaConsumer):
    async for message in events:
        event = json.loads(message.value)
        people[event["user_id"]] = event["data"]


@asynccontextmanager
async def collecting(_: FastAPI):
    async with AIOKafkaConsumer("user-events", bootstrap_servers="kafka:9092", auto_offset_reset="earliest") as events:
        task = asyncio.create_task(collect(events))
        yield
        task.cancel()


app = FastAPI(lifespan=collecting)


@app.get("/users/read/{user_id}")
async def read(user_id: int):
    if user_id not in people:
        raise HTTPException(404, "nobody has this id")
    return people[user_id]
