def on_get(handler):
    body = b"[" * 500_000 + b"]" * 500_000
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return True
