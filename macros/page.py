"""One page while it is rendered: its links seen from where it lies, its citations numbered as they appear."""

from dataclasses import dataclass, field

from . import markdown, prose
from .citations import Reference, reference
from .knowledge import Knowledge
from .labels import label
from .model import Entity, Source


@dataclass(frozen=True)
class ListedReference:
    """A reference in a page's list: its number and the anchors of the places that use it."""

    number: int
    reference: Reference
    uses: tuple[str, ...]


@dataclass
class Page:
    """The state of one page: where it lies under docs/, and the sources cited so far."""

    knowledge: Knowledge
    path: str
    _uses: dict[str, list[str]] = field(default_factory=dict)

    def link(self, entity: Entity, words: str | None = None) -> str:
        """Return a Markdown link to `entity`; `words` must be inert Markdown already, the name by default."""
        words = words or markdown.text(entity.name)
        target = self.knowledge.path(entity)
        return words if target == self.path else f"[{words}]({markdown.relative(target, self.path)})"

    def link_to(self, path: str) -> str:
        """Return the link target of a page under docs/, seen from this page."""
        return markdown.relative(path, self.path)

    def block(self, value: str) -> str:
        """Return prose as Markdown blocks."""
        return markdown.block(value, self._linked, self._cited)

    def inline(self, value: str) -> str:
        """Return prose as one line of Markdown."""
        return markdown.inline(value, self._linked, self._cited)

    def uncited(self, value: str) -> str:
        """Return prose as one line of Markdown with its links and without its citations."""
        return markdown.inline(value, self._linked, lambda ids: "")

    def uncited_block(self, value: str) -> str:
        """Return prose as Markdown blocks with its links and without its citations."""
        return markdown.block(value, self._linked, lambda ids: "")

    def plain(self, value: str) -> str:
        """Return prose as one line of inert text, without links and citations."""
        return markdown.text(prose.plain(value))

    def cite(self, *ids: str) -> str:
        """Return the citation of sources by id; KeyError for an unknown one."""
        return self._cited(ids)

    def references(self) -> list[ListedReference]:
        """Return the references of all that was cited so far, in order of first appearance."""
        return [
            ListedReference(number, reference(self.knowledge.sources[id]), tuple(uses))
            for number, (id, uses) in enumerate(self._uses.items(), 1)
        ]

    def _linked(self, id: str, words: str) -> str:
        return self.link(self.knowledge.entity(id), words)

    def _cited(self, ids: tuple[str, ...]) -> str:
        return "".join(self._mark(self.knowledge.sources[id]) for id in ids)

    def _mark(self, source: Source) -> str:
        uses = self._uses.setdefault(source.id, [])
        number = list(self._uses).index(source.id) + 1
        anchor = f"cite-{source.id}-{len(uses) + 1}"
        uses.append(anchor)
        title = markdown.text(
            f"{source.name}. {label(source.design).capitalize()}{f', {source.sample}' if source.sample else ''}."
        )
        return f'[{number}](#ref-{source.id} "{title}"){{ #{anchor} .op-cite data-cite="{source.id}" }}'
