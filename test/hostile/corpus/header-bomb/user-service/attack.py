def on_get(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    try:
        for number in range(100_000):
            handler.wfile.write(b"X-%d: " % number + b"x" * 60_000 + b"\r\n")
    except OSError as error:
        print(f"tried to send headers: {error}", flush=True)
    handler.close_connection = True
    return True
