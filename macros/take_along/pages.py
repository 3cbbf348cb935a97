"""The pages of the copy: what has to change in the HTML so that a page works from a folder. The text stays as it is."""

import html
import json
import posixpath
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from ..problems import Problem
from .scripts import LOADER

# Comments and the insides of scripts and styles hold no tags. A tag may hold `>` inside a quoted value.
_TAG = re.compile(
    r"""<(?:!--.*?-->|style\b.*?</style>"""
    r"""|(?P<script>script\b(?:[^>"']|"[^"]*"|'[^']*')*)>(?P<code>.*?)</script>"""
    r"""|(?P<link>link\s(?:[^>"']|"[^"]*"|'[^']*')*)>"""
    r"""|(?:a|area|img|source|iframe|form)\s(?:[^>"']|"[^"]*"|'[^']*')*>)""",
    re.DOTALL,
)
_ADDRESS = re.compile(r"""(?P<before>\s(?:href|src|action)\s*=\s*")(?P<address>[^"]*)(?=")""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(?P<name>[\w-]+)(?:\s*=\s*"(?P<value>[^"]*)")?""")
_CANONICAL = re.compile(r"""<link rel="canonical" href="(?P<address>[^"]*)">""")
_NOTE = re.compile(r"""(?P<open><[a-z]+ data-op-copy) hidden(?P<words>>[^<]*)<time></time>""")

_POINTLESS = {"manifest", "modulepreload"}
"""Relations of a `<link>` that a folder cannot keep: both are fetched as only a web server may answer."""


def modules(path: str, text: str) -> Iterator[str]:
    """Yield the path of each module that the page at `path` starts."""
    for tag in _TAG.finditer(text):
        attributes = _attributes(tag["script"] or "")
        if attributes.get("type") == "module" and "src" in attributes:
            yield _target(path, attributes["src"])


def leads_on(text: str) -> bool:
    """Tell whether a page only leads on to another, as short and former addresses do: of no use in a folder."""
    return '<meta http-equiv="refresh"' in text


def online(home: str) -> str:
    """Return the site's own address, as its first page gives it; empty when it gives none."""
    found = _CANONICAL.search(home)
    return html.unescape(found["address"]) if found else ""


class Copy:
    """Rewrites the pages of one copy, and gathers what is wrong with them."""

    def __init__(self, site: frozenset[str], kept: frozenset[str], online: str, day: date):
        self._site = site
        self._folders = frozenset(posixpath.dirname(path) or "." for path in site if path.endswith("index.html"))
        self._kept = kept
        self._online = online
        self._day = day
        self.problems: list[Problem] = []

    def page(self, path: str, text: str) -> str:
        """Return the page at `path` as it stands in the copy."""

        def problem(tag: re.Match[str], message: str) -> None:
            self.problems.append(Problem(Path(path), text.count("\n", 0, tag.start()) + 1, message))

        def moved(tag: re.Match[str], opening: str) -> str:
            def address(found: re.Match[str]) -> str:
                try:
                    return found["before"] + html.escape(self._address(path, html.unescape(found["address"])))
                except LookupError as error:
                    problem(tag, error.args[0])
                    return found[0]

            return _ADDRESS.sub(address, opening)

        def changed(tag: re.Match[str]) -> str:
            if tag["script"]:
                return script(tag)
            if tag["link"] and _POINTLESS & set(_attributes(tag["link"]).get("rel", "").split()):
                return ""
            return moved(tag, tag[0])

        def script(tag: re.Match[str]) -> str:
            attributes = _attributes(tag["script"])
            if attributes.get("id") == "__config":
                return f"<{tag['script']}>{_without_instant(tag['code'])}</script>"
            if attributes.get("type") != "module":
                return f"{moved(tag, '<' + tag['script'])}>{tag['code']}</script>"
            if "src" not in attributes:
                problem(tag, "a module inside the page does not run in the copy: put it into a file")
                return tag[0]
            loader = posixpath.relpath(LOADER, posixpath.dirname(path) or ".")
            return f'<script defer src="{loader}" data-module="{_target(path, attributes["src"])}"></script>'

        return _TAG.sub(changed, _NOTE.sub(self._note, text))

    def _note(self, found: re.Match[str]) -> str:
        said = f"{self._day:%B} {self._day.day}, {self._day.year}"
        return f'{found["open"]}{found["words"]}<time datetime="{self._day}">{said}</time>'

    def _address(self, page: str, address: str) -> str:
        """Return where `address` on `page` leads in the copy. Raises LookupError, with what is wrong, if nowhere."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or not parts.path:
            return address
        if parts.path.startswith("/"):
            raise LookupError(f"links to `{address}`, which means nothing in a folder: make it relative")
        target, path = _target(page, parts.path), parts.path
        if target in self._folders:
            target = posixpath.normpath(f"{target}/index.html")
            path = f"{path.removesuffix('/')}/index.html"
        if target in self._kept:
            return urlunsplit(parts._replace(path=path))
        if target not in self._site:
            raise LookupError(f"links to `{address}`, which is not there")
        if not self._online:
            raise LookupError(f"links to `{address}`, which is not in the copy, and no address of the site is known")
        return self._online + quote(target.removesuffix("index.html")) + urlunsplit(("", "", "", *parts[3:]))


def _target(page: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(address).path)))


def _attributes(tag: str) -> dict[str, str]:
    return {found["name"].lower(): html.unescape(found["value"] or "") for found in _ATTRIBUTE.finditer(tag)}


def _without_instant(config: str) -> str:
    """Return Material's settings without instant navigation, which fetches pages instead of opening them."""
    settings = json.loads(config)
    settings["features"] = [f for f in settings.get("features", []) if not f.startswith("navigation.instant")]
    return json.dumps(settings).replace("<", "\\u003c")
