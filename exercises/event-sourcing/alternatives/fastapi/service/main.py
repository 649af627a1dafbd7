from functools import reduce
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel

from .facts import Fact, Ledger

api = FastAPI(title="users")
ledger = Ledger()


class NewUser(BaseModel, extra="allow"):
    id: int
    name: str


class Rename(BaseModel):
    name: str


def history(user_id: int) -> list[Fact]:
    facts = ledger.about(user_id)
    if not facts:
        raise HTTPException(404)
    return facts


History = Annotated[list[Fact], Depends(history)]


def state(facts: list[Fact]) -> dict:
    return {**reduce(lambda user, fact: user | fact.details, facts, {}), "id": facts[0].subject}


@api.post("/users", status_code=201)
async def create(user: NewUser):
    if ledger.about(user.id):
        raise HTTPException(409)
    ledger.append(Fact("UserCreated", user.id, user.model_dump()))
    return {"created": user.id}


@api.get("/users/{user_id}")
async def show(facts: History):
    return state(facts)


@api.patch("/users/{user_id}")
async def rename(facts: History, change: Rename):
    ledger.append(Fact("UserRenamed", facts[0].subject, {"name": change.name}))
    return state(ledger.about(facts[0].subject))


@api.get("/users/{user_id}/events")
async def events(facts: History):
    return [fact.public() for fact in facts]
