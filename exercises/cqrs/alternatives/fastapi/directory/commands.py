import json
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer
from fastapi import FastAPI
from pydantic import BaseModel


class User(BaseModel, extra="allow"):
    id: int
    name: str


@asynccontextmanager
async def connected(app: FastAPI):
    async with AIOKafkaProducer(bootstrap_servers="kafka:9092", acks="all", enable_idempotence=True) as producer:
        app.state.log = producer
        yield


app = FastAPI(lifespan=connected)


@app.post("/users/write", status_code=201)
async def write(user: User):
    event = {"data": user.model_dump(), "user_id": user.id, "type": "UserCreated"}
    await app.state.log.send_and_wait("user-events", json.dumps(event).encode(), key=b"%d" % user.id)
    return {"id": user.id}
