from flask import Flask, request, jsonify

app = Flask(__name__)
write_store = {}
read_store = {}

@app.route('/users/write', methods=['POST'])
def write_user():
    data = request.get_json()
    user_id = data["id"]
    write_store[user_id] = data
    read_store[user_id] = data # Sync for simplicity
    return jsonify({"status": "User written"}), 201

@app.route('/users/read/<int:user_id>', methods=['GET'])
def read_user(user_id):
    user = read_store.get(user_id)
    return jsonify(user) if user else (jsonify({"error": "User not found"}), 404)

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5000)
