def on_get(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n[")
    try:
        for _ in range(4000):
            handler.wfile.write(b" " * 2**20)
    except OSError as error:
        print(f"tried to send gigabytes: {error}", flush=True)
    handler.close_connection = True
    return True
