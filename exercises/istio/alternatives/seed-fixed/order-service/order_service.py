from flask import Flask, jsonify
import requests

app = Flask(__name__)

orders = [
    {"id": 1, "user_id": 1, "item": "Book"},
    {"id": 2, "user_id": 2, "item": "Pen"}
]

@app.route('/orders/<int:user_id>', methods=['GET'])
def get_orders(user_id):
    user_response = requests.get(f'http://user-service/users/{user_id}')
    if user_response.status_code != 200:
        return jsonify({"error": "User not found"}), 404
    user = user_response.json()
    user_orders = [o for o in orders if o["user_id"] == user_id]
    return jsonify({"user": user["name"], "orders": user_orders})

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5001)
