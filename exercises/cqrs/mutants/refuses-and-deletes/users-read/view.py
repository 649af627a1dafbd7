class UsersView:
    """The users in the form in which they are asked for: by id. Made from events alone, so it can be thrown away."""

    def __init__(self):
        self._users = {}

    def get(self, user_id):
        """The user, or None."""
        return self._users.get(user_id)

    def forget(self, user_id):
        self._users.pop(user_id, None)

    def apply(self, event):
        """Takes in one event. The newest says how the user is; the same event twice changes nothing."""
        if event["type"] == "UserCreated":
            self._users[event["user_id"]] = dict(event["data"])
