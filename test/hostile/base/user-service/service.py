"""An honest user-service, on the standard library alone: what it does beside that stands in attack.py."""

import json
import os
import signal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attack

USERS = [{"id": 1, "name": "Alice"}, {"id": 2, "name": "Bob"}]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, value, **headers):
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": len(body), **headers}.items():
            self.send_header(name, str(text))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if hasattr(attack, "on_get") and attack.on_get(self):
            return
        if self.path == "/users":
            self.answer(200, USERS)
        else:
            self.answer(404, {"error": "not found"})

    def refuse(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.answer(405, {"error": "not allowed"}, Allow="GET")

    do_POST = do_PUT = do_PATCH = do_DELETE = refuse

    def log_message(self, *_args):
        pass


class Server(ThreadingHTTPServer):
    request_queue_size = 128


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    if hasattr(attack, "at_start"):
        attack.at_start()
    Server(("", 5000), Handler).serve_forever()
