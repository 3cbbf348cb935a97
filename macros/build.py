"""Build the site aside, look at it, and only then put it in the place of the last one."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from . import gate, site
from .problems import ProblemsFound


def build(root: Path, target: Path) -> None:
    """Build the project at `root` into `target`.

    Raises ProblemsFound when data/ or the built pages are not in order, and subprocess.CalledProcessError when MkDocs
    fails; `target` is then left as it was.
    """
    knowledge = site.knowledge(root / "data")
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
        aside = Path(folder, "new")
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(aside)]
        subprocess.run(command, cwd=root, check=True)
        problems = gate.check(aside, knowledge)
        if problems:
            raise ProblemsFound(problems)
        if target.exists():
            target.rename(Path(folder, "old"))
        aside.rename(target)


def write_pages(root: Path, target: Path) -> int:
    """Write docs/ and the generated pages as a plain tree to `target` and return how many were generated."""
    from . import exports, pages

    knowledge = site.knowledge(root / "data")
    shutil.copytree(root / "docs", target, dirs_exist_ok=True)
    made = {page.path: page.content for page in pages.generate(knowledge)} | dict(exports.generate(knowledge))
    for path, content in made.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return len(made)
