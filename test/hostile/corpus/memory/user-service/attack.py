def at_start():
    taken = []
    while True:
        taken.append(bytearray(64 * 2**20))
