"""`mkdocs serve` shows a change of data, template, style or code in the browser's next look."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def served(small_copy: Path) -> Iterator[tuple[Path, str]]:
    address = f"127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    log = (small_copy / "serve.log").open("w")
    server = subprocess.Popen(
        command, cwd=small_copy, stdout=log, stderr=log, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    )
    yield small_copy, f"http://{address}/"
    server.send_signal(signal.SIGINT)
    server.wait(10)
    log.close()


def _until(look: Callable[[], bool], what: str) -> None:
    """Look again until `look` is satisfied; the limit only ends a hang."""
    for _ in range(300):
        try:
            if look():
                return
        except OSError:
            pass
        time.sleep(0.2)
    pytest.fail(f"never saw {what}")


def test_changes_show(served: tuple[Path, str]) -> None:
    root, address = served

    def page(path: str) -> str:
        with urllib.request.urlopen(address + path, timeout=20) as answer:
            text: str = answer.read().decode()
        return text

    def change(file: str, old: str, new: str) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    _until(lambda: "Press" in page("techniques/press/"), "the first page")
    assert 'const VERSION = "";' in page("sw.js")  # nothing is kept for offline use while pages are written
    change("data/technique/press.yaml", "Press lightly.", "Press very lightly.")
    _until(lambda: "Press very lightly." in page("techniques/press/"), "the change in data/")
    change("templates/technique.md", "## Stop signs", "## Signs to stop")
    _until(lambda: "Signs to stop" in page("techniques/press/"), "the change in templates/")
    change("macros/labels.py", '"avoid": "Avoid"', '"avoid": "Never"')
    _until(lambda: re.search(r"Never \(1\)", page("techniques/press/")) is not None, "the change in macros/")
    change("overrides/main.html", "Not reviewed by a clinician.", "Nobody reviewed this.")
    _until(lambda: "Nobody reviewed this." in page(""), "the change in overrides/")
    change("docs/about.md", "# About", "# About us")
    _until(lambda: "About us" in page("about/"), "the change in docs/")
    change("data/technique/press.yaml", "name: Press", "nmae: Press")
    _until(lambda: "did you mean `name`?" in (root / "serve.log").read_text(encoding="utf-8"), "the mistake in the log")
    change("data/technique/press.yaml", "nmae: Press", "name: Pressing")
    _until(lambda: "Pressing" in page("techniques/press/"), "the mistake put right")
