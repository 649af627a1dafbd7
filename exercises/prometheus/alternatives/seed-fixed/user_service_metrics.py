from flask import Flask, jsonify
from prometheus_client import Counter, start_http_server

app = Flask(__name__)
request_count = Counter('user_service_requests_total', 'Total requests to user service')

users = [
    {"id": 1, "name": "Alice"},
    {"id": 2, "name": "Bob"}
]

@app.route('/users', methods=['GET'])
def get_users():
    request_count.inc()
    return jsonify(users)

@app.route('/metrics', methods=['GET'])
def metrics():
    from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
    return generate_latest(), 200, {'Content-Type': CONTENT_TYPE_LATEST}

if __name__ == '__main__':
    start_http_server(8000)
    app.run(host='0.0.0.0', port=5000)
