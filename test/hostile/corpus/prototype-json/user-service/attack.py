def on_get(handler):
    body = b'[{"__proto__": {"id": 1, "name": "x"}, "constructor": {"prototype": {"polluted": true}}}, {"__proto__": [], "toString": 1}]'
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return True
