def on_get(handler):
    body = b'{"<script>hostile()</script>": "</pre><img src=x onerror=hostile()> ]]> \\u001b[2J \\u202e"}'
    handler.wfile.write(
        b"HTTP/1.1 200 <script>hostile()</script>\r\nContent-Type: text/html<script>hostile()</script>\x1b[2J\r\nContent-Length: %d\r\n\r\n" % len(body)
        + body
    )
    return True
