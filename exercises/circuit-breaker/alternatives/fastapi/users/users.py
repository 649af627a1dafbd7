from fastapi import FastAPI, HTTPException

names = {1: 'Eleanor', 2: 'Chidi', 3: 'Tahani'}
app = FastAPI()


@app.get('/users/{number}')
async def user(number: int):
    if number not in names:
        raise HTTPException(404)
    return {'name': names[number], 'id': number}
