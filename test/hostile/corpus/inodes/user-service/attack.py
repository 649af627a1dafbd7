def at_start():
    number = 0
    print("tried to make files", flush=True)
    try:
        while True:
            open(f"/app/{number}", "w").close()
            number += 1
    except OSError as error:
        print(f"{error} after {number} files", flush=True)
