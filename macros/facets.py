"""What the index of a kind can be filtered by, and which words of the glossary carry tooltips."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from . import handouts, markdown
from .knowledge import Knowledge
from .labels import label
from .vocabulary import CAUTIONS, LEVELS

# The name of the rows' data attribute, the words of the field, and its (value, inert words) pairs.
Facet = tuple[str, str, list[tuple[str, str]]]

_TOOLTIP = re.compile(r"^\*\[(?P<words>[^\]]+)\]: .*\n+", re.MULTILINE)
_TOOLTIP_WORDS = re.compile(r"[A-Za-z][A-Za-z0-9 -]*")


def of(knowledge: Knowledge, kind: str) -> list[Facet]:
    """Return the facets of a kind, or of the matrix, each with only the values that occur."""

    def words(values: Iterable[str], order: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        found = sorted(set(values), key=lambda v: (order.index(v) if v in order else 0, label(v)))
        return [(value, markdown.text(label(value))) for value in found]

    def field(name: str, title: str, value: Callable[[Any], str]) -> Facet:
        return (name, title, words(value(entity) for entity in knowledge.of(kind)))

    match kind:
        case "technique":
            techniques = list(knowledge.techniques.values())
            used = {d for t in techniques for d in t.demands}
            demands = [(d.id, markdown.text(d.name)) for d in knowledge.of("demand") if d.id in used]
            return [
                ("caution", "Caution", words((knowledge.banner(t).caution for t in techniques), CAUTIONS)),
                field("performer", "Done by", lambda t: t.performed_by),
                field("type", "Type", lambda t: t.type),
                ("position", "Position", words(p for t in techniques for p in t.position)),
                ("demand", "Asks of the body", demands),
            ]
        case "precaution":
            levels = {verdict.level for verdict in knowledge.verdicts.values()}
            return [field("group", "Group", lambda p: p.group), ("level", "Has a verdict", words(levels, LEVELS))]
        case "matrix":
            return [("group", "Group", words(p.group for p in knowledge.precautions.values()))]
        case "structure":
            return [field("type", "Type", lambda s: s.type)]
        case "claim":
            return [field("verdict", "Verdict", lambda c: c.verdict)]
        case "red-flag":
            return [field("urgency", "What to do", lambda f: f.urgency)]
        case "question":
            return [field("asker", "Asked by", lambda q: q.asked_by)]
        case "source":
            return [field("design", "Design", lambda s: s.design)]
        case "handout":
            return [("about", "About", words(handouts.KINDS, handouts.KINDS))]
        case _:
            return []


def tooltips(knowledge: Knowledge) -> list[tuple[str, str]]:
    """Return (words, inert meaning) pairs: each term by its name, as a sentence writes it, and its abbreviations."""
    found: dict[str, str] = {}
    for term in knowledge.terms.values():
        abbreviations = [name for name in term.also_called if name.isupper()]
        for name in [term.name, term.name[:1].lower() + term.name[1:], *abbreviations]:
            if _TOOLTIP_WORDS.fullmatch(name):
                found.setdefault(name, markdown.text(term.tooltip))
    return sorted(found.items())


def without_idle_tooltips(page: str) -> str:
    """Return a page's Markdown without the abbreviations (`*[words]: meaning`) whose words stand nowhere else on it."""
    rest = _TOOLTIP.sub("", page)
    return _TOOLTIP.sub(lambda match: match[0] if match["words"] in rest else "", page)
