"""user-service: takes in users over HTTP and says what became of them."""
import logging
import os
import signal
import sys
import threading

import waitress
from flask import Flask, request
from kafka.errors import KafkaError

import events
from users import Users

app = Flask(__name__)
users = Users()


@app.post('/users')
def create_user():
    user = request.get_json()
    if not isinstance(user, dict) or not isinstance(user.get('id'), int):
        return {'error': 'expected a JSON object with a whole number as "id"'}, 400
    try:
        # The event is all that is written. The list of users follows from it, as everything else does:
        # two writes, one here and one to Kafka, could not be kept together when one of them fails.
        events.publish({'type': 'UserCreated', 'user_id': user['id'], 'data': user})
    except KafkaError:
        logging.exception('could not publish')
        return {'error': 'the event could not be published, try again later'}, 503
    return {'status': 'User created, event published'}, 201


@app.get('/users/<int:user_id>')
def get_user(user_id):
    user = users.get(user_id)
    return user if user else ({'error': 'User not found'}, 404)


def serve():
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5000)))


if __name__ == '__main__':
    logging.basicConfig(level=logging.WARNING)
    # The first process of a container has no default for SIGTERM: without this, `docker stop` waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    threading.Thread(target=serve, daemon=True).start()
    # Events are read in the main thread: should that ever end, the service ends too, and does not live on half dead.
    events.follow(users.apply)
