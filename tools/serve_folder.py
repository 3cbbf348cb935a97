"""Serve a folder on this machine, for pictures and tests."""

import functools
import http.server
import threading
from pathlib import Path


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: object, replaced: dict[str, bytes], **named: object) -> None:
        self._replaced = replaced
        super().__init__(*arguments, **named)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        body = self._replaced.get(self.path)
        try:
            if body is None:
                super().do_GET()
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # the browser went on to another page

    def log_message(self, format: str, *args: object) -> None:
        pass


def serve(folder: Path, replaced: dict[str, bytes] | None = None) -> str:
    """Serve `folder` on a free port of this machine until the program ends; return the address.

    `replaced` gives other contents for some paths.
    """
    handler = functools.partial(_Quiet, directory=str(folder), replaced=replaced or {})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"
