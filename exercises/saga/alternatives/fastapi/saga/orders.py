import sqlite3

from fastapi import FastAPI

from .bus import Bus

db = sqlite3.connect('/data/orders.db', isolation_level=None)
db.execute('create table if not exists orders (id integer primary key, user_id integer unique, item text)')


async def on_event(event):
    if event['type'] != 'UserCreated':
        return
    user_id = int(event['user_id'])
    if event['data'].get('credit') == 0:
        await bus.send({'type': 'OrderRejected', 'user_id': user_id})
    else:
        db.execute('insert or ignore into orders (user_id, item) values (?, ?)', [user_id, 'Default Item'])


bus = Bus('orders', on_event)
app = FastAPI(lifespan=bus.lifespan)


@app.get('/orders/{user_id}')
async def show(user_id: int):
    rows = db.execute('select item, user_id, id from orders where user_id = ?', [user_id])
    return [dict(zip(('item', 'user_id', 'id'), row)) for row in rows]
