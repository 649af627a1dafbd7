from flask import Flask, jsonify
from kafka import KafkaConsumer
import json
import threading

app = Flask(__name__)
orders = []

def consume_events():
    consumer = KafkaConsumer('saga-events', bootstrap_servers='kafka:9092',
                              group_id='order-service', auto_offset_reset='earliest',
                              value_deserializer=lambda x: json.loads(x.decode('utf-8')))
    for message in consumer:
        event = message.value
        if event["type"] == "UserCreated":
            orders.append({"id": len(orders) + 1, "user_id": event["user_id"], "item": "Default Item"})

@app.route('/orders/<int:user_id>', methods=['GET'])
def get_orders(user_id):
    user_orders = [o for o in orders if o["user_id"] == user_id]
    return jsonify(user_orders)

if __name__ == '__main__':
    threading.Thread(target=consume_events, daemon=True).start()
    app.run(host='0.0.0.0', port=5001)
