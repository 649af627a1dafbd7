import os
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

bought = {1: ['Lamp', 'Notebook'], 2: ['Kettle']}


@asynccontextmanager
async def lifespan(app):
    base = os.getenv('USER_SERVICE_URL', 'http://user-service:5000')
    async with httpx.AsyncClient(base_url=base, timeout=1.5) as app.state.people:
        yield


app = FastAPI(lifespan=lifespan)


@app.get('/orders/{buyer}')
async def orders(buyer: int, request: Request):
    try:
        reply = await request.app.state.people.get(f'/users/{buyer}')
    except httpx.TransportError:
        return JSONResponse({'error': 'user-service does not answer'}, 503)
    if reply.status_code == 404:
        return JSONResponse({'error': 'nobody has that number'}, 404)
    if reply.is_error:
        return JSONResponse({'error': f'user-service said {reply.status_code}'}, 502)
    items = enumerate(bought.get(buyer, []), start=buyer * 100)
    return {
        'orders': [{'item': item, 'id': number, 'user_id': buyer} for number, item in items],
        'user': reply.json()['name'],
    }
