import ctypes
import os

from attempt import attempt, each

C = ctypes.CDLL(None, use_errno=True)


def ok(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return "allowed"


def foreign():
    own = os.readlink("/proc/self/ns/pid")
    found = [number for number in os.listdir("/proc") if number.isdigit() and os.readlink(f"/proc/{number}/ns/pid") != own]
    if not found:
        raise OSError("sees none but its own")
    return found


def at_start():
    attempt("processes of others", foreign)
    attempt("to trace a process that it cannot see", lambda: ok(C.ptrace(16, 99999, 0, 0)))
    each("a new room of its own", lambda flag: ok(C.unshare(flag)), 0x10000000, 0x00020000, 0x40000000)
    attempt("the files of the first process from outside", lambda: os.listdir("/proc/1/root/../../run/lab"))
    attempt("another root", lambda: os.chroot("/tmp"))
    attempt("a raw socket", lambda: __import__("socket").socket(2, 3, 1))
    attempt("a module of the kernel", lambda: ok(C.syscall(175, b"", 0, b"")))
    attempt("a file by its number", lambda: ok(C.syscall(304, 3, ctypes.create_string_buffer(64), 0)))
    attempt("the clock", lambda: __import__("time").clock_settime(0, 0))
    attempt("the name of the machine", lambda: __import__("socket").sethostname("hostile"))
    attempt("a program in the kernel", lambda: ok(C.syscall(321, 0, ctypes.create_string_buffer(128), 128)))
