"""MkDocs events: check the data, add the generated pages, and look at what was built.

MkDocs loads this file once, by its path and not as a part of the package. The package is imported inside the events,
anew for each build, so that `mkdocs serve` shows a change in macros/ too.
"""

import logging
import sys
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.open_psoas")

_ROOT = Path(__file__).parent.parent
if str(_ROOT) not in sys.path:
    sys.path.insert(0, str(_ROOT))


_serving = False


def on_startup(command: str, **_: Any) -> None:
    """Remember whether pages are only looked at while they are written: then nothing keeps them for offline use."""
    global _serving
    _serving = command == "serve"


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _stop(what: str, problems: list[Any]) -> Abort:
    for problem in problems:
        log.error(str(problem))
    return Abort(f"{len(problems)} problems in {what}")


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """First of all, before the old site is cleared away: refuse data and templates that are not in order."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "macros"]:
        del sys.modules[name]
    from macros import addresses, site, templates
    from macros.problems import ProblemsFound

    root = _root(config)
    try:
        knowledge = site.knowledge(root / "data")
    except ProblemsFound as found:
        raise _stop("data/", found.problems) from None
    if broken := templates.check(root):
        raise _stop("templates/", broken)
    if wrong := addresses.check_moved(knowledge, root):
        raise _stop(str(addresses.MOVED), wrong)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Once the files in docs/ are known: add the pages and exports made from data/."""
    from macros import addresses, exports, pages, site

    knowledge = site.knowledge(_root(config) / "data")
    for page in pages.generate(knowledge):
        file = File.generated(config, page.path, content=page.content)
        file.edit_uri = f"../{page.made_from}"
        files.append(file)
    for made in (exports.generate(knowledge), addresses.generate(knowledge, _root(config))):
        for path, content in made:
            files.append(File.generated(config, path, content=content))
    return files


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Keep each page out of Material's own search index, which nothing reads and which takes long to make."""
    if not config.extra.get("keep_stock_index"):
        page.meta["search"] = {"exclude": True}
    return html


@event_priority(-100)
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Last, also in `mkdocs serve`: take Material's own search index away; list the files for offline use; the gate."""
    from macros import addresses, gate, offline, site
    from macros.problems import ProblemsFound

    built, root = Path(config.site_dir), _root(config)

    if not config.extra.get("keep_stock_index"):
        (built / "search/search_index.json").unlink(missing_ok=True)
    if not _serving:
        try:
            offline.write(built)
        except ProblemsFound as found:
            raise _stop("the worker", found.problems) from None

    problems = gate.check(built, site.knowledge(root / "data")) + addresses.check(built, root)
    if problems:
        raise _stop("the built site", problems)
