from network import reach_out


def at_start():
    reach_out()
