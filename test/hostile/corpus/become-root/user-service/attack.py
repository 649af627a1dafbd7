import os
import subprocess

from attempt import attempt


def rise(program):
    said = subprocess.run(program, capture_output=True, text=True, timeout=5, input="")
    if said.returncode != 0 or said.stdout.strip() != "0":
        raise OSError(f"{said.stdout.strip()} {said.stderr.strip()[:80]}")
    return said.stdout


def at_start():
    attempt("to set its user", lambda: os.setuid(0))
    attempt("a copy of a program that root owns", lambda: rise(["/rise", "-c", "import os; os.setuid(0); print(os.geteuid())"]))
    attempt("su", lambda: rise(["su", "-c", "id -u"]))
