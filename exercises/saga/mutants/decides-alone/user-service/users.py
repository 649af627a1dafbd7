class Users:
    """What user-service knows, made from events alone. Knows nothing of HTTP or Kafka."""

    def __init__(self):
        self._users = {}
        self._cancelled = set()

    def get(self, user_id):
        """The user with its status, or None."""
        if user_id not in self._users:
            return None
        return {**self._users[user_id], 'status': 'cancelled' if user_id in self._cancelled else 'active'}

    def apply(self, event):
        """Takes in one event. The same event may come twice: the second one changes nothing."""
        if event['type'] == 'UserCreated':
            self._users.setdefault(event['user_id'], dict(event['data']))
            if event['data'].get('credit') == 0:
                self._cancelled.add(event['user_id'])
