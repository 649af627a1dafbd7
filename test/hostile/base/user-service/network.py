"""Ways out of the network, to listeners of the grader's."""

import socket

from attempt import attempt, greet


def gateways():
    """The default gateway, and the first addresses of each network that private machines use."""
    for line in open("/proc/net/route").read().splitlines()[1:]:
        raw = bytes.fromhex(line.split()[2])
        if any(raw):
            yield ".".join(str(byte) for byte in reversed(raw))
    own = socket.gethostbyname(socket.gethostname())
    yield f"{own.rsplit('.', 1)[0]}.1"
    for line in open("/etc/resolv.conf").read().split():
        if line.count(".") == 3 and line.replace(".", "").isdigit():
            yield f"{line.rsplit('.', 1)[0]}.1"
    yield "172.17.0.1"


def reach_out():
    for host in ("@LISTENER@", "@NEIGHBOUR@", "host.docker.internal", "gateway.docker.internal", *dict.fromkeys(gateways())):
        attempt(f"to reach {host}", lambda: greet(host, @PORT@))
    for name in ("@LISTENER_NAME@", "@NEIGHBOUR_NAME@", "host.docker.internal"):
        attempt(f"to look {name} up", lambda: socket.gethostbyname(name))
