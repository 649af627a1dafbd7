import os

from flask import Flask

PORT = int(os.environ.get('PORT', 5000))

app = Flask(__name__)

# The users are yours to make up. There must be a user 1 and a user 2.
users = [
    {'id': 1, 'name': 'Alice'},
    {'id': 2, 'name': 'Bob'},
]


@app.get('/users/<int:user_id>')
def get_user(user_id):
    # Your first step: answer with the user of this id, or with 404 where there is none.
    return {'error': 'not written yet'}, 501


if __name__ == '__main__':
    app.run(host='0.0.0.0', port=PORT)
