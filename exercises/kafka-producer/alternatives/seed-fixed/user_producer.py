from flask import Flask, request, jsonify
from kafka import KafkaProducer
import json

app = Flask(__name__)
producer = None

def get_producer():
    global producer
    if producer is None:
        producer = KafkaProducer(bootstrap_servers='kafka:9092',
                                 value_serializer=lambda v: json.dumps(v).encode('utf-8'))
    return producer

@app.route('/users', methods=['POST'])
def create_user():
    user = request.get_json()
    get_producer().send('user-events', user)
    return jsonify({"status": "User event published"}), 201

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5000)
