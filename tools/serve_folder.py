"""Serve a folder on this machine, for pictures and tests."""

import contextlib
import functools
import http.server
import threading
from pathlib import Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # the browser went on to another page
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(folder: Path) -> str:
    """Serve `folder` on a free port of this machine until the program ends; return the address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"
