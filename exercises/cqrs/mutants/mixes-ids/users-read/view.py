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
            for user_id in {event["user_id"], *self._users}:
                self._users[user_id] = {**event["data"], "id": user_id}
