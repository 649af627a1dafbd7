"""Lists the users, with nothing but Python's standard library."""
import json
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

USERS = json.dumps([{"id": 1, "name": "Anna"}, {"id": 2, "name": "Björn"}, {"id": 3, "name": "Cem"}]).encode()


class Users(BaseHTTPRequestHandler):
    def answer(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/users":
            self.reply(404, b'{"error": "not found"}')
        elif self.command != "GET":
            self.reply(405, b'{"error": "read only"}', Allow="GET")
        else:
            self.reply(200, USERS)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer

    def reply(self, status, body, **headers):
        self.send_response(status)
        headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
Server(("0.0.0.0", 5000), Users).serve_forever()
