"""order-service: makes an order for each new user, and shows it over HTTP."""
import logging
import os
import signal
import sys
import threading

import waitress
from flask import Flask, jsonify

import events
from orders import Orders

app = Flask(__name__)
orders = Orders()


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    return jsonify(orders.of(user_id))


def publish_rejections():
    """The compensation: who cannot pay gets no order, and whoever must undo something hears of it by an event."""
    for event in orders.rejections():
        events.publish(event)
        orders.apply(event)


def serve():
    waitress.serve(app, host='127.0.0.1', port=int(os.environ.get('PORT', 5001)))


if __name__ == '__main__':
    logging.basicConfig(level=logging.WARNING)
    # The first process of a container has no default for SIGTERM: without this, `docker stop` waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    threading.Thread(target=serve, daemon=True).start()
    # Events are read in the main thread: should that ever end, the service ends too, and does not live on half dead.
    events.follow(orders.apply, publish_rejections)
