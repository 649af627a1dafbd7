import functools
import os
import time


class Refused(Exception):
    pass


def protected(function):
    """One event loop runs everything, so between two `await` nobody else comes in: no lock is needed."""
    limit = int(os.getenv('FAILURE_THRESHOLD', '5'))
    pause = float(os.getenv('RECOVERY_TIMEOUT', '30'))
    in_a_row, closed_until, trying = 0, 0.0, False

    def state():
        if in_a_row < limit:
            return 'closed'
        return 'open' if time.monotonic() < closed_until else 'half-open'

    @functools.wraps(function)
    async def guarded(*args):
        nonlocal in_a_row, closed_until, trying
        now = state()
        if now == 'open' or now == 'half-open' and trying:
            raise Refused
        trying = now == 'half-open'
        try:
            result = await function(*args)
        except Exception:
            if now == state():
                in_a_row += 1
                closed_until = time.monotonic() + pause
            raise
        else:
            if now == state():
                in_a_row = 0
            return result
        finally:
            if now == 'half-open':
                trying = False

    guarded.state = state
    return guarded
