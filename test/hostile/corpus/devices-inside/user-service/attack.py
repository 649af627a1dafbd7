import os
import stat

from attempt import attempt


def read(kind, major, minor):
    path = f"/tmp/{major}-{minor}"
    os.mknod(path, kind | 0o600, os.makedev(major, minor))
    with open(path, "rb") as device:
        return device.read(512)


def at_start():
    for major, minor in ((7, 0), (7, 1), (8, 0), (252, 0), (254, 0), (259, 0)):
        attempt(f"the disk {major}:{minor}", lambda: read(stat.S_IFBLK, major, minor))
    attempt("the memory as a device", lambda: read(stat.S_IFCHR, 1, 1))
    for name in os.listdir("/dev"):
        if stat.S_ISBLK(os.stat(f"/dev/{name}").st_mode):
            attempt(f"the disk /dev/{name}", lambda: open(f"/dev/{name}", "rb").read(512))
