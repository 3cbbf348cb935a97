"""The page templates, checked before use: their form, what they include, and that they let no raw text out."""

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from .problems import Problem, meant

FOLDER = "templates"

# What may be printed: the results of these filters and macros, which are inert Markdown …
_INERT_FILTERS = frozenset(
    [
        "text",
        "label",
        "block",
        "inline",
        "uncited",
        "uncited_block",
        "plain",
        "address",
        "host",
        "short_label",
        "certainty_label",
        "urlencode",
        "length",
    ]
)
_INERT_MACROS = frozenset(
    ["link", "link_to", "cite", "banner", "verdict_table", "badge", "entity_list", "short_address", "qr"]
)
# … ids, numbers and dates, and words of closed vocabularies.
_INERT_FIELDS = frozenset(
    [
        "id",
        "index",
        "number",
        "reviewed",
        "caution",
        "level",
        "performed_by",
        "type",
        "verdict",
        "urgency",
        "design",
        "asked_by",
        "group",
        "demands",
        "position",
        "red_flags",
        "touches_abdomen",
    ]
)
_INERT_NAMES = frozenset(["level", "certainty", "table"])
# Facets (macros.facets) come out of Python inert already.
_INERT_PAIRS = {
    "partials/filter.md": frozenset(["name", "title", "words"]),
    "partials/tooltips.md": frozenset(["name", "meaning"]),
}


def check(root: Path) -> list[Problem]:
    """Return what is wrong with the templates under root/templates, without rendering them."""
    folder = root / FOLDER
    names = {p.relative_to(folder).as_posix(): p for p in sorted(folder.rglob("*.md"))}
    found: list[Problem] = []
    for name, file in names.items():
        shown = Path(FOLDER, name)
        try:
            tree = Environment().parse(file.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            found.append(Problem(shown, error.lineno, str(error.message)))
            continue
        for node in tree.find_all(nodes.Include):
            if isinstance(node.template, nodes.Const) and node.template.value not in names:
                wanted = node.template.value
                found.append(Problem(shown, node.lineno, f"no template `{wanted}`{meant(wanted, names)}"))
        found += [
            Problem(shown, node.lineno, "prints text of the data as it is: use `text`, `inline`, `block` or `plain`")
            for node in _printed(tree)
            if not _inert(node, _INERT_NAMES | _INERT_PAIRS.get(name, frozenset()))
        ]
    return found


def _printed(tree: nodes.Template) -> Iterator[nodes.Expr]:
    for output in tree.find_all(nodes.Output):
        yield from (node for node in output.nodes if not isinstance(node, nodes.TemplateData))


def _inert(node: nodes.Node | None, names: frozenset[str]) -> bool:
    match node:
        case None | nodes.Const():
            return True
        case nodes.Filter(name=name):
            if name in ("lower", "upper", "capitalize", "join"):
                return _inert(node.node, names)
            return name in _INERT_FILTERS
        case nodes.Call(node=nodes.Name(name=name)):
            return name in _INERT_MACROS
        case nodes.CondExpr():
            return _inert(node.expr1, names) and _inert(node.expr2, names)
        case nodes.Getattr(attr=attr):
            return attr in _INERT_FIELDS
        case nodes.Getitem(node=nodes.Name(name="level_meanings")):
            return True
        case nodes.Name(name=name):
            return name in names
        case _:
            return False
