from attempt import attempt


def at_start():
    print(open("/tried").read(), flush=True)


if __name__ == "__main__":
    attempt("the file that an earlier build left", lambda: open("/root/.cache/poison").read())
