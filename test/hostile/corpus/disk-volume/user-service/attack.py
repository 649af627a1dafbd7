import os


def at_start():
    """Until there is no room."""
    print("tried to fill /data", flush=True)
    try:
        with open("/data/fill", "wb", buffering=0) as file:
            while True:
                file.write(os.urandom(2**20) * 16)
    except OSError as error:
        print(f"filled /data: {error}", flush=True)
