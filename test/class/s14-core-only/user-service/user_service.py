from flask import Flask, jsonify
from waitress import serve

app = Flask(__name__)

USERS = [{"id": 1, "name": "Alice"}, {"id": 2, "name": "Bob"}]


@app.get("/users")
def list_users():
    return jsonify(USERS)


@app.errorhandler(405)
def no_such_thing(_):
    return jsonify(error="not found"), 404


serve(app, host="0.0.0.0", port=5000)
