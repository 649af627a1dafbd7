"""order-service: makes an order for each new user, and shows it over HTTP."""
import logging
import os
import queue
import signal
import sys
import threading
import time

import waitress
from flask import Flask, jsonify

import events
from orders import Orders

app = Flask(__name__)
orders = Orders()
waiting = queue.Queue(maxsize=20)


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    return jsonify(orders.of(user_id))


def publish_rejections():
    """The compensation: who cannot pay gets no order, and whoever must undo something hears of it by an event."""
    for event in orders.rejections():
        events.publish(event)
        orders.apply(event)


def accept(event):
    try:
        waiting.put_nowait(event)
    except queue.Full:
        logging.warning('no time for %s', event)


def work():
    while True:
        try:
            orders.apply(waiting.get())
        except Exception:
            logging.exception('skipped an event')
        time.sleep(0.1)


def serve():
    waitress.serve(app, host='0.0.0.0', port=int(os.environ.get('PORT', 5001)))


if __name__ == '__main__':
    logging.basicConfig(level=logging.WARNING)
    # The first process of a container has no default for SIGTERM: without this, `docker stop` waits and then kills.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    threading.Thread(target=serve, daemon=True).start()
    threading.Thread(target=work, daemon=True).start()
    # Events are read in the main thread: should that ever end, the service ends too, and does not live on half dead.
    events.follow(accept, publish_rejections)
