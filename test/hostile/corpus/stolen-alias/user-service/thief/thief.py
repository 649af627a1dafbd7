from http.server import BaseHTTPRequestHandler, HTTPServer


class Thief(BaseHTTPRequestHandler):
    def do_GET(self):
        print("@PROOF@ was asked in its place", flush=True)
        self.send_response(200)
        self.end_headers()


HTTPServer(("", 5000), Thief).serve_forever()
