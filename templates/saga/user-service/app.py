import os

from flask import Flask, request

PORT = int(os.environ.get('PORT', 5000))
KAFKA = os.environ.get('KAFKA_BOOTSTRAP_SERVERS', 'kafka:9092')
TOPIC = 'saga-events'

app = Flask(__name__)


@app.post('/users')
def create_user():
    user = request.get_json()
    # TODO: publish {"type": "UserCreated", "user_id": the id, "data": the user} to TOPIC.
    # kafka-python is installed: make a KafkaProducer with bootstrap_servers=KAFKA.
    return {'status': 'User created, but nobody was told'}, 201


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
