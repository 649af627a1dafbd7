import os

import requests
from flask import Flask

PORT = int(os.environ.get('PORT', 5001))
USER_SERVICE_URL = os.environ.get('USER_SERVICE_URL', 'http://user-service:5000')
FAILURE_THRESHOLD = int(os.environ.get('FAILURE_THRESHOLD', 5))
RECOVERY_TIMEOUT = float(os.environ.get('RECOVERY_TIMEOUT', 30))  # seconds

app = Flask(__name__)


def name_of(user_id):
    answer = requests.get(f'{USER_SERVICE_URL}/users/{user_id}')
    answer.raise_for_status()
    return answer.json()['name']


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    # Your first step: call name_of through a circuit breaker. After FAILURE_THRESHOLD failures in a row, answer
    # {"error": "Service unavailable, circuit open"} with the status 503, and do not ask user-service any more.
    name = name_of(user_id)
    return {'user': name, 'orders': [{'id': 1, 'user_id': user_id, 'item': 'Book'}]}


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
