"""What templates and hand-written pages can call. The only module that knows mkdocs-macros."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from . import facets, markdown, qr, report, site
from .citations import reference
from .forms import Forms
from .handouts import Handouts
from .knowledge import Knowledge
from .labels import CERTAINTY_LABELS, LEVEL_MEANINGS, SHORT_LABELS, label
from .model import Entity, Precaution, Technique
from .page import ListedReference, Page
from .vocabulary import LEVELS


class Environment:
    """The macros and filters, bound to the page that mkdocs-macros is rendering."""

    def __init__(self, env: Any, knowledge: Knowledge):
        self._env = env
        self._knowledge = knowledge
        self._page = Page(knowledge, "")
        self._tooltips = facets.tooltips(knowledge)

    def page(self) -> Page:
        """Return the state of the page being rendered, new for each page."""
        path = self._env.page.file.src_uri
        if self._page.path != path:
            self._page = Page(self._knowledge, path)
        return self._page

    # Macros

    def current(self) -> Entity:
        """Return the entity that the page is about (front matter `entity`, or `handout` on a page to print)."""
        meta = self._env.page.meta
        kind, id = (meta.get("entity") or meta["handout"]).split("/")
        return self._knowledge.data.entities[(kind, id)]

    def link(self, target: Entity | str, words: str | None = None) -> str:
        """Return a link to an entity, given by id or as such, with `words` instead of its name."""
        entity = self._knowledge.entity(target) if isinstance(target, str) else target
        return self.page().link(entity, markdown.text(words) if words else None)

    def link_to(self, path: str) -> str:
        """Return the link target of the page at `path` under docs/."""
        return self.page().link_to(path)

    def cite(self, *ids: str) -> str:
        """Return the citation of one or more sources by id."""
        return self.page().cite(*ids)

    def references(self) -> list[ListedReference]:
        """Return the page's references so far."""
        return self.page().references()

    def banner(self, technique: Technique | str) -> str:
        """Return the safety banner of a technique, whole."""
        return self._render("partials/banner.md", technique=self._technique(technique))

    def verdict_table(self, subject: Technique | Precaution | str) -> str:
        """Return the table of all verdicts of a technique or of a precaution, worst first."""
        entity = self._knowledge.entity(subject) if isinstance(subject, str) else subject
        return self._render("partials/verdict-table.md", subject=entity)

    def badge(self, certainty: str) -> str:
        """Return the badge for a certainty: high, moderate, low, very-low or none."""
        return self._render("partials/badge.md", certainty=certainty)

    def entity_list(self, kind: str, **conditions: Any) -> str:
        """Return a list of links to the entities of a kind whose fields have the values given (or hold them)."""
        return self._render("partials/entity-list.md", entities=self.entities(kind, **conditions))

    def entities(self, kind: str, **conditions: Any) -> list[Entity]:
        """Return the entities of a kind whose fields have the values given (or hold them), in order of name."""

        def fits(entity: Entity) -> bool:
            for name, wanted in conditions.items():
                value = getattr(entity, name)
                if wanted not in value if isinstance(value, tuple) else wanted != value:
                    return False
            return True

        return [entity for entity in self._knowledge.of(kind) if fits(entity)]

    def tooltips(self) -> list[tuple[str, str]]:
        """Return (words, meaning) for every word of the glossary that can carry a tooltip."""
        return self._tooltips

    def filter_facets(self, kind: str) -> list[facets.Facet]:
        """Return the facets by which the index of a kind can be filtered."""
        return facets.of(self._knowledge, kind)

    def short_address(self, entity: Entity) -> str:
        """Return the whole short address of the entity's page, inert, to be printed."""
        return markdown.text(self._short_address(entity))

    def qr(self, entity: Entity) -> str:
        """Return the QR code of the short address of the entity's page, as SVG."""
        return qr.svg(self._short_address(entity))

    def _short_address(self, entity: Entity) -> str:
        return str(self._env.variables["config"]["site_url"]) + self._knowledge.short(entity)

    def _technique(self, technique: Technique | str) -> Technique:
        return self._knowledge.techniques[technique] if isinstance(technique, str) else technique

    def _render(self, template: str, **values: Any) -> str:
        rendered: str = self._env.env.get_template(template).render(**self._env.variables, **values)
        return rendered


def register(env: Any) -> None:
    """Register macros, filters and variables; raise ProblemsFound when data/ is not in order."""
    knowledge = site.knowledge(Path(env.project_dir) / "data")
    environment = Environment(env, knowledge)
    macros: list[Callable[..., Any]] = [
        environment.current,
        environment.link,
        environment.link_to,
        environment.cite,
        environment.references,
        environment.banner,
        environment.verdict_table,
        environment.badge,
        environment.entity_list,
        environment.entities,
        environment.tooltips,
        environment.filter_facets,
        environment.short_address,
        environment.qr,
    ]
    for macro in macros:
        env.macro(macro, macro.__name__)
    env.variables["knowledge"] = knowledge
    env.variables["handouts"] = Handouts(knowledge)
    env.variables["report"] = report.make(knowledge, Path(env.project_dir))
    env.variables["forms"] = Forms(knowledge)
    env.variables["levels"] = LEVELS
    env.variables["level_meanings"] = LEVEL_MEANINGS
    filters: dict[str, Callable[..., Any]] = {
        "text": markdown.text,
        "address": markdown.address,
        "host": lambda address: markdown.text(urlsplit(str(address)).hostname or ""),
        "label": lambda word: markdown.text(label(word)),
        "certainty_label": lambda word: CERTAINTY_LABELS[word],
        "short_label": lambda word: markdown.text(SHORT_LABELS[word]),
        "reference": reference,
        "block": lambda value: environment.page().block(value),
        "inline": lambda value: environment.page().inline(value),
        "uncited": lambda value: environment.page().uncited(value),
        "uncited_block": lambda value: environment.page().uncited_block(value),
        "plain": lambda value: environment.page().plain(value),
    }
    for name, function in filters.items():
        env.filter(function, name)
