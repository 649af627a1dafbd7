import os

from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/")
def hello():
    return jsonify(hello="I am user-service. Ask me for /users.")


@app.get("/users")
def list_users():
    # Your first step: answer with a list of users instead.
    return jsonify(error="not written yet"), 501


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))
