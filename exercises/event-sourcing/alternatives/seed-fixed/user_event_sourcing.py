from flask import Flask, request, jsonify

app = Flask(__name__)
event_store = []

def reconstruct_user_state(user_id):
    user_events = [e for e in event_store if e["user_id"] == user_id]
    state = {"id": user_id, "name": None}
    for event in user_events:
        if event["type"] == "UserCreated":
            state["name"] = event["data"]["name"]
    return state

@app.route('/users', methods=['POST'])
def create_user():
    data = request.get_json()
    event = {"type": "UserCreated", "user_id": data["id"], "data": data}
    event_store.append(event)
    return jsonify({"status": "User created"}), 201

@app.route('/users/<int:user_id>', methods=['GET'])
def get_user(user_id):
    state = reconstruct_user_state(user_id)
    return jsonify(state) if state["name"] else (jsonify({"error": "User not found"}), 404)

if __name__ == '__main__':
    app.run(host='0.0.0.0', port=5000)
