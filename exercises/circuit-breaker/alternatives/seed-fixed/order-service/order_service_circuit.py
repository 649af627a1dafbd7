from flask import Flask, jsonify
import requests
from circuitbreaker import circuit

app = Flask(__name__)

@circuit(failure_threshold=5, recovery_timeout=30)
def call_user_service(user_id):
    response = requests.get(f'http://user-service:5000/users/{user_id}')
    response.raise_for_status()
    return response.json()

@app.route('/orders/<int:user_id>', methods=['GET'])
def get_orders(user_id):
    try:
        user = call_user_service(user_id)
        orders = [{"id": 1, "user_id": user_id, "item": "Book"}]
        return jsonify({"user": user["name"], "orders": orders})
    except Exception as e:
        return jsonify({"error": "Service unavailable, circuit open"}), 503

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5001)
