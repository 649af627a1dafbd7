from attempt import attempt


def at_start():
    """What the key would make possible."""
    attempt("to read the grader's own files", lambda: open("@CANARY@/secret").read())
