from filling import fill


def at_start():
    fill("/app")
