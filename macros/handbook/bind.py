"""Make the book's two files, and put them in their place only when both are right."""

import tempfile
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from .. import site as project
from ..labels import label
from ..problems import ProblemsFound
from . import epub, pdf
from .book import compose, plural
from .check import check

TEMPLATES = Path("templates", "handbook")


def bind(root: Path, site: Path, out: Path, kind: str | None = None, paper: str = pdf.PAPERS[0]) -> list[Path]:
    """Write the handbook of the project at `root`, whose site was built at `site`, to `out`, and return the files.

    `kind` limits it to one kind and what that leans on. Raise ProblemsFound when a page lacks what it must hold, and
    leave the files of before as they are.
    """
    knowledge = project.knowledge(root / "data")
    templates = Environment(
        loader=FileSystemLoader(root / TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["label"] = label
    book = compose(site, knowledge, kind, lambda name: templates.get_template(f"note-{name}.html").render())
    if problems := check(book, knowledge):
        raise ProblemsFound(problems)
    name = f"open-psoas-{plural(kind) if kind else 'handbook'}"
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".handbook-", dir=out) as folder:
        made = [Path(folder, f"{name}.pdf"), Path(folder, f"{name}.epub")]
        epub.write(book, site, templates, made[1])
        pdf.write(book, site, templates, paper, made[0])
        return [file.replace(out / file.name) for file in made]
