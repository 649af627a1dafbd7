"""Runs one service for the local runtime, and sees to it that nothing of it outlives the lab.

One argument, JSON: {"command": […], "log": file, "stopSignal": "SIGTERM", "init": false}; folder and environment are its own.
It speaks like helper.py: {"id": 1, "op": "freeze"} in, {"id": 1, "ok": true} out. It ends with the service, with the code
that a container would have (128 + number for a signal). When stdin closes, whoever started it is gone: it kills the service.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """On Linux, processes that left the service's session come to us when their parent ends, as they come to PID 1 in a container."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants(pid):
    try:
        for thread in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{thread}/children") as children:
                for child in map(int, children.read().split()):
                    yield child
                    yield from descendants(child)
    except OSError:
        return  # It has just ended, or this system has no /proc.


def signal_all(service, number):
    for send, target in [(os.killpg, service.pid)] + [(os.kill, pid) for pid in list(descendants(os.getpid()))]:
        try:
            send(target, number)
        except OSError:
            pass


def hears(pid, number):
    """The first process of a container gets only those signals that it has a handler for; a program must not seem better here."""
    try:
        with open(f"/proc/{pid}/status") as status:
            caught = next(line for line in status if line.startswith("SigCgt:"))
        return bool(int(caught.split()[1], 16) >> (number - 1) & 1)
    except (OSError, StopIteration):
        return True


def ask_to_end(service, settings):
    number = getattr(signal, settings["stopSignal"])
    if settings["init"] or hears(service.pid, number):
        service.send_signal(number)


def listen(service, settings):
    operations = {
        "stop": lambda: ask_to_end(service, settings),
        "kill": lambda: signal_all(service, signal.SIGKILL),
        "freeze": lambda: signal_all(service, signal.SIGSTOP),
        "thaw": lambda: signal_all(service, signal.SIGCONT),
    }
    for line in sys.stdin:
        request = json.loads(line)
        operations[request["op"]]()
        print(json.dumps({"id": request["id"], "ok": True}), flush=True)
    signal_all(service, signal.SIGKILL)


def main():
    settings = json.loads(sys.argv[1])
    adopt_orphans()
    with open(settings["log"], "ab") as log:
        try:
            service = subprocess.Popen(settings["command"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
        except OSError as error:
            log.write(f"{settings['command'][0]}: {error.strerror}\n".encode())
            sys.exit(127)
    signal.signal(signal.SIGTERM, lambda *_: signal_all(service, signal.SIGKILL))
    print(json.dumps({"ready": True}), flush=True)
    threading.Thread(target=listen, args=(service, settings), daemon=True).start()
    code = service.wait()
    # A container ends with its first process: so does everything that this one has started.
    try:
        while True:
            signal_all(service, signal.SIGKILL)
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass  # None is left.
    os._exit(code if code >= 0 else 128 - code)


if __name__ == "__main__":
    main()
