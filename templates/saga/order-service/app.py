import os

from flask import Flask, jsonify

PORT = int(os.environ.get('PORT', 5001))
KAFKA = os.environ.get('KAFKA_BOOTSTRAP_SERVERS', 'kafka:9092')
TOPIC = 'saga-events'

app = Flask(__name__)
orders = []


# TODO: read TOPIC in the background (a thread will do) and add an order for each UserCreated:
# {"id": …, "user_id": the user's id, "item": "Default Item"}


@app.get('/orders/<int:user_id>')
def get_orders(user_id):
    # TODO: show the orders of this user, and no others.
    return jsonify([])


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
