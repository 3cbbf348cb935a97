"""Addresses that last: the short one of every entry, those of former ids, and the lock of all that were ever published.

An address is what follows the site's root: `techniques/bridge/`, `t/bridge/`, `api/v1/matrix.json`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from . import pages
from .handouts import SECTION, Handouts
from .knowledge import Knowledge
from .model import PageEntity, RedFlag
from .problems import Problem, meant
from .yaml_lines import Document, read

LOCK = Path("addresses.lock")
"""One address a line, in order. Grows by `python -m macros addresses`; no line is ever taken out."""
MOVED = Path("redirects.yaml")
"""Where addresses lead that no entry's `formerly` speaks for: old address → address of today."""
TEMPLATE = "redirect.html"
_ADDRESS = re.compile(r"([a-z0-9-]+/)+")


def redirects(knowledge: Knowledge, root: Path) -> dict[str, str]:
    """Return for each address that only leads on the address that it leads to, for the project at `root`."""
    handouts = Handouts(knowledge)
    found: dict[str, str] = {}
    for entity in knowledge.data.entities.values():
        if not entity.section:
            continue
        target = knowledge.url(entity)
        found[knowledge.short(entity)] = target
        if not isinstance(entity, PageEntity):
            continue
        folders = {entity.short: target} | ({} if "#" in target else {entity.section: target})
        if handouts.has_one(entity):
            folders[SECTION] = f"{SECTION}/{entity.id}/"
        if isinstance(entity, RedFlag):
            folders[pages.LETTERS] = f"{pages.LETTERS}/{entity.id}/"
        found |= {f"{folder}/{old}/": now for folder, now in folders.items() for old in entity.formerly}
    found.update(_moved(root).value)
    return found


def _moved(root: Path) -> Document:
    file = root / MOVED
    return read(file, MOVED) if file.exists() else Document(MOVED, {}, {}, ())


def check_moved(knowledge: Knowledge, root: Path) -> list[Problem]:
    """Return what is wrong with `redirects.yaml` of the project at `root`; nothing when there is no such file."""
    document = _moved(root)
    if document.problems or not document.value:
        return list(document.problems)
    docs = root / "docs"
    sources = [p.relative_to(docs).as_posix() for p in docs.rglob("*.md")]
    sources += [page.path for page in pages.generate(knowledge)]
    today = {path.removesuffix("index.md").replace(".md", "/") for path in sources}
    found = []
    for old, new in document.value.items():
        line = document.line((old,))
        if not _ADDRESS.fullmatch(old):
            found.append(Problem(MOVED, line, f"`{old}` is no address of this site: one looks like `guides/old-name/`"))
        elif old in today:
            found.append(Problem(MOVED, line, f"`{old}` is a page of today, so it cannot lead elsewhere"))
        if str(new) not in today:
            found.append(Problem(MOVED, line, f"`{new}` is no page{meant(str(new), today)}"))
    return found


def generate(knowledge: Knowledge, root: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, HTML) of a page for each redirect; it carries a fragment (`#step-2`) along."""
    templates = Environment(loader=FileSystemLoader(root / "overrides"), autoescape=True)
    template = templates.get_template(TEMPLATE)
    for address, target in sorted(redirects(knowledge, root).items()):
        yield f"{address}index.html", template.render(root="../" * address.count("/"), target=target)


def published(site: Path) -> list[str]:
    """Return the addresses that the built site answers and that others may keep: its pages and its open data."""
    found = [p.parent.relative_to(site).as_posix() + "/" for p in site.rglob("*/index.html")]
    return sorted(found + [p.relative_to(site).as_posix() for p in (site / "api").rglob("*.json")])


def locked(root: Path) -> list[str]:
    """Return the addresses that the lock file of the project at `root` holds, in its order."""
    file = root / LOCK
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def check(site: Path, root: Path) -> list[Problem]:
    """Return a problem for each locked address that the built site would no longer answer."""
    now = published(site)
    known = set(now)
    return [
        Problem(
            LOCK,
            line,
            f"`{address}` was published and would stop answering: keep its entry's old id under `formerly`, "
            f"or say in {MOVED} where it leads{meant(address, now)}",
        )
        for line, address in enumerate(locked(root), 1)
        if address not in known
    ]


def lock(site: Path, root: Path) -> int:
    """Add the addresses of the built site to the lock file and return how many were new."""
    before = set(locked(root))
    after = sorted(before | set(published(site)))
    (root / LOCK).write_text("".join(f"{address}\n" for address in after), encoding="utf-8")
    return len(after) - len(before)
