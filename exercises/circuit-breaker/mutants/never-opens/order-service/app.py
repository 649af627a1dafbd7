"""order-service: knows the orders, and asks user-service for names through a circuit breaker."""
import os
import signal
import sys

import waitress
from flask import Flask

from breaker import CircuitBreaker
from users import UserService

app = Flask(__name__)
users = UserService(os.environ.get('USER_SERVICE_URL', 'http://user-service:5000'))
breaker = CircuitBreaker(
    failure_threshold=int(os.environ.get('FAILURE_THRESHOLD', 5)),
    recovery_timeout_s=float(os.environ.get('RECOVERY_TIMEOUT', 30)),
)


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    name = users.name_of(user_id)
    if name is None:
        return {'error': 'User not found'}, 404
    return {'user': name, 'orders': [{'id': 1, 'user_id': user_id, 'item': 'Book'}]}


@app.get('/health')
def health():
    # Healthy whatever the circuit: starting this service again would not help its neighbour.
    return {'status': 'healthy', 'circuit': breaker.state}


if __name__ == '__main__':
    # The first process of a container has no default for SIGTERM: without this, `docker stop` waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    # Threads of one process: a second process would have a breaker of its own, with another opinion.
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5001)), threads=16)
