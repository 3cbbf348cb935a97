"""The knowledge of the site that is being built: loaded once, and again when a data file has changed."""

from pathlib import Path

from . import guides
from .checks import check_folder
from .knowledge import Knowledge
from .problems import ProblemsFound

_loaded: dict[Path, tuple[object, Knowledge]] = {}


def knowledge(root: Path) -> Knowledge:
    """Return the knowledge in the data/ folder at `root`. Raise ProblemsFound when anything in it is wrong."""
    docs = root.parent / "docs"
    files = [*sorted(root.rglob("*.yaml")), *sorted(docs.rglob("*.md"))]
    stamp = tuple((str(p), p.stat().st_mtime_ns) for p in files)
    if root not in _loaded or _loaded[root][0] != stamp:
        data, problems = check_folder(root)
        if problems:
            raise ProblemsFound(problems)
        _loaded[root] = (stamp, Knowledge(data, guides.read(docs), guides.read(docs, guides.FORMS)))
    return _loaded[root][1]
