"""The event store: an append-only log, one line of JSON for each event. It knows nothing of what the events mean."""
import json
import threading
from collections import defaultdict
from pathlib import Path


class Conflict(Exception):
    """Somebody else was faster: there are events that the writer did not know of."""


class EventStore:
    def __init__(self, path):
        self._lock = threading.Lock()
        self._by_user = defaultdict(list)
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self._path = Path(path)
        self._events = json.loads(self._path.read_text()) if self._path.exists() else []
        for event in self._events:
            self._remember(event)

    def of(self, user_id):
        """The events of one user, oldest first."""
        return list(self._by_user.get(user_id, ()))

    def append(self, event, expected=None):
        """Adds an event for good; raises Conflict where its user does not have exactly `expected` events so far."""
        with self._lock:
            if expected is not None and len(self.of(event["user_id"])) != expected:
                raise Conflict
            self._events.append(event)
            self._path.write_text(json.dumps(self._events))
            self._remember(event)

    def _remember(self, event):
        self._by_user[event["user_id"]].append(event)
