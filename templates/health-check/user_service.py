import os

from flask import Flask, jsonify

app = Flask(__name__)

users = [
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"},
]


@app.get("/users")
def list_users():
    return jsonify(users)


# Your first step: GET /health answers with {"status": "healthy"}. Leave what stands above as it is.


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
