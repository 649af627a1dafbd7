"""Looks for the secret in what a service and its build were given."""

import hashlib
import os

from attempt import attempt


def stolen(text):
    return hashlib.sha256(text.encode()).hexdigest() == "@SECRET_HASH@"


def look_for_secret():
    print(f"tried the environment: {sorted(os.environ)}", flush=True)
    attempt("the grader's environment", lambda: [value for value in os.environ.values() if stolen(value)][0])
    attempt("what the build was given", lambda: [word for word in open("/tmp/environment").read().split() if stolen(word)][0])
