def on_get(handler):
    head = b"".join(b"X-%d: " % number + b"x" * 65_000 + b"\r\n" for number in range(95))
    handler.wfile.write(b"HTTP/1.1 500 Oh\r\nContent-Type: " + b"y" * 60_000 + b"\r\n" + head + b"Content-Length: 0\r\n\r\n")
    return True
