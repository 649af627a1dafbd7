"""What the service tells about itself, on a port of its own. Knows nothing of users."""
from functools import wraps

from prometheus_client import Counter, Histogram, start_http_server

PORT = 5000

# No labels that callers choose: each new value of a label is one more time series, for as long as Prometheus keeps it.
requests = Counter("user_service_requests_total", "Requests for the list of users.")
seconds = Histogram("user_service_request_duration_seconds", "Time taken by a request for the list of users.")


def measured(view):
    """Counts the calls of a view and the time that each takes."""

    @wraps(view)
    def wrapped(*args, **kwargs):
        requests.inc()
        with seconds.time():
            return view(*args, **kwargs)

    return wrapped


def serve_metrics():
    # In this process: another one would have counts of its own.
    start_http_server(PORT)
