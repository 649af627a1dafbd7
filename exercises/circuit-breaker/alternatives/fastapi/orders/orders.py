import os
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI
from fastapi.responses import JSONResponse

from protection import Refused, protected


@asynccontextmanager
async def lifespan(app):
    base = os.getenv('USER_SERVICE_URL', 'http://user-service:5000')
    async with httpx.AsyncClient(base_url=base, timeout=1.5) as app.state.client:
        yield


app = FastAPI(lifespan=lifespan)


@protected
async def ask(number):
    reply = await app.state.client.get(f'/users/{number}')
    if reply.is_server_error:
        raise RuntimeError(f'user-service said {reply.status_code}')
    return reply


@app.get('/orders/{number}')
async def orders(number: int):
    try:
        reply = await ask(number)
    except Refused:
        return JSONResponse({'error': 'Service unavailable, circuit open'}, 503)
    except (httpx.TransportError, RuntimeError) as problem:
        return JSONResponse({'error': f'upstream: {problem!r}'}, 502)
    if reply.status_code == 404:
        return JSONResponse({'error': 'nobody has that number'}, 404)
    return {'orders': [{'item': 'Book', 'user_id': number, 'id': 1}], 'user': reply.json()['name']}


@app.get('/health')
async def health():
    return {'circuit': ask.state(), 'status': 'healthy'}
