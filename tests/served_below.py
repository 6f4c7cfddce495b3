"""A server before another one, which has it below a path of its own."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_OF_ONE_STEP = {"connection", "keep-alive", "transfer-encoding", "server", "date"}


@contextmanager
def served_below(path: str, port: int) -> Iterator[str]:
    """Serve what is served at that port below a path, and give its address."""

    class Passing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            assert self.path.startswith(f"{path}/"), self.path
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            there = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            headers = dict(self.headers) | {"Host": f"127.0.0.1:{port}"}
            there.request(self.command, self.path.removeprefix(path), body or None, headers)
            answer = there.getresponse()
            self.send_response(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _OF_ONE_STEP:
                    self.send_header(name, value)
            self.end_headers()
            while part := answer.read1():
                self.wfile.write(part)
            there.close()

        do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - so named by http.server

        def log_message(self, *_: object) -> None:
            """Tell nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Passing)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}{path}/"
    server.shutdown()
    thread.join()
    server.server_close()
