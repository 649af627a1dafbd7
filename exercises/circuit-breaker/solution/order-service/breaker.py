"""A circuit breaker. It knows nothing of HTTP or users: it calls whatever it is given, or refuses to."""
import threading
import time

CLOSED = 'closed'        # calls pass
OPEN = 'open'            # calls are refused
HALF_OPEN = 'half-open'  # the recovery time is over: one call may try


class CircuitOpen(Exception):
    """The call was refused. Nothing was sent."""


class CircuitBreaker:
    def __init__(self, failure_threshold, recovery_timeout_s, clock=time.monotonic):
        self._threshold = failure_threshold
        self._recovery_s = recovery_timeout_s
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened_at = None
        self._probing = False

    @property
    def state(self):
        opened_at = self._opened_at
        if opened_at is None:
            return CLOSED
        return OPEN if self._clock() - opened_at < self._recovery_s else HALF_OPEN

    def call(self, action):
        """Returns what `action` returns. An exception of it is a failure, and goes on to the caller."""
        probe = self._enter()
        try:
            result = action()
        except Exception:
            self._leave(probe, failed=True)
            raise
        self._leave(probe, failed=False)
        return result

    # The lock is held to decide, and never during a call: one slow call must not hold up the others.

    def _enter(self):
        with self._lock:
            state = self.state
            if state == OPEN or self._probing:
                raise CircuitOpen
            self._probing = state == HALF_OPEN
            return self._probing

    def _leave(self, probe, failed):
        with self._lock:
            if probe:
                self._probing = False
            elif self._opened_at is not None:
                return  # It was sent before the circuit opened, and says nothing new.
            self._failures = self._failures + 1 if failed else 0
            self._opened_at = self._clock() if self._failures >= self._threshold else None
