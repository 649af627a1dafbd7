from typing import Literal

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    id: int


class Health(BaseModel):
    status: Literal["healthy"] = "healthy"
    people: int


people = [Person(id=40, name="Tove"), Person(id=41, name="Astrid"), Person(id=42, name="Selma")]

directory = APIRouter(prefix="/users")
operations = APIRouter(prefix="/health")


@directory.get("")
async def everyone() -> list[Person]:
    return people


@operations.get("")
async def health() -> Health:
    return Health(people=len(people))


app = FastAPI(openapi_url=None)
app.include_router(directory)
app.include_router(operations)
