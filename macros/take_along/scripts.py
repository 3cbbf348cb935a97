"""The scripts of the copy: all modules in one classic script, and each data file as a script.

From `file://` a browser loads no module by its address. The modules therefore travel as text, each under a bare name
(`open-psoas/assets/javascripts/site.js`) that an import map leads to a `data:` address; their relative specifiers are
rewritten to these names. The part that runs in the browser is docs/assets/javascripts/copy.js.
"""

import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, ProblemsFound, meant

LOADER = "assets/javascripts/copy.js"
PREFIX = "open-psoas/"

_STATIC = r"""^[ \t]*(?:import|export)\b(?:[^"'`;()]*?\bfrom)?\s*(?P<q>["'])(?P<static>[^"'\n]+)(?P=q)"""
_DYNAMIC = r"""\bimport\s*\((?:\s*(?P<r>["'])(?P<dynamic>[^"'\n]+)(?P=r)\s*\))?"""
_SPECIFIER = re.compile(f"{_STATIC}|{_DYNAMIC}", re.MULTILINE)
_META = re.compile(r"\bimport\.meta\b")
_DATA = re.compile(r"""(?<!function )\bloadData\((?:\s*(?P<q>["'])(?P<path>[^"'\n]+)(?P=q)\s*\))?""")


@dataclass(frozen=True)
class Packed:
    """The scripts of the copy, by path, and the files of the site that they stand for."""

    files: dict[str, str]
    replaced: frozenset[str]


def pack(site: Path, entries: Iterable[str]) -> Packed:
    """Return the scripts for a copy whose pages start the modules at the paths `entries` under `site`.

    Raises ProblemsFound for a module or data file that is missing, or named in a way that cannot be followed.
    """
    problems: list[Problem] = []
    modules: dict[str, str] = {}
    data: dict[str, str] = {}
    waiting = sorted(entries)
    while waiting:
        path = waiting.pop()
        if path in modules:
            continue
        module = _Module(site, path)
        modules[path] = module.rewritten()
        waiting += module.imports
        data |= dict(module.data())
        problems += module.problems
    loader = site / LOADER
    if not loader.is_file():
        problems.append(Problem(Path(LOADER), 1, "the page's script for the copy is missing"))
    if problems:
        raise ProblemsFound(problems)
    sources = json.dumps({PREFIX + path: modules[path] for path in sorted(modules)}, ensure_ascii=False, indent=0)
    files = {LOADER: f"globalThis.openPsoasModules = {sources};\n{loader.read_text(encoding='utf-8')}"}
    files |= {f"{path}.js": _data_script(path, text) for path, text in data.items()}
    return Packed(files, frozenset(modules.keys() | data.keys() | {LOADER}))


def _data_script(path: str, text: str) -> str:
    # Parsed as JSON and not written as a literal: there a key `__proto__` would mean something else.
    return (
        f"(window.openPsoasData ??= {{}})[{json.dumps(path)}] = JSON.parse({json.dumps(text, ensure_ascii=False)});\n"
    )


class _Module:
    """One module of the site, and what is wrong with it."""

    def __init__(self, site: Path, path: str):
        self._site = site
        self._path = path
        self.imports: list[str] = []
        self.problems: list[Problem] = []
        file = site / path
        self._text = file.read_text(encoding="utf-8") if file.is_file() else ""
        if not file.is_file():
            self._problem(0, "a page starts this module, which is not there")

    def rewritten(self) -> str:
        """Return the source with bare names for the modules that it imports, and note those."""
        for found in _META.finditer(self._text):
            self._problem(found.start(), "`import.meta` means nothing in the copy that opens from a folder")
        return f"{_SPECIFIER.sub(self._renamed, self._text)}\n//# sourceURL={PREFIX}{self._path}\n"

    def _renamed(self, found: re.Match[str]) -> str:
        specifier = found["static"] or found["dynamic"]
        if specifier is None:
            self._problem(found.start(), "imports what is only known at run time: write the name of the module")
            return found[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), specifier))
        group = "static" if found["static"] else "dynamic"
        at = found.start(group)
        if not specifier.startswith(("./", "../")) or not target.endswith(".js"):
            self._problem(at, f"imports `{specifier}`, which is no module of the site given by a relative path")
        elif not (self._site / target).is_file():
            here = (self._site / self._path).parent
            near = [f"./{p.relative_to(here).as_posix()}" for p in here.rglob("*.js")]
            self._problem(at, f"imports `{specifier}`, which is not there{meant(specifier, near)}")
        else:
            self.imports.append(target)
        begin, end = (found.start(group) - found.start(), found.end(group) - found.start())
        return f"{found[0][:begin]}{PREFIX}{target}{found[0][end:]}"

    def data(self) -> Iterator[tuple[str, str]]:
        """Yield (path, content) of each data file that the module loads."""
        for found in _DATA.finditer(self._text):
            path = found["path"]
            if path is None:
                self._problem(found.start(), "loads data whose name is only known at run time: write its path")
            elif not (self._site / path).is_file():
                self._problem(found.start(), f"loads `{path}`, which is not there")
            else:
                yield path, (self._site / path).read_text(encoding="utf-8")

    def _problem(self, at: int, message: str) -> None:
        self.problems.append(Problem(Path(self._path), self._text.count("\n", 0, at) + 1, message))
