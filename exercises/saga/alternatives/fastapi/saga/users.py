import sqlite3

from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict

from .bus import Bus

db = sqlite3.connect('/data/users.db', isolation_level=None)
db.execute("create table if not exists users (id integer primary key, name text, status text default 'new')")


class User(BaseModel):
    model_config = ConfigDict(extra='allow')
    id: int
    name: str


async def on_event(event):
    if event['type'] == 'OrderRejected':
        db.execute("update users set status = 'cancelled' where id = ?", [event['user_id']])


bus = Bus('users', on_event)
app = FastAPI(lifespan=bus.lifespan)


@app.post('/users', status_code=201)
async def create(user: User):
    db.execute('insert or ignore into users (id, name) values (?, ?)', [user.id, user.name])
    await bus.send({'user_id': user.id, 'type': 'UserCreated', 'data': user.model_dump()})
    return {'status': 'User created, event published'}


@app.get('/users/{user_id}')
async def show(user_id: int):
    row = db.execute('select id, name, status from users where id = ?', [user_id]).fetchone()
    if row is None:
        raise HTTPException(404, 'no such user')
    return dict(zip(('id', 'name', 'status'), row))
