import os
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from fastapi import FastAPI, HTTPException, Request
from pydantic import BaseModel, StrictInt


class User(BaseModel, extra="allow"):
    id: StrictInt
    name: str


class Accepted(BaseModel):
    status: str = "User event published"


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with AIOKafkaProducer(bootstrap_servers=os.environ["BROKER"], request_timeout_ms=5000, acks=1) as producer:
        app.state.producer = producer
        yield


app = FastAPI(lifespan=lifespan)


@app.post("/users", status_code=201)
async def register(user: User, request: Request) -> Accepted:
    try:
        await request.app.state.producer.send_and_wait("user-events", user.model_dump_json().encode(), key=b"%d" % user.id)
    except KafkaError as error:
        raise HTTPException(503, "Kafka is away") from error
    return Accepted()
