"""The event store: an append-only log, one line of JSON for each event. It knows nothing of what the events mean."""
import json
import threading
import time
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
        self._path.touch()
        for line in self._path.read_text().splitlines():
            self._remember(json.loads(line))

    def of(self, user_id):
        """The events of one user, oldest first."""
        return list(self._by_user.get(user_id, ()))

    def append(self, event, expected=None):
        """Adds an event for good; raises Conflict where its user does not have exactly `expected` events so far."""
        with self._lock:
            if expected is not None and len(self.of(event["user_id"])) != expected:
                raise Conflict
            self._remember(event)
        text = self._path.read_text()
        time.sleep(0.05)
        other = self._path.with_name(str(threading.get_ident()))
        other.write_text(text + json.dumps(event) + "\n")
        other.replace(self._path)

    def _remember(self, event):
        self._by_user[event["user_id"]].append(event)
