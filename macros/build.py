"""Build the site aside, look at it, and only then put it in the place of the last one."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from . import addresses, exports, pages, site, templates
from .problems import Problem, ProblemsFound

_PAGE = re.compile(r"^_File_: `(?P<page>[^`]+)`", re.MULTILINE)
_FRAME = re.compile(r'File "(?P<file>templates/[^"]+)", line (?P<line>\d+)')
_ERROR = re.compile(
    r"^(?:jinja2\.exceptions\.)?(?P<kind>\w*(?:Error|NotFound|Undefined)\w*): (?P<message>.*)$", re.MULTILINE
)
_PLACED = re.compile(r"(?P<file>[\w./-]+):(?P<line>\d+): (?P<message>.*)")
_LOGGED = re.compile(r"^(?:WARNING|ERROR)\s+-\s+(?P<message>(?!\[macros\]).*)$", re.MULTILINE)


def build(root: Path, target: Path) -> None:
    """Build the project at `root` into `target`.

    Raises ProblemsFound when data/, a template, a page or the built HTML is not in order; `target` is then left as it
    was.
    """
    site.knowledge(root / "data")
    if broken := templates.check(root):
        raise ProblemsFound(broken)
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        aside = Path(folder, "new")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(aside)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ProblemsFound(_explain(done.stdout + done.stderr))
        if target.exists():
            target.rename(Path(folder, "old"))
        aside.rename(target)


def write_pages(root: Path, target: Path) -> int:
    """Write docs/ and the generated pages as a plain tree to `target` and return how many were generated."""
    knowledge = site.knowledge(root / "data")
    shutil.copytree(root / "docs", target, dirs_exist_ok=True)
    made = {page.path: page.content for page in pages.generate(knowledge)}
    made |= dict(exports.generate(knowledge)) | dict(addresses.generate(knowledge, root))
    for path, content in made.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return len(made)


def _explain(output: str) -> Iterator[Problem]:
    """Yield the problems that MkDocs' output tells of: a failed template by its place, else what it logged."""
    errors = list(_ERROR.finditer(output))
    page = _PAGE.search(output)
    if page and errors:
        frames = list(_FRAME.finditer(output))
        message = f"{errors[-1]['message']} ({errors[-1]['kind']}, while rendering {page['page']})"
        file, line = (frames[-1]["file"], int(frames[-1]["line"])) if frames else (f"docs/{page['page']}", 1)
        yield Problem(Path(file), line, message)
        return
    for message in [match["message"] for match in _LOGGED.finditer(output)] or output.strip().splitlines()[-5:]:
        placed = _PLACED.match(message)
        if placed:
            yield Problem(Path(placed["file"]), int(placed["line"]), placed["message"])
        else:
            yield Problem(Path("mkdocs.yml"), 1, message)
