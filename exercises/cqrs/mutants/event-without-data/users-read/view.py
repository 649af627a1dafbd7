import json
import os
from urllib.request import urlopen

USERS_WRITE = os.environ.get("USERS_WRITE_URL", "http://users-write:5000")


class UsersView:
    """The users in the form in which they are asked for: by id. Made from events alone, so it can be thrown away."""

    def __init__(self):
        self._users = {}

    def get(self, user_id):
        """The user, or None."""
        return self._users.get(user_id)

    def apply(self, event):
        """Takes in one event. The newest says how the user is; the same event twice changes nothing."""
        if event["type"] == "UserCreated":
            with urlopen(f"{USERS_WRITE}/changes/{event['user_id']}", timeout=2) as answer:
                self._users[event["user_id"]] = json.load(answer)
