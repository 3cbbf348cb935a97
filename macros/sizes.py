"""How big the site and the files to take along are, as a table for the README."""

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .downloads import size

_PLACE = re.compile(r"(?<=<!-- sizes -->\n).*?(?=<!-- /sizes -->)", re.DOTALL)
_KINDS = {
    "Pages": (".html",),
    "Scripts and styles": (".js", ".css"),
    "Data": (".json", ".xml"),
}


def table(site: Path, files: Iterable[Path]) -> str:
    """Return a Markdown table of the bytes of the built site, raw and as a server sends them (gzip), and of `files`."""
    rows = [
        *_rows([p for p in sorted(site.rglob("*")) if p.is_file()]),
        *((f"`{p.name}`", "1", size(p.stat().st_size), "") for p in files),
    ]
    head = ("What", "Files", "Bytes", "Compressed")
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ("---", "--:", "--:", "--:"), *rows))


def _rows(files: list[Path]) -> Iterator[tuple[str, str, str, str]]:
    for name, suffixes in _KINDS.items():
        found = [p for p in files if p.suffix in suffixes]
        raw = sum(p.stat().st_size for p in found)
        packed = sum(len(gzip.compress(p.read_bytes(), 6)) for p in found)
        yield name, f"{len(found):,}", size(raw), size(packed)


def write(readme: Path, text: str) -> bool:
    """Put the table between the marks `<!-- sizes -->` and `<!-- /sizes -->` of `readme`; return if it has them."""
    before = readme.read_text(encoding="utf-8")
    after, places = _PLACE.subn(lambda _: text, before)
    if after != before:
        readme.write_text(after, encoding="utf-8")
    return bool(places)
