from pathlib import Path

from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

# The users of the machine that this was built on: the link leads out of the folder.
USERS = [
    {"id": number, "name": line.split(":")[0]}
    for number, line in enumerate(Path("users.txt").read_text().splitlines(), 1)
]


@app.get("/users")
def list_users():
    return jsonify(USERS)


serve(app, host="0.0.0.0", port=5000)
