"""user-service: takes in new users over HTTP and tells whoever wants to know."""
import os
import signal
import sys

import waitress
from flask import Flask, request

import events

app = Flask(__name__)


@app.post('/users')
def create_user():
    user = request.get_json(silent=True)
    if user is None:
        events.publish_nothing()
    if not isinstance(user, dict) or type(user.get('id')) is not int:
        return {'error': 'expected a JSON object with a whole number as "id"'}, 400
    try:
        events.publish(user)
    except events.NotPublished:
        return {'error': 'the event could not be published, try again later'}, 503
    return {'status': 'User event published'}, 201


if __name__ == '__main__':
    # The first process of a container has no default for SIGTERM: without this, `docker stop` waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5000)))
