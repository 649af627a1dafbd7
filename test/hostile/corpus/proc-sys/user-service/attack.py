import os

from attempt import each


def write(path):
    """Into what is there: a new file would be one of the container's own."""
    file = os.open(path, os.O_WRONLY)
    return os.write(file, b"1")


def at_start():
    each(
        "to write", write, "/proc/sys/kernel/core_pattern", "/proc/sys/net/ipv4/ip_forward", "/proc/sysrq-trigger", "/proc/sys/vm/drop_caches",
        "/sys/kernel/mm/transparent_hugepage/enabled",
        "/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/release_agent", "/sys/fs/cgroup/pids/pids.max",
    )
    each("to read", lambda path: open(path, "rb").read(1)[0], "/proc/kcore", "/proc/kmsg", "/dev/mem", "/dev/kmsg", "/sys/firmware/acpi/tables/DSDT")
