import os


def at_start():
    """Until there is no room."""
    print("tried to fill /app", flush=True)
    try:
        with open("/app/fill", "wb", buffering=0) as file:
            while True:
                file.write(os.urandom(2**20) * 16)
    except OSError as error:
        print(f"filled /app: {error}", flush=True)
