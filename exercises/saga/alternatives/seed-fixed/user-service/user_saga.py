from flask import Flask, request, jsonify
from kafka import KafkaProducer
import json

app = Flask(__name__)
producer = KafkaProducer(bootstrap_servers='kafka:9092',
                        value_serializer=lambda v: json.dumps(v).encode('utf-8'))

@app.route('/users', methods=['POST'])
def create_user():
    user = request.get_json()
    event = {"type": "UserCreated", "user_id": user["id"], "data": user}
    producer.send('saga-events', event)
    return jsonify({"status": "User created, event published"}), 201

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5000)
