import re

from attempt import attempt, greet


def at_start():
    for gate in re.findall(r"^nameserver (\S+)", open("/resolv.conf").read(), re.M):
        for port in (53, 80, 443):
            attempt(f"the gate {gate} at port {port}", lambda: greet(gate, port))
