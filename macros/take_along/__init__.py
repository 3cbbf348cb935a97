"""The copy to take along: one zip, made from the built site, that opens from a folder or a USB stick (`file://`).

There a browser opens no folder as a page, loads no ES module and fetches no data. So links get their `index.html`, the
modules travel in one classic script, and each data file has a script beside it. The gate reads the copy as it read the
site: safety text survives, or there is no zip.
"""

import os
import shutil
import tempfile
import zipfile
from datetime import UTC, date, datetime
from fnmatch import fnmatch
from pathlib import Path

from .. import gate
from ..knowledge import Knowledge
from ..problems import Problem, ProblemsFound
from . import pages, scripts

FOLDER = "open-psoas"
START = "START HERE.html"

LEFT_OUT = (
    "404.html",
    "api/*",
    "assets/images/site.png",
    "assets/javascripts/lunr/*",
    "assets/javascripts/workers/*",
    "downloads/*",
    "offline/*.json",
    "*.map",
    "*.webmanifest",
    "sitemap.xml*",
    "sw.js",
)
"""What serves only a web server, other people's scripts, or nobody. Links to it lead to the site itself, as do links to
pages that only lead on to others."""


def make(project: Path, knowledge: Knowledge, target: Path) -> None:
    """Write to `target` the zip of the site built in `project`: the copy, and beside it the page that opens it.

    The same site gives the same bytes: entries are in order, and their time is SOURCE_DATE_EPOCH, or else the day of
    the data's last review. Raises ProblemsFound when a link, a module or safety text would not work in the copy;
    `target` is then left as it was.
    """
    site = project / "site"
    if not (site / "index.html").is_file():
        raise ProblemsFound([Problem(Path("site"), 1, "there is no built site here: run `make build`")])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".take-along-", dir=target.parent) as aside:
        root = Path(aside, "root")
        write_folder(site, root / FOLDER, knowledge.reviewed)
        shutil.copyfile(project / "overrides/start-here.html", root / START)
        if problems := gate.check(root / FOLDER, knowledge):
            raise ProblemsFound(problems)
        zipped = Path(aside, "zip")
        zip_folder(root, zipped, _time(knowledge.reviewed))
        zipped.replace(target)


def write_folder(site: Path, folder: Path, day: date) -> None:
    """Write the copy of the built site at `site` into the new `folder`; `day` is what a reader sees as its age.

    Raises ProblemsFound when a link or a module cannot be made to work there.
    """
    files = sorted(p.relative_to(site).as_posix() for p in site.rglob("*") if p.is_file())
    kept = {path for path in files if not any(fnmatch(path, pattern) for pattern in LEFT_OUT)}
    texts = {path: (site / path).read_text(encoding="utf-8") for path in sorted(kept) if path.endswith(".html")}
    kept -= {path for path, text in texts.items() if pages.leads_on(text)}
    texts = {path: text for path, text in texts.items() if path in kept}
    packed = scripts.pack(site, {module for path, text in texts.items() for module in pages.modules(path, text)})
    kept -= packed.replaced
    copy = pages.Copy(frozenset(files), frozenset(kept | {scripts.LOADER}), pages.online(texts["index.html"]), day)
    written = {path: copy.page(path, text) for path, text in texts.items()}
    if copy.problems:
        raise ProblemsFound(copy.problems)
    for path in kept - written.keys():
        _at(folder, path).write_bytes((site / path).read_bytes())
    for path, text in (written | packed.files).items():
        _at(folder, path).write_text(text, encoding="utf-8", newline="\n")


def _at(folder: Path, path: str) -> Path:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file


def _time(reviewed: date) -> datetime:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime(reviewed.year, reviewed.month, reviewed.day)


def zip_folder(root: Path, target: Path, time: datetime) -> None:
    """Write the zip `target` of all files under `root`, in order of name, all of the same `time`."""
    stamp = max(time.timetuple()[:6], (1980, 1, 1, 0, 0, 0))  # the first day that a zip can tell
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in sorted(p for p in root.rglob("*") if p.is_file()):
            entry = zipfile.ZipInfo(file.relative_to(root).as_posix(), stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            packed.writestr(entry, file.read_bytes())
