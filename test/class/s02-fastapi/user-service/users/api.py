from fastapi import FastAPI
from pydantic import BaseModel


class User(BaseModel):
    name: str
    email: str
    id: int


app = FastAPI()
directory = {
    user.id: user
    for user in [
        User(id=12, name="Chidi", email="chidi@example.org"),
        User(id=7, name="Eleanor", email="eleanor@example.org"),
        User(id=30, name="Tahani", email="tahani@example.org"),
    ]
}


@app.get("/users")
async def users() -> list[User]:
    return list(directory.values())
