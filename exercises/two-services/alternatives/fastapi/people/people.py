from fastapi import FastAPI, HTTPException
from pydantic import BaseModel


class Person(BaseModel):
    name: str
    email: str
    id: int


names = ['Eleanor', 'Chidi', 'Tahani', 'Jason']
people = [Person(id=number, name=name, email=f'{name.lower()}@example.org') for number, name in enumerate(names, 1)]

app = FastAPI()


@app.get('/users/{number}')
async def person(number: int) -> Person:
    for one in people:
        if one.id == number:
            return one
    raise HTTPException(404)
