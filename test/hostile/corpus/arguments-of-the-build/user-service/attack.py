from environment import look_for_secret


def at_start():
    look_for_secret()
