"""What a reader can have with the network off: the list of the built site's files, and the worker that keeps them."""

import hashlib
import json
import re
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from lxml import html

from .problems import Problem, ProblemsFound

WORKER = "sw.js"
FOLDER = "offline"

# For scripts, robots and downloads; or never fetched by a page: Material's own search, and the README's picture.
_LEFT_OUT = (
    WORKER,
    f"{FOLDER}/*.json",
    "api/*",
    "*.xml",
    "*.map",
    "*.gz",
    "*.zip",
    "*.pdf",
    "*.epub",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "assets/images/site.png",
)
_VERSION = re.compile(r'^const VERSION = "\w*";$', re.MULTILINE)


def write(site: Path) -> str:
    """Write the list of the files of the built site at `site`, name it in the worker, and return the version.

    The version is the SHA-256 of the list, which is the name of its file too. To be called when all else is written.
    Raises ProblemsFound when the worker has no place for it.
    """
    content = json.dumps(listed(site), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    version = hashlib.sha256(content).hexdigest()
    worker = site / WORKER
    source = worker.read_text(encoding="utf-8") if worker.exists() else ""
    text, places = _VERSION.subn(f'const VERSION = "{version}";', source)
    if places != 1:
        raise ProblemsFound([Problem(Path("docs", WORKER), 1, f'{places} lines `const VERSION = "";`, not one')])
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        old.unlink()
    (folder / f"{version}.json").write_bytes(content)
    worker.write_text(text, encoding="utf-8")
    return version


def listed(site: Path) -> dict[str, dict[str, str]]:
    """Return the files of the built site at `site`, each with its SHA-256, and the targets of its redirects.

    Both go by address under the site's root: `check/` for check/index.html.
    """
    files: dict[str, str] = {}
    redirects: dict[str, str] = {}
    for file in sorted(p for p in site.rglob("*") if p.is_file()):
        path = file.relative_to(site).as_posix()
        if any(fnmatchcase(path, pattern) for pattern in _LEFT_OUT):
            continue
        address = re.sub(r"(^|/)index\.html$", r"\1", path)
        content = file.read_bytes()
        target = _target(address, content) if path.endswith(".html") else None
        if target is None:
            files[address] = hashlib.sha256(content).hexdigest()
        else:
            redirects[address] = target
    return {"files": files, "redirects": redirects}


def _target(address: str, content: bytes) -> str | None:
    """Return the address under the site's root to which a page only sends on; None for any other page."""
    if b'http-equiv="refresh"' not in content:
        return None
    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    said = str(tree.xpath("string(//meta[@http-equiv='refresh']/@content)")).partition("=")[2].strip()
    target = urlsplit(urljoin(f"//site/{address}", said))
    if not said or said.startswith("/") or target.netloc != "site":
        return None
    return target.path.removeprefix("/") + (f"#{target.fragment}" if target.fragment else "")
