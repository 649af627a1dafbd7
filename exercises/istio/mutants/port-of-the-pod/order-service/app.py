"""order-service: knows the orders, and asks somebody else for the users."""
import os
import signal
import sys

import waitress
from flask import Flask

from users import UnknownUser, Users, UserService, UsersUnavailable

ORDERS = (
    {'id': 1, 'user_id': 1, 'item': 'Book'},
    {'id': 2, 'user_id': 2, 'item': 'Pen'},
)


def create_app(users: Users) -> Flask:
    """The service, for any kind of users: a test can hand it some that need no network."""
    app = Flask(__name__)

    @app.get('/orders/<int:user_id>')
    def get_orders(user_id):
        return {
            'user': users.name_of(user_id),
            'orders': [order for order in ORDERS if order['user_id'] == user_id],
        }

    @app.errorhandler(UnknownUser)
    def unknown(_):
        return {'error': 'User not found'}, 404

    @app.errorhandler(UsersUnavailable)
    def unavailable(_):
        return {'error': 'The users cannot be reached, try again later'}, 503

    @app.get('/health')
    def health():
        return {'status': 'healthy'}

    return app


if __name__ == '__main__':
    # The first process of a container has no default for SIGTERM: without this, the cluster waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    app = create_app(UserService(os.environ.get('USER_SERVICE_URL', 'http://user-service:5000')))
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5001)))
