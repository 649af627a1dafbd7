import ctypes
import os
import socket
import stat

from attempt import attempt, each

C = ctypes.CDLL(None, use_errno=True)


def ok(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "allowed"


def disk(number):
    os.mknod(f"/tmp/disk{number}", stat.S_IFBLK | 0o600, os.makedev(7, number))
    return open(f"/tmp/disk{number}", "rb").read(512)


def ask(path):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)


os.makedirs("/tmp/x", exist_ok=True)
each("the disk of the sandbox", disk, *range(8))
each("to mount", lambda kind: ok(C.mount(kind.encode(), b"/tmp/x", kind.encode(), 0, None)), "proc", "sysfs", "cgroup2")
each("to write", lambda path: os.write(os.open(path, os.O_WRONLY), b"1"), "/proc/sys/kernel/core_pattern", "/proc/sys/net/ipv4/ip_forward", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
each("the socket", ask, "/var/run/docker.sock", "/run/lab/docker.sock", "/run/buildkit/buildkitd.sock")
attempt("a module of the kernel", lambda: ok(C.syscall(175, b"", 0, b"")))
attempt("another root", lambda: ok(C.unshare(0x10000000)))
