class Orders:
    """What order-service knows, made from events alone. Knows nothing of HTTP or Kafka."""

    def __init__(self):
        self._orders = {}
        self._rejected = set()
        self._announced = set()

    def of(self, user_id):
        return self._orders.get(user_id, [])

    def apply(self, event):
        """Takes in one event. The same event may come twice: the second one changes nothing."""
        user_id = event['user_id']
        if event['type'] == 'OrderRejected':
            self._announced.add(user_id)
        elif event['type'] == 'UserCreated':
            if event.get('data', {}).get('credit') == 0:
                self._rejected.add(user_id)
            else:
                order = {'id': len(self._orders) + 1, 'user_id': user_id, 'item': 'Default Item'}
                self._orders.setdefault(user_id, []).append(order)

    def rejections(self):
        """The events that are still to be published."""
        return [{'type': 'OrderRejected', 'user_id': user_id} for user_id in self._rejected - self._announced]
