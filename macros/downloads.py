"""The files to take along: put on the built site, and told on its page with their sizes.

The page (docs/downloads.md) says in words what each kind of file is, and shows none of it by itself. What is shown
follows from the files that are there, so that no link is dead and each size is true.
"""

import copy
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from lxml import html

from .problems import Problem, ProblemsFound

FOLDER = "downloads"


def publish(files: list[Path], site: Path) -> None:
    """Put `files` on the built site at `site`, and tell of them, and of no others, on its page.

    Raises ProblemsFound when the page is missing or says nothing about one of them; the site is then left as it was.
    """
    page = site / FOLDER / "index.html"
    if not page.is_file():
        raise ProblemsFound([Problem(Path("site", FOLDER, "index.html"), 1, "there is no such page: run `make build`")])
    tree: Any = html.document_fromstring(page.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    for told in tree.xpath("//*[@data-download and not(@hidden)]"):
        told.drop_tree()
    kinds = tree.xpath("//*[@data-download]")
    problems: list[Problem] = []
    for file in files:
        kind = next((kind for kind in kinds if fnmatch(file.name, kind.get("data-download"))), None)
        if kind is None:
            problems.append(Problem(Path("docs/downloads.md"), 1, f"does not say what `{file.name}` is"))
        else:
            kind.addprevious(_shown(kind, file))
    if problems:
        raise ProblemsFound(problems)
    for file in files:
        shutil.copyfile(file, site / FOLDER / file.name)
    for words in tree.xpath("//*[@data-no-downloads]"):
        words.attrib.pop("hidden", None)
        if files:
            words.set("hidden", "")
    page.write_bytes(html.tostring(tree, encoding="utf-8", doctype="<!doctype html>"))


def _shown(kind: Any, file: Path) -> Any:
    shown = copy.deepcopy(kind)
    del shown.attrib["hidden"]
    shown.set("data-download", file.name)
    link = shown.find(".//a")
    link.set("href", file.name)
    link.text = link.text.replace("{name}", file.name)
    shown.find(".//*[@data-size]").text = size(file.stat().st_size)
    return shown


def size(count: int) -> str:
    """Return a number of bytes as people say it: `12.8 MB`, `640 kB`."""
    return f"{count / 1e6:.1f} MB" if count >= 999_500 else f"{max(round(count / 1e3), 1)} kB"
