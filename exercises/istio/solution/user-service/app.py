"""user-service: knows the users, and nothing of orders."""
import os
import signal
import sys

import waitress
from flask import Flask

app = Flask(__name__)

USERS = {
    1: {'id': 1, 'name': 'Alice'},
    2: {'id': 2, 'name': 'Bob'},
}


@app.get('/users/<int:user_id>')
def get_user(user_id):
    user = USERS.get(user_id)
    return user if user else ({'error': 'User not found'}, 404)


@app.get('/version')
def version():
    return {'version': os.environ.get('VERSION', 'v1')}


@app.get('/health')
def health():
    return {'status': 'healthy'}


if __name__ == '__main__':
    # The first process of a container has no default for SIGTERM: without this, the cluster waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5000)))
