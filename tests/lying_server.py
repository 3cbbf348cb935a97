"""A server on this machine that can be killed, made to lie, and made to break off."""

import http.server
import mimetypes
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

PORTAL = b"<!doctype html><title>Log in</title><h1>Log in to the Wi-Fi</h1>"
# Not of the machine's own table, which may know less.
TYPES = {".js": "text/javascript", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml"}


@dataclass(frozen=True)
class Answer:
    """What is answered: `cut` bytes of the content are sent and the connection is closed, if it is not None."""

    content: bytes
    type: str = "text/html"
    status: int = 200
    cut: int | None = None


Lie = Callable[[str, Answer], Answer]


@dataclass
class Server:
    """Serves `folder` under `prefix`; `lie` may change each answer, by path; `asked` holds the paths asked for."""

    folder: Path
    prefix: str = "/"
    lie: Lie | None = None
    asked: list[str] = field(default_factory=list)
    _port: int = 0

    def start(self) -> "Server":
        """Begin to serve; after `kill`, at the same address again."""
        answers = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                answers.respond(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def kill(self) -> None:
        """Serve no more; nobody listens at the address."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}{self.prefix}"

    def respond(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        path = handler.path.partition("?")[0].removeprefix(self.prefix)
        self.asked.append(path)
        answer = self._truth(path)
        if self.lie:
            answer = self.lie(path, answer)
        try:
            handler.send_response(answer.status)
            handler.send_header("Content-Type", answer.type)
            handler.send_header("Content-Length", str(len(answer.content)))
            handler.end_headers()
            handler.wfile.write(answer.content[: answer.cut])
        except (BrokenPipeError, ConnectionResetError):
            pass  # the browser went on to another page

    def _truth(self, path: str) -> Answer:
        file = self.folder / path
        if file.is_dir():
            file = file / "index.html"
        if not file.is_file():
            return Answer((self.folder / "404.html").read_bytes(), status=404)
        known = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0]
        return Answer(file.read_bytes(), known or "application/octet-stream")


def portal(path: str, answer: Answer) -> Answer:
    """Answer a login page to everything."""
    return Answer(PORTAL)


def portal_after_the_worker(path: str, answer: Answer) -> Answer:
    """Answer a login page to everything but the worker."""
    return answer if path == "sw.js" else Answer(PORTAL)


def broken(path: str, answer: Answer) -> Answer:
    """Let only the worker and the list of files through; fail with the rest."""
    return answer if path.startswith(("sw.js", "offline/")) else Answer(b"Sorry", status=500)


def midway(after: int) -> Lie:
    """Break off in the middle of every file after the first `after` ones that are not the worker or the list."""
    left = threading.Semaphore(after)

    def lie(path: str, answer: Answer) -> Answer:
        if path.startswith(("sw.js", "offline/")) or left.acquire(blocking=False):
            return answer
        return replace(answer, cut=len(answer.content) // 2)

    return lie


def held(until: threading.Event, then: Lie) -> Lie:
    """Hold back the list of files until it may go, so that a page is there to hear what becomes of the fetching."""

    def lie(path: str, answer: Answer) -> Answer:
        if path.startswith("offline/") and path.endswith(".json"):
            until.wait(60)
        return then(path, answer)

    return lie


def altered(changed: str) -> Lie:
    """Answer another content for the file `changed` than was published."""

    def lie(path: str, answer: Answer) -> Answer:
        return replace(answer, content=answer.content + b" ") if path == changed else answer

    return lie
