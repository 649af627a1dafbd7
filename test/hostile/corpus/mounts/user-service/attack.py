import ctypes
import os

from attempt import attempt

C = ctypes.CDLL(None, use_errno=True)


def mount(source, target, kind, flags=0):
    os.makedirs(target, exist_ok=True)
    if C.mount(source.encode(), target.encode(), kind.encode(), flags, None) != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return os.listdir(target)


def at_start():
    for source, kind, flags in (("proc", "proc", 0), ("sysfs", "sysfs", 0), ("cgroup2", "cgroup2", 0), ("tmpfs", "tmpfs", 0), ("/", "none", 4096), ("/dev/loop0", "ext4", 0)):
        attempt(f"to mount {source}", lambda: mount(source, f"/mnt/{kind}{flags}", kind, flags))
    attempt("to make /sys writable", lambda: mount("sysfs", "/sys", "sysfs", 32))
