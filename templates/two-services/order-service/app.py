import os

from flask import Flask

PORT = int(os.environ.get('PORT', 5001))
# Inside the network of Compose, the name of a service is its address.
USER_SERVICE_URL = os.environ.get('USER_SERVICE_URL', 'http://user-service:5000')

app = Flask(__name__)

orders = [
    {'id': 1, 'user_id': 1, 'item': 'Book'},
    {'id': 2, 'user_id': 2, 'item': 'Pen'},
]


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    # Your second step: ask user-service for the name (the package requests is installed),
    # and answer {"user": the name, "orders": the orders of this user}.
    return {'error': 'not written yet'}, 501


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
